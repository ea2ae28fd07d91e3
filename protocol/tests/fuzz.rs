//! Whatever a network, a runtime or a person feeds to the machines, in whatever order and at whatever time:
//! they do not panic, stay bounded, and say nothing that a driver could not pass on.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the names in it are valid"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use parley_protocol::call::{self, Call, ConnectionId, SocketSerial, Transport};
use parley_protocol::gauge::{Finding, Route};
use parley_protocol::message::{
    Candidate, Instance, MAX_FRAME_BYTES, MAX_SOCKETS, MAX_WAITING_FRAMES, MAX_WAITING_PEERS,
    MediaState,
};
use parley_protocol::room::{self, Attachment, Room, SocketId};
use parley_protocol::verification::VerificationSeed;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What a client may say, and a client may hear; `own` and `other` are ids.
fn valid_frames() -> Vec<String> {
    let profile = r#"{"name":"Ada","instance":7}"#;
    let sdp = r#"v=0\r\na=ice-ufrag:abcd\r\n"#;
    let signal =
        |body: &str| format!(r#"{{"parley":1,"from":7,"to":1,"generation":2,"body":{body}}}"#);
    let offer = signal(&format!(r#"{{"offer":{{"serial":1,"sdp":"{sdp}"}}}}"#));
    let answer = signal(&format!(r#"{{"answer":{{"answers":1,"sdp":"{sdp}"}}}}"#));
    let candidates = signal(
        r#"{"candidates":{"ufrag":"abcd","candidates":[{"candidate":"x","sdpMid":"0","sdpMLineIndex":0}],"end":true}}"#,
    );
    let peerjs = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_x"}"#;
    let payloads = [
        ("OFFER", offer.as_str()),
        ("ANSWER", &answer),
        ("CANDIDATE", &candidates),
        ("OFFER", peerjs),
        ("LEAVE", "null"),
        ("EXPIRE", "null"),
    ];
    let mut frames: Vec<String> = [
        r#"{"type":"HEARTBEAT"}"#,
        r#"{"type":"LEAVE"}"#,
        r#"{"type":"WATCH"}"#,
        r#"{"type":"AWAY"}"#,
        r#"{"type":"OPEN"}"#,
        r#"{"type":"ID-TAKEN","payload":{"msg":"ID is taken"}}"#,
        r#"{"type":"ERROR","payload":{"msg":"The room is full","code":"ROOM-FULL"}}"#,
        r#"{"type":"ERROR","payload":{"msg":"The room is locked","code":"LOCKED"}}"#,
        r#"{"type":"RULES","payload":{"locked":true,"knocking":false}}"#,
        r#"{"type":"RULES","payload":{"locked":false,"knocking":true}}"#,
        r#"{"type":"RULES","payload":{"locked":false,"knocking":false}}"#,
        r#"{"passed":{"from":"third","signal":{"relay":"OFFER","sealed":"sealed1.AAAA"}}}"#,
        r#""bye""#,
        r#""away""#,
        r#"{"held":true}"#,
        r#"{"media":{"microphone":true,"camera":false}}"#,
        "beat",
    ]
    .map(str::to_owned)
    .to_vec();
    frames.push(format!(r#"{{"signal":{offer}}}"#));
    frames.push(format!(r#"{{"pass":{{"to":"third","signal":{offer}}}}}"#));
    frames.push(format!(
        r#"{{"passed":{{"from":"third","signal":{offer}}}}}"#
    ));
    for peer in ["own", "other", "third"] {
        for (kind, payload) in payloads {
            frames.push(format!(
                r#"{{"type":"{kind}","src":"{peer}","dst":"{peer}","payload":{payload}}}"#
            ));
        }
        for kind in ["JOIN", "JOINED", "UPDATE"] {
            frames.push(format!(
                r#"{{"type":"{kind}","src":"{peer}","payload":{{"profile":{profile},"calls":["own"]}}}}"#
            ));
        }
        for kind in ["ADMIT", "REMOVE"] {
            frames.push(format!(r#"{{"type":"{kind}","dst":"{peer}"}}"#));
        }
        frames.push(format!(
            r#"{{"type":"RULES","payload":{{"locked":false,"knocking":true,"knocks":[{{"id":"{peer}","profile":{profile}}}]}}}}"#
        ));
        for kind in ["LEAVE", "GONE", "EXPIRE"] {
            frames.push(format!(r#"{{"type":"{kind}","src":"{peer}"}}"#));
        }
        frames.push(format!(
            r#"{{"type":"ROOM","payload":{{"epoch":1,"resumed":false,"capacity":12,"peers":[{{"id":"{peer}","profile":{profile}}}]}}}}"#
        ));
    }
    frames
}

/// Valid frames, valid frames with some bytes changed, and anything at all.
fn text() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..4);
    let mutated = (select(valid_frames()), vec(change, 1..6)).prop_map(|(frame, changes)| {
        let mut bytes = frame.into_bytes();
        for (place, byte, how) in changes {
            let place = place.index(bytes.len().max(1)).min(bytes.len());
            match how {
                0 => bytes.insert(place, byte),
                1 => bytes.truncate(place),
                2 => bytes.extend_from_within(place..),
                _ => bytes.iter_mut().skip(place).take(1).for_each(|b| *b = byte),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let anything = vec(any::<u8>(), 0..80).prop_map(|b| String::from_utf8_lossy(&b).into_owned());
    prop_oneof![
        6 => select(valid_frames()),
        3 => mutated,
        1 => anything,
        1 => ".{0,60}",
        1 => (MAX_FRAME_BYTES - 1..MAX_FRAME_BYTES + 2).prop_map(|bytes| "x".repeat(bytes)),
    ]
}

/// Some time, near or as far as it goes. Not in order.
fn time() -> impl Strategy<Value = Duration> {
    prop_oneof![
        8 => (0_u64..400_000).prop_map(Duration::from_millis),
        1 => any::<u32>().prop_map(|secs| Duration::from_secs(secs.into())),
    ]
}

#[derive(Clone, Debug)]
enum RoomInput {
    Connect(u64, String, String),
    Text(u64, String),
    Binary(u64),
    Closed(u64, u16),
    Beats(Vec<(u64, Duration)>),
    Timeout,
    /// The room is put to sleep, with the clock of the moment.
    Sleep,
}

fn room_input() -> impl Strategy<Value = RoomInput> {
    let socket = || 0_u64..6;
    let id = || select(vec!["own", "other", "third", "fourth"]).prop_map(str::to_owned);
    let token = select(vec!["one", "two"]).prop_map(str::to_owned);
    prop_oneof![
        3 => (socket(), id(), token).prop_map(|(socket, id, token)| RoomInput::Connect(socket, id, token)),
        8 => (socket(), text()).prop_map(|(socket, text)| RoomInput::Text(socket, text)),
        1 => socket().prop_map(RoomInput::Binary),
        2 => (socket(), any::<u16>()).prop_map(|(socket, code)| RoomInput::Closed(socket, code)),
        1 => vec((socket(), time()), 0..4).prop_map(RoomInput::Beats),
        2 => Just(RoomInput::Timeout),
        2 => Just(RoomInput::Sleep),
    ]
}

/// What outlives a room's memory.
#[derive(Default)]
struct Kept {
    attachments: BTreeMap<SocketId, Attachment>,
    records: BTreeMap<String, String>,
}

impl Kept {
    /// Performs outputs as a driver would, and checks that it could.
    fn perform(&mut self, outputs: Vec<room::Output>) -> Result<(), TestCaseError> {
        for output in outputs {
            match output {
                room::Output::Send { text, .. } => check_text(&text)?,
                room::Output::Close {
                    socket,
                    code,
                    reason,
                } => {
                    let sendable = matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999);
                    prop_assert!(sendable, "{code} must not be on the wire");
                    prop_assert!(reason.len() <= 123);
                    self.attachments.remove(&socket);
                }
                room::Output::Attach(attachment) => {
                    let text = attachment.to_text();
                    prop_assert!(text.len() <= 16 * 1024, "an attachment takes 16 KiB");
                    prop_assert_eq!(Attachment::parse(&text), Some(attachment.clone()));
                    self.attachments.insert(attachment.socket, attachment);
                }
                room::Output::Put { key, value } => {
                    self.records.insert(key, value);
                }
                room::Output::Erase { key } => {
                    self.records.remove(&key);
                }
                room::Output::AskBeats => {}
            }
        }
        let most = MAX_WAITING_FRAMES * MAX_WAITING_PEERS + MAX_SOCKETS + 1;
        prop_assert!(self.records.len() <= most);
        Ok(())
    }
}

/// A frame that is sent is JSON with a type, or the answer to a heartbeat.
fn check_text(text: &str) -> Result<(), TestCaseError> {
    if text == "beat" {
        return Ok(());
    }
    let frame: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| TestCaseError::fail(format!("{error} in {text}")))?;
    prop_assert!(frame["type"].is_string(), "{text}");
    Ok(())
}

const CAPACITY: usize = 3;

proptest! {
    #[test]
    fn a_room_takes_anything_in_any_order(inputs in vec((room_input(), time()), 0..40)) {
        let config = room::Config { capacity: CAPACITY };
        let mut room = Room::new(config, Duration::ZERO);
        let mut kept = Kept::default();
        for (input, now) in inputs {
            let outputs = match &input {
                RoomInput::Connect(socket, id, token) => room.handle(
                    room::Input::Connect {
                        socket: SocketId(*socket),
                        id: id.parse().unwrap(),
                        token: token.parse().unwrap(),
                        opener: room::Opener::UNKNOWN,
                        watches: false,
                    },
                    now,
                ),
                RoomInput::Text(socket, text) => {
                    let socket = SocketId(*socket);
                    room.handle(room::Input::Text { socket, text }, now)
                }
                RoomInput::Binary(socket) => {
                    let socket = SocketId(*socket);
                    room.handle(room::Input::Binary { socket }, now)
                }
                RoomInput::Closed(socket, code) => {
                    let (socket, code) = (SocketId(*socket), *code);
                    kept.attachments.remove(&socket);
                    room.handle(room::Input::Closed { socket, code }, now)
                }
                RoomInput::Beats(beats) => {
                    let beats = beats.iter().map(|&(socket, at)| (SocketId(socket), at));
                    room.handle(room::Input::Beats(beats.collect()), now)
                }
                RoomInput::Timeout => room.handle(room::Input::Timeout, now),
                RoomInput::Sleep => {
                    let attachments = kept.attachments.values().cloned().collect();
                    let records = kept.records.clone().into_iter().collect();
                    let (woken, outputs) = Room::restore(config, attachments, records, now);
                    prop_assert!(woken.roster().eq(room.roster()));
                    prop_assert_eq!(woken.peers(), room.peers());
                    room = woken;
                    outputs
                }
            };
            kept.perform(outputs)?;
            prop_assert!(room.roster().count() <= CAPACITY);
            prop_assert!(room.peers().len() <= MAX_SOCKETS);
        }
    }

    #[test]
    fn a_room_wakes_from_anything(
        attachments in vec(
            (0_u64..4, select(vec!["own", "other"]), select(vec!["one", "two"]), any::<u32>(), any::<bool>()),
            0..8,
        ),
        garbage in vec((".{0,12}", ".{0,40}"), 0..4),
        seats in vec((select(vec!["own", "other", "third"]), any::<Option<u32>>()), 0..6),
        frames in vec((any::<u64>(), select(vec!["own", "absent"]), any::<u32>()), 0..100),
        inputs in vec((text(), time()), 0..8),
        now in time(),
    ) {
        let attachments = attachments.into_iter().filter_map(|(socket, id, token, at, watches)| {
            Attachment::parse(&format!(
                r#"{{"socket":{socket},"id":"{id}","token":"{token}","opened_at":{at},"watches":{watches},"met":[]}}"#
            ))
        });
        let attachments: Vec<Attachment> = attachments.collect();
        let mut records: Vec<(String, String)> = garbage;
        records.push(("epoch".to_owned(), "5".to_owned()));
        for (id, until) in seats {
            let until = until.map_or("null".to_owned(), |at| at.to_string());
            let value = format!(r#"{{"token":"one","profile":{{}},"held_until":{until}}}"#);
            records.push((format!("seat/{id}"), value));
        }
        for (serial, dst, deadline) in frames {
            let value = format!(r#"{{"dst":"{dst}","src":"own","text":"{{\"type\":\"OFFER\"}}","deadline":{deadline}}}"#);
            records.push((format!("frame/{serial}"), value));
        }
        let config = room::Config::default();
        let mut kept = Kept::default();
        let (mut room, outputs) = Room::restore(config, attachments, records, now);
        kept.perform(outputs)?;
        for (text, now) in inputs {
            for socket in (0..4).map(SocketId) {
                kept.perform(room.handle(room::Input::Text { socket, text: &text }, now))?;
            }
            kept.perform(room.handle(room::Input::Timeout, now))?;
        }
    }
}

fn finding() -> impl Strategy<Value = Finding> {
    select(vec![
        Finding::Stalled,
        Finding::Flows,
        Finding::Takes(Route::Direct),
        Finding::Takes(Route::Relayed),
        Finding::Strained(true),
        Finding::Strained(false),
    ])
}

fn call_input() -> impl Strategy<Value = call::Input> {
    use call::Input;
    let connection = || (0_u64..12).prop_map(ConnectionId);
    let socket = || (0_u64..4).prop_map(SocketSerial);
    let sdp = || prop_oneof!["a=ice-ufrag:[a-c]\r\n", ".{0,20}"];
    let candidate = || {
        ".{0,20}".prop_map(|candidate| Candidate {
            candidate,
            sdp_mid: None,
            sdp_m_line_index: None,
        })
    };
    let transport = select(vec![
        Transport::Connecting,
        Transport::Connected,
        Transport::Disconnected,
        Transport::Failed,
    ]);
    prop_oneof![
        1 => Just(Input::Watch),
        2 => Just(Input::Join { name: "Bob".parse().unwrap() }),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(microphone, camera)| {
            Input::Media(MediaState { microphone, camera, ..MediaState::default() })
        }),
        1 => (".{1,20}", any::<bool>(), any::<u64>()).prop_filter_map("no text", |(text, private, at)| {
            let to = private.then(|| "other".parse().unwrap());
            Some(Input::Say { text: text.parse().ok()?, to, at })
        }),
        1 => any::<bool>().prop_map(|private| {
            Input::Typing { to: private.then(|| "other".parse().unwrap()) }
        }),
        1 => Just(Input::StoppedTyping),
        1 => Just(Input::Doubt),
        1 => Just(Input::Retry { peer: "other".parse().unwrap() }),
        1 => any::<bool>().prop_map(Input::Relays),
        1 => any::<bool>().prop_map(Input::RelayOnly),
        4 => (connection(), finding()).prop_map(|(connection, finding)| Input::Found { connection, finding }),
        1 => (socket(), 0..20_000_u64).prop_map(|(socket, millis)| {
            Input::SocketAdopted { socket, head_start: Duration::from_millis(millis) }
        }),
        20 => (socket(), text()).prop_map(|(socket, text)| Input::SocketText { socket, text }),
        1 => (socket(), any::<u16>()).prop_map(|(socket, code)| Input::SocketClosed { socket, code }),
        4 => (connection(), sdp()).prop_map(|(connection, sdp)| Input::Described { connection, sdp }),
        2 => connection().prop_map(|connection| Input::AnswerAccepted { connection }),
        1 => connection().prop_map(|connection| Input::NegotiationFailed { connection }),
        3 => (connection(), proptest::option::of("[a-c]"), candidate()).prop_map(
            |(connection, ufrag, candidate)| Input::CandidateGathered { connection, ufrag, candidate }
        ),
        1 => connection().prop_map(|connection| Input::GatheringDone { connection }),
        3 => (connection(), transport)
            .prop_map(|(connection, transport)| Input::TransportChanged { connection, transport }),
        2 => connection().prop_map(|connection| Input::ControlOpened { connection }),
        4 => (connection(), text()).prop_map(|(connection, text)| Input::ControlText { connection, text }),
        1 => connection().prop_map(|connection| Input::ControlClosed { connection }),
        6 => Just(Input::Timeout),
    ]
}

proptest! {
    #[test]
    fn a_call_takes_anything_in_any_order(
        inputs in vec((call_input(), time()), 0..80),
        instance in 0_u64..3,
        seed: u64,
    ) {
        let config = call::Config {
            id: "own".parse().unwrap(),
            token: "token".parse().unwrap(),
            instance: Instance(instance),
            seed,
            relay_only: false,
            room: "blue".parse().expect("it is short and plain"),
            seal: None,
            verification: VerificationSeed::from_bytes([1; 32]),
        };
        let mut call = Call::new(config, Duration::ZERO);
        let mut open = BTreeSet::new();
        call.handle(call::Input::Join { name: "Bob".parse().unwrap() }, Duration::ZERO);
        for (input, now) in inputs {
            for output in call.handle(input, now) {
                check_call_output(output, &mut open)?;
            }
            // Every peer and every page that a text here names, and no more.
            prop_assert!(open.len() <= 64 + 16);
            prop_assert!(call.snapshot().people.len() <= 64 + 16);
        }
    }
}

/// Whether a driver can do what a call asks for.
fn check_call_output(
    output: call::Output,
    open: &mut BTreeSet<ConnectionId>,
) -> Result<(), TestCaseError> {
    use call::Output;
    match output {
        Output::OpenSocket { .. } | Output::CloseSocket { .. } | Output::Tell(_) => {}
        Output::SendSocket { text, .. } => {
            check_text(&text)?;
            prop_assert!(text.len() <= MAX_FRAME_BYTES);
        }
        Output::OpenConnection { connection, .. } | Output::OpenGuest { connection, .. } => {
            prop_assert!(open.insert(connection), "a name is used twice");
        }
        Output::CloseConnection { connection } => {
            prop_assert!(open.remove(&connection), "what is not open is closed");
        }
        Output::MakeOffer { connection, .. }
        | Output::AcceptOffer { connection, .. }
        | Output::AcceptAnswer { connection, .. }
        | Output::AddCandidates { connection, .. }
        | Output::SendKeyFrame { connection }
        | Output::PausePictures { connection }
        | Output::HoldPicture { connection, .. } => {
            prop_assert!(open.contains(&connection), "{connection:?} is not open");
        }
        Output::SendControl { connection, text } => {
            prop_assert!(open.contains(&connection), "{connection:?} is not open");
            let message: Result<serde_json::Value, _> = serde_json::from_str(&text);
            prop_assert!(message.is_ok(), "{text}");
        }
    }
    Ok(())
}
