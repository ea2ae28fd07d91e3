//! The server is away, or has lost its memory. Links do not care.

use std::time::Duration;

use super::client::{Client, NOTHING};
use super::wire::{candidates, offer};
use crate::call::{LinkState, Phase, Transport};
use crate::message::Control;

const BATCH: Duration = Duration::from_millis(20);

#[test]
fn a_link_that_is_up_is_untouched_by_an_outage_and_a_resume() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(1006);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
    bob.seconds(60);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
    bob.opens();
    assert_eq!(bob.did(), ["JOIN calling []"]);
    bob.room_again(&["ada"]);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_server_that_forgot_everything_costs_no_link() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room(&[]);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
    bob.joined("ada");
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
}

#[test]
fn an_offer_that_was_under_way_is_said_again_after_a_resume() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.gathers(1, "b1", "c1");
    bob.passes(BATCH);
    bob.reconnects();
    assert_eq!(bob.did(), ["JOIN calling []"]);
    bob.room_again(&["ada"]);
    assert_eq!(bob.did(), ["OFFER 1.1 b1 with [c1] to ada"]);
}

#[test]
fn an_answer_that_was_under_way_is_said_again_after_a_resume() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "a1");
    bob.socket_closes(1006);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(1);
    bob.opens();
    bob.room_again(&["ada"]);
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada"]);
}

#[test]
fn whoever_came_during_an_outage_is_called_after_the_resume() {
    let mut bob = Client::in_room_with(&[]);
    bob.reconnects();
    bob.room_again(&["ada"]);
    assert_eq!(
        bob.did(),
        [
            "tells that ada came",
            "opens 1 to ada to offer",
            "makes offer on 1"
        ]
    );
}

#[test]
fn whoever_left_during_an_outage_is_gone_once_their_link_is_dead() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room_again(&[]);
    assert_eq!(bob.people(), ["ada"]);
    bob.transport(1, Transport::Failed);
    assert_eq!(bob.did(), ["closes 1", "tells that ada left"]);
    assert!(bob.people().is_empty());
}

#[test]
fn offers_that_waited_at_the_server_are_taken_before_the_roster_is_known() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.reconnects();
    bob.hears_offer("ada", "1.1", "a1");
    assert!(bob.did_any("accepts offer a1 on 1"));
    bob.room_again(&["ada"]);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["ANSWER 1.1 b1 to ada"]);
}

#[test]
fn without_a_websocket_signals_go_over_the_control_channel() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(1006);
    bob.control_says(1, &Control::Signal(offer("ada", "1.2", "a2")));
    assert_eq!(bob.did(), ["accepts offer a2 on 1"]);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["control 1: ANSWER 1.2 b2"]);
    let late = candidates("ada", 1, "a2", &["c1"], true);
    bob.control_says(1, &Control::Signal(late));
    assert_eq!(bob.did(), ["adds a2 [c1 end] to 1"]);
    bob.gathers(1, "b2", "c2");
    bob.passes(BATCH);
    assert!(bob.did_any("control 1: CANDIDATES 1 b2 [c2]"));
}

#[test]
fn with_a_websocket_signals_go_by_way_of_the_server() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "1.2", "a2");
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["ANSWER 1.2 b2 to ada"]);
}

#[test]
fn nothing_is_asked_of_a_broken_link_while_nothing_would_get_through() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(1006);
    bob.transport(1, Transport::Failed);
    for _ in 0..30 {
        bob.seconds(1);
        assert!(!bob.did_any("ICE") && !bob.did_any("offer"));
    }
    bob.opens();
    bob.room_again(&["ada"]);
    bob.seconds(1);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
}

#[test]
fn a_seat_lost_in_a_full_room_costs_no_link_and_is_taken_again_once_one_is_free() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room_is_full();
    assert_eq!(bob.did(), ["WATCH"]);
    bob.full_room(&["ada", "cy"]);
    assert_eq!(bob.call.snapshot().phase, Phase::Joined);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
    bob.seconds(59);
    assert_eq!(bob.did(), NOTHING);
    bob.left("cy");
    assert!(bob.did_any("JOIN calling []"));
    bob.room(&["ada"]);
    bob.seconds(60);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_seat_is_asked_for_now_and_then_in_case_the_server_does_not_know_that_one_is_free() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    for _ in 0..3 {
        bob.room_is_full();
        bob.full_room(&["ada", "cy"]);
        bob.seconds(60);
        assert!(bob.did_any("JOIN calling []"));
    }
    bob.room(&["ada"]);
    bob.seconds(120);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_seat_that_ran_out_is_a_free_one_too_and_is_asked_for_once() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room_is_full();
    bob.full_room(&["ada", "cy", "dan"]);
    bob.gone("cy");
    assert!(bob.did_any("JOIN"));
    bob.left("dan");
    assert!(!bob.did_any("JOIN"));
    bob.room_is_full();
    assert_eq!(bob.did(), ["WATCH"]);
}

#[test]
fn a_seat_that_is_free_by_the_time_one_can_hear_of_it_is_taken() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room_is_full();
    bob.room(&["ada"]);
    assert_eq!(bob.did(), ["JOIN calling []"]);
}

#[test]
fn a_connection_that_refused_a_description_is_replaced_after_a_resume() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "1.1", "garbage");
    bob.fails_to_negotiate(1);
    bob.reconnects();
    bob.room_again(&["ada"]);
    bob.seconds(1);
    assert!(bob.did_any("makes offer on 2"), "{:?}", bob.did());
}
