//! Offers and answers, when all goes well and when frames are repeated or stale.

use std::time::Duration;

use super::client::{Client, NOTHING};
use crate::call::{LinkState, Transport};

pub(super) const BATCH: Duration = Duration::from_millis(20);

/// Ada came after Bob, and he has offered on connection 1.
pub(super) fn bob_offers() -> Client {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob
}

/// Ada was there before Bob, and has offered; Bob's browser works on connection 1.
pub(super) fn ada_offers() -> Client {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "a1");
    bob
}

#[test]
fn an_offer_is_answered() {
    let mut bob = ada_offers();
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada"]);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connecting));
    bob.transport(1, Transport::Connected);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
}

#[test]
fn an_answer_is_accepted() {
    let mut bob = bob_offers();
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["accepts answer a1 on 1"]);
    bob.accepted(1);
    bob.transport(1, Transport::Connected);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
}

#[test]
fn an_answer_to_another_offer_is_ignored() {
    let mut bob = bob_offers();
    for at in ["1.2", "1.0", "2.1", "0.1"] {
        bob.hears_answer("ada", at, "a1");
        assert_eq!(bob.did(), NOTHING, "{at}");
    }
}

#[test]
fn an_answer_that_nobody_asked_for_is_ignored() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_repeated_answer_is_taken_once() {
    let mut bob = bob_offers();
    bob.hears_answer("ada", "1.1", "a1");
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
    bob.accepted(1);
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_repeated_offer_gets_the_same_answer_again() {
    let mut bob = ada_offers();
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada"]);
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 with [c1] to ada"]);
}

#[test]
fn a_second_offer_on_one_connection_waits_for_the_browser() {
    let mut bob = ada_offers();
    bob.hears_offer("ada", "1.2", "a2");
    bob.hears_offer("ada", "1.3", "a3");
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada", "accepts offer a3 on 1"]);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.3 b1 to ada"]);
}

#[test]
fn an_offer_is_said_again_with_its_candidates_until_the_link_is_up() {
    let mut bob = bob_offers();
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.seconds(4);
    let again = ["OFFER 1.1 b1 with [c1] to ada"];
    assert_eq!(bob.did(), again);
    bob.seconds(4);
    assert_eq!(bob.did(), again);
    bob.hears_answer("ada", "1.1", "a1");
    bob.accepted(1);
    bob.transport(1, Transport::Connected);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn an_offer_of_a_higher_generation_replaces_the_connection() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "2.1", "a2");
    assert_eq!(
        bob.did(),
        [
            "closes 1",
            "opens 2 to ada to answer",
            "accepts offer a2 on 2"
        ]
    );
    bob.describes(2, "b2");
    assert_eq!(bob.did(), ["ANSWER 2.1 b2 to ada"]);
}

#[test]
fn an_offer_of_a_lower_generation_is_stale() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "2.1", "a2");
    bob.describes(2, "b2");
    bob.transport(2, Transport::Connected);
    bob.hears_offer("ada", "1.1", "a1");
    bob.hears_offer("ada", "1.7", "a7");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn whoever_offers_at_a_lower_generation_hears_the_offer_that_started_the_higher_one() {
    let mut bob = Client::linked_with("ada");
    bob.control_closes(1);
    bob.seconds(2);
    bob.describes(2, "b2");
    assert_eq!(bob.did(), ["OFFER 2.1 b2 to ada"]);
    bob.hears_offer("ada", "1.2", "a2");
    assert_eq!(bob.did(), ["OFFER 2.1 b2 to ada"]);
}

#[test]
fn whoever_has_forgotten_generations_is_shown_a_higher_one() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "5.1", "a5");
    bob.describes(2, "b5");
    bob.transport(2, Transport::Failed);
    bob.hears_offer("ada", "1.1", "a1");
    assert!(bob.did_any("makes offer on 3"), "{:?}", bob.did());
    bob.describes(3, "b6");
    assert_eq!(bob.did(), ["OFFER 6.1 b6 to ada"]);
}
