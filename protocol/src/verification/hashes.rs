//! What is hashed, and how. Each purpose has a domain of its own, and what has no fixed length comes with it.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};

use super::{Fingerprints, Nonce};
use crate::message::{PeerId, RoomName};

pub(super) type Hash = [u8; 32];

/// Who is in the room, with which certificates. Maps have one order, so nobody's view has another.
pub(super) fn view(room: &RoomName, people: &BTreeMap<PeerId, Fingerprints>) -> Hash {
    let mut hash = domain("parley verification view 1");
    text(&mut hash, room.as_str());
    for (id, fingerprints) in people {
        person(&mut hash, id, fingerprints);
    }
    hash.finalize().into()
}

pub(super) fn commitment(view: &Hash, round: u64, id: &PeerId, nonce: &Nonce) -> Hash {
    let mut hash = domain("parley verification commitment 1");
    hash.update(view);
    hash.update(round.to_be_bytes());
    text(&mut hash, id.as_str());
    hash.update(nonce.0);
    hash.finalize().into()
}

/// What the room's words stand for.
pub(super) fn room(view: &Hash, round: u64, nonces: &BTreeMap<&PeerId, Nonce>) -> Hash {
    let mut hash = domain("parley verification room 1");
    hash.update(view);
    hash.update(round.to_be_bytes());
    for (id, nonce) in nonces {
        text(&mut hash, id.as_str());
        hash.update(nonce.0);
    }
    hash.finalize().into()
}

/// What one person's words stand for.
pub(super) fn of_person(id: &PeerId, fingerprints: &Fingerprints) -> Hash {
    let mut hash = domain("parley verification person 1");
    person(&mut hash, id, fingerprints);
    hash.finalize().into()
}

/// The nonce of the `draw`-th round of whoever has `seed`.
pub(super) fn nonce(seed: &[u8; 32], draw: u64) -> Nonce {
    let hkdf = Hkdf::<Sha256>::from_prk(seed).expect("a seed is as long as a hash");
    let mut nonce = Nonce([0; 32]);
    hkdf.expand_multi_info(
        &[b"parley verification nonce 1", &draw.to_be_bytes()],
        &mut nonce.0,
    )
    .expect("HKDF-SHA256 gives up to 8,160 bytes");
    nonce
}

fn domain(name: &str) -> Sha256 {
    Sha256::new().chain_update(name).chain_update([0])
}

fn person(hash: &mut Sha256, id: &PeerId, fingerprints: &Fingerprints) {
    text(hash, id.as_str());
    hash.update(length(fingerprints.iter().len()));
    for fingerprint in fingerprints.iter() {
        text(hash, fingerprint.hash().name());
        hash.update(length(fingerprint.digest().len()));
        hash.update(fingerprint.digest());
    }
}

fn text(hash: &mut Sha256, text: &str) {
    hash.update(length(text.len()));
    hash.update(text);
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length)
        .expect("names are bounded")
        .to_be_bytes()
}
