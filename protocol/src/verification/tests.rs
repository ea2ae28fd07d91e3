mod comparing;
mod fingerprints;
mod middle;

use super::*;

fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

/// The fingerprints of a description with the certificate `number`.
fn certificate(number: u8) -> Fingerprints {
    Fingerprints::in_description(&line(number)).unwrap()
}

fn line(number: u8) -> String {
    let digest = vec![format!("{number:02X}"); 32].join(":");
    format!("a=fingerprint:sha-256 {digest}\r\n")
}

fn alone_with(other: &str) -> Verification {
    let mut a = Verification::new("blue".parse().unwrap(), id("a"), [1; 32]);
    a.see(
        certificate(0),
        BTreeMap::from([(id(other), certificate(1))]),
    );
    a
}

fn commit(a: &Verification, from: &str, round: u64, nonce: u8) -> VerificationStep {
    let hash = hashes::commitment(&a.view, round, &id(from), &Nonce([nonce; 32]));
    VerificationStep::Commit {
        round,
        view: Digest(a.view),
        commitment: Digest(hash),
    }
}

fn reveal(round: u64, nonce: u8) -> VerificationStep {
    VerificationStep::Reveal {
        round,
        nonce: Nonce([nonce; 32]),
    }
}
