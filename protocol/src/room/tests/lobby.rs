//! A room with its runtime around it: sockets, what is attached to them, storage, beats, one alarm.

use std::collections::BTreeMap;
use std::time::Duration;

use super::words::in_words;
use crate::message::{MAX_FRAME_BYTES, Opaque, PeerId, RelayType, client};
use crate::room::{Attachment, Config, Input, Opener, Output, Room, SocketId};

/// When a test starts. The runtime's clock counts from 1970.
pub(super) const START: Duration = Duration::from_secs(1_700_000_000);

pub(super) struct Lobby {
    pub(super) room: Room,
    pub(super) now: Duration,
    /// What the runtime keeps while the room sleeps.
    pub(super) attachments: BTreeMap<SocketId, String>,
    pub(super) records: BTreeMap<String, String>,
    beats: BTreeMap<SocketId, Duration>,
    /// Whether the room loses its memory before every event.
    forgetful: bool,
    config: Config,
    owners: BTreeMap<SocketId, String>,
    /// What the last action made the room do.
    pub(super) outputs: Vec<Output>,
}

impl Lobby {
    pub(super) fn new() -> Self {
        Self::with_room_for(Config::default().capacity)
    }

    pub(super) fn with_room_for(capacity: usize) -> Self {
        let config = Config { capacity };
        Self {
            room: Room::new(config, START),
            now: START,
            attachments: BTreeMap::new(),
            records: BTreeMap::new(),
            beats: BTreeMap::new(),
            forgetful: false,
            config,
            owners: BTreeMap::new(),
            outputs: Vec::new(),
        }
    }

    pub(super) fn that_sleeps_between_events() -> Self {
        let mut lobby = Self::new();
        lobby.forgetful = true;
        lobby
    }

    pub(super) fn connects(&mut self, who: &str) -> SocketId {
        self.connects_with_token(who, &format!("the token of {who}"))
    }

    pub(super) fn connects_with_token(&mut self, who: &str, token: &str) -> SocketId {
        self.connects_as(who, token, Opener::UNKNOWN, false)
    }

    /// Connects from somewhere.
    pub(super) fn connects_from(&mut self, who: &str, opener: Opener) -> SocketId {
        self.connects_as(who, &format!("the token of {who}"), opener, false)
    }

    /// Connects with a handshake that asks to watch.
    pub(super) fn connects_watching_from(&mut self, who: &str, opener: Opener) -> SocketId {
        self.connects_as(who, &format!("the token of {who}"), opener, true)
    }

    fn connects_as(&mut self, who: &str, token: &str, opener: Opener, watches: bool) -> SocketId {
        self.outputs.clear();
        let socket = SocketId(self.owners.len() as u64);
        self.owners.insert(socket, who.to_owned());
        self.feed_beats();
        self.feed(Input::Connect {
            socket,
            id: id(who),
            token: token.parse().unwrap(),
            opener,
            watches,
        });
        socket
    }

    pub(super) fn joins(&mut self, who: &str) {
        self.joins_calling(who, &[]);
    }

    /// Joins, on a new socket if need be.
    pub(super) fn joins_calling(&mut self, who: &str, calls: &[&str]) {
        if !self.is_connected(who) {
            self.connects(who);
        }
        let calls = calls.iter().copied().map(id).collect();
        self.says(who, &client::join(profile(&format!("I am {who}")), calls));
    }

    /// Watches, on a new socket if need be.
    pub(super) fn watches(&mut self, who: &str) {
        if !self.is_connected(who) {
            self.connects(who);
        }
        self.says(who, &client::watch());
    }

    pub(super) fn updates(&mut self, who: &str, words: &str) {
        self.says(who, &client::update(profile(words)));
    }

    pub(super) fn leaves(&mut self, who: &str) {
        self.says(who, &client::leave());
    }

    pub(super) fn offers(&mut self, src: &str, dst: &str, number: u32) {
        self.sends(RelayType::Offer, src, dst, number);
    }

    pub(super) fn sends(&mut self, relay: RelayType, src: &str, dst: &str, number: u32) {
        self.says(src, &client::relay(relay, &id(dst), &number.to_string()));
    }

    pub(super) fn says(&mut self, who: &str, text: &str) {
        self.outputs.clear();
        let socket = self.socket_of(who);
        self.beats.insert(socket, self.now);
        self.feed(Input::Text { socket, text });
    }

    pub(super) fn sends_binary(&mut self, who: &str) {
        self.outputs.clear();
        let socket = self.socket_of(who);
        self.feed(Input::Binary { socket });
    }

    /// The person's socket breaks without a close frame.
    pub(super) fn drops(&mut self, who: &str) {
        self.closes(self.socket_of(who), 1006);
    }

    /// A socket reports its end, whether the room knows it or not.
    pub(super) fn closes(&mut self, socket: SocketId, code: u16) {
        self.outputs.clear();
        self.attachments.remove(&socket);
        self.feed(Input::Closed { socket, code });
    }

    /// The runtime answers a heartbeat, without waking the room.
    pub(super) fn beats(&mut self, who: &str) {
        let socket = self.socket_of(who);
        self.beats.insert(socket, self.now);
    }

    pub(super) fn everyone_beats(&mut self) {
        for &socket in self.attachments.keys() {
            self.beats.insert(socket, self.now);
        }
    }

    /// Time passes, and the alarm rings whenever it is due.
    pub(super) fn passes(&mut self, time: Duration) {
        self.outputs.clear();
        let end = self.now + time;
        while let Some(due) = self.room.next_timeout().filter(|&due| due <= end) {
            self.now = self.now.max(due);
            self.rings();
        }
        self.now = end;
    }

    /// Time passes, and the alarm does not ring.
    pub(super) fn passes_without_alarm(&mut self, time: Duration) {
        self.outputs.clear();
        self.now += time;
    }

    /// The alarm rings, due or not.
    pub(super) fn alarm_rings(&mut self) {
        self.outputs.clear();
        self.rings();
    }

    /// The room loses its memory and is rebuilt from what the runtime kept, as text.
    pub(super) fn wakes(&mut self) {
        self.outputs.clear();
        self.restore();
    }

    /// What someone was sent in the last action, in a few words each.
    pub(super) fn heard_by(&self, who: &str) -> Vec<String> {
        self.heard_on(|socket| self.owners[&socket] == who)
    }

    /// The frame of this type that the last action sent to someone, as it was sent.
    pub(super) fn text_to(&self, who: &str, kind: &str) -> &str {
        let mut texts = self.outputs.iter().filter_map(|output| {
            let Output::Send { socket, text } = output else {
                return None;
            };
            (self.owners[socket] == who).then_some(text.as_str())
        });
        texts
            .find(|text| text.contains(kind))
            .unwrap_or_else(|| panic!("{who} was sent no {kind}"))
    }

    pub(super) fn heard_on_socket(&self, socket: SocketId) -> Vec<String> {
        self.heard_on(|other| other == socket)
    }

    /// Whether the last action sent anything to anyone.
    pub(super) fn is_quiet(&self) -> bool {
        self.heard_on(|_| true).is_empty()
    }

    /// The code with which the last action closed a socket.
    pub(super) fn close_code(&self, socket: SocketId) -> Option<u16> {
        self.outputs.iter().find_map(|output| match output {
            Output::Close {
                socket: closed,
                code,
                ..
            } if *closed == socket => Some(*code),
            Output::Close { .. }
            | Output::Send { .. }
            | Output::Attach(_)
            | Output::Put { .. }
            | Output::Erase { .. }
            | Output::AskBeats => None,
        })
    }

    /// How often the last action asked the runtime for beats.
    pub(super) fn times_asked(&self) -> usize {
        let asked = |output: &&Output| **output == Output::AskBeats;
        self.outputs.iter().filter(asked).count()
    }

    pub(super) fn roster(&self) -> Vec<&str> {
        self.room.roster().map(PeerId::as_str).collect()
    }

    pub(super) fn is_connected(&self, who: &str) -> bool {
        self.open_sockets(who).next().is_some()
    }

    pub(super) fn socket_of(&self, who: &str) -> SocketId {
        let socket = self.open_sockets(who).last();
        socket.unwrap_or_else(|| panic!("{who} is not connected"))
    }

    fn open_sockets(&self, who: &str) -> impl Iterator<Item = SocketId> {
        let sockets = self.attachments.keys().copied();
        sockets.filter(move |socket| self.owners[socket] == who)
    }

    fn heard_on(&self, listens: impl Fn(SocketId) -> bool) -> Vec<String> {
        let heard = self.outputs.iter().filter_map(|output| match output {
            Output::Send { socket, text } if listens(*socket) => Some(in_words(text)),
            Output::Send { .. }
            | Output::Close { .. }
            | Output::Attach(_)
            | Output::Put { .. }
            | Output::Erase { .. }
            | Output::AskBeats => None,
        });
        heard.collect()
    }

    fn rings(&mut self) {
        self.feed_beats();
        self.feed(Input::Timeout);
    }

    fn feed_beats(&mut self) {
        let beats = self.beats.iter().map(|(&socket, &at)| (socket, at));
        self.feed(Input::Beats(beats.collect()));
    }

    fn feed(&mut self, input: Input<'_>) {
        if self.forgetful {
            self.restore();
        }
        let outputs = self.room.handle(input, self.now);
        self.perform(outputs);
    }

    fn restore(&mut self) {
        let attachments = self.attachments.values();
        let attachments = attachments.filter_map(|text| Attachment::parse(text));
        let records = self.records.clone().into_iter();
        let (room, outputs) = Room::restore(
            self.config,
            attachments.collect(),
            records.collect(),
            self.now,
        );
        self.room = room;
        self.perform(outputs);
    }

    fn perform(&mut self, outputs: Vec<Output>) {
        let mut asked = false;
        for output in outputs {
            match &output {
                Output::Send { .. } => {}
                Output::Close { socket, reason, .. } => {
                    assert!(reason.len() <= 123);
                    self.attachments.remove(socket);
                    self.beats.remove(socket);
                }
                Output::Attach(attachment) => {
                    let text = attachment.to_text();
                    assert!(text.len() <= 16_384, "{text} is too long to attach");
                    self.attachments.insert(attachment.socket, text);
                }
                Output::Put { key, value } => {
                    self.records.insert(key.clone(), value.clone());
                }
                Output::Erase { key } => {
                    self.records.remove(key);
                }
                Output::AskBeats => asked = true,
            }
            self.outputs.push(output);
        }
        if asked {
            self.feed_beats();
        }
    }
}

pub(super) fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

pub(super) fn profile(words: &str) -> Opaque {
    Opaque::of(&words).unwrap()
}

pub(super) fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A frame for `dst` that is `bytes` long.
pub(super) fn offer_of(bytes: usize, dst: &str) -> String {
    let frame =
        |padding: &str| client::relay(RelayType::Offer, &id(dst), &format!("\"{padding}\""));
    let text = frame(&"x".repeat(bytes - frame("").len()));
    assert!(text.len() == bytes && bytes <= MAX_FRAME_BYTES + 1);
    text
}
