//! Nothing about a sealed text can be changed.

use base64ct::{Base64UrlUnpadded, Encoding};
use proptest::prelude::*;

use super::*;

fn bytes_of(text: &str) -> Vec<u8> {
    let text = text.strip_prefix("\"sealed1.").unwrap();
    Base64UrlUnpadded::decode_vec(text.strip_suffix('"').unwrap()).unwrap()
}

fn text_of(bytes: &[u8]) -> String {
    format!("\"sealed1.{}\"", Base64UrlUnpadded::encode_string(bytes))
}

/// What opening `text` gives to a receiver who believes its header, as every receiver has to.
fn opened(text: &str, context: &Context<'_>) -> Result<Vec<u8>, SealError> {
    let sealed = Sealed::parse(text)?;
    let context = Context {
        generation: sealed.generation(),
        ..*context
    };
    let (_, mut opener) = pair(0);
    opener
        .open(&context, &sealed)
        .map(|message| message.to_vec())
}

#[test]
fn no_bit_can_be_flipped_of_key_id_generation_stream_counter_ciphertext_and_tag() {
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let text = pair(1).0.seal(&context, b"hello").unwrap();
    let bytes = bytes_of(&text);
    assert_eq!(opened(&text, &context).unwrap(), b"hello");
    assert_eq!(bytes.len(), 36 + 256 + 16);
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let expected = match bit / 8 {
            0..8 => SealError::OtherKey,
            _ => SealError::Forged,
        };
        assert_eq!(opened(&text_of(&bytes), &context), Err(expected), "{bit}");
    }
}

#[test]
fn no_character_of_the_text_can_be_changed() {
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let text = pair(1).0.seal(&context, b"hello").unwrap();
    for place in 0..text.len() {
        for other in ["A", "B", "_", "=", "\"", "\\", "é", ""] {
            if text[place..=place] != *other {
                let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
                assert!(opened(&changed, &context).is_err(), "{place} {other:?}");
            }
        }
    }
}

#[test]
fn no_text_can_be_cut_short_or_drawn_out() {
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let bytes = bytes_of(&pair(1).0.seal(&context, b"hello").unwrap());
    for length in 0..bytes.len() {
        assert!(opened(&text_of(&bytes[..length]), &context).is_err());
    }
    assert!(opened(&text_of(&[&bytes[..], &[0]].concat()), &context).is_err());
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Profile,
        Kind::Offer,
        Kind::Answer,
        Kind::Candidates,
        Kind::Chat,
    ])
}

/// Ids of few letters, so that they collide, contain each other and are each other's parts.
fn ids() -> impl Strategy<Value = PeerId> {
    "[ab\u{1F99C}]{1,3}".prop_map(|text| text.parse().unwrap())
}

fn contexts() -> impl Strategy<Value = (Kind, PeerId, Option<PeerId>, u32, RoomName)> {
    let rooms = "[ab]{1,2}".prop_map(|text| text.parse().unwrap());
    (kinds(), ids(), prop::option::of(ids()), 0_u32..3, rooms)
}

proptest! {
    #[test]
    fn a_text_opens_in_its_own_context_and_in_no_other(
        message in prop::collection::vec(any::<u8>(), 0..600),
        sealed_for in contexts(),
        opened_as in contexts(),
        stream: [u8; 16],
    ) {
        let (kind, src, dst, generation, room) = &sealed_for;
        let context = Context { kind: *kind, src, dst: dst.as_ref(), generation: *generation };
        let mut sealer = Sealer::new(key(7, "blue"), room.clone(), Stream(stream));
        let text = sealer.seal(&context, &message).unwrap();

        let (kind, src, dst, generation, room) = &opened_as;
        let context = Context { kind: *kind, src, dst: dst.as_ref(), generation: *generation };
        let mut opener = Opener::new(key(7, "blue"), room.clone());
        let opened = opener.open(&context, &read(&text));
        if sealed_for == opened_as {
            prop_assert_eq!(&*opened.unwrap(), &message);
        } else {
            prop_assert_eq!(opened, Err(SealError::Forged));
        }
    }

    #[test]
    fn one_bound_field_alone_makes_the_difference(
        sealed_for in contexts(),
        other in contexts(),
        field in 0..5,
    ) {
        let mut opened_as = sealed_for.clone();
        match field {
            0 => opened_as.0 = other.0,
            1 => opened_as.1 = other.1,
            2 => opened_as.2 = other.2,
            3 => opened_as.3 = other.3,
            _ => opened_as.4 = other.4,
        }
        let (kind, src, dst, generation, room) = &sealed_for;
        let context = Context { kind: *kind, src, dst: dst.as_ref(), generation: *generation };
        let mut sealer = Sealer::new(key(7, "blue"), room.clone(), Stream([1; 16]));
        let text = sealer.seal(&context, b"hello").unwrap();
        let (kind, src, dst, generation, room) = &opened_as;
        let context = Context { kind: *kind, src, dst: dst.as_ref(), generation: *generation };
        let opened = Opener::new(key(7, "blue"), room.clone()).open(&context, &read(&text));
        prop_assert_eq!(opened.is_ok(), sealed_for == opened_as);
    }

    #[test]
    fn what_is_no_sealed_text_does_no_harm(text in ".{0,80}", bytes: Vec<u8>) {
        let (ada, bob) = (id("ada"), id("bob"));
        let context = offer(&ada, &bob);
        prop_assert!(opened(&text, &context).is_err());
        prop_assert!(opened(&text_of(&bytes), &context).is_err());
        let marked = format!("\"sealed1.{text}\"");
        prop_assert!(opened(&marked, &context).is_err());
    }
}
