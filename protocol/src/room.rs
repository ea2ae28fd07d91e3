//! The server's end of a room: who is here, who may say what to whom, who is told.
//!
//! # The model
//!
//! A *socket* is one websocket. A *seat* belongs to a [`PeerId`] and the [`Token`] that claimed it; it
//! has at most one socket, the newest. A seat is in one of three states:
//!
//! - *connected*: it has a socket, and frames for its id go there. PeerJS clients never get further.
//! - *joined*: it also has a profile and is on the *roster*, and is told of everyone who comes and goes.
//! - *held*: it is joined but its socket dropped without LEAVE. It stays on the roster for
//!   [`SEAT_HELD_FOR`], so that a client that comes back in time disturbs nobody. A page that says that it is
//!   being closed has [`RELOADED_WITHIN`] to load again.
//!
//! A socket that *watches* is told what the roster is told without being on it.
//!
//! # Rooms under control
//!
//! Whoever has been on the roster longest holds the *host* seat; the id and token of a seat prove it. When the host
//! goes, it passes to the next in that order, which every client can work out from ROOM and JOINED. Nothing is said
//! or stored about any of this until the host makes use of it:
//!
//! - RULES from the host *locks* the room (JOIN is refused with LOCKED), or makes arrivals *knock*: their JOIN
//!   waits until someone inside says ADMIT. Those who have a seat keep it.
//! - REMOVE from the host takes someone off the roster, closes their socket and keeps their id and their token out.
//!   It refuses someone who knocks in the same way.
//!
//! Whoever is outside a locked room, or one where one knocks, gets no frame through to those inside. The same
//! frames from anyone else than the host, or ADMIT from outside, are dropped without a word. RULES tells
//! the rules to everyone inside and everyone who watches, and KNOCK tells those inside who knocks; whoever comes in is told all of it at
//! once, and who was removed while they were away. An empty room remembers its rules for
//! [`RULES_KEPT_FOR`](crate::message::RULES_KEPT_FOR); only its last host comes into a locked one meanwhile.
//! Someone who was removed can still come back as somebody else, with a new id and token: what keeps them out then is
//! a lock, or to have them knock.
//!
//! # What survives
//!
//! The runtime may forget the room between any two events. Each socket carries an [`Attachment`], and
//! storage holds a record for each seat on the roster and for each frame that waits for an absent peer.
//! [`Room::restore`] rebuilds the room from those. Rate limits and the time of a socket's last frame
//! are forgotten: the first would have refilled meanwhile, the second is asked of the runtime
//! ([`Output::AskBeats`]).
//!
//! # Liveness
//!
//! The runtime answers heartbeats while the room sleeps and keeps the time of the last one. The room
//! never wakes to look at them. It asks when something else woke it and a socket has been silent for
//! [`STALE_AFTER`](crate::message::STALE_AFTER) as far as it knows. A PeerJS client loses its id sooner, after
//! [`CONTESTED_AFTER`](crate::message::CONTESTED_AFTER), but only to another client that asks for it.

mod bucket;
mod connecting;
mod control;
mod driver;
mod liveness;
mod record;
mod restore;
mod roster;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use self::bucket::Bucket;
pub use self::driver::{Config, Input, Opener, Output, SocketId};
pub use self::record::Attachment;
use self::record::{ControlRecord, Record, SeatRecord};
use self::waiting::Waiting;
use crate::message::{
    ClientFrame, ErrorCode, MAX_FRAME_BYTES, Opaque, PeerId, RELOADED_WITHIN, RelayType,
    SEAT_HELD_FOR, Token, client, close, server,
};

/// A room. See the [module documentation](self).
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    config: Config,
    /// Which life of the roster this is: the milliseconds of `now` when its first member joined; 0 while it
    /// is empty.
    epoch: u64,
    seats: BTreeMap<PeerId, Seat>,
    sockets: BTreeMap<SocketId, Socket>,
    waiting: Waiting,
    control: ControlRecord,
    /// When the room last asked for beats, lest it asks for every frame to a silent socket.
    asked_at: Option<Duration>,
    /// Sockets that were to be sent more than they may be. They are dropped when the input has been dealt with.
    overrun: BTreeSet<SocketId>,
    now: Duration,
    outputs: Vec<Output>,
}

#[derive(Clone, Debug, PartialEq)]
struct Seat {
    token: Token,
    socket: Option<SocketId>,
    /// What it joined with; a seat without it is not on the roster.
    profile: Option<Opaque>,
    /// When it runs out; only while it has no socket.
    held_until: Option<Duration>,
    /// Counts those who came onto the roster.
    place: u64,
    /// What it waits to join with until someone inside lets it in.
    knock: Option<Opaque>,
}

#[derive(Clone, Debug, PartialEq)]
struct Socket {
    id: PeerId,
    opened_at: Duration,
    seen_at: Duration,
    watches: bool,
    /// Whom it made offers to and answered, while it is not on the roster: those who hear LEAVE when its
    /// page is closed.
    met: BTreeSet<PeerId>,
    opener: Opener,
    speaking: Bucket,
    announcing: Bucket,
    listening: Bucket,
}

/// At most this many peers hear LEAVE when a page that is not on the roster is closed.
const MAX_MET: usize = 16;

impl Room {
    /// An empty room.
    pub fn new(config: Config, now: Duration) -> Self {
        Self {
            config,
            epoch: 0,
            seats: BTreeMap::new(),
            sockets: BTreeMap::new(),
            waiting: Waiting::default(),
            control: ControlRecord::default(),
            asked_at: None,
            overrun: BTreeSet::new(),
            now,
            outputs: Vec::new(),
        }
    }

    /// Takes an input and returns what is to be done about it, in order.
    pub fn handle(&mut self, input: Input<'_>, now: Duration) -> Vec<Output> {
        self.now = self.now.max(now);
        match input {
            Input::Connect {
                socket,
                id,
                token,
                opener,
                watches,
            } => {
                self.connect(socket, id, token, opener);
                if watches {
                    self.text(socket, &client::watch());
                }
            }
            Input::Text { socket, text } => self.text(socket, text),
            Input::Binary { socket } => {
                if self.sockets.contains_key(&socket) {
                    self.drop_socket(socket, close::UNSUPPORTED, "text frames only");
                }
            }
            Input::Closed { socket, code } => {
                if code == close::GOING_AWAY {
                    self.tell_met(socket);
                }
                self.drop_socket(socket, close::reply_to(code), "");
            }
            Input::Beats(beats) => self.judge(beats),
            Input::Timeout => self.timeout(),
        }
        while let Some(socket) = self.overrun.pop_first() {
            self.drop_socket(socket, close::POLICY, "too much to read");
        }
        std::mem::take(&mut self.outputs)
    }

    /// When [`Input::Timeout`] is due, on the scale of `now`; `None` while nothing runs out.
    pub fn next_timeout(&self) -> Option<Duration> {
        let seats = self.seats.values().filter_map(|seat| seat.held_until);
        let deadlines = seats.chain(self.waiting.deadline());
        deadlines.chain(self.control.until).min()
    }

    /// The ids that can be called: everyone connected who does not merely watch.
    pub fn peers(&self) -> Vec<PeerId> {
        let callable = |seat: &&Seat| match seat.socket {
            Some(socket) => !self.sockets[&socket].watches,
            None => false,
        };
        let seats = self.seats.iter().filter(|(_, seat)| callable(seat));
        seats.map(|(id, _)| id.clone()).collect()
    }

    /// Everyone on the roster.
    pub fn roster(&self) -> impl Iterator<Item = &PeerId> {
        let joined = self.seats.iter().filter(|(_, s)| s.profile.is_some());
        joined.map(|(id, _)| id)
    }

    fn text(&mut self, socket: SocketId, text: &str) {
        let Some(speaker) = self.sockets.get_mut(&socket) else {
            return;
        };
        speaker.seen_at = self.now;
        if text.len() > MAX_FRAME_BYTES {
            self.drop_socket(socket, close::TOO_BIG, "frame too large");
            return;
        }
        if !speaker.speaking.take(1, self.now) {
            self.stop(socket);
            return;
        }
        // As upstream: what is not understood is dropped without a word.
        let Ok(frame) = ClientFrame::parse(text) else {
            return;
        };
        if frame.is_announcement() && !speaker.announcing.take(1, self.now) {
            self.stop(socket);
            return;
        }
        let id = speaker.id.clone();
        let is_foreign = speaker.opener.is_foreign;
        match frame {
            ClientFrame::Relay {
                relay,
                dst,
                payload,
            } => {
                if self.is_kept_out(&id, &dst) {
                    return;
                }
                let text = server::relay(relay, &id, &dst, payload);
                self.note_met(socket, relay, &id, &dst);
                self.relay(relay, id, dst, text);
            }
            ClientFrame::Join { .. } | ClientFrame::Watch if is_foreign => {
                self.send(socket, server::error(ErrorCode::ForeignPage));
            }
            ClientFrame::Join { profile, calls } => self.join(socket, id, profile, calls),
            ClientFrame::Update { profile } => self.update(id, profile),
            ClientFrame::Rules(rules) => self.set_rules(&id, rules),
            ClientFrame::Admit(dst) => self.admit(&id, &dst),
            ClientFrame::Remove(dst) => self.remove(&id, &dst),
            ClientFrame::Watch => self.watch(socket, id),
            ClientFrame::Leave => self.leave(socket, id),
            ClientFrame::Away => self.vacate(socket, close::NORMAL, "", RELOADED_WITHIN),
            ClientFrame::Heartbeat => self.send(socket, crate::message::HEARTBEAT_REPLY.into()),
        }
    }

    fn relay(&mut self, relay: RelayType, src: PeerId, dst: PeerId, text: String) {
        if let Some(socket) = self.seats.get(&dst).and_then(|seat| seat.socket) {
            let silent = self.is_silent(socket);
            if self.sockets[&socket].listening.holds(text.len(), self.now) {
                self.send(socket, text);
            } else if relay.waits() {
                self.send_to(&src, server::expire(&dst, &src));
            }
            if silent {
                self.ask_beats();
            }
            return;
        }
        if !relay.waits() {
            return;
        }
        match self.waiting.push(&dst, &src, text, self.now) {
            Some((serial, frame)) => self.put(Record::Frame(serial, frame)),
            None => self.send_to(&src, server::expire(&dst, &src)),
        }
    }

    /// Closes the socket of someone who sends more than they may.
    fn stop(&mut self, socket: SocketId) {
        self.send(socket, server::error(ErrorCode::TooFast));
        self.drop_socket(socket, close::POLICY, "too many messages");
    }

    /// Closes a socket; its seat is held if it is on the roster and given up if not.
    fn drop_socket(&mut self, socket: SocketId, code: u16, reason: &'static str) {
        self.vacate(socket, code, reason, SEAT_HELD_FOR);
    }

    fn vacate(&mut self, socket: SocketId, code: u16, reason: &'static str, held_for: Duration) {
        self.close(socket, code, reason);
        let Some(dropped) = self.sockets.remove(&socket) else {
            return;
        };
        self.withdraw_knock(&dropped.id);
        let Some(seat) = self.seats.get_mut(&dropped.id) else {
            return;
        };
        seat.socket = None;
        if seat.profile.is_some() {
            seat.held_until = Some(self.now + held_for);
            self.put_seat(&dropped.id);
        } else {
            self.seats.remove(&dropped.id);
        }
    }

    fn timeout(&mut self) {
        let ran_out = |seat: &Seat| seat.held_until.is_some_and(|until| until <= self.now);
        let held = self.seats.iter().filter(|(_, seat)| ran_out(seat));
        let gone: Vec<PeerId> = held.map(|(id, _)| id.clone()).collect();
        for id in gone {
            self.leave_roster(&id, server::gone(&id));
            self.seats.remove(&id);
        }
        self.forget_rules();
        let expired = self.waiting.expire(self.now);
        for serial in expired.serials {
            self.outputs.push(Output::Erase {
                key: record::frame_key(serial),
            });
        }
        for (src, dst) in expired.pairs {
            self.send_to(&src, server::expire(&dst, &src));
        }
    }

    fn set_watches(&mut self, socket: SocketId, watches: bool) {
        if let Some(entry) = self.sockets.get_mut(&socket)
            && entry.watches != watches
        {
            entry.watches = watches;
            entry.met.clear();
            self.attach(socket);
        }
    }

    fn send_to(&mut self, id: &PeerId, text: String) {
        if let Some(socket) = self.seats.get(id).and_then(|seat| seat.socket) {
            self.send(socket, text);
        }
    }

    /// Sends a text, unless that is more than the socket may be sent: then it is dropped, and starts afresh.
    fn send(&mut self, socket: SocketId, text: String) {
        if let Some(receiver) = self.sockets.get_mut(&socket)
            && !receiver.listening.take(text.len(), self.now)
        {
            self.overrun.insert(socket);
            return;
        }
        self.outputs.push(Output::Send { socket, text });
    }

    fn close(&mut self, socket: SocketId, code: u16, reason: &'static str) {
        self.outputs.push(Output::Close {
            socket,
            code,
            reason,
        });
    }

    fn attach(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get(&id) else {
            return;
        };
        let Some(seat) = self.seats.get(&socket.id) else {
            return;
        };
        self.outputs.push(Output::Attach(Attachment {
            socket: id,
            id: socket.id.clone(),
            token: seat.token.clone(),
            opened_at: socket.opened_at,
            watches: socket.watches,
            met: socket.met.clone(),
            opener: socket.opener,
        }));
    }

    fn put_seat(&mut self, id: &PeerId) {
        let seat = seat_of(&mut self.seats, id);
        if let Some(profile) = seat.profile.clone() {
            let record = SeatRecord {
                token: seat.token.clone(),
                profile,
                held_until: seat.held_until,
                place: seat.place,
            };
            self.put(Record::Seat(id.clone(), record));
        }
    }

    fn put(&mut self, record: Record) {
        let (key, value) = record.to_pair();
        self.outputs.push(Output::Put { key, value });
    }
}

fn seat_of<'a>(seats: &'a mut BTreeMap<PeerId, Seat>, id: &PeerId) -> &'a mut Seat {
    seats
        .get_mut(id)
        .expect("the caller has just found this seat")
}

#[cfg(test)]
mod tests;
