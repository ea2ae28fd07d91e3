//! One text, read as everything that a text from a network can be.

use parley_protocol::message::{
    ClientFrame, Control, PeerId, PeerjsSignal, RelayType, RoomName, ServerFrame, Signal, server,
};
use parley_protocol::room::Attachment;
use parley_protocol::seal::{Passphrase, RoomSecret};
use parley_protocol::verification::{Fingerprints, VerificationStep};

/// Reads the text, and checks that what was read means the same when it is passed on.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(frame) = ClientFrame::parse(text) {
        check_relay(&frame);
    }
    let _ = ServerFrame::parse(text);
    for relay in [RelayType::Offer, RelayType::Answer, RelayType::Candidate] {
        if let Ok(signal) = Signal::parse(relay, text) {
            assert_eq!(Signal::parse(relay, &signal.to_payload()), Ok(signal));
        }
        let _ = PeerjsSignal::parse(relay, text);
    }
    if let Some(control) = Control::parse(text) {
        assert_eq!(Control::parse(&control.to_text()), Some(control));
    }
    if let Some(attachment) = Attachment::parse(text) {
        assert_eq!(Attachment::parse(&attachment.to_text()), Some(attachment));
    }
    let _ = serde_json::from_str::<VerificationStep>(text);
    check_names(text);
}

fn check_relay(frame: &ClientFrame<'_>) {
    let ClientFrame::Relay {
        relay,
        dst,
        payload,
    } = frame
    else {
        return;
    };
    let src: PeerId = "src".parse().expect("it is short and plain");
    let relayed = server::relay(*relay, &src, dst, *payload);
    let relayed = ServerFrame::parse(&relayed).expect("what is relayed is a frame");
    let payload = payload.map(|raw| raw.get().to_owned());
    let expected = match relay {
        RelayType::Leave => ServerFrame::Left(src),
        RelayType::Expire => ServerFrame::Expired(src),
        RelayType::Offer | RelayType::Answer | RelayType::Candidate => ServerFrame::Relayed {
            relay: *relay,
            src,
            payload,
        },
    };
    assert_eq!(relayed, expected);
}

fn check_names(text: &str) {
    if let Ok(fingerprints) = Fingerprints::in_description(text) {
        assert!((1..=Fingerprints::MAX).contains(&fingerprints.iter().len()));
    }
    if let Ok(room) = text.parse::<RoomName>() {
        assert_eq!(room.as_str().parse(), Ok(room.clone()));
    }
    let room: RoomName = "blue".parse().expect("it is short and plain");
    if let Ok(secret) = RoomSecret::from_fragment(&room, text) {
        let again = RoomSecret::from_fragment(&room, &secret.to_fragment(&room));
        assert!(again.is_ok());
    }
    let _ = text.parse::<Passphrase>();
}
