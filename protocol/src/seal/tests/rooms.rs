//! Two participants, and a server between them that reads everything and changes what it likes.

use super::*;
use crate::message::{
    ClientFrame, Instance, Opaque, PeerjsSignal, Profile, RelayType, ServerFrame, Signal,
    SignalBody, SignalError, client, server,
};

const ADA: Instance = Instance(1);
const BOB: Instance = Instance(2);

fn participant(name: &str, instance: Instance, secret: u8) -> SealedRoom {
    let stream = Stream([u8::try_from(instance.0).unwrap(); 16]);
    SealedRoom::new(
        key(secret, "blue"),
        room("blue"),
        id(name),
        instance,
        stream,
    )
}

fn signal(to: Option<Instance>, body: SignalBody) -> Signal {
    Signal::new(ADA, to, 5, body)
}

fn answer() -> Signal {
    let sdp = "v=0\r\na=fingerprint:sha-256 AB:CD\r\n".to_owned();
    signal(
        Some(BOB),
        SignalBody::Answer {
            answers: 1,
            voids: 0,
            sdp,
        },
    )
}

fn profile(name: &str) -> Profile {
    Profile {
        name: name.parse().unwrap(),
        instance: ADA,
    }
}

/// What the server makes of a client's frame, and whether it could read `word` in it.
fn relayed(text: &str, word: &str) -> String {
    assert!(!text.contains(word));
    let Ok(ClientFrame::Relay {
        relay,
        dst,
        payload,
    }) = ClientFrame::parse(text)
    else {
        panic!("{text} is a frame to another client");
    };
    server::relay(relay, &id("ada"), &dst, payload)
}

#[test]
fn a_signal_passes_the_server_unseen_and_unchanged() {
    let (mut ada, mut bob) = (participant("ada", ADA, 7), participant("bob", BOB, 7));
    let signal = answer();
    let payload = ada.seal_signal(&id("bob"), &signal).unwrap();
    let frame = client::relay(RelayType::Answer, &id("bob"), &payload);
    let Ok(ServerFrame::Relayed {
        relay,
        src,
        payload,
    }) = ServerFrame::parse(&relayed(&frame, "fingerprint"))
    else {
        panic!("the server relays it");
    };
    let opened = bob.open_signal(relay, &src, &payload.unwrap());
    assert_eq!(opened, Ok(signal));
    assert_eq!(bob.refused(), Refused::default());
}

#[test]
fn a_profile_passes_the_server_unseen_and_unchanged() {
    let (mut ada, mut bob) = (participant("ada", ADA, 7), participant("bob", BOB, 7));
    let longest = "\u{1F99C}".repeat(64);
    for name in ["Ada", "\"\\\"", &longest] {
        let sealed = ada.seal_profile(&profile(name)).unwrap();
        assert!(!sealed.as_str().contains("name"));
        let frame = client::join(sealed, Vec::new());
        let Ok(ClientFrame::Join { profile: held, .. }) = ClientFrame::parse(&frame) else {
            panic!("{frame} is a JOIN");
        };
        assert_eq!(bob.open_profile(&id("ada"), &held), Ok(profile(name)));
    }
}

#[test]
fn stored_chat_opens_for_those_who_come_later() {
    let (mut ada, mut bob) = (participant("ada", ADA, 7), participant("bob", BOB, 7));
    let text = ada.seal_chat(&"see you at noon").unwrap();
    for _ in 0..2 {
        let read: Result<String, SealError> = bob.open_chat(&id("ada"), &text);
        assert_eq!(read, Ok("see you at noon".to_owned()));
    }
    let mistaken: Result<String, SealError> = bob.open_chat(&id("eve"), &text);
    assert_eq!(mistaken, Err(SealError::Forged));
}

#[test]
fn nobody_opens_what_is_for_someone_else_or_of_another_type() {
    let (mut ada, mut bob) = (participant("ada", ADA, 7), participant("bob", BOB, 7));
    let payload = ada.seal_signal(&id("carol"), &answer()).unwrap();
    let opened = bob.open_signal(RelayType::Answer, &id("ada"), &payload);
    assert_eq!(opened, Err(SealError::Forged));
    let payload = ada.seal_signal(&id("bob"), &answer()).unwrap();
    for relay in [RelayType::Offer, RelayType::Candidate] {
        let opened = bob.open_signal(relay, &id("ada"), &payload);
        assert_eq!(opened, Err(SealError::Forged));
    }
    let opened = bob.open_signal(RelayType::Leave, &id("ada"), &payload);
    assert_eq!(opened, Err(SealError::NotUnderstood));
}

#[test]
fn a_signal_for_another_life_is_refused_and_so_is_one_for_any() {
    let (mut ada, mut bob) = (participant("ada", ADA, 7), participant("bob", BOB, 7));
    for to in [Some(Instance(3)), None] {
        let sdp = "v=0\r\n".to_owned();
        let signal = signal(to, SignalBody::Offer { serial: 1, sdp });
        let payload = ada.seal_signal(&id("bob"), &signal).unwrap();
        let opened = bob.open_signal(RelayType::Offer, &id("ada"), &payload);
        assert_eq!(opened, Err(SealError::Replayed));
    }
}

#[test]
fn who_has_another_secret_or_none_is_counted_and_not_understood() {
    let (mut eve, mut bob) = (participant("eve", ADA, 8), participant("bob", BOB, 7));
    let sealed = eve.seal_profile(&profile("Eve")).unwrap();
    let opened = bob.open_profile(&id("eve"), &sealed);
    assert_eq!(opened, Err(SealError::OtherKey));
    let clear: Opaque = profile("Eve").to_opaque();
    let opened = bob.open_profile(&id("eve"), &clear);
    assert_eq!(opened, Err(SealError::NotSealed));
    let expected = Refused {
        other_key: 1,
        not_sealed: 1,
        ..Refused::default()
    };
    assert_eq!(bob.refused(), expected);
}

#[test]
fn to_a_page_without_the_secret_a_sealed_frame_is_none_of_its_business() {
    let mut ada = participant("ada", ADA, 7);
    let payload = ada.seal_signal(&id("bob"), &answer()).unwrap();
    let parley = Signal::parse(RelayType::Answer, &payload);
    assert_eq!(parley, Err(SignalError::Foreign));
    assert_eq!(PeerjsSignal::parse(RelayType::Answer, &payload), None);
    let sealed = ada.seal_profile(&profile("Ada")).unwrap();
    assert_eq!(Profile::from_opaque(&sealed), None);
}

#[test]
fn what_opens_and_is_no_signal_is_not_understood_and_nobody_is_blamed() {
    let mut bob = participant("bob", BOB, 7);
    let (mut sealer, _) = pair(1);
    let (ada, to) = (id("ada"), id("bob"));
    for message in [&b"{}"[..], b"\xFF", b"", answer().to_payload().as_bytes()] {
        // The last is a signal, but of another generation than it was sealed for.
        let context = Context {
            kind: Kind::Answer,
            generation: 4,
            ..offer(&ada, &to)
        };
        let text = sealer.seal(&context, message).unwrap();
        let opened = bob.open_signal(RelayType::Answer, &ada, &text);
        assert_eq!(opened, Err(SealError::NotUnderstood));
    }
    let expected = Refused {
        not_understood: 4,
        ..Refused::default()
    };
    assert_eq!(bob.refused(), expected);
}
