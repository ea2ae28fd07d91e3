//! One peer connection.
//!
//! Between Parley clients its shape never changes after the first negotiation: four transceivers, in
//! the order of [`Source::ALL`], and two data channels that both sides number beforehand. Switching a
//! source on or off later only replaces the track of its transceiver, which needs no negotiation. A
//! PeerJS page brings the shape along in its offer.
//!
//! What is asked of a connection is done in the order in which it was asked, one thing at a time
//! ([`negotiation`]): a browser that is given the next description while it works on the last one
//! answers in whatever order it likes.

mod candidate;
mod channel;
mod closing;
mod codecs;
mod encodings;
mod gathered;
mod loudness;
mod meter;
mod negotiation;
mod remote;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::channel::mpsc::{self, UnboundedSender};
use futures::future::{AbortHandle, abortable};
use parley_protocol::call::{ConnectionId, Input, Transport};
use parley_protocol::message::Candidate;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Event, RtcDataChannel, RtcPeerConnection, RtcPeerConnectionIceEvent, RtcPeerConnectionState,
};

use self::channel::Control;
use self::loudness::Ear;
use self::meter::Meter;
use self::negotiation::Negotiation;
use super::certificate::Certificate;
use super::ice::{self, IceServers};
use super::inbox::Inbox;
use super::listener::Listener;
use super::stream::Stream;
use super::track::{Source, Track};

/// A peer connection. Dropping it closes it, and ends its reports at once.
pub(crate) struct Peer {
    connection: RtcPeerConnection,
    control: Rc<OnceCell<Control>>,
    _files: Option<RtcDataChannel>,
    person: Stream,
    screen: Stream,
    ear: Ear,
    operations: UnboundedSender<Operation>,
    negotiation: AbortHandle,
    meter: Option<Meter>,
    _listeners: Vec<Listener>,
}

/// What a connection is to be.
pub(crate) struct Setup {
    /// The name to report it under.
    pub(crate) id: ConnectionId,
    /// Who gives it its shape.
    pub(crate) shape: Shape,
    /// Whether it may use relayed candidates only.
    pub(crate) relay_only: bool,
    /// Where its ICE servers come from.
    pub(crate) ice: IceServers,
    /// Which certificate it shows; one of its own if there is none.
    pub(crate) certificate: Option<Certificate>,
}

/// Who gives a connection its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// This side does, in its first offer.
    Own,
    /// Another Parley client does.
    Peer,
    /// A PeerJS page does.
    Guest {
        /// Whether it is to be sent anything.
        media: bool,
    },
}

/// What can be asked of a connection.
#[derive(Debug)]
pub(crate) enum Operation {
    /// Make an offer and set it. Ends in [`Input::Described`] or [`Input::NegotiationFailed`].
    MakeOffer {
        /// Whether to ask for new ICE credentials.
        ice_restart: bool,
        /// Whether to use relayed candidates only, from now on.
        relay_only: bool,
    },
    /// Set a remote offer, make an answer and set it. Ends as the above.
    AcceptOffer {
        /// The offer.
        sdp: String,
    },
    /// Set a remote answer. Ends in [`Input::AnswerAccepted`] or [`Input::NegotiationFailed`].
    AcceptAnswer {
        /// The answer.
        sdp: String,
    },
    /// Add remote candidates. Those that the browser refuses are lost.
    AddCandidates {
        /// Their username fragment, if it is known.
        ufrag: Option<String>,
        /// The candidates.
        candidates: Vec<Candidate>,
        /// Whether no more will come under this fragment.
        end: bool,
    },
    /// Use the ICE servers that are good at this moment.
    Configure,
    /// Send a key frame of every picture at once, and go on with those that pause.
    SendKeyFrame,
    /// Send no pictures until there is to be a key frame, as long as sound is sent.
    PausePictures,
    /// Send the camera's picture, or hold it back.
    HoldPicture {
        /// Whether to hold it back.
        held: bool,
    },
    /// Send a track from a source from now on, or nothing.
    SetTrack {
        /// The source.
        source: Source,
        /// What to send.
        track: Option<Track>,
    },
}

impl Peer {
    /// Makes a connection that sends `tracks`.
    pub(crate) fn open(
        setup: Setup,
        tracks: &BTreeMap<Source, Track>,
        inputs: &Inbox<Input>,
    ) -> Result<Self, JsValue> {
        let Setup { id, shape, .. } = setup;
        let configuration = ice::bare_configuration(setup.relay_only);
        if let Some(certificate) = &setup.certificate {
            certificate.put_into(&configuration);
        }
        let connection = RtcPeerConnection::new_with_configuration(&configuration)?;
        let mut listeners = listeners(&connection, id, inputs);
        listeners.push(setup.ice.watch(&connection));
        let (control, files) = match shape {
            Shape::Own | Shape::Peer => {
                let control = channel::negotiated(&connection, "control", 0);
                let control = Control::new(control, id, inputs);
                let files = channel::negotiated(&connection, "files", 1);
                (Rc::new(OnceCell::from(control)), Some(files))
            }
            Shape::Guest { .. } => {
                let (control, listener) = Control::first_of(&connection, id, inputs);
                listeners.push(listener);
                (control, None)
            }
        };

        // A PeerJS page cannot mend its side of a connection.
        let meter = match shape {
            Shape::Own | Shape::Peer => Some(Meter::start(&connection, id, inputs.clone())),
            Shape::Guest { .. } => None,
        };
        let negotiation = Negotiation::new(&connection, setup, inputs.clone());
        let person = negotiation.remote().person().clone();
        let screen = negotiation.remote().screen().clone();
        let (operations, queue) = mpsc::unbounded();
        let (work, negotiation) = abortable(negotiation.serve(queue));
        spawn_local(async {
            // Aborted when the connection is dropped, in the middle of whatever it waits for.
            _ = work.await;
        });

        let peer = Self {
            connection,
            control,
            _files: files,
            person,
            screen,
            ear: Ear::new(),
            operations,
            negotiation,
            meter,
            _listeners: listeners,
        };
        for (&source, track) in tracks {
            let track = Some(track.clone());
            peer.perform(Operation::SetTrack { source, track });
        }
        Ok(peer)
    }

    /// Does something after everything that was asked for before.
    pub(crate) fn perform(&self, operation: Operation) {
        self.operations
            .unbounded_send(operation)
            .expect("the queue is served for as long as the peer lives");
    }

    /// Sends a message on the control channel, if there is one and it is open.
    pub(crate) fn send_control(&self, text: &str) {
        if let Some(control) = self.control.get() {
            control.send(text);
        }
    }

    /// Says whether the other side is to send anything.
    pub(crate) fn expect(&self, expects: bool) {
        if let Some(meter) = &self.meter {
            meter.expect(expects);
        }
    }

    /// What the other side sends from microphone and camera: one stream for the life of the peer.
    pub(crate) fn person(&self) -> &Stream {
        &self.person
    }

    /// What the other side sends of a shared screen: one stream for the life of the peer, in which
    /// nothing moves while no screen is shared.
    pub(crate) fn screen(&self) -> &Stream {
        &self.screen
    }

    /// How loud the other side's voice is at the moment, from 0 to 1.
    pub(crate) fn loudness(&self) -> f64 {
        self.ear.listen(&self.connection)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.negotiation.abort();
        self.connection.close();
    }
}

fn listeners(
    connection: &RtcPeerConnection,
    id: ConnectionId,
    inputs: &Inbox<Input>,
) -> Vec<Listener> {
    let candidate = {
        let inputs = inputs.clone();
        move |event: RtcPeerConnectionIceEvent| {
            inputs.extend(candidate::gathered(id, event.candidate()));
        }
    };
    let state = {
        let (inputs, connection) = (inputs.clone(), connection.clone());
        move |_: Event| {
            let transport = transport(connection.connection_state());
            inputs.put(Input::TransportChanged {
                connection: id,
                transport,
            });
        }
    };
    vec![
        Listener::new(connection, "icecandidate", candidate),
        Listener::new(connection, "connectionstatechange", state),
    ]
}

fn transport(state: RtcPeerConnectionState) -> Transport {
    match state {
        RtcPeerConnectionState::New | RtcPeerConnectionState::Connecting => Transport::Connecting,
        RtcPeerConnectionState::Connected => Transport::Connected,
        RtcPeerConnectionState::Disconnected => Transport::Disconnected,
        // Closed by the other side, that is: this side has stopped listening when it closes.
        RtcPeerConnectionState::Failed | RtcPeerConnectionState::Closed | _ => Transport::Failed,
    }
}
