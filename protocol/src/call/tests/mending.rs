//! Links that break, and links that never come up.

use std::time::Duration;

use super::client::{Client, NOTHING};
use crate::call::{Input, LinkState, Transport};

const A_MOMENT: Duration = Duration::from_millis(1);

#[test]
fn a_link_that_recovers_within_2_s_is_left_alone() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Reconnecting));
    bob.passes(Duration::from_secs(2) - A_MOMENT);
    assert_eq!(bob.did(), NOTHING);
    bob.transport(1, Transport::Connected);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
}

#[test]
fn a_link_that_is_disconnected_for_2_s_gets_an_ice_restart_from_the_impolite_side() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    bob.seconds(2);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to ada"]);
}

#[test]
fn the_polite_side_restarts_ice_only_if_the_other_has_not() {
    let mut bob = Client::linked_with("cy");
    bob.transport(1, Transport::Disconnected);
    bob.passes(Duration::from_secs(12) - A_MOMENT);
    assert_eq!(bob.did(), NOTHING);
    bob.passes(A_MOMENT);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
}

#[test]
fn a_link_that_failed_gets_an_ice_restart_at_once() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
}

#[test]
fn a_restart_that_works_is_the_end_of_it() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    bob.hears_answer("ada", "1.2", "a2");
    bob.accepted(1);
    bob.transport(1, Transport::Connected);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
}

#[test]
fn a_link_that_four_restarts_did_not_mend_is_replaced() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    for serial in 2..=5 {
        assert!(bob.did_any("restarts ICE on 1"));
        bob.describes(1, &format!("b{serial}"));
        bob.hears_answer("ada", &format!("1.{serial}"), &format!("a{serial}"));
        bob.accepted(1);
        bob.seconds(8);
    }
    let done = bob.did();
    let replaced = ["closes 1", "opens 2 to ada to offer", "makes offer on 2"];
    assert_eq!(done[done.len() - 3..], replaced);
    bob.describes(2, "b6");
    assert_eq!(bob.did(), ["OFFER 2.1 b6 to ada"]);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Reconnecting));
}

#[test]
fn a_link_is_not_replaced_while_the_other_side_does_not_answer_until_long_after() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    for serial in 2..=13 {
        assert!(bob.did_any("restarts ICE on 1"), "{serial}");
        bob.describes(1, &format!("b{serial}"));
        bob.seconds(8);
    }
    assert!(bob.did_any("opens 2 to ada to offer"));
}

#[test]
fn a_link_that_checks_paths_during_a_restart_still_gets_its_second() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    bob.hears_answer("ada", "1.2", "a2");
    bob.accepted(1);
    bob.transport(1, Transport::Connecting);
    bob.seconds(8);
    assert!(bob.did_any("restarts ICE on 1"), "{:?}", bob.did());
}

#[test]
fn a_link_that_came_back_has_both_restarts_again() {
    let mut bob = Client::linked_with("ada");
    for round in 2..6 {
        bob.transport(1, Transport::Failed);
        bob.passes(Duration::ZERO);
        assert_eq!(bob.did(), ["restarts ICE on 1"]);
        bob.describes(1, "b2");
        bob.hears_answer("ada", &format!("1.{round}"), "a2");
        bob.accepted(1);
        bob.transport(1, Transport::Connected);
    }
}

#[test]
fn a_connection_that_is_not_up_within_12_s_is_replaced_with_more_and_more_patience() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    for (connection, patience) in (1..).zip([12, 24, 36, 48, 48, 48]) {
        bob.describes(connection, "b");
        bob.passes(Duration::from_secs(patience) - A_MOMENT);
        assert!(!bob.did_any("closes"), "{patience}");
        bob.passes(A_MOMENT);
        assert!(bob.did_any(&format!("closes {connection}")), "{patience}");
    }
}

#[test]
fn patience_starts_afresh_once_a_link_was_up() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.seconds(12);
    bob.seconds(24);
    bob.transport(3, Transport::Connected);
    bob.hears_offer("ada", "9.1", "a1");
    bob.seconds(12);
    assert!(bob.did_any("closes 4"));
}

#[test]
fn a_description_that_the_browser_refuses_costs_the_connection() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "garbage");
    bob.fails_to_negotiate(1);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(1);
    assert_eq!(
        bob.did(),
        ["closes 1", "opens 2 to ada to offer", "makes offer on 2"]
    );
}

#[test]
fn a_browser_that_refuses_everything_is_asked_less_and_less_often() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    let mut connections = 1;
    bob.fails_to_negotiate(connections);
    for _ in 0..600 {
        bob.seconds(1);
        if bob.did_any("makes offer") {
            connections += 1;
            bob.fails_to_negotiate(connections);
        }
    }
    assert!(
        (10..40).contains(&connections),
        "{connections} in 10 minutes"
    );
}

#[test]
fn a_connection_that_failed_before_it_was_ever_up_is_replaced() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.transport(1, Transport::Failed);
    bob.seconds(2);
    assert!(bob.did_any("makes offer on 2"), "{:?}", bob.did());
}

#[test]
fn a_path_that_fails_at_once_every_time_is_not_tried_in_a_hurry() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    let mut tried = 0;
    for _ in 0..60 {
        for connection in 1..100 {
            bob.transport(connection, Transport::Failed);
        }
        bob.seconds(1);
        tried += bob
            .did()
            .iter()
            .filter(|did| did.contains("ICE") || did.contains("makes"))
            .count();
    }
    assert!((3..15).contains(&tried), "{tried} in a minute");
}

#[test]
fn a_restart_that_is_wanted_while_the_browser_is_busy_follows() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "1.2", "a2");
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.2 b1 to ada", "restarts ICE on 1"]);
}

#[test]
fn a_connection_that_refused_a_description_and_recovers_is_replaced_all_the_same() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    bob.hears_offer("ada", "1.1", "garbage");
    bob.fails_to_negotiate(1);
    bob.transport(1, Transport::Connected);
    bob.seconds(1);
    assert!(bob.did_any("makes offer on 2"), "{:?}", bob.did());
}

#[test]
fn whoever_hides_behind_a_relay_replaces_every_link_that_is_not() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::RelayOnly(true));
    assert_eq!(
        bob.did(),
        [
            "closes 1",
            "opens 2 to ada to offer",
            "makes offer on 2 by relays only"
        ]
    );
    bob.takes(Input::RelayOnly(true));
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn whoever_hides_no_more_leaves_the_links_as_they_are() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::RelayOnly(true));
    bob.takes(Input::RelayOnly(false));
    assert_eq!(bob.did(), NOTHING);
    bob.joined("cy");
    assert!(bob.did_any("opens 3 to cy to offer"), "{:?}", bob.did());
}

#[test]
fn what_was_prepared_at_the_door_is_prepared_anew_by_whoever_hides_there() {
    let mut bob = Client::watching(&["ada"]);
    bob.takes(Input::RelayOnly(true));
    assert!(bob.did_any("closes 1"), "{:?}", bob.did());
    bob.describes(2, "b2");
    assert!(!bob.did_any("OFFER"), "{:?}", bob.did());
}
