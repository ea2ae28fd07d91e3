//! What others say to Bob: members of the roster, descriptions, candidates, signals.

use crate::message::{
    Candidate, Instance, MediaState, Member, PeerId, Profile, RelayType, Signal, SignalBody, server,
};

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
    server::room(1, resumed, 12, members, Vec::new())
}

/// A room that takes nobody beside these people.
pub(super) fn full_room(people: &[&str]) -> String {
    let members: Vec<Member> = people.iter().copied().map(member).collect();
    server::room(1, false, members.len(), members, Vec::new())
}

/// A description with the certificate of the one whose fragment this is.
pub(super) fn sdp(ufrag: &str) -> String {
    let owner = ufrag.bytes().next().unwrap_or_default();
    certified(ufrag, owner)
}

/// A description with the certificate `number`.
pub(super) fn certified(ufrag: &str, number: u8) -> String {
    let digest = vec![format!("{number:02X}"); 32].join(":");
    format!("v=0\r\na=ice-ufrag:{ufrag}\r\na=fingerprint:sha-256 {digest}\r\n")
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
        voids: 0,
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
    MediaState {
        microphone,
        camera,
        ..MediaState::default()
    }
}

pub(super) fn signal(src: &str, generation: u32, body: SignalBody) -> Signal {
    Signal::new(life(src), Some(life("bob")), generation, body)
}

fn place(at: &str) -> (u32, u32) {
    let (generation, serial) = at.split_once('.').unwrap();
    (generation.parse().unwrap(), serial.parse().unwrap())
}
