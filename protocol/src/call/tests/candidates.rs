//! Candidates: batched, kept for their description, bounded.

use std::time::Duration;

use super::client::{Client, NOTHING};
use super::negotiating::{BATCH, ada_offers, bob_offers};
use super::wire::{answer, candidate, candidates, offer};
use crate::call::{ConnectionId, Input, Transport};
use crate::message::Gathered;

#[test]
fn candidates_gathered_within_20_ms_travel_in_one_frame() {
    let mut bob = bob_offers();
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH / 2);
    bob.gathers(1, "b1", "c2");
    assert_eq!(bob.did(), NOTHING);
    bob.passes(BATCH / 2);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [c1 c2] to ada"]);
    bob.gathers(1, "b1", "c3");
    bob.gathered_all(1);
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [c3 end] to ada"]);
}

#[test]
fn the_end_of_candidates_has_no_frame_of_its_own_but_goes_with_what_is_said_again() {
    let mut bob = bob_offers();
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.gathered_all(1);
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(4);
    assert_eq!(bob.did(), ["OFFER 1.1 b1 with [c1 end] to ada"]);
}

#[test]
fn candidates_that_can_only_open_tcp_connections_are_not_said() {
    let mut bob = bob_offers();
    bob.gathers(
        1,
        "b1",
        "candidate:1 1 tcp 9 10.0.0.2 9 typ host tcptype active",
    );
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [c1] to ada"]);
}

#[test]
fn candidates_gathered_before_the_description_is_reported_go_with_it() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 with [c1] to ada"]);
    bob.gathers(1, "b1", "c2");
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [c2] to ada"]);
}

#[test]
fn candidates_that_come_with_a_description_are_added_behind_it() {
    let mut bob = Client::in_room_with(&["ada"]);
    let gathered = |name: &str, end| {
        Some(Gathered {
            candidates: vec![candidate(name)],
            end,
        })
    };
    bob.hears("ada", &offer("ada", "1.1", "a1").with(gathered("c1", true)));
    assert!(!bob.did_any("adds"));
    bob.describes(1, "b1");
    assert!(bob.did_any("adds a1 [c1 end] to 1"));

    let mut bob = bob_offers();
    bob.hears(
        "ada",
        &answer("ada", "1.1", "a1").with(gathered("c1", false)),
    );
    assert!(!bob.did_any("adds"));
    bob.accepted(1);
    assert!(bob.did_any("adds a1 [c1] to 1"));
}

#[test]
fn a_candidate_without_a_fragment_belongs_to_the_description_in_place() {
    let mut bob = bob_offers();
    bob.takes(Input::CandidateGathered {
        connection: ConnectionId(1),
        ufrag: None,
        candidate: candidate("c1"),
    });
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [c1] to ada"]);
}

#[test]
fn a_late_candidate_of_an_earlier_description_holds_nothing_up() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    bob.gathers(1, "b1", "old");
    bob.gathers(1, "b2", "c1");
    bob.gathered_all(1);
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b2 [c1 end] to ada"]);
}

#[test]
fn candidates_wait_for_their_description() {
    let mut bob = ada_offers();
    bob.hears_candidates("ada", 1, "a1", &["c1"]);
    bob.hears_candidates("ada", 1, "a1", &["c2"]);
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(
        bob.did(),
        [
            "adds a1 [c1] to 1",
            "adds a1 [c2] to 1",
            "ANSWER 1.1 b1 to ada"
        ]
    );
    bob.hears("ada", &candidates("ada", 1, "a1", &["c3"], true));
    assert_eq!(bob.did(), ["adds a1 [c3 end] to 1"]);
}

#[test]
fn candidates_wait_for_the_answer_to_be_accepted() {
    let mut bob = bob_offers();
    bob.hears_answer("ada", "1.1", "a1");
    bob.hears_candidates("ada", 1, "a1", &["c1"]);
    assert_eq!(bob.did(), NOTHING);
    bob.accepted(1);
    assert_eq!(bob.did(), ["adds a1 [c1] to 1"]);
}

#[test]
fn candidates_of_another_generation_are_dropped() {
    let mut bob = Client::linked_with("ada");
    bob.hears_candidates("ada", 2, "a1", &["c1"]);
    assert_eq!(bob.did(), NOTHING);
    bob.hears_candidates("ada", 0, "a1", &["c1"]);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn candidates_without_end_do_not_pile_up() {
    let mut bob = ada_offers();
    for n in 0..1_000 {
        bob.hears_candidates("ada", 1, "a1", &[&n.to_string()]);
    }
    bob.describes(1, "b1");
    assert_eq!(bob.did().len(), 32 + 1);
    for n in 0..1_000 {
        bob.gathers(1, "b1", &n.to_string());
    }
    bob.passes(BATCH);
    let said = bob.did();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].split(' ').count(), 3 + 128 + 2);
}

#[test]
fn candidates_for_a_description_without_a_fragment_go_nowhere() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "");
    bob.describes(1, "");
    bob.gathers(1, "b1", "c1");
    bob.hears_candidates("ada", 1, "a1", &["c1"]);
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
}
