//! Offers, answers and candidates, when all goes well and when frames are repeated, late or stale.

use std::time::Duration;

use super::client::{Client, NOTHING, answer, candidates, id, life, offer, relayed, room, sdp};
use crate::call::{ConnectionId, Input, LinkState, Transport};
use crate::message::{RelayType, server};

const BATCH: Duration = Duration::from_millis(20);

/// Ada came after Bob, and he has offered on connection 1.
fn bob_offers() -> Client {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob
}

/// Ada was there before Bob, and has offered; Bob's browser works on connection 1.
fn ada_offers() -> Client {
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
fn the_end_of_candidates_is_said_once_even_when_nothing_else_is_left_to_say() {
    let mut bob = bob_offers();
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.gathered_all(1);
    bob.passes(BATCH);
    assert_eq!(bob.did(), ["CANDIDATES 1 b1 [end] to ada"]);
    bob.gathered_all(1);
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn candidates_gathered_before_the_description_is_reported_stand_behind_it() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(
        bob.did(),
        ["OFFER 1.1 b1 to ada", "CANDIDATES 1 b1 [c1] to ada"]
    );
}

#[test]
fn a_candidate_without_a_fragment_belongs_to_the_description_in_place() {
    let mut bob = bob_offers();
    bob.takes(Input::CandidateGathered {
        connection: ConnectionId(1),
        ufrag: None,
        candidate: super::client::candidate("c1"),
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
fn an_offer_is_said_again_with_its_candidates_until_the_link_is_up() {
    let mut bob = bob_offers();
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.seconds(4);
    let again = ["OFFER 1.1 b1 to ada", "CANDIDATES 1 b1 [c1] to ada"];
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
fn a_repeated_offer_gets_the_same_answer_again() {
    let mut bob = ada_offers();
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada"]);
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(
        bob.did(),
        ["ANSWER 1.1 b1 to ada", "CANDIDATES 1 b1 [c1] to ada"]
    );
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

#[test]
fn a_signal_to_an_earlier_life_is_dropped() {
    let mut bob = Client::in_room_with(&["ada"]);
    let mut late = offer("ada", "1.1", "a1");
    late.to = Some(life("bob before a reload"));
    bob.hears("ada", &late);
    assert_eq!(bob.did(), NOTHING);
    late.to = None;
    bob.hears("ada", &late);
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn a_signal_from_another_life_than_the_rosters_is_dropped() {
    let mut bob = Client::in_room_with(&["ada'"]);
    let mut late = offer("ada", "1.1", "a1");
    bob.hears("ada", &late);
    assert_eq!(bob.did(), NOTHING);
    late.from = life("ada'");
    bob.hears("ada", &late);
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn a_signal_from_someone_who_is_not_known_is_dropped() {
    let mut bob = Client::in_room_with(&[]);
    for signal in [
        offer("ada", "1.1", "a1"),
        answer("ada", "1.1", "a1"),
        candidates("ada", 1, "a1", &["c1"], false),
        offer("bob", "1.1", "b1"),
    ] {
        let src = if signal.from == life("bob") {
            "bob"
        } else {
            "ada"
        };
        bob.hears(src, &signal);
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn an_offer_of_a_peerjs_page_harms_no_link() {
    let mut bob = Client::linked_with("ada");
    let before = bob.call.clone();
    let payload = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_x"}"#;
    for payload in [payload, "null", "7", "{}", r#"{"parley":2}"#] {
        bob.server_says(&relayed(RelayType::Offer, "ada", payload));
        assert_eq!(bob.did(), NOTHING, "{payload}");
        assert_eq!(bob.call, before);
    }
}

#[test]
fn what_the_browser_says_of_a_closed_connection_is_ignored() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "2.1", "a2");
    let before = bob.call.clone();
    bob.describes(1, "b9");
    bob.accepted(1);
    bob.fails_to_negotiate(1);
    bob.gathers(1, "b9", "c9");
    bob.gathered_all(1);
    bob.transport(1, Transport::Failed);
    bob.control_opens(1);
    bob.control_says(1, &crate::message::Control::Bye);
    bob.control_closes(1);
    bob.describes(77, "b9");
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call, before);
}

#[test]
fn what_the_browser_says_without_being_asked_is_ignored() {
    let mut bob = Client::linked_with("ada");
    bob.describes(1, "b9");
    bob.accepted(1);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn no_more_than_64_peers_are_known_whatever_a_server_says() {
    let mut bob = Client::in_room_with(&[]);
    let names: Vec<String> = (0..200).map(|n| format!("peer {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bob.server_says(&room(&names, false));
    assert_eq!(bob.people().len(), 64);
    for name in names {
        bob.joined(name);
    }
    assert_eq!(bob.people().len(), 64);
}

#[test]
fn a_description_without_a_fragment_harms_nobody() {
    let mut bob = Client::in_room_with(&["ada"]);
    let mut bare = offer("ada", "1.1", "a1");
    bare.body = crate::message::SignalBody::Offer {
        serial: 1,
        sdp: String::new(),
    };
    bob.takes(Input::SocketText {
        socket: crate::call::SocketSerial(1),
        text: server::relay(
            RelayType::Offer,
            &id("ada"),
            &id("bob"),
            serde_json::from_str(&bare.to_payload()).unwrap(),
        ),
    });
    bob.takes(Input::Described {
        connection: ConnectionId(1),
        sdp: String::new(),
    });
    bob.gathers(1, "b1", "c1");
    bob.hears_candidates("ada", 1, "a1", &["c1"]);
    bob.passes(BATCH);
    assert_eq!(bob.did(), NOTHING);
    assert!(!sdp("x").is_empty());
}
