//! Texts for a participant of a sealed room, from a server that has no key and from a peer that has it.
//!
//! The first byte says how the rest is used: `c` for a text as it comes off the wire; anything else for a message
//! that someone with the key sealed, by its numeric value in one kind or another.

use parley_protocol::message::{Instance, Opaque, PeerId, RelayType, RoomName};
use parley_protocol::seal::{
    Context, Kind, Opener, RoomKey, RoomSecret, SealError, Sealed, SealedRoom, Sealer, Stream,
};

/// Opens the text, or seals, changes and opens the message.
pub fn run(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    match std::str::from_utf8(rest) {
        Ok(text) if first == b'c' => open_clear(text),
        _ => open_own(first, rest),
    }
}

fn room() -> RoomName {
    "blue".parse().expect("it is short and plain")
}

fn id(name: &str) -> PeerId {
    name.parse().expect("it is short and plain")
}

fn key() -> RoomKey {
    RoomKey::from_secret(&room(), &RoomSecret::from_bytes([7; 16]))
}

fn participant() -> SealedRoom {
    SealedRoom::new(key(), room(), id("own"), Instance(1), Stream([1; 16]))
}

/// Without the key nothing opens, whatever it is.
fn open_clear(text: &str) {
    let mut own = participant();
    assert!(Sealed::parse(text).is_err() || text.starts_with("\"sealed1."));
    for relay in [RelayType::Offer, RelayType::Answer, RelayType::Candidate] {
        assert!(own.open_signal(relay, &id("ada"), text).is_err());
    }
    assert!(own.open_chat::<String>(&id("ada"), text).is_err());
    if let Ok(profile) = serde_json::from_str::<Opaque>(text) {
        assert!(own.open_profile(&id("ada"), &profile).is_err());
    }
}

/// What someone with the key sealed opens as it was, does no harm to who reads it, and opens no more
/// with any one bit changed.
fn open_own(first: u8, message: &[u8]) {
    let kinds = [
        (Kind::Offer, RelayType::Offer),
        (Kind::Answer, RelayType::Answer),
        (Kind::Candidates, RelayType::Candidate),
    ];
    let (kind, relay) = kinds[usize::from(first) % kinds.len()];
    let (ada, own) = (id("ada"), id("own"));
    let context = Context {
        kind,
        src: &ada,
        dst: Some(&own),
        generation: u32::from(first),
    };
    let mut sealer = Sealer::new(key(), room(), Stream([2; 16]));
    let text = match sealer.seal(&context, message) {
        Ok(text) => text,
        Err(error) => return assert_eq!(error, SealError::TooLarge),
    };
    let mut opener = Opener::new(key(), room());
    let sealed = Sealed::parse(&text).expect("it was sealed");
    let opened = opener
        .open(&context, &sealed)
        .expect("it was sealed for this");
    assert_eq!(*opened, message);
    assert_eq!(opener.open(&context, &sealed), Err(SealError::Replayed));
    let _ = participant().open_signal(relay, &ada, &text);

    let place = "\"sealed1.".len() + usize::from(first) % (text.len() - "\"sealed1.\"".len());
    let other = if text.as_bytes()[place] == b'A' {
        "B"
    } else {
        "A"
    };
    let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
    let opened = Sealed::parse(&changed).and_then(|sealed| {
        let generation = sealed.generation();
        let context = Context {
            generation,
            ..context
        };
        Opener::new(key(), room()).open(&context, &sealed)
    });
    assert!(opened.is_err());
}
