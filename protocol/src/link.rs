//! One remote peer: the connection to it, how it is negotiated and how it is mended.
//!
//! # Generations
//!
//! A link goes through connections, one at a time. Each has a *generation*, a number that counts up
//! and that both sides agree on because every signal carries it: an offer of a higher generation
//! replaces the connection, one of a lower is stale. So either side may start afresh at any time.
//!
//! When both start the same generation at once, the *polite* side, the one with the smaller id, gives
//! its connection up and answers the other's offer. Later offers within a generation follow perfect
//! negotiation (W3C WebRTC §10.7): on collision the impolite side ignores, the polite side rolls back.
//!
//! # Exchange
//!
//! The browser does one thing at a time ([`Exchange`]). What arrives meanwhile waits: the newest offer,
//! and candidates until the description with their username fragment is in place.
//!
//! What a side has to say is its *local state*: the description and all candidates under its username
//! fragment. The side that offered says it again every [`REPEAT_AFTER`] until the link is up, and the other
//! side, whenever it hears an offer twice, says its own again: the answer to it, or the offer that it has made
//! since. So a lost frame never needs a rule of its own, and neither does a websocket that comes back.
//!
//! # Mending
//!
//! A link that breaks is mended step by step, each step taken when the one before has had its time:
//!
//! 1. New ICE credentials, as soon as packets stay away: the driver finds that out from inbound bytes
//!    ([`gauge`](crate::gauge)) long before ICE does. They find another path, where there is one.
//! 2. The same again, from the second time on by way of relays only, where there are any.
//! 3. Another connection, after [`RESTARTS`](mending::RESTARTS) times that the other side answered, or if this one was
//!    never up within [`CONNECT_WITHIN`](mending::CONNECT_WITHIN).
//! 4. The person is told that there is no way through ([`LinkState::Unreachable`]). Patience grows from then on,
//!    and the person may ask for another try.
//!
//! Pictures pause while packets stay away. When packets flow again, both sides send a key frame, for decoders have
//! missed some.
//!
//! The impolite side mends first; the polite side only if nothing came of that for
//! [`POLITE_WAIT`](mending::POLITE_WAIT), and for [`POLITE_RESTART_WAIT`](mending::POLITE_RESTART_WAIT) if all it can
//! do is what the other side can as well. An impolite side that could say nothing for a while acts at once when it
//! can.

mod certificates;
mod exchange;
mod mending;
mod offer;
mod saying;
mod status;

use std::collections::BTreeMap;
use std::time::Duration;

use self::exchange::{Exchange, ufrag_of};
use self::mending::RESTARTS;
use crate::call::Output;
use crate::gauge::Route;
use crate::message::{Candidate, Gathered, Instance, PeerId, Signal, SignalBody};

/// The name of a peer connection: the machine counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// Which side of a connection makes the first offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// This side.
    Offers,
    /// The other side.
    Answers,
}

/// The state of a peer connection, as `RTCPeerConnectionState` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Not there yet.
    Connecting,
    /// Packets pass.
    Connected,
    /// Packets have stopped passing; they may start again by themselves.
    Disconnected,
    /// Packets do not pass and will not without a new negotiation.
    Failed,
}

/// How the link to a person stands, in the words that a tile needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It has never been up.
    Connecting,
    /// It is up.
    Connected,
    /// It was up and is being mended.
    Reconnecting,
    /// All that was tried came to nothing. It is tried again every now and then.
    Unreachable,
    /// The other side closed its page, and may be loading it again.
    Away,
}

/// What the network between two sides is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// The way that packets take, once known.
    pub route: Option<Route>,
    /// Whether the other side holds its picture back because the network does not carry it to here.
    pub holds_picture: bool,
    /// Whether the own picture is held back because the network does not carry it to the other side.
    pub misses_picture: bool,
}

/// How often an offer is repeated until the link is up.
pub(crate) const REPEAT_AFTER: Duration = Duration::from_secs(4);

/// How long candidates are gathered into one signal.
pub(crate) const BATCH_FOR: Duration = Duration::from_millis(20);

/// At most this many other lives of a peer are remembered.
const MAX_LIVES: usize = 8;

/// A link. See the [module documentation](self).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    peer: PeerId,
    polite: bool,
    own: Instance,
    remote: Option<Instance>,
    /// The generations that the links to other lives of the peer got to.
    others: BTreeMap<Instance, u32>,
    generation: u32,
    connection: Option<Connection>,
    /// How many connections in a row were replaced without having been up.
    attempts: u32,
    was_up: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Connection {
    id: ConnectionId,
    role: Role,
    exchange: Exchange,
    transport: Transport,
    /// Whether packets stay away, whatever ICE says.
    stalled: bool,
    conditions: Conditions,
    control_open: bool,
    /// Whether what this side has to say is kept back until [`Link::release`].
    silent: bool,
    was_up: bool,
    /// How many times in a row it got new ICE credentials, as far as the other side is known to have heard.
    restarts: u32,
    /// How many times in a row such were offered.
    restarts_offered: u32,
    /// When to mend, unless the connection is up by then.
    mend_at: Option<Duration>,
    repeat_at: Option<Duration>,
    flush_at: Option<Duration>,
}

/// What a link needs from the call that it belongs to, for the time of one input.
pub(crate) struct Context<'a> {
    pub(crate) now: Duration,
    /// Whether signals get anywhere at the moment.
    pub(crate) reachable: bool,
    /// Whether there are relays, and whether nothing else may be used.
    pub(crate) relay: Relay,
    pub(crate) last_connection: &'a mut u64,
    pub(crate) effects: &'a mut Vec<Effect>,
}

/// What relays there are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relay {
    /// There are none, for all that is known.
    Unknown,
    /// For when there is no direct path.
    Ready,
    /// For everything.
    Only,
}

/// What a link wants done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// By the driver.
    Perform(Output),
    /// By the call: send this to the link's peer, over whichever path is up.
    Signal(Signal),
}

impl Link {
    pub(crate) fn new(own_id: &PeerId, own: Instance, peer: PeerId) -> Self {
        Self {
            polite: *own_id < peer,
            peer,
            own,
            remote: None,
            others: BTreeMap::new(),
            generation: 0,
            connection: None,
            attempts: 0,
            was_up: false,
        }
    }

    /// Who is at the other end.
    pub(crate) fn peer(&self) -> &PeerId {
        &self.peer
    }

    /// Says which life the peer is in. A link to another life is given up; how far it got is remembered,
    /// for that life may come back with its end of the last connection.
    pub(crate) fn meet(&mut self, remote: Instance, cx: &mut Context<'_>) {
        if self.remote == Some(remote) {
            return;
        }
        if let Some(other) = self.remote.replace(remote) {
            self.close(cx);
            self.attempts = 0;
            if self.others.len() >= MAX_LIVES {
                self.others.pop_first();
            }
            self.others.insert(other, self.generation);
            self.generation = 0;
        }
        let reached = self.others.remove(&remote).unwrap_or_default();
        self.generation = self.generation.max(reached);
    }

    /// Starts a new generation from this side. A `silent` one says nothing until it is released.
    pub(crate) fn call(&mut self, silent: bool, cx: &mut Context<'_>) {
        self.generation = self.generation.saturating_add(1);
        self.connect(Role::Offers, silent, cx);
    }

    /// Takes a signal from the peer's present life.
    pub(crate) fn signal(&mut self, signal: Signal, cx: &mut Context<'_>) {
        let Signal {
            generation,
            body,
            gathered,
            ..
        } = signal;
        let described = match &body {
            SignalBody::Offer { sdp, .. } | SignalBody::Answer { sdp, .. } => Some(ufrag_of(sdp)),
            SignalBody::Candidates { .. } => None,
        };
        self.step(generation, body, cx);
        if let (Some(ufrag), Some(Gathered { candidates, end })) = (described, gathered) {
            let body = SignalBody::Candidates {
                ufrag,
                candidates,
                end,
            };
            self.step(generation, body, cx);
        }
    }

    fn step(&mut self, generation: u32, body: SignalBody, cx: &mut Context<'_>) {
        match body {
            SignalBody::Offer { serial, sdp } => self.offer(generation, serial, sdp, cx),
            SignalBody::Answer {
                answers,
                voids,
                sdp,
            } => {
                if let Some(connection) = self.at_generation(generation) {
                    let id = connection.id;
                    if connection.exchange.is_ahead_of(answers) {
                        // Whoever repeats an older answer has not heard the newer offer.
                        return self.say(cx);
                    }
                    connection.exchange.answer(answers, voids, sdp, id, cx);
                }
            }
            SignalBody::Candidates {
                ufrag,
                candidates,
                end,
            } => {
                if let Some(connection) = self.at_generation(generation) {
                    let id = connection.id;
                    connection
                        .exchange
                        .candidates(ufrag, candidates, end, id, cx);
                }
            }
        }
    }

    /// Whether a signal can only be from the peer, whoever passed it on: it goes on with the present
    /// connection, and describes it with the certificate that it began with.
    pub(crate) fn is_genuine(&self, signal: &Signal) -> bool {
        let Some(connection) = &self.connection else {
            return false;
        };
        signal.generation == self.generation
            && match &signal.body {
                SignalBody::Offer { sdp, .. } | SignalBody::Answer { sdp, .. } => {
                    connection.exchange.knows(sdp)
                }
                // These lead nowhere without the certificate.
                SignalBody::Candidates { .. } => true,
            }
    }

    pub(crate) fn described(&mut self, sdp: String, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if connection.exchange.described(sdp, connection.id, cx) {
            self.say(cx);
        }
        self.proceed(cx);
    }

    pub(crate) fn answer_accepted(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        connection.exchange.answer_accepted(connection.id, cx);
        self.proceed(cx);
    }

    pub(crate) fn gathered(
        &mut self,
        ufrag: Option<String>,
        candidate: Candidate,
        cx: &Context<'_>,
    ) {
        if candidate.only_dials() {
            return;
        }
        if let Some(connection) = &mut self.connection {
            connection.exchange.gathered(ufrag, candidate);
            connection.flush_at.get_or_insert(cx.now + BATCH_FOR);
        }
    }

    pub(crate) fn gathering_done(&mut self, cx: &Context<'_>) {
        if let Some(connection) = &mut self.connection {
            connection.exchange.gathering_done();
            connection.flush_at.get_or_insert(cx.now + BATCH_FOR);
        }
    }

    pub(crate) fn control_opened(&mut self) {
        if let Some(connection) = &mut self.connection {
            connection.control_open = true;
        }
    }

    /// The control channel closed. Only the other side's closing the connection does that, long before
    /// ICE notices; it has no use for new credentials.
    pub(crate) fn control_closed(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if std::mem::take(&mut connection.control_open) {
            connection.restarts = RESTARTS;
            self.transport_changed(Transport::Failed, cx);
        }
    }

    /// Gives the connection up. The generation is remembered, so that the next one is higher.
    pub(crate) fn close(&mut self, cx: &mut Context<'_>) {
        if let Some(connection) = self.connection.take() {
            cx.perform(Output::CloseConnection {
                connection: connection.id,
            });
        }
    }

    /// What is left of a link whose connection was given up: whom it was with, and how far it got.
    pub(crate) fn retired(&self) -> Self {
        Self {
            peer: self.peer.clone(),
            connection: None,
            attempts: 0,
            was_up: false,
            others: self.others.clone(),
            ..*self
        }
    }

    fn at_generation(&mut self, generation: u32) -> Option<&mut Connection> {
        self.connection
            .as_mut()
            .filter(|_| generation == self.generation)
    }

    fn connect(&mut self, role: Role, silent: bool, cx: &mut Context<'_>) {
        self.close(cx);
        *cx.last_connection += 1;
        let id = ConnectionId(*cx.last_connection);
        cx.perform(Output::OpenConnection {
            connection: id,
            peer: self.peer.clone(),
            role,
            relay_only: cx.relay == Relay::Only,
        });
        let mut connection = Connection {
            id,
            role,
            exchange: Exchange::of(role),
            transport: Transport::Connecting,
            stalled: false,
            conditions: Conditions::default(),
            control_open: false,
            silent,
            was_up: false,
            restarts: 0,
            restarts_offered: 0,
            mend_at: (!silent).then(|| cx.now + self.patience()),
            repeat_at: None,
            flush_at: None,
        };
        if role == Role::Offers {
            connection.exchange.make_offer(false, id, cx);
        }
        self.connection = Some(connection);
    }

    /// Does the next thing that waited for the browser.
    fn proceed(&mut self, cx: &mut Context<'_>) {
        if let Some(connection) = &mut self.connection {
            connection.exchange.proceed(connection.id, cx);
        }
    }
}

impl Context<'_> {
    fn perform(&mut self, output: Output) {
        self.effects.push(Effect::Perform(output));
    }
}
