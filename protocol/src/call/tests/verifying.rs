//! The words that people compare, as a call finds them.

use std::collections::BTreeMap;

use super::client::Client;
use super::wire::{answer, certified, id, sdp};
use crate::call::verifying::CHANGES_GATHER_FOR;
use crate::call::{ConnectionId, Input, Transport, Verified};
use crate::message::{Control, PeerId, Signal, SignalBody};
use crate::verification::{Fingerprints, Verification, VerificationStep, person_words};

fn prints(sdp: &str) -> Fingerprints {
    Fingerprints::in_description(sdp).unwrap()
}

/// Someone else's part, who sees these people with the certificates that they have.
fn part(who: &str, sees: &[&str]) -> (Verification, Vec<VerificationStep>) {
    let seed = [who.as_bytes()[0]; 32];
    let mut part = Verification::new("blue".parse().unwrap(), id(who), seed);
    let others: BTreeMap<PeerId, Fingerprints> = sees
        .iter()
        .map(|other| (id(other), prints(&sdp(other))))
        .collect();
    let steps = part.see(prints(&sdp(who)), others);
    (part, steps)
}

impl Client {
    /// What the last action made Bob say towards the words.
    fn steps(&self) -> Vec<VerificationStep> {
        let mut steps = Vec::new();
        for word in self.controls() {
            if let Control::Verification(step) = word {
                steps.push(step);
            }
        }
        steps
    }

    /// Bob and the one on connection 1 talk until nothing is left to say.
    fn compares_with(&mut self, part: &mut Verification, mut said: Vec<VerificationStep>) {
        let mut bobs = self.steps();
        while !said.is_empty() || !bobs.is_empty() {
            let mut heard = Vec::new();
            for step in std::mem::take(&mut bobs) {
                heard.extend(part.hear(&id("bob"), step).into_steps());
            }
            for step in said {
                self.control_says(1, &Control::Verification(step));
                bobs.extend(self.steps());
            }
            said = heard;
        }
    }

    fn verified(&self) -> Verified {
        self.call.snapshot().verified
    }
}

#[test]
fn two_who_see_the_same_certificates_see_the_same_words() {
    let mut bob = Client::linked_with("ada");
    let (mut ada, said) = part("ada", &["bob"]);
    assert_eq!(bob.verified().room, None);
    bob.compares_with(&mut ada, said);
    assert!(bob.verified().room.is_some());
    assert_eq!(bob.verified().room, ada.words());
    assert!(bob.verified().disagreeing.is_empty());
}

#[test]
fn everyone_has_words_of_their_own() {
    let mut bob = Client::linked_with("ada");
    bob.passes(CHANGES_GATHER_FOR);
    let words = |who: &str| person_words(&id(who), &prints(&sdp(who)));
    let verified = bob.verified();
    assert_eq!(verified.own, Some(words("bob")));
    assert_eq!(verified.people, BTreeMap::from([(id("ada"), words("ada"))]));
}

#[test]
fn there_are_other_words_when_someone_comes_and_none_when_all_are_gone() {
    let mut bob = Client::linked_with("ada");
    let (mut ada, said) = part("ada", &["bob"]);
    bob.compares_with(&mut ada, said);
    bob.joined("cy");
    bob.describes(2, "b1");
    bob.hears_answer("cy", "1.1", "c1");
    bob.accepted(2);
    bob.transport(2, Transport::Connected);
    bob.control_opens(2);
    assert_eq!(bob.verified().room, None);
    bob.passes(CHANGES_GATHER_FOR);
    assert_eq!(bob.verified().room, None);
    // Every step goes to both.
    assert_eq!(bob.steps().len(), 2);
    assert_eq!(bob.verified().people.len(), 2);
    bob.left("ada");
    bob.left("cy");
    bob.passes(CHANGES_GATHER_FOR);
    let verified = bob.verified();
    assert_eq!((verified.room, verified.people.len()), (None, 0));
}

#[test]
fn whoever_sees_another_certificate_disagrees_and_there_are_no_words() {
    let mut bob = Client::linked_with("ada");
    // Somebody in the middle showed Ada the certificate of someone called Mallory in place of Bob's.
    let mut ada = Verification::new("blue".parse().unwrap(), id("ada"), [1; 32]);
    let forged = BTreeMap::from([(id("bob"), prints(&sdp("mallory")))]);
    let said = ada.see(prints(&sdp("ada")), forged);
    bob.compares_with(&mut ada, said);
    let verified = bob.verified();
    assert_eq!(verified.room, None);
    assert_eq!(verified.disagreeing, [id("ada")].into());
    assert_eq!(ada.words(), None);
}

#[test]
fn a_certificate_once_named_on_a_connection_is_not_forgotten() {
    let mut bob = Client::linked_with("ada");
    let (mut ada, said) = part("ada", &["bob"]);
    bob.compares_with(&mut ada, said);
    for certificate in [b'm', b'a'] {
        let body = SignalBody::Offer {
            serial: 2 + u32::from(certificate == b'a'),
            sdp: certified("a2", certificate),
        };
        let like = answer("ada", "1.1", "a1");
        let offer = Signal::new(like.from, like.to, 1, body);
        bob.hears("ada", &offer);
        bob.describes(1, "b2");
    }
    assert_eq!(bob.verified().room, None);
    bob.passes(CHANGES_GATHER_FOR);
    assert_eq!(bob.verified().room, None);
    let honest = person_words(&id("ada"), &prints(&sdp("ada")));
    assert_ne!(bob.verified().people[&id("ada")], honest);
}

#[test]
fn there_are_no_words_while_someones_certificate_cannot_be_read() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    let like = answer("ada", "1.1", "a1");
    let body = SignalBody::Answer {
        answers: 1,
        voids: 0,
        sdp: "v=0\r\na=ice-ufrag:a1\r\n".to_owned(),
    };
    bob.hears("ada", &Signal::new(like.from, like.to, 1, body));
    bob.accepted(1);
    bob.transport(1, Transport::Connected);
    bob.control_opens(1);
    bob.passes(CHANGES_GATHER_FOR);
    let verified = bob.verified();
    assert_eq!(verified.room, None);
    assert_eq!(verified.disagreeing, [id("ada")].into());
}

#[test]
fn whoever_was_out_of_reach_hears_again_what_was_said() {
    let mut bob = Client::linked_with("ada");
    bob.passes(CHANGES_GATHER_FOR);
    let said = bob.steps();
    assert_eq!(said.len(), 1);
    bob.takes(Input::ControlOpened {
        connection: ConnectionId(1),
    });
    assert_eq!(bob.steps(), said);
}

#[test]
fn links_that_come_up_together_are_one_round() {
    let mut bob = Client::in_room_with(&[]);
    for (number, who) in [(1, "ada"), (2, "cy"), (3, "dora")] {
        bob.joined(who);
        bob.describes(number, "b1");
        bob.hears_answer(who, "1.1", "a1");
        bob.accepted(number);
        bob.transport(number, Transport::Connected);
        bob.control_opens(number);
        assert_eq!(bob.steps(), []);
    }
    bob.passes(CHANGES_GATHER_FOR);
    assert_eq!(bob.steps().len(), 3);
}

#[test]
fn whoever_hears_of_a_later_round_looks_at_once() {
    let mut bob = Client::linked_with("ada");
    let (_, said) = part("ada", &["bob"]);
    bob.control_says(1, &Control::Verification(said[0].clone()));
    let steps = bob.steps();
    assert!(matches!(
        steps[..],
        [
            VerificationStep::Commit { .. },
            VerificationStep::Reveal { .. }
        ]
    ));
}
