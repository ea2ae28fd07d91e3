//! PeerJS clients in a room, and in a call with a Parley participant.

#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking and looks for the outputs it is about"
)]

use std::time::Duration;

use parley_protocol::call::{
    Call, Config, ConnectionId, Input, LinkState, Output, SocketSerial, Transport,
};
use parley_protocol::message::{Candidate, Instance, Opaque, PeerId, client, server};
use parley_protocol::room;
use parley_protocol::room::{Attachment, Room, SocketId};
use parley_protocol::verification::VerificationSeed;

const NOW: Duration = Duration::from_secs(1_000);

const OFFER_TO_BOB: &str = r#"{"type":"OFFER","dst":"bob","payload":{}}"#;

fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

fn connect(number: u64, name: &str) -> room::Input<'static> {
    room::Input::Connect {
        socket: SocketId(number),
        id: id(name),
        token: "token".parse().unwrap(),
        opener: room::Opener::UNKNOWN,
        watches: false,
    }
}

/// A room with ada on socket 1 and bob on socket 2, neither of whom is on the roster.
fn room() -> Room {
    let mut room = Room::new(room::Config::default(), NOW);
    room.handle(connect(1, "ada"), NOW);
    room.handle(connect(2, "bob"), NOW);
    room
}

fn ada_says(room: &mut Room, text: &str) -> Vec<room::Output> {
    let socket = SocketId(1);
    room.handle(room::Input::Text { socket, text }, NOW)
}

/// What bob hears when ada's socket closes with `code`.
fn heard_when_closed(room: &mut Room, code: u16) -> Vec<String> {
    let socket = SocketId(1);
    let outputs = room.handle(room::Input::Closed { socket, code }, NOW);
    let heard = outputs.into_iter().filter_map(|output| match output {
        room::Output::Send {
            socket: SocketId(2),
            text,
        } => Some(text),
        _ => None,
    });
    heard.collect()
}

#[test]
fn a_page_that_is_closed_leaves_those_it_called() {
    let mut room = room();
    ada_says(&mut room, OFFER_TO_BOB);
    assert_eq!(
        heard_when_closed(&mut room, 1001),
        [r#"{"type":"LEAVE","src":"ada"}"#]
    );
}

#[test]
fn a_page_that_is_closed_leaves_those_whom_it_answered() {
    let mut room = room();
    ada_says(&mut room, r#"{"type":"ANSWER","dst":"bob","payload":{}}"#);
    assert_eq!(heard_when_closed(&mut room, 1001).len(), 1);
}

#[test]
fn a_client_that_only_disconnects_from_the_server_keeps_its_calls() {
    for code in [1000, 1005, 1006] {
        let mut room = room();
        ada_says(&mut room, OFFER_TO_BOB);
        assert!(heard_when_closed(&mut room, code).is_empty(), "{code}");
    }
}

#[test]
fn a_page_that_called_nobody_leaves_nobody() {
    let mut room = room();
    ada_says(&mut room, r#"{"type":"CANDIDATE","dst":"bob"}"#);
    assert!(heard_when_closed(&mut room, 1001).is_empty());
}

#[test]
fn whom_a_page_called_outlives_the_rooms_memory() {
    let attached = |outputs: Vec<room::Output>| {
        let attached = outputs.into_iter().filter_map(|output| match output {
            room::Output::Attach(attachment) => Some(attachment),
            _ => None,
        });
        attached.collect::<Vec<Attachment>>()
    };
    let mut room = room();
    let mut carried = attached(ada_says(&mut room, OFFER_TO_BOB));
    let mut other = Room::new(room::Config::default(), NOW);
    carried.extend(attached(other.handle(connect(2, "bob"), NOW)));
    let (mut room, _) = Room::restore(room::Config::default(), carried, Vec::new(), NOW);
    assert_eq!(heard_when_closed(&mut room, 1001).len(), 1);
}

/// What a client with another token hears that asks for ada's id, so long after ada was last heard.
fn rival_hears(room: &mut Room, silence: Duration) -> Vec<String> {
    let rival = room::Input::Connect {
        socket: SocketId(3),
        id: id("ada"),
        token: "another".parse().unwrap(),
        opener: room::Opener::UNKNOWN,
        watches: false,
    };
    let outputs = room.handle(rival, NOW + silence);
    let heard = outputs.into_iter().filter_map(|output| match output {
        room::Output::Send {
            socket: SocketId(3),
            text,
        } => Some(text),
        _ => None,
    });
    heard.collect()
}

#[test]
fn a_client_that_fell_silent_loses_its_id_to_one_that_asks_for_it() {
    let mut room = room();
    let rival = rival_hears(&mut room, Duration::from_secs(20));
    assert_eq!(rival, [server::open()]);
    assert_eq!(room.peers(), [id("ada"), id("bob")]);
    // The socket that ada had is not hers any more.
    let late = ada_says(&mut room, OFFER_TO_BOB);
    assert!(late.is_empty(), "{late:?}");
}

#[test]
fn a_client_that_beats_keeps_its_id() {
    let mut room = room();
    let beat = NOW + Duration::from_secs(18);
    room.handle(room::Input::Beats(vec![(SocketId(1), beat)]), beat);
    let rival = rival_hears(&mut room, Duration::from_secs(35));
    assert_eq!(rival, [server::id_taken()]);
}

#[test]
fn a_participant_keeps_its_id_though_it_beats_rarely() {
    for words in [
        client::watch(),
        client::join(Opaque::of(&"ada").unwrap(), Vec::new()),
    ] {
        let mut room = room();
        ada_says(&mut room, &words);
        let rival = rival_hears(&mut room, Duration::from_secs(60));
        assert_eq!(rival, [server::id_taken()], "{words}");
    }
}

#[test]
fn a_leave_for_nobody_is_for_the_server() {
    for dst in ["null", r#""""#] {
        let mut room = room();
        ada_says(&mut room, &format!(r#"{{"type":"LEAVE","dst":{dst}}}"#));
        assert_eq!(room.peers(), [id("bob")], "{dst}");
    }
}

/// A call that is in the room, on its first socket.
struct Participant(Call);

const FIRST: ConnectionId = ConnectionId(1);

impl Participant {
    fn new() -> Self {
        let config = Config {
            id: id("parley"),
            token: "token".parse().unwrap(),
            instance: Instance(1),
            seed: 0,
            relay_only: false,
            room: "blue".parse().expect("it is short and plain"),
            seal: None,
            verification: VerificationSeed::from_bytes([1; 32]),
        };
        let mut participant = Self(Call::new(config, NOW));
        let name = "Parley".parse().unwrap();
        participant.take(Input::Join { name });
        participant.hears(server::open());
        participant.hears(server::room(1, false, 12, Vec::new(), Vec::new()));
        participant
    }

    fn take(&mut self, input: Input) -> Vec<Output> {
        self.0.handle(input, NOW)
    }

    fn hears(&mut self, text: String) -> Vec<Output> {
        let socket = SocketSerial(1);
        self.take(Input::SocketText { socket, text })
    }

    /// Takes a call of the page `page`.
    fn called(&mut self, kind: &str, metadata: &str) -> Vec<Output> {
        self.hears(format!(
            r#"{{"type":"OFFER","src":"page","dst":"parley","payload":{{"sdp":{{"type":"offer","sdp":"v=0"}},"type":"{kind}","connectionId":"c_1","metadata":{metadata}}}}}"#
        ))
    }

    fn described(&mut self) -> Vec<Output> {
        self.take(Input::Described {
            connection: FIRST,
            sdp: "v=1".to_owned(),
        })
    }
}

fn sent(outputs: &[Output]) -> Vec<&str> {
    let sent = outputs.iter().filter_map(|output| match output {
        Output::SendSocket { text, .. } => Some(text.as_str()),
        _ => None,
    });
    sent.collect()
}

#[test]
fn a_page_that_calls_is_answered_and_shown_by_the_name_it_gives() {
    let mut participant = Participant::new();
    let outputs = participant.called("media", r#"{"name":"Ada"}"#);
    let open = Output::OpenGuest {
        connection: FIRST,
        peer: id("page"),
        media: true,
    };
    let accept = Output::AcceptOffer {
        connection: FIRST,
        sdp: "v=0".to_owned(),
    };
    assert_eq!(outputs, [open, accept]);
    let outputs = participant.described();
    let [answer] = sent(&outputs)[..] else {
        panic!("one answer, not {outputs:?}")
    };
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    assert_eq!(
        answer,
        serde_json::json!({"type": "ANSWER", "dst": "page", "payload": {
            "sdp": {"type": "answer", "sdp": "v=1"}, "type": "media", "connectionId": "c_1"}})
    );
    let people = participant.0.snapshot().people;
    assert_eq!(people[0].name, "Ada".parse().ok());
}

#[test]
fn a_page_without_a_name_goes_by_its_id() {
    let mut participant = Participant::new();
    participant.called("media", "null");
    let people = participant.0.snapshot().people;
    assert_eq!(people[0].name, "page".parse().ok());
    assert_eq!(people[0].link, LinkState::Connecting);
}

#[test]
fn candidates_wait_for_the_descriptions_in_both_directions() {
    let mut participant = Participant::new();
    participant.called("media", "null");
    let theirs = r#"{"type":"CANDIDATE","src":"page","payload":{"candidate":{"candidate":"theirs","sdpMid":"0","sdpMLineIndex":0},"type":"media","connectionId":"c_1"}}"#;
    assert_eq!(participant.hears(theirs.to_owned()), []);
    let own = Input::CandidateGathered {
        connection: FIRST,
        ufrag: Some("u".to_owned()),
        candidate: Candidate {
            candidate: "own".to_owned(),
            sdp_mid: None,
            sdp_m_line_index: Some(0),
        },
    };
    assert_eq!(participant.take(own), []);
    let outputs = participant.described();
    let [answer, candidate] = sent(&outputs)[..] else {
        panic!("an answer and a candidate, not {outputs:?}")
    };
    assert!(answer.contains("ANSWER") && candidate.contains("own"));
    assert!(
        matches!(&outputs[2], Output::AddCandidates { candidates, .. } if candidates[0].candidate == "theirs")
    );
}

#[test]
fn a_page_that_hangs_up_goes() {
    let ways = [
        Input::ControlClosed { connection: FIRST },
        Input::TransportChanged {
            connection: FIRST,
            transport: Transport::Failed,
        },
        Input::SocketText {
            socket: SocketSerial(1),
            text: server::left(&id("page")),
        },
    ];
    for way in ways {
        let mut participant = Participant::new();
        participant.called("media", "null");
        let outputs = participant.take(way);
        assert_eq!(outputs, [Output::CloseConnection { connection: FIRST }]);
        assert_eq!(participant.0.snapshot().people, []);
    }
}

#[test]
fn hanging_up_tells_the_page_on_the_connection_and_by_the_server() {
    let mut participant = Participant::new();
    participant.called("media", "null");
    let outputs = participant.take(Input::Leave);
    let leave = r#"{"type":"LEAVE","dst":"page","payload":null}"#;
    assert_eq!(sent(&outputs), [leave.to_owned(), client::leave()]);
    assert!(outputs.contains(&Output::CloseConnection { connection: FIRST }));
}

#[test]
fn a_data_connection_is_closed_as_soon_as_it_is_open_and_never_shown() {
    let mut participant = Participant::new();
    participant.called("data", "null");
    assert_eq!(participant.0.snapshot().people, []);
    let outputs = participant.take(Input::ControlOpened { connection: FIRST });
    assert_eq!(outputs, [Output::CloseConnection { connection: FIRST }]);
}

#[test]
fn a_call_that_does_not_come_up_is_given_up() {
    let mut participant = Participant::new();
    participant.called("media", "null");
    let due = participant.0.next_timeout().unwrap();
    let outputs = participant.0.handle(Input::Timeout, due);
    assert!(outputs.contains(&Output::CloseConnection { connection: FIRST }));
}

#[test]
fn a_second_call_of_a_page_replaces_its_first() {
    let mut participant = Participant::new();
    participant.called("media", "null");
    let outputs = participant.called("media", "null");
    assert_eq!(outputs[0], Output::CloseConnection { connection: FIRST });
    assert_eq!(participant.0.snapshot().people.len(), 1);
}

#[test]
fn a_flood_of_calls_is_bounded() {
    let mut participant = Participant::new();
    for page in 0..1_000 {
        participant.hears(format!(
            r#"{{"type":"OFFER","src":"page {page}","payload":{{"sdp":{{"sdp":""}},"type":"media","connectionId":"c"}}}}"#
        ));
    }
    assert_eq!(participant.0.snapshot().people.len(), 16);
}
