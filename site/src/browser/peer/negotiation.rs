//! The operations on a connection, one at a time.
//!
//! # Nothing is rolled back
//!
//! Chromium shows no picture any more on a connection whose own offer was rolled back, though it goes on decoding
//! them (measured in 156). So an offer on a connection that was negotiated before is made, but put in place only with
//! its answer: when it meets one of the other side it is dropped. First offers are put in place at once, for their
//! candidates, and the machine gives the connection up if they meet another ([`parley_protocol::call`]).

use std::collections::BTreeMap;

use futures::StreamExt;
use futures::channel::mpsc::UnboundedReceiver;
use js_sys::{Array, Promise};
use parley_protocol::call::{ConnectionId, Input, Transport};
use parley_protocol::message::Candidate;
use wasm_bindgen::prelude::*;
use web_sys::{
    MediaStream, RtcOfferOptions, RtcPeerConnection, RtcRtpSender, RtcRtpTransceiver,
    RtcRtpTransceiverDirection, RtcRtpTransceiverInit, RtcSdpType, RtcSessionDescriptionInit,
};

use super::remote::Remote;
use super::{Operation, Setup, Shape, candidate, closing, codecs, encodings, gathered};
use crate::browser::certificate::Certificate;
use crate::browser::ice::IceServers;
use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::browser::stream::Stream;
use crate::browser::track::{Source, Track};

/// A connection at work, and all that its operations need.
pub(super) struct Negotiation {
    connection: RtcPeerConnection,
    id: ConnectionId,
    ice: IceServers,
    relay_only: bool,
    certificate: Option<Certificate>,
    shape: Shape,
    transceivers: BTreeMap<Source, RtcRtpTransceiver>,
    /// What is to be sent, by transceivers that may yet have to come.
    tracks: BTreeMap<Source, Track>,
    /// Whether the camera's picture is held back.
    held: bool,
    /// Whether pictures pause, as long as sound is sent.
    paused: bool,
    remote: Remote,
    closing: Option<Listener>,
    /// Whether descriptions of both sides were ever in place.
    negotiated: bool,
    /// An own offer that waits for its answer to be put in place.
    offer: Option<RtcSessionDescriptionInit>,
    inputs: Inbox<Input>,
}

impl Negotiation {
    /// Prepares a new connection, with its transceivers if this side gives it its shape.
    pub(super) fn new(connection: &RtcPeerConnection, setup: Setup, inputs: Inbox<Input>) -> Self {
        let mut negotiation = Self {
            connection: connection.clone(),
            id: setup.id,
            ice: setup.ice,
            relay_only: setup.relay_only,
            certificate: setup.certificate,
            shape: setup.shape,
            transceivers: BTreeMap::new(),
            tracks: BTreeMap::new(),
            held: false,
            paused: false,
            remote: Remote::new(),
            closing: None,
            negotiated: false,
            offer: None,
            inputs,
        };
        if negotiation.shape == Shape::Own {
            negotiation.allocate_transceivers();
        }
        negotiation
    }

    /// What the other side sends.
    pub(super) fn remote(&self) -> &Remote {
        &self.remote
    }

    /// Performs operations for as long as there is anyone to ask for them.
    pub(super) async fn serve(mut self, mut operations: UnboundedReceiver<Operation>) {
        self.configure().await;
        while let Some(operation) = operations.next().await {
            self.perform(operation).await;
        }
    }

    async fn perform(&mut self, operation: Operation) {
        let connection = self.id;
        let described = |sdp| Input::Described { connection, sdp };
        let result = match operation {
            Operation::MakeOffer {
                ice_restart,
                relay_only,
            } => {
                self.relay_only |= relay_only;
                self.make_offer(ice_restart).await.map(described)
            }
            Operation::AcceptOffer { sdp } => {
                let is_new = self.transceivers.is_empty();
                let answer = self.accept_offer(&sdp).await.map(described);
                self.inputs
                    .put(answer.unwrap_or(Input::NegotiationFailed { connection }));
                if is_new {
                    self.send_all().await;
                }
                return;
            }
            Operation::AcceptAnswer { sdp } => self
                .accept_answer(&sdp)
                .await
                .map(|()| Input::AnswerAccepted { connection }),
            Operation::AddCandidates {
                ufrag,
                candidates,
                end,
            } => {
                return self
                    .add_candidates(ufrag.as_deref(), &candidates, end)
                    .await;
            }
            Operation::Configure => return self.configure().await,
            Operation::SendKeyFrame => {
                self.paused = false;
                for sender in self.picture_senders() {
                    encodings::send_key_frame(&sender).await;
                }
                return;
            }
            Operation::PausePictures => {
                self.paused = true;
                return self.pause_pictures().await;
            }
            Operation::HoldPicture { held } => {
                self.held = held;
                return self.send(Source::Camera).await;
            }
            Operation::SetTrack { source, track } => return self.set_track(source, track).await,
        };
        self.inputs
            .put(result.unwrap_or(Input::NegotiationFailed { connection }));
    }

    /// Brings the connection's ICE servers up to date.
    async fn configure(&self) {
        let configuration = self.ice.configuration(self.relay_only).await;
        if let Some(certificate) = &self.certificate {
            certificate.put_into(&configuration);
        }
        // Servers that the browser does not understand leave it with those it has.
        _ = self
            .connection
            .set_configuration_with_configuration(&configuration);
    }

    async fn make_offer(&mut self, ice_restart: bool) -> Result<String, JsValue> {
        if !self.negotiated {
            // There is nothing to restart.
            return self.describe().await;
        }
        if ice_restart {
            self.configure().await;
        }
        let options = RtcOfferOptions::new();
        options.set_ice_restart(ice_restart);
        let offer = self
            .connection
            .create_offer_with_rtc_offer_options(&options)
            .await?;
        let offer: RtcSessionDescriptionInit = offer.unchecked_into();
        let sdp = offer.get_sdp().unwrap_or_default();
        self.offer = Some(offer);
        Ok(sdp)
    }

    async fn accept_answer(&mut self, sdp: &str) -> Result<(), JsValue> {
        if let Some(offer) = self.offer.take() {
            self.connection.set_local_description(&offer).await?;
        }
        self.set_remote(RtcSdpType::Answer, sdp).await?;
        self.negotiated = true;
        Ok(())
    }

    async fn accept_offer(&mut self, sdp: &str) -> Result<String, JsValue> {
        self.offer = None;
        self.set_remote(RtcSdpType::Offer, sdp).await?;
        if self.transceivers.is_empty() {
            self.adopt_transceivers();
        }
        let answer = self.describe().await?;
        self.negotiated = true;
        if matches!(self.shape, Shape::Guest { .. }) {
            self.listen_for_closing();
        }
        Ok(answer)
    }

    /// A PeerJS page hangs up without a word.
    fn listen_for_closing(&mut self) {
        let (inputs, connection) = (self.inputs.clone(), self.id);
        let closed = move || {
            inputs.put(Input::TransportChanged {
                connection,
                transport: Transport::Failed,
            });
        };
        let transceiver = self.transceivers.values().next();
        self.closing = transceiver.and_then(|it| closing::listen(it, closed));
    }

    /// Makes the description that is due and puts it in place, in one step.
    async fn describe(&self) -> Result<String, JsValue> {
        let connection = self.connection.unchecked_ref::<ModernConnection>();
        connection.describe().await?;
        let description = self.connection.local_description();
        gathered::soon(&self.connection).await;
        Ok(description.map(|it| it.sdp()).unwrap_or_default())
    }

    async fn set_remote(&self, kind: RtcSdpType, sdp: &str) -> Result<(), JsValue> {
        let description = RtcSessionDescriptionInit::new(kind);
        description.set_sdp(sdp);
        self.connection.set_remote_description(&description).await?;
        Ok(())
    }

    async fn add_candidates(&self, ufrag: Option<&str>, candidates: &[Candidate], end: bool) {
        let candidates = candidates
            .iter()
            .map(|candidate| candidate::remote(ufrag, candidate));
        for init in candidates.chain(end.then(|| candidate::end(ufrag))) {
            _ = self
                .connection
                .add_ice_candidate_with_opt_rtc_ice_candidate_init(Some(&init))
                .await;
        }
    }

    async fn set_track(&mut self, source: Source, track: Option<Track>) {
        match track {
            Some(track) => self.tracks.insert(source, track),
            None => self.tracks.remove(&source),
        };
        self.send(source).await;
        if self.paused && source == Source::Microphone {
            self.pause_pictures().await;
        }
    }

    /// Sends no pictures as long as sound is sent. Without, the other side would not get to know that packets arrive
    /// again.
    async fn pause_pictures(&self) {
        let microphone = self.tracks.get(&Source::Microphone);
        let sounds = microphone.is_some_and(|it| !it.is_muted() && !it.is_ended());
        for sender in self.picture_senders() {
            encodings::activate(&sender, !sounds).await;
        }
    }

    fn picture_senders(&self) -> impl Iterator<Item = RtcRtpSender> {
        let sources = [Source::Camera, Source::Screen].into_iter();
        let transceivers = sources.filter_map(|it| self.transceivers.get(&it));
        transceivers.map(RtcRtpTransceiver::sender)
    }

    /// Has a source's transceiver send what it is to send.
    async fn send(&self, source: Source) {
        let Some(transceiver) = self.transceivers.get(&source) else {
            return;
        };
        let is_held = self.held && source == Source::Camera;
        let track = self.tracks.get(&source).filter(|_| !is_held);
        // Fails only on a connection that is being closed.
        _ = transceiver
            .sender()
            .replace_track(track.map(Track::raw))
            .await;
    }

    /// Has transceivers that are new send what they are to send.
    async fn send_all(&self) {
        for &source in self.tracks.keys() {
            self.send(source).await;
        }
    }

    fn allocate_transceivers(&mut self) {
        let options = RtcRtpTransceiverInit::new();
        options.set_direction(RtcRtpTransceiverDirection::Sendrecv);
        for source in Source::ALL {
            let transceiver = self
                .connection
                .add_transceiver_with_str_and_init(source.kind(), &options);
            codecs::narrow(&transceiver, source.kind());
            self.transceivers.insert(source, transceiver);
        }
        self.receive();
    }

    /// Takes over the transceivers that the first remote offer describes: each source takes the first
    /// one of its kind that is left. Between Parley clients these are all, in their order.
    fn adopt_transceivers(&mut self) {
        if self.shape == (Shape::Guest { media: false }) {
            return;
        }
        let described: Array = self.connection.get_transceivers();
        let mut left: Vec<_> = described
            .iter()
            .map(RtcRtpTransceiver::unchecked_from_js)
            .collect();
        let stream = Stream::new();
        for source in Source::ALL {
            let fits = |it: &RtcRtpTransceiver| it.receiver().track().kind() == source.kind();
            if let Some(index) = left.iter().position(fits) {
                let transceiver = left.remove(index);
                transceiver.set_direction(RtcRtpTransceiverDirection::Sendrecv);
                // A PeerJS page plays streams; Parley clients go by the transceivers alone.
                _ = transceiver
                    .sender()
                    .unchecked_into::<StreamSender>()
                    .set_streams(stream.raw());
                self.transceivers.insert(source, transceiver);
            }
        }
        self.receive();
    }

    fn receive(&mut self) {
        let transceivers = self.transceivers.iter();
        let transceivers = transceivers.map(|(&source, transceiver)| (source, transceiver));
        self.remote.receive(&self.connection, transceivers);
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = RtcPeerConnection)]
    type ModernConnection;

    // web-sys knows the method with a parameter only.
    #[wasm_bindgen(method, structural, js_name = setLocalDescription)]
    fn describe(this: &ModernConnection) -> Promise;

    // web-sys does not know the method.
    #[wasm_bindgen(extends = RtcRtpSender)]
    type StreamSender;

    #[wasm_bindgen(method, structural, catch, js_name = setStreams)]
    fn set_streams(this: &StreamSender, stream: &MediaStream) -> Result<(), JsValue>;
}
