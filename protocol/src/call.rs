//! A client's end of a room: the signaling session, the roster, one link per peer.
//!
//! # The model
//!
//! A call has three parts that fail independently:
//!
//! - the *session* (`session`): one websocket at a time, opened again whenever it is lost;
//! - the *roster*: who is in the room, as the server tells. It is a hint for making links;
//! - the *links* (`link`): one per peer, which live and die on their own.
//!
//! A person is shown while on the roster or while the link to them is up. They go at once when they
//! say goodbye, by way of the server (LEAVE) or of the control channel, and otherwise when both the
//! roster and the link have lost them.
//!
//! # Who calls
//!
//! Those already in the room call a newcomer, but for those that the newcomer says it calls itself:
//! while it watches from outside, the call prepares a silent offer for everyone on the roster and
//! sends them right behind JOIN, with the candidates that were found meanwhile. Someone who cannot wait to see who is
//! there joins when the roster comes. Whoever is on the roster and has no link after [`PATIENCE`] is called
//! by either side, so that no loss of a frame is for ever.
//!
//! # Where signals go
//!
//! By way of the server while this client is on its roster and the other one was last heard of there. Else
//! over the link's own control channel, if it works, and over the links to two others, who pass it on to the one
//! it is for. A signal that has no path is dropped: links repeat themselves.
//!
//! # Sealed rooms
//!
//! With a [`Seal`] in the [`Config`], all that passes the server or a third peer is sealed ([`crate::seal`]). Someone
//! whose profile does not open is not on the list of people, is not called and is not answered, and neither
//! are those with sealed profiles in an open room. The snapshot counts them, and says why ([`Strangers`]).
//!
//! # Rooms under control
//!
//! Whoever has been in the room longest is its host, and may lock it, make arrivals knock and remove people; anyone
//! inside may let in whoever knocks. The server sees to that ([`crate::room`]), and everyone closes the link to someone
//! whom it removed. The snapshot tells how things stand ([`RoomControl`]).
//!
//! # Words to compare
//!
//! Everyone whose control channel is open takes part in finding the words that people compare
//! ([`crate::verification`]). They are in the snapshot ([`Verified`]).

mod conditions;
mod control;
mod driver;
mod frames;
mod guests;
mod paths;
mod peers;
mod presence;
mod rules;
mod sealing;
mod session;
mod verifying;

use std::time::Duration;

pub use self::driver::{
    Config, End, Input, News, Output, Person, Phase, Seal, Signaling, Snapshot, SocketSerial,
};
use self::guests::{Guests, Paths};
use self::peers::{Peer, Peers};
use self::rules::Controlled;
pub use self::rules::{Knock, RoomControl};
pub use self::sealing::Strangers;
use self::sealing::{Strange, sealed_room};
use self::session::Session;
pub use self::verifying::Verified;
use self::verifying::Verifying;
use crate::chat::{Chat, Line};
use crate::link::Context;
pub use crate::link::{Conditions, ConnectionId, LinkState, Role, Transport};
use crate::message::{Control, DisplayName, MediaState, Opaque, PeerId, Profile, Signal, client};
use crate::seal::SealedRoom;

/// For how long a websocket that was opened before it was asked for may be [adopted](Input::SocketAdopted). After that it
/// may be open and lead nowhere, as nobody has asked.
pub const ADOPTED_WITHIN: Duration = Duration::from_secs(5);

/// How long someone on the roster may be without a link before this side calls; the polite side waits
/// longer still.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// A client in a room. See the [module documentation](self).
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    config: Config,
    phase: Phase,
    name: Option<DisplayName>,
    media: MediaState,
    session: Session,
    /// Whether the server has this client on its roster, for all the client knows.
    entered: bool,
    /// Those who were called right behind the JOIN that has no answer yet.
    called: Vec<PeerId>,
    /// When someone whom the server has no seat for asks for one again.
    ask_seat_at: Option<Duration>,
    capacity: Option<usize>,
    peers: Peers,
    guests: Guests,
    chat: Chat,
    seal: Option<SealedRoom>,
    sealed_profile: Option<(Profile, Opaque)>,
    strange: Strange,
    verifying: Verifying,
    controlled: Controlled,
    relays_ready: bool,
    last_connection: u64,
    now: Duration,
    outputs: Vec<Output>,
}

impl Call {
    /// A call that has not begun.
    pub fn new(config: Config, now: Duration) -> Self {
        Self {
            session: Session::new(config.seed),
            peers: Peers::new(config.id.clone(), config.instance),
            guests: Guests::default(),
            chat: Chat::new(config.id.clone(), config.instance),
            seal: sealed_room(&config),
            sealed_profile: None,
            strange: Strange::default(),
            verifying: Verifying::new(&config),
            controlled: Controlled::default(),
            config,
            phase: Phase::Idle,
            name: None,
            media: MediaState::default(),
            entered: false,
            called: Vec::new(),
            ask_seat_at: None,
            capacity: None,
            relays_ready: false,
            last_connection: 0,
            now,
            outputs: Vec::new(),
        }
    }

    /// Takes an input and returns what is to be done about it, in order.
    pub fn handle(&mut self, input: Input, now: Duration) -> Vec<Output> {
        self.now = self.now.max(now);
        if !matches!(self.phase, Phase::Ended(_)) {
            self.take(input);
            self.reconcile();
        }
        std::mem::take(&mut self.outputs)
    }

    /// When [`Input::Timeout`] is due, on the scale of `now`.
    pub fn next_timeout(&self) -> Option<Duration> {
        if matches!(self.phase, Phase::Ended(_)) {
            return None;
        }
        let peers = self.peers.next_timeout();
        let timeouts = self.session.next_timeout().into_iter().chain(peers);
        let timeouts = timeouts.chain(self.ask_seat_at);
        let timeouts = timeouts.chain(self.guests.next_timeout());
        let timeouts = timeouts.chain(self.verifying.next_timeout());
        timeouts.chain(self.chat.next_timeout()).min()
    }

    /// What a screen shows.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            phase: self.phase,
            signaling: self.session.signaling(),
            capacity: self.capacity,
            people: self
                .peers
                .people()
                .into_iter()
                .chain(self.guests.people())
                .collect(),
            strangers: self.strange.count(),
            refused: self
                .seal
                .as_ref()
                .map(SealedRoom::refused)
                .unwrap_or_default(),
            control: self.controlled.shown(&self.config.id),
            verified: self.verified().clone(),
        }
    }

    /// How far this client is.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What people compare to know that nobody sits in the middle.
    pub fn verified(&self) -> &Verified {
        self.verifying.verified()
    }

    /// The text chat, oldest line first.
    pub fn chat(&self) -> Vec<Line> {
        self.chat.lines()
    }

    /// Who is writing something at the moment.
    pub fn typing(&self) -> Vec<PeerId> {
        self.chat.typing().cloned().collect()
    }

    /// Counts up whenever [`Call::chat`] or [`Call::typing`] may have changed.
    pub fn chat_revision(&self) -> u64 {
        self.chat.revision()
    }

    fn take(&mut self, input: Input) {
        let mut paths = Paths {
            session: &self.session,
            outputs: &mut self.outputs,
        };
        let Some(input) = self.guests.take(input, &mut paths) else {
            return;
        };
        match input {
            Input::Watch => self.watch(),
            Input::Join { name } => self.join(name),
            Input::Media(media) => self.set_media(media),
            Input::Say { text, to, at } => self.say(text, to, at),
            Input::Typing { to } => self.types(to.as_ref()),
            Input::StoppedTyping => self.stops_typing(),
            Input::React(emoji) => self.send_all(&Control::Reaction(emoji)),
            Input::SetRules(rules) => self.set_rules(rules),
            Input::Admit { peer } => self.admit(&peer),
            Input::Remove { peer } => self.remove(&peer),
            Input::Leave => self.leave(&Control::Bye, client::leave()),
            Input::PageClosing => self.leave(&Control::Away, client::away()),
            Input::Retry { peer } => self.on_peer(&peer, |peer, cx| peer.link.retry(cx)),
            Input::Relays(ready) => self.relays_ready = ready,
            Input::RelayOnly(only) => self.set_relay_only(only),
            Input::Doubt => self.doubt(),
            Input::SocketAdopted { socket, head_start } => self.session.adopted(socket, head_start),
            Input::SocketText { socket, text } => {
                if self.session.hears(socket) {
                    self.frame(&text);
                }
            }
            Input::SocketClosed { socket, code } => self.socket_closed(socket, code),
            Input::Described { connection, sdp } => {
                self.on_link(connection, |link, cx| link.described(sdp, cx));
            }
            Input::AnswerAccepted { connection } => {
                self.on_link(connection, |link, cx| link.answer_accepted(cx));
            }
            Input::NegotiationFailed { connection } => {
                self.on_link(connection, |link, cx| link.negotiation_failed(cx));
            }
            Input::CandidateGathered {
                connection,
                ufrag,
                candidate,
            } => self.on_link(connection, |link, cx| link.gathered(ufrag, candidate, cx)),
            Input::GatheringDone { connection } => {
                self.on_link(connection, |link, cx| link.gathering_done(cx));
            }
            Input::TransportChanged {
                connection,
                transport,
            } => {
                self.on_link(connection, |link, cx| link.transport_changed(transport, cx));
                if transport == Transport::Disconnected {
                    self.doubt_if_stalled();
                }
            }
            Input::Found {
                connection,
                finding,
            } => self.found(connection, finding),
            Input::ControlOpened { connection } => self.control_opened(connection),
            Input::ControlText { connection, text } => self.control_text(connection, &text),
            Input::ControlClosed { connection } => {
                self.on_link(connection, |link, cx| link.control_closed(cx));
                if let Some(id) = self.peers.by_connection(connection) {
                    self.chat.closed(&id);
                }
            }
            Input::Timeout => self.timeout(),
        }
    }

    fn signal(&mut self, src: &PeerId, signal: Signal) {
        if !self.entered && self.phase != Phase::Joined {
            return;
        }
        if signal.to.is_some_and(|to| to != self.config.instance) {
            return;
        }
        self.on_peer(src, |peer, cx| {
            // The roster speaks for the peer's present life; before it has, the peer's own word does.
            if peer.link.remote().is_none() {
                peer.link.meet(signal.from, cx);
            }
            if peer.link.remote() == Some(signal.from) && !peer.is_away() {
                peer.link.signal(signal, cx);
            }
        });
    }

    fn timeout(&mut self) {
        self.session.timeout(self.now, &mut self.outputs);
        if self.ask_seat_at.is_some_and(|at| at <= self.now) {
            self.ask_seat_at = None;
            if self.waits() {
                self.send_join();
            } else {
                self.ask_seat();
            }
        }
        if !self.session.is_up() {
            self.lose_server();
        }
        for id in self.peers.due(self.now) {
            self.on_peer(&id, Peer::timeout);
        }
        for id in self.peers.away_too_long(self.now) {
            self.departs(&id);
        }
        let now = self.now;
        self.on_guests(|guests, paths| guests.timeout(now, paths));
        self.look_in_time();
        let letters = self.chat.timeout(now);
        self.post(letters);
    }

    /// Brings the peers in line with the rules that hold at all times.
    fn reconcile(&mut self) {
        if matches!(self.phase, Phase::Ended(_)) {
            return;
        }
        let gone = self.peers.lost();
        for id in gone {
            self.left(&id);
        }
        self.notice();
        if self.phase == Phase::Watching {
            self.prepare_offers();
        }
        let joined = self.phase == Phase::Joined && self.entered;
        self.peers.plan_calls(joined, self.now);
    }

    fn profile(&self) -> Option<Profile> {
        Some(Profile {
            name: self.name.clone()?,
            instance: self.config.instance,
        })
    }

    fn on_guests(&mut self, act: impl FnOnce(&mut Guests, &mut Paths<'_>)) {
        let mut paths = Paths {
            session: &self.session,
            outputs: &mut self.outputs,
        };
        act(&mut self.guests, &mut paths);
    }

    fn on_link(
        &mut self,
        connection: ConnectionId,
        act: impl FnOnce(&mut crate::link::Link, &mut Context<'_>),
    ) {
        if let Some(id) = self.peers.by_connection(connection) {
            self.on_peer(&id, |peer, cx| act(&mut peer.link, cx));
        }
    }

    fn each_peer(&mut self, mut act: impl FnMut(&mut Peer, &mut Context<'_>)) {
        for id in self.peers.ids() {
            self.on_peer(&id, &mut act);
        }
    }
}

#[cfg(test)]
mod tests;
