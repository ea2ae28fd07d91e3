//! For whom a text opens, and what it gives away.

use super::*;
use crate::message::MAX_FRAME_BYTES;
use crate::message::{RelayType, client, server};

#[test]
fn a_text_of_another_secret_is_told_from_a_forged_one() {
    let (ada, bob) = (id("ada"), id("bob"));
    let text = pair(1).0.seal(&offer(&ada, &bob), b"hello").unwrap();
    let mut stranger = Opener::new(key(8, "blue"), room("blue"));
    assert_eq!(
        stranger.open(&offer(&ada, &bob), &read(&text)),
        Err(SealError::OtherKey)
    );
}

#[test]
fn an_own_text_thrown_back_does_not_open() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let text = sealer.seal(&offer(&ada, &bob), b"hello").unwrap();
    assert_eq!(
        opener.open(&offer(&bob, &ada), &read(&text)),
        Err(SealError::Forged)
    );
}

#[test]
fn one_secret_gives_other_keys_in_another_room_and_to_another_purpose() {
    let (blue, green) = (key(7, "blue"), key(7, "green"));
    assert_ne!(blue.id(), green.id());
    assert_ne!(blue.of(Kind::Offer), green.of(Kind::Offer));
    let purposes = [Kind::Profile, Kind::Offer, Kind::Chat].map(|kind| *blue.of(kind));
    assert_ne!(purposes[0], purposes[1]);
    assert_ne!(purposes[1], purposes[2]);
    assert_ne!(purposes[0], purposes[2]);
}

#[test]
fn what_comes_clear_or_from_another_version_is_told_apart() {
    for clear in ["null", "{}", r#""hello""#, r#"{"sdp":{}}"#, "", "\""] {
        assert_eq!(Sealed::parse(clear), Err(SealError::NotSealed), "{clear}");
    }
    assert_eq!(Sealed::parse(r#""sealed2.AAAA""#), Err(SealError::OtherKey));
    assert_eq!(Sealed::parse(r#""sealed1.AAAA""#), Err(SealError::Forged));
    let huge = format!("\"sealed1.{}\"", "A".repeat(MAX_FRAME_BYTES));
    assert_eq!(Sealed::parse(&huge), Err(SealError::TooLarge));
}

#[test]
fn the_largest_message_fits_into_a_frame_with_the_longest_ids() {
    let longest = id(&"\u{1F99C}".repeat(128));
    let (mut sealer, mut opener) = pair(1);
    let context = offer(&longest, &longest);
    let text = sealer.seal(&context, &[b'x'; MAX_MESSAGE_BYTES]).unwrap();
    let frame = client::relay(RelayType::Candidate, &longest, &text);
    assert!(frame.len() <= MAX_FRAME_BYTES);
    let raw = serde_json::value::RawValue::from_string(text.clone()).unwrap();
    let relayed = server::relay(RelayType::Candidate, &longest, &longest, Some(&raw));
    assert!(relayed.len() <= MAX_FRAME_BYTES);
    let opened = opener.open(&context, &read(&text)).unwrap();
    assert_eq!(opened.len(), MAX_MESSAGE_BYTES);
    assert_eq!(
        sealer.seal(&context, &[b'x'; MAX_MESSAGE_BYTES + 1]),
        Err(SealError::TooLarge)
    );
}

#[test]
fn short_messages_cannot_be_told_apart_by_their_length() {
    let (mut sealer, _) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let mut length = |message: &[u8]| {
        let text = sealer.seal(&offer(&ada, &bob), message).unwrap();
        text.len()
    };
    assert_eq!(length(b""), length(&[b'x'; 255]));
    assert!(length(b"") < length(&[b'x'; 256]));
}

#[test]
fn the_same_message_never_looks_the_same_twice() {
    let (mut sealer, _) = pair(1);
    let (mut other, _) = pair(2);
    let (ada, bob) = (id("ada"), id("bob"));
    let first = sealer.seal(&offer(&ada, &bob), b"hello").unwrap();
    assert_ne!(sealer.seal(&offer(&ada, &bob), b"hello").unwrap(), first);
    assert_ne!(other.seal(&offer(&ada, &bob), b"hello").unwrap(), first);
}

#[test]
fn a_stream_that_has_no_counter_left_seals_nothing_more() {
    let (mut sealer, _) = pair(1);
    sealer.counter = u64::MAX;
    let (ada, bob) = (id("ada"), id("bob"));
    for _ in 0..2 {
        let sealed = sealer.seal(&offer(&ada, &bob), b"hello");
        assert_eq!(sealed, Err(SealError::Exhausted));
    }
}

#[test]
fn no_secret_shows_in_debug_output() {
    let secret = RoomSecret::from_bytes(*b"sixteen letters!");
    let passphrase: Passphrase = "correct horse battery".parse().unwrap();
    let stretched = StretchedPassphrase::from_bytes([0xAB; 32]);
    assert_eq!(format!("{secret:?}"), "RoomSecret(…)");
    assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
    assert_eq!(format!("{stretched:?}"), "StretchedPassphrase(…)");
    let key = RoomKey::from_secret(&room("blue"), &secret);
    let shown = format!("{:?}", Opener::new(key.clone(), room("blue")));
    assert!(shown.contains(&format!("RoomKey({:?}, …)", key.id())));
    assert!(!shown.contains(&format!("{:?}", key.of(Kind::Offer))));
}

#[test]
fn a_passphrase_is_the_same_however_it_is_typed() {
    let typed = |text: &str| text.parse::<Passphrase>();
    assert_eq!(
        typed("  Cafe\u{301} \t au  lait au bar\n"),
        typed("Café au lait au bar")
    );
    assert_ne!(
        typed("correct horse battery"),
        typed("Correct horse battery")
    );
}

#[test]
fn a_passphrase_has_12_to_256_characters() {
    let typed = |text: &str| text.parse::<Passphrase>().map(|_| ());
    assert_eq!(typed("hunter2hunt"), Err(PassphraseError::TooShort));
    assert_eq!(typed("a          b"), Err(PassphraseError::TooShort));
    assert_eq!(typed("hunter2hunte"), Ok(()));
    assert_eq!(typed(&"ü".repeat(256)), Ok(()));
    assert_eq!(typed(&"ü".repeat(257)), Err(PassphraseError::TooLong));
    assert_eq!(typed(&" ".repeat(1 << 20)), Err(PassphraseError::TooLong));
}
