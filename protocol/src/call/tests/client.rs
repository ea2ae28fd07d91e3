//! Bob's client, with its websocket, its browser and its clock in the hands of a test.

use std::time::Duration;

use crate::call::{
    Call, Config, ConnectionId, Input, LinkState, News, Output, Role, SocketSerial, Transport,
};
use crate::message::{
    Candidate, ClientFrame, Control, ErrorCode, HEARTBEAT, HEARTBEAT_REPLY, Instance, MediaState,
    Member, PeerId, Profile, RelayType, Signal, SignalBody, server,
};

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
        let config = Config {
            id: id("bob"),
            token: "a secret".parse().unwrap(),
            instance: life("bob"),
            seed,
        };
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

    /// What the last action made the client do, in a few words each. Chat has tests of its own.
    pub(super) fn did(&self) -> Vec<String> {
        self.outputs.iter().filter_map(in_words).collect()
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
            if let Output::OpenSocket { socket } = output {
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

pub(super) const NOTHING: [&str; 0] = [];

pub(super) fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

/// The life that someone is in: `ada` in her first, `ada'` in her second.
pub(super) fn life(who: &str) -> Instance {
    let digits = who.bytes().map(u64::from);
    Instance(digits.fold(0u64, |number, digit| number.wrapping_mul(257) + digit))
}

/// A member of the roster: `ada'` is Ada after a reload.
pub(super) fn member(who: &str) -> Member {
    let name = who.trim_end_matches('\'');
    let profile = Profile {
        name: name.parse().unwrap(),
        instance: life(who),
    };
    Member {
        id: id(name),
        profile: profile.to_opaque(),
    }
}

pub(super) fn room(people: &[&str], resumed: bool) -> String {
    let members = people.iter().copied().map(member).collect();
    server::room(1, resumed, 12, members)
}

pub(super) fn sdp(ufrag: &str) -> String {
    format!("v=0\r\na=ice-ufrag:{ufrag}\r\n")
}

pub(super) fn candidate(name: &str) -> Candidate {
    Candidate {
        candidate: name.to_owned(),
        sdp_mid: Some("0".to_owned()),
        sdp_m_line_index: Some(0),
    }
}

pub(super) fn offer(src: &str, at: &str, ufrag: &str) -> Signal {
    let (generation, serial) = place(at);
    let body = SignalBody::Offer {
        serial,
        sdp: sdp(ufrag),
    };
    signal(src, generation, body)
}

pub(super) fn answer(src: &str, at: &str, ufrag: &str) -> Signal {
    let (generation, answers) = place(at);
    let body = SignalBody::Answer {
        answers,
        sdp: sdp(ufrag),
    };
    signal(src, generation, body)
}

pub(super) fn candidates(
    src: &str,
    generation: u32,
    ufrag: &str,
    which: &[&str],
    end: bool,
) -> Signal {
    let body = SignalBody::Candidates {
        ufrag: ufrag.to_owned(),
        candidates: which.iter().copied().map(candidate).collect(),
        end,
    };
    signal(src, generation, body)
}

pub(super) fn relayed(relay: RelayType, src: &str, payload: &str) -> String {
    let payload = serde_json::from_str(payload).unwrap();
    server::relay(relay, &id(src), &id("bob"), payload)
}

pub(super) fn media(microphone: bool, camera: bool) -> MediaState {
    MediaState { microphone, camera }
}

fn signal(src: &str, generation: u32, body: SignalBody) -> Signal {
    Signal::new(life(src), Some(life("bob")), generation, body)
}

fn place(at: &str) -> (u32, u32) {
    let (generation, serial) = at.split_once('.').unwrap();
    (generation.parse().unwrap(), serial.parse().unwrap())
}

fn in_words(output: &Output) -> Option<String> {
    Some(match output {
        Output::OpenSocket { socket } => format!("opens socket {}", socket.0),
        Output::SendSocket { text, .. } => frame_in_words(text),
        Output::CloseSocket { socket } => format!("closes socket {}", socket.0),
        Output::OpenConnection {
            connection,
            peer,
            role,
            ..
        } => {
            let role = match role {
                Role::Offers => "to offer",
                Role::Answers => "to answer",
            };
            format!("opens {} to {peer} {role}", connection.0)
        }
        Output::OpenGuest {
            connection, peer, ..
        } => format!("opens {} to guest {peer}", connection.0),
        Output::MakeOffer {
            connection,
            ice_restart: false,
        } => format!("makes offer on {}", connection.0),
        Output::MakeOffer { connection, .. } => format!("restarts ICE on {}", connection.0),
        Output::AcceptOffer { connection, sdp } => {
            format!("accepts offer {} on {}", ufrag_of(sdp), connection.0)
        }
        Output::AcceptAnswer { connection, sdp } => {
            format!("accepts answer {} on {}", ufrag_of(sdp), connection.0)
        }
        Output::AddCandidates {
            connection,
            ufrag,
            candidates,
            end,
        } => {
            let ufrag = ufrag.as_deref().unwrap_or("-");
            let list = list_in_words(candidates, *end);
            format!("adds {ufrag} [{list}] to {}", connection.0)
        }
        Output::SendControl { connection, text } => {
            let word = match Control::parse(text)? {
                Control::Bye => "bye".to_owned(),
                Control::Media(media) => {
                    format!("media {} {}", media.microphone, media.camera)
                }
                Control::Signal(signal) => signal_in_words(&signal),
                Control::Chat(_) => return None,
            };
            format!("control {}: {word}", connection.0)
        }
        Output::CloseConnection { connection } => format!("closes {}", connection.0),
        Output::Tell(News::Came(id, _)) => format!("tells that {id} came"),
        Output::Tell(News::Left(id, _)) => format!("tells that {id} left"),
        Output::Tell(News::RoomFull) => "tells that the room is full".to_owned(),
    })
}

fn frame_in_words(text: &str) -> String {
    match ClientFrame::parse(text).unwrap() {
        ClientFrame::Heartbeat => "HEARTBEAT".to_owned(),
        ClientFrame::Leave => "LEAVE".to_owned(),
        ClientFrame::Watch => "WATCH".to_owned(),
        ClientFrame::Join { calls, .. } => {
            let calls: Vec<&str> = calls.iter().map(PeerId::as_str).collect();
            format!("JOIN calling [{}]", calls.join(" "))
        }
        ClientFrame::Update { profile } => format!("UPDATE {}", profile.as_str()),
        ClientFrame::Relay {
            relay,
            dst,
            payload,
        } => {
            let payload = payload.map_or("", |payload| payload.get());
            match Signal::parse(relay, payload) {
                Ok(signal) => format!("{} to {dst}", signal_in_words(&signal)),
                Err(_) => format!("{} to {dst}: {payload}", relay.as_str()),
            }
        }
    }
}

fn signal_in_words(signal: &Signal) -> String {
    assert_eq!(signal.from, life("bob"));
    let generation = signal.generation;
    match &signal.body {
        SignalBody::Offer { serial, sdp } => {
            format!("OFFER {generation}.{serial} {}", ufrag_of(sdp))
        }
        SignalBody::Answer { answers, sdp } => {
            format!("ANSWER {generation}.{answers} {}", ufrag_of(sdp))
        }
        SignalBody::Candidates {
            ufrag,
            candidates,
            end,
        } => {
            let list = list_in_words(candidates, *end);
            format!("CANDIDATES {generation} {ufrag} [{list}]")
        }
    }
}

fn list_in_words(candidates: &[Candidate], end: bool) -> String {
    let names = candidates.iter().map(|c| c.candidate.as_str());
    let names: Vec<&str> = names.chain(end.then_some("end")).collect();
    names.join(" ")
}

fn ufrag_of(sdp: &str) -> &str {
    let (_, ufrag) = sdp.trim_end().split_once("ufrag:").unwrap();
    ufrag
}
