//! Watching, joining, and who calls whom.

use super::client::{Client, NOTHING};
use crate::call::{PATIENCE, Phase};

#[test]
fn joining_directly_opens_a_websocket_and_says_join_once_it_is_open() {
    let mut bob = Client::new();
    bob.joins();
    assert_eq!(bob.did(), ["opens socket 1"]);
    assert_eq!(bob.call.snapshot().phase, Phase::Joining);
    bob.opens();
    assert_eq!(bob.did(), ["JOIN calling []"]);
    bob.room(&["ada"]);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call.snapshot().phase, Phase::Joined);
    assert_eq!(bob.call.snapshot().capacity, Some(12));
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn a_newcomer_waits_to_be_called() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.passes(PATIENCE / 2);
    assert_eq!(bob.did(), NOTHING);
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(
        bob.did(),
        ["opens 1 to ada to answer", "accepts offer a1 on 1"]
    );
}

#[test]
fn those_present_call_the_newcomer() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    assert_eq!(
        bob.did(),
        [
            "tells that ada came",
            "opens 1 to ada to offer",
            "makes offer on 1"
        ]
    );
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
}

#[test]
fn those_present_do_not_call_a_newcomer_who_calls_them() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined_calling("ada", &["bob"]);
    assert_eq!(bob.did(), ["tells that ada came"]);
    bob.joined_calling("cy", &["ada"]);
    assert!(bob.did_any("makes offer"));
}

#[test]
fn whoever_is_not_called_in_time_calls() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.passes(PATIENCE);
    assert_eq!(bob.did(), ["opens 1 to ada to offer", "makes offer on 1"]);
}

#[test]
fn the_polite_side_waits_for_longer_before_it_calls() {
    let mut bob = Client::in_room_with(&["cy"]);
    bob.passes(PATIENCE);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(4);
    assert_eq!(bob.did(), ["opens 1 to cy to offer", "makes offer on 1"]);
}

#[test]
fn watching_prepares_an_offer_for_everyone_and_says_nothing() {
    let mut bob = Client::new();
    bob.watches();
    assert_eq!(bob.did(), ["opens socket 1 watching"]);
    bob.opens();
    assert_eq!(bob.did(), NOTHING);
    bob.room(&["ada"]);
    assert_eq!(bob.did(), ["opens 1 to ada to offer", "makes offer on 1"]);
    bob.describes(1, "b1");
    bob.gathers(1, "b1", "c1");
    bob.gathered_all(1);
    bob.joined("cy");
    assert_eq!(bob.did(), ["opens 2 to cy to offer", "makes offer on 2"]);
    bob.seconds(3_600);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn joining_after_watching_sends_the_prepared_offers_right_behind_join() {
    let mut bob = Client::watching(&["ada", "cy"]);
    bob.describes(1, "b1");
    bob.gathers(1, "b1", "c1");
    bob.gathers(1, "b1", "c2");
    bob.describes(2, "b2");
    bob.joins();
    assert_eq!(
        bob.did(),
        [
            "JOIN calling [ada cy]",
            "OFFER 1.1 b1 with [c1 c2] to ada",
            "OFFER 1.1 b2 to cy"
        ]
    );
}

#[test]
fn what_was_sent_right_behind_join_is_not_said_again_when_the_room_answers() {
    let mut bob = Client::watching(&["ada"]);
    bob.describes(1, "b1");
    bob.joins();
    bob.room(&["ada"]);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(4);
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
}

#[test]
fn what_was_sent_right_behind_a_join_without_an_answer_is_said_again() {
    let mut bob = Client::watching(&["ada"]);
    bob.describes(1, "b1");
    bob.joins();
    bob.reconnects();
    assert_eq!(bob.did(), ["JOIN calling []"]);
    bob.room_again(&["ada"]);
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
}

#[test]
fn an_offer_that_is_not_ready_at_join_follows_as_soon_as_it_is() {
    let mut bob = Client::watching(&["ada"]);
    bob.joins();
    assert_eq!(bob.did(), ["JOIN calling [ada]"]);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
}

#[test]
fn whoever_joins_before_the_roster_is_there_joins_when_it_is_and_calls() {
    let mut bob = Client::new();
    bob.watches();
    bob.joins();
    assert_eq!(bob.did(), NOTHING);
    bob.opens();
    assert_eq!(bob.did(), NOTHING);
    bob.room(&["ada"]);
    assert_eq!(
        bob.did(),
        [
            "opens 1 to ada to offer",
            "makes offer on 1",
            "JOIN calling [ada]"
        ]
    );
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
    bob.room(&["ada"]);
    assert_eq!(bob.call.snapshot().phase, Phase::Joined);
}

#[test]
fn a_websocket_that_takes_the_place_of_one_that_joined_does_not_watch() {
    let mut bob = Client::watching(&["ada"]);
    bob.socket_closes(1006);
    bob.seconds(1);
    assert_eq!(bob.did(), ["opens socket 2 watching"]);
    bob.opens();
    bob.joins();
    bob.socket_closes(1006);
    bob.seconds(1);
    assert_eq!(bob.did(), ["opens socket 3"]);
}

#[test]
fn a_prepared_offer_is_dropped_with_the_person_it_was_for() {
    let mut bob = Client::watching(&["ada"]);
    bob.left("ada");
    assert!(bob.did_any("closes 1"));
    bob.joins();
    assert_eq!(bob.did(), ["JOIN calling []"]);
}

#[test]
fn someone_who_comes_between_join_and_its_answer_calls() {
    let mut bob = Client::watching(&[]);
    bob.joins();
    bob.joined("ada");
    bob.room(&["ada"]);
    assert!(!bob.did_any("makes offer"));
    bob.hears_offer("ada", "1.1", "a1");
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn whoever_watches_is_told_no_news() {
    let mut bob = Client::watching(&[]);
    bob.joined("ada");
    assert!(!bob.did_any("tells"));
    bob.left("ada");
    assert!(!bob.did_any("tells"));
}

#[test]
fn nobody_is_announced_to_whoever_has_just_come() {
    let mut bob = Client::in_room_with(&["ada"]);
    assert!(!bob.did_any("tells"));
    bob.joined("cy");
    assert!(bob.did_any("tells that cy came"));
    bob.left("ada");
    assert!(bob.did_any("tells that ada left"));
}

#[test]
fn a_full_room_is_watched_from_outside() {
    let mut bob = Client::watching(&["ada"]);
    bob.describes(1, "b1");
    bob.joins();
    bob.room_is_full();
    assert_eq!(
        bob.did(),
        [
            "closes 1",
            "tells that the room is full",
            "WATCH",
            "opens 2 to ada to offer",
            "makes offer on 2"
        ]
    );
    assert_eq!(bob.call.snapshot().phase, Phase::Watching);
    bob.room(&["ada"]);
    bob.describes(2, "b2");
    bob.joins();
    assert_eq!(bob.did(), ["JOIN calling [ada]", "OFFER 2.1 b2 to ada"]);
}

#[test]
fn joining_again_under_another_name_is_an_update() {
    let mut bob = Client::in_room_with(&[]);
    bob.joins_as("Robert");
    assert_eq!(bob.said().len(), 1);
    assert!(bob.did_any("UPDATE") && bob.did_any("Robert"));
}

#[test]
fn signals_are_not_listened_to_from_outside() {
    let mut bob = Client::watching(&["ada"]);
    bob.hears_offer("ada", "5.1", "a1");
    assert_eq!(bob.did(), NOTHING);
}
