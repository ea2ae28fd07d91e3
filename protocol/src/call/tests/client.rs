//! Bob's client, with its websocket, its browser and its clock in the hands of a test.

use std::time::Duration;

use super::wire::{
    answer, candidate, candidates, full_room, id, life, member, offer, relayed, room, sdp,
};
use super::words::in_words;
use crate::call::{Call, Config, ConnectionId, Input, LinkState, Output, SocketSerial, Transport};
use crate::message::{
    ClientFrame, Control, ErrorCode, HEARTBEAT, HEARTBEAT_REPLY, Member, Signal, server,
};
use crate::verification::VerificationSeed;

pub(super) const NOTHING: [&str; 0] = [];

#[derive(Clone)]
pub(super) struct Client {
    pub(super) call: Call,
    pub(super) now: Duration,
    /// The newest websocket.
    socket: SocketSerial,
    /// Whether the server answers heartbeats, which the tests then never see.
    server_answers: bool,
    /// What the last action made the client do.
    outputs: Vec<Output>,
}

impl Client {
    pub(super) fn new() -> Self {
        Self::with_seed(1)
    }

    pub(super) fn with_seed(seed: u64) -> Self {
        Self::with(Config {
            seed,
            ..Self::config()
        })
    }

    pub(super) fn config() -> Config {
        Config {
            id: id("bob"),
            token: "a secret".parse().unwrap(),
            instance: life("bob"),
            seed: 1,
            relay_only: false,
            room: "blue".parse().unwrap(),
            seal: None,
            verification: VerificationSeed::from_bytes([1; 32]),
        }
    }

    pub(super) fn with(config: Config) -> Self {
        Self {
            call: Call::new(config, Duration::ZERO),
            now: Duration::ZERO,
            socket: SocketSerial(0),
            server_answers: true,
            outputs: Vec::new(),
        }
    }

    /// Looks at a room with these people in it.
    pub(super) fn watching(people: &[&str]) -> Self {
        let mut bob = Self::new();
        bob.watches();
        bob.opens();
        bob.room(people);
        bob
    }

    /// Has come into a room with these people in it, who have not called yet.
    pub(super) fn in_room_with(people: &[&str]) -> Self {
        let mut bob = Self::new();
        bob.joins();
        bob.opens();
        bob.room(people);
        bob
    }

    /// Has called someone who came after him, on connection 1, and is connected.
    pub(super) fn linked_with(who: &str) -> Self {
        let mut bob = Self::in_room_with(&[]);
        bob.joined(who);
        bob.describes(1, "b1");
        bob.hears_answer(who, "1.1", "a1");
        bob.accepted(1);
        bob.transport(1, Transport::Connected);
        bob.control_opens(1);
        bob
    }

    // The person

    pub(super) fn watches(&mut self) {
        self.takes(Input::Watch);
    }

    pub(super) fn joins(&mut self) {
        self.joins_as("Bob");
    }

    pub(super) fn joins_as(&mut self, name: &str) {
        let name = name.parse().unwrap();
        self.takes(Input::Join { name });
    }

    // The server

    pub(super) fn opens(&mut self) {
        self.server_says(&server::open());
    }

    /// ROOM: those on the roster, and that others were told that Bob came.
    pub(super) fn room(&mut self, people: &[&str]) {
        self.server_says(&room(people, false));
    }

    /// ROOM: those on the roster, and that Bob's seat was held.
    pub(super) fn room_again(&mut self, people: &[&str]) {
        self.server_says(&room(people, true));
    }

    /// ROOM, of a room that takes nobody beside these people.
    pub(super) fn full_room(&mut self, people: &[&str]) {
        self.server_says(&full_room(people));
    }

    pub(super) fn joined(&mut self, who: &str) {
        self.joined_calling(who, &[]);
    }

    pub(super) fn joined_calling(&mut self, who: &str, calls: &[&str]) {
        let Member { id: src, profile } = member(who);
        let calls = calls.iter().copied().map(id).collect();
        self.server_says(&server::joined(&src, profile, calls));
    }

    pub(super) fn updated(&mut self, who: &str) {
        let Member { id, profile } = member(who);
        self.server_says(&server::update(&id, profile));
    }

    pub(super) fn left(&mut self, who: &str) {
        self.server_says(&server::left(&id(who)));
    }

    pub(super) fn gone(&mut self, who: &str) {
        self.server_says(&server::gone(&id(who)));
    }

    pub(super) fn expired(&mut self, who: &str) {
        self.server_says(&server::expire(&id(who), &id("bob")));
    }

    pub(super) fn room_is_full(&mut self) {
        self.server_says(&server::error(ErrorCode::RoomFull));
    }

    pub(super) fn server_says(&mut self, text: &str) {
        self.says_on(self.socket.0, text);
    }

    pub(super) fn says_on(&mut self, socket: u64, text: &str) {
        self.takes(Input::SocketText {
            socket: SocketSerial(socket),
            text: text.to_owned(),
        });
    }

    pub(super) fn socket_closes(&mut self, code: u16) {
        self.takes(Input::SocketClosed {
            socket: self.socket,
            code,
        });
    }

    /// The websocket is lost, and the next one is open as soon as it is tried.
    pub(super) fn reconnects(&mut self) {
        self.socket_closes(1006);
        self.opens_again();
    }

    /// The next websocket is open as soon as it is tried.
    pub(super) fn opens_again(&mut self) {
        let lost = self.socket;
        while self.socket == lost {
            self.passes(Duration::from_millis(100));
        }
        self.opens();
    }

    pub(super) fn server_falls_silent(&mut self) {
        self.server_answers = false;
    }

    // The other peers. `at` is `generation.serial`.

    pub(super) fn hears_offer(&mut self, src: &str, at: &str, sdp: &str) {
        self.hears(src, &offer(src, at, sdp));
    }

    pub(super) fn hears_answer(&mut self, src: &str, at: &str, sdp: &str) {
        self.hears(src, &answer(src, at, sdp));
    }

    pub(super) fn hears_candidates(
        &mut self,
        src: &str,
        generation: u32,
        ufrag: &str,
        which: &[&str],
    ) {
        self.hears(src, &candidates(src, generation, ufrag, which, false));
    }

    pub(super) fn hears(&mut self, src: &str, signal: &Signal) {
        let payload = signal.to_payload();
        let text = relayed(signal.relay_type(), src, &payload);
        self.server_says(&text);
    }

    // The browser

    pub(super) fn describes(&mut self, connection: u64, ufrag: &str) {
        self.takes(Input::Described {
            connection: ConnectionId(connection),
            sdp: sdp(ufrag),
        });
    }

    pub(super) fn accepted(&mut self, connection: u64) {
        self.takes(Input::AnswerAccepted {
            connection: ConnectionId(connection),
        });
    }

    pub(super) fn fails_to_negotiate(&mut self, connection: u64) {
        self.takes(Input::NegotiationFailed {
            connection: ConnectionId(connection),
        });
    }

    pub(super) fn gathers(&mut self, connection: u64, ufrag: &str, name: &str) {
        self.takes(Input::CandidateGathered {
            connection: ConnectionId(connection),
            ufrag: Some(ufrag.to_owned()),
            candidate: candidate(name),
        });
    }

    pub(super) fn gathered_all(&mut self, connection: u64) {
        self.takes(Input::GatheringDone {
            connection: ConnectionId(connection),
        });
    }

    pub(super) fn transport(&mut self, connection: u64, transport: Transport) {
        self.takes(Input::TransportChanged {
            connection: ConnectionId(connection),
            transport,
        });
    }

    pub(super) fn control_opens(&mut self, connection: u64) {
        self.takes(Input::ControlOpened {
            connection: ConnectionId(connection),
        });
    }

    pub(super) fn control_closes(&mut self, connection: u64) {
        self.takes(Input::ControlClosed {
            connection: ConnectionId(connection),
        });
    }

    pub(super) fn control_says(&mut self, connection: u64, message: &Control) {
        self.takes(Input::ControlText {
            connection: ConnectionId(connection),
            text: message.to_text(),
        });
    }

    // Time

    /// Time passes, and the timer rings whenever it is due.
    pub(super) fn passes(&mut self, time: Duration) {
        self.outputs.clear();
        let end = self.now + time;
        while let Some(due) = self.call.next_timeout().filter(|&due| due <= end) {
            assert!(due >= self.now, "the timer is set for the past");
            self.now = due;
            let before = self.call.clone();
            self.feed(Input::Timeout);
            assert!(self.call != before, "the timer rings for nothing");
        }
        self.now = end;
    }

    pub(super) fn seconds(&mut self, count: u64) {
        self.passes(Duration::from_secs(count));
    }

    pub(super) fn takes(&mut self, input: Input) {
        self.outputs.clear();
        self.feed(input);
    }

    // What a test looks at

    /// What the last action made the client do, in a few words each. Chat and verification have tests of
    /// their own.
    pub(super) fn did(&self) -> Vec<String> {
        self.outputs.iter().filter_map(in_words).collect()
    }

    /// All that the last action made the client do.
    pub(super) fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// What the last action made the client say on the websocket.
    pub(super) fn said(&self) -> Vec<String> {
        let sends = |output: &&Output| matches!(output, Output::SendSocket { .. });
        self.outputs
            .iter()
            .filter(sends)
            .filter_map(in_words)
            .collect()
    }

    /// The frames that the last action made the client send.
    pub(super) fn frames(&self) -> Vec<ClientFrame<'_>> {
        let mut frames = Vec::new();
        for output in &self.outputs {
            if let Output::SendSocket { text, .. } = output {
                frames.push(ClientFrame::parse(text).unwrap());
            }
        }
        frames
    }

    /// What the last action made the client say on control channels.
    pub(super) fn controls(&self) -> Vec<Control> {
        let mut words = Vec::new();
        for output in &self.outputs {
            if let Output::SendControl { text, .. } = output {
                words.push(Control::parse(text).unwrap());
            }
        }
        words
    }

    /// Whether a word of these was among what the last action did.
    pub(super) fn did_any(&self, word: &str) -> bool {
        self.did().iter().any(|done| done.contains(word))
    }

    pub(super) fn people(&self) -> Vec<String> {
        let people = self.call.snapshot().people;
        people.into_iter().map(|person| person.id.into()).collect()
    }

    pub(super) fn link_to(&self, who: &str) -> Option<LinkState> {
        let people = self.call.snapshot().people;
        let person = people.into_iter().find(|person| person.id == id(who));
        person.map(|person| person.link)
    }

    fn feed(&mut self, input: Input) {
        let outputs = self.call.handle(input, self.now);
        for output in outputs {
            if let Output::OpenSocket { socket, .. } = output {
                self.socket = socket;
            }
            let is_beat = matches!(&output, Output::SendSocket { text, .. } if text == HEARTBEAT);
            if is_beat && self.server_answers {
                self.feed(Input::SocketText {
                    socket: self.socket,
                    text: HEARTBEAT_REPLY.to_owned(),
                });
            } else {
                self.outputs.push(output);
            }
        }
    }
}
