use super::client::ClientFrame;
use super::server::{ErrorCode, ServerFrame};
use super::*;
use crate::message::{MAX_FRAME_BYTES, MAX_PROFILE_BYTES};

fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

fn relayed(text: &str) -> String {
    let ClientFrame::Relay {
        relay,
        dst,
        payload,
    } = ClientFrame::parse(text).unwrap()
    else {
        panic!("{text} is not relayed")
    };
    server::relay(relay, &id("a"), &dst, payload)
}

#[test]
fn a_relayed_payload_is_untouched_to_the_byte() {
    for payload in [
        r#"{"b":1,"a":2,"b":3}"#,
        r#""\u0041\/\ud800""#,
        "1e400",
        "-0",
        "0.10",
        r#"[ 1 , 2 ]"#,
        "null",
        "12345678901234567890123",
    ] {
        let text = format!(r#"{{"payload":{payload},"dst":"b","type":"OFFER"}}"#);
        assert_eq!(
            relayed(&text),
            format!(r#"{{"type":"OFFER","src":"a","dst":"b","payload":{payload}}}"#)
        );
    }
}

#[test]
fn the_source_a_client_claims_is_ignored() {
    let text = r#"{"type":"ANSWER","src":"mallory","dst":"b"}"#;
    assert_eq!(relayed(text), r#"{"type":"ANSWER","src":"a","dst":"b"}"#);
}

#[test]
fn a_leave_without_a_destination_is_for_the_server() {
    assert!(matches!(
        ClientFrame::parse(r#"{"type":"LEAVE"}"#),
        Ok(ClientFrame::Leave)
    ));
    assert!(matches!(
        ClientFrame::parse(r#"{"type":"LEAVE","dst":"b"}"#),
        Ok(ClientFrame::Relay { .. })
    ));
}

#[test]
fn what_is_not_a_frame_is_told_apart_from_what_is_not_known() {
    let error = |text: &str| ClientFrame::parse(text).map(|_| ()).unwrap_err();
    for text in [
        "",
        "beat",
        "[]",
        "{}",
        r#"{"type":5}"#,
        "{\"type\":\"OFFER\"",
        "\u{0}",
    ] {
        assert_eq!(error(text), FrameError::Malformed, "{text:?}");
    }
    assert_eq!(error(r#"{"type":"SHOUT"}"#), FrameError::UnknownType);
    for text in [
        r#"{"type":"OFFER"}"#,
        r#"{"type":"OFFER","dst":5}"#,
        r#"{"type":"OFFER","dst":""}"#,
        r#"{"type":"OFFER","dst":"a\u0000"}"#,
        r#"{"type":"JOIN"}"#,
        r#"{"type":"JOIN","payload":{}}"#,
        r#"{"type":"JOIN","payload":{"profile":{},"calls":[1]}}"#,
        r#"{"type":"UPDATE","payload":[]}"#,
    ] {
        assert_eq!(error(text), FrameError::Incomplete, "{text:?}");
    }
}

#[test]
fn nesting_a_payload_deeply_harms_nobody() {
    let depth = 30_000;
    let payload = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let text = format!(r#"{{"type":"OFFER","dst":"b","payload":{payload}}}"#);
    assert!(relayed(&text).contains(&payload));
}

#[test]
fn a_frame_over_64_kib_is_too_large() {
    let frame = |bytes: usize| {
        let head = r#"{"type":"OFFER","dst":"b","payload":""#;
        format!("{head}{}\"}}", "x".repeat(bytes - head.len() - 2))
    };
    assert!(ClientFrame::parse(&frame(MAX_FRAME_BYTES)).is_ok());
    assert_eq!(
        ClientFrame::parse(&frame(MAX_FRAME_BYTES + 1)).unwrap_err(),
        FrameError::TooLarge
    );
}

#[test]
fn a_profile_over_2_kib_is_refused() {
    let join = |bytes: usize| {
        let profile = format!("\"{}\"", "x".repeat(bytes - 2));
        format!(r#"{{"type":"JOIN","payload":{{"profile":{profile}}}}}"#)
    };
    assert!(ClientFrame::parse(&join(MAX_PROFILE_BYTES)).is_ok());
    assert!(ClientFrame::parse(&join(MAX_PROFILE_BYTES + 1)).is_err());
}

#[test]
fn a_client_reads_back_what_the_server_writes() {
    let profile = Opaque::of(&serde_json::json!({"name": "Ada"})).unwrap();
    let member = Member {
        id: id("a \"quoted\" id"),
        profile: profile.clone(),
    };
    let cases = [
        (server::open(), ServerFrame::Open),
        (server::id_taken(), ServerFrame::IdTaken),
        (
            server::error(ErrorCode::RoomFull),
            ServerFrame::Error {
                code: Some(ErrorCode::RoomFull),
                message: "The room is full".to_owned(),
            },
        ),
        (
            server::room(7, true, 12, vec![member.clone()], Vec::new()),
            ServerFrame::Room {
                epoch: 7,
                resumed: true,
                capacity: 12,
                peers: vec![member.clone()],
                seniority: Vec::new(),
            },
        ),
        (
            server::joined(&member.id, profile.clone(), vec![id("b")]),
            ServerFrame::Joined {
                member: member.clone(),
                calls: vec![id("b")],
            },
        ),
        (
            server::update(&member.id, profile),
            ServerFrame::Update(member),
        ),
        (server::left(&id("b")), ServerFrame::Left(id("b"))),
        (server::gone(&id("b")), ServerFrame::Gone(id("b"))),
        (
            server::expire(&id("b"), &id("a")),
            ServerFrame::Expired(id("b")),
        ),
    ];
    for (text, frame) in cases {
        assert_eq!(ServerFrame::parse(&text), Ok(frame), "{text}");
    }
}

#[test]
fn the_texts_peerjs_clients_look_for_are_upstreams() {
    assert_eq!(server::open(), r#"{"type":"OPEN"}"#);
    assert_eq!(
        server::id_taken(),
        r#"{"type":"ID-TAKEN","payload":{"msg":"ID is taken"}}"#
    );
    assert_eq!(
        server::error(ErrorCode::MissingParameters),
        r#"{"type":"ERROR","payload":{"msg":"No id, token, or key supplied to websocket server"}}"#
    );
    assert_eq!(
        server::error(ErrorCode::TooManySockets),
        r#"{"type":"ERROR","payload":{"msg":"Server has reached its concurrent user limit"}}"#
    );
}
