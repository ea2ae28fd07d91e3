//! Packets stay away, and what is done about it long before ICE notices.

use std::time::Duration;

use super::client::{Client, NOTHING};
use super::wire::id;
use crate::call::{Conditions, Config, ConnectionId, Input, LinkState, Transport};
use crate::gauge::{Finding, Route};
use crate::message::{Carried, Control, SignalBody};

const A_MOMENT: Duration = Duration::from_millis(1);

impl Client {
    fn finds(&mut self, connection: u64, finding: Finding) {
        let connection = ConnectionId(connection);
        self.takes(Input::Found {
            connection,
            finding,
        });
    }

    fn conditions_of(&self, who: &str) -> Conditions {
        let people = self.call.snapshot().people;
        let person = people.into_iter().find(|person| person.id == id(who));
        person.expect("they are in the room").conditions
    }
}

/// Bob is linked with Ada on connection 1 and with Cy on connection 2.
fn linked_with_two() -> Client {
    let mut bob = Client::linked_with("ada");
    bob.joined("cy");
    bob.describes(2, "b1");
    bob.hears_answer("cy", "1.1", "c1");
    bob.accepted(2);
    bob.transport(2, Transport::Connected);
    bob.control_opens(2);
    bob
}

#[test]
fn the_impolite_side_of_a_stalled_link_restarts_ice_at_once() {
    let mut bob = linked_with_two();
    bob.finds(1, Finding::Stalled);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Reconnecting));
    bob.passes(Duration::ZERO);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
}

#[test]
fn the_polite_side_leaves_it_to_the_other_for_a_while() {
    let mut bob = linked_with_two();
    bob.finds(2, Finding::Stalled);
    bob.passes(Duration::from_secs(10) - A_MOMENT);
    assert!(!bob.did_any("restarts"), "{:?}", bob.did());
    bob.passes(A_MOMENT);
    assert_eq!(bob.did(), ["restarts ICE on 2"]);
}

#[test]
fn the_polite_side_finds_out_soon_that_nobody_is_there_any_more() {
    let mut bob = linked_with_two();
    bob.finds(2, Finding::Stalled);
    bob.passes(Duration::from_secs(1) - A_MOMENT);
    assert_eq!(bob.did(), NOTHING);
    bob.passes(A_MOMENT);
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to cy"]);
    bob.expired("cy");
    assert_eq!(bob.link_to("cy"), None);
}

#[test]
fn a_polite_side_whose_packets_flow_again_has_nothing_to_say() {
    let mut bob = linked_with_two();
    bob.finds(2, Finding::Stalled);
    bob.finds(2, Finding::Flows);
    bob.seconds(20);
    assert!(!bob.did_any("OFFER"), "{:?}", bob.did());
}

#[test]
fn when_packets_flow_again_decoders_get_a_key_frame() {
    let mut bob = linked_with_two();
    bob.finds(2, Finding::Stalled);
    bob.finds(2, Finding::Flows);
    assert_eq!(bob.did(), ["sends a key frame on 2"]);
    assert_eq!(bob.link_to("cy"), Some(LinkState::Connected));
    bob.seconds(20);
    assert!(!bob.did_any("restarts"), "{:?}", bob.did());
}

#[test]
fn pictures_pause_while_packets_stay_away() {
    let mut bob = linked_with_two();
    bob.finds(2, Finding::Stalled);
    assert_eq!(bob.did(), ["pauses pictures on 2"]);
}

#[test]
fn a_link_that_ice_brings_back_gets_a_key_frame_too() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    bob.transport(1, Transport::Connected);
    assert_eq!(bob.did(), ["sends a key frame on 1"]);
}

#[test]
fn silence_that_ice_knows_nothing_of_is_tried_to_mend_just_once() {
    let mut bob = linked_with_two();
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    bob.hears_answer("ada", "1.2", "a2");
    bob.accepted(1);
    bob.seconds(24);
    assert!(!bob.did_any("restarts"), "{:?}", bob.did());
    bob.transport(1, Transport::Disconnected);
    bob.seconds(2);
    assert_eq!(bob.did(), ["restarts ICE on 1"]);
}

#[test]
fn after_two_restarts_only_relays_are_tried_where_there_are_any() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::Relays(true));
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    for (serial, how) in [(2, ""), (3, " by relays only")] {
        bob.describes(1, &format!("b{serial}"));
        bob.hears_answer("ada", &format!("1.{serial}"), &format!("a{serial}"));
        bob.accepted(1);
        bob.seconds(8);
        assert!(bob.did().contains(&format!("restarts ICE on 1{how}")));
    }
}

#[test]
fn restarts_that_nobody_answers_are_no_reason_for_relays() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::Relays(true));
    bob.transport(1, Transport::Failed);
    bob.passes(Duration::ZERO);
    for serial in 2..6 {
        bob.describes(1, &format!("b{serial}"));
        bob.seconds(8);
        assert!(bob.did_any("restarts ICE on 1"), "{:?}", bob.did());
        assert!(!bob.did_any("relays only"), "{:?}", bob.did());
    }
}

#[test]
fn whoever_hides_their_address_uses_relays_only_from_the_start() {
    let mut bob = Client::with(Config {
        relay_only: true,
        ..Client::config()
    });
    bob.joins();
    bob.opens();
    bob.room(&[]);
    bob.joined("ada");
    assert_eq!(bob.did()[2], "makes offer on 1 by relays only");
}

#[test]
fn someone_who_cannot_be_reached_is_said_so_within_12_s() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.hears_answer("ada", "1.1", "a1");
    bob.accepted(1);
    bob.passes(Duration::from_secs(12) - A_MOMENT);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connecting));
    bob.passes(A_MOMENT);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Unreachable));
}

#[test]
fn whoever_is_called_again_and_again_is_told_too() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "a1");
    bob.describes(1, "b1");
    bob.seconds(12);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Unreachable));
    let mut bob = Client::in_room_with(&["cy"]);
    bob.hears_offer("cy", "1.1", "c1");
    bob.describes(1, "b1");
    bob.hears_offer("cy", "2.1", "c2");
    assert_eq!(bob.link_to("cy"), Some(LinkState::Unreachable));
}

#[test]
fn the_person_may_ask_for_another_try() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.seconds(12);
    bob.takes(Input::Retry { peer: id("ada") });
    assert_eq!(
        bob.did(),
        ["closes 2", "opens 3 to ada to offer", "makes offer on 3"]
    );
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connecting));
}

#[test]
fn when_nothing_comes_in_on_any_link_the_websocket_is_in_doubt() {
    let mut bob = linked_with_two();
    bob.server_falls_silent();
    bob.finds(1, Finding::Stalled);
    assert_eq!(bob.said(), NOTHING, "the other link works");
    bob.finds(2, Finding::Stalled);
    assert_eq!(bob.said(), ["HEARTBEAT"]);
    bob.passes(Duration::from_millis(500));
    assert!(bob.did_any("closes socket 1"), "{:?}", bob.did());
    assert!(bob.did_any("opens socket 2"), "at once: {:?}", bob.did());
}

#[test]
fn a_websocket_that_has_not_answered_for_long_when_all_links_stall_is_replaced_soon() {
    let mut bob = Client::linked_with("ada");
    bob.server_falls_silent();
    bob.takes(Input::Doubt);
    bob.passes(Duration::from_millis(1_300));
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::from_millis(100));
    assert!(bob.did_any("opens socket 2"), "{:?}", bob.did());
}

#[test]
fn whoever_comes_back_mends_at_once_if_impolite() {
    let mut bob = Client::linked_with("ada");
    bob.finds(1, Finding::Stalled);
    bob.reconnects();
    bob.room_again(&["ada"]);
    bob.passes(Duration::ZERO);
    assert!(bob.did_any("restarts ICE on 1"), "{:?}", bob.did());
}

#[test]
fn whoever_comes_back_hears_what_the_impolite_side_has_offered_first() {
    let mut bob = Client::linked_with("cy");
    bob.finds(1, Finding::Stalled);
    bob.reconnects();
    bob.room_again(&["cy"]);
    bob.passes(Duration::from_secs(2) - A_MOMENT);
    assert!(!bob.did_any("restarts ICE on 1"));
    bob.passes(A_MOMENT);
    assert!(bob.did_any("restarts ICE on 1"), "{:?}", bob.did());
}

#[test]
fn an_offer_that_someone_who_came_back_has_not_heard_is_said_again_at_once() {
    let mut bob = Client::linked_with("ada");
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to ada"]);
    bob.hears_answer("ada", "1.2", "a2");
    assert_eq!(bob.did(), ["accepts answer a2 on 1"]);
}

#[test]
fn whoever_repeats_an_offer_that_is_settled_hears_the_newer_one() {
    let mut bob = Client::in_room_with(&["ada"]);
    bob.hears_offer("ada", "1.1", "a1");
    bob.describes(1, "b1");
    bob.transport(1, Transport::Connected);
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    assert!(bob.did_any("OFFER 1.2 b2 to ada"), "{:?}", bob.did());
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to ada"]);
}

#[test]
fn without_the_server_others_carry_signals_to_someone_whose_link_broke() {
    let mut bob = linked_with_two();
    bob.socket_closes(1006);
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["control 2: for ada OFFER 1.2 b2"]);
}

#[test]
fn what_was_said_right_before_the_server_was_lost_is_said_again_by_others() {
    let mut bob = linked_with_two();
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to ada"]);
    bob.socket_closes(1006);
    assert_eq!(bob.did(), ["control 2: for ada OFFER 1.2 b2"]);
}

#[test]
fn others_carry_signals_to_someone_whom_the_server_does_not_reach() {
    let mut bob = linked_with_two();
    bob.expired("ada");
    bob.finds(1, Finding::Stalled);
    bob.passes(Duration::ZERO);
    bob.describes(1, "b2");
    let by_both = ["OFFER 1.2 b2 to ada", "control 2: for ada OFFER 1.2 b2"];
    assert_eq!(bob.did(), by_both);
}

#[test]
fn a_signal_is_passed_on_in_the_name_of_whoever_sent_it() {
    let mut bob = linked_with_two();
    let offer = super::wire::offer("ada", "1.1", "a2");
    bob.control_says(
        1,
        &Control::Pass {
            to: id("cy"),
            signal: Carried::Clear(offer),
        },
    );
    assert_eq!(bob.did(), ["control 2: passed on from ada"]);
    let forged = super::wire::offer("dora", "1.1", "a2");
    bob.control_says(
        1,
        &Control::Pass {
            to: id("cy"),
            signal: Carried::Clear(forged),
        },
    );
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_signal_that_was_passed_on_is_as_good_as_any() {
    let mut bob = linked_with_two();
    let signal = super::wire::offer("ada", "1.2", "a2");
    let from = id("ada");
    let signal = Carried::Clear(signal);
    bob.control_says(2, &Control::Passed { from, signal });
    assert_eq!(bob.did(), ["accepts offer a2 on 1"]);
}

#[test]
fn whoever_passes_signals_on_cannot_speak_for_others() {
    let mut bob = linked_with_two();
    let from = || id("ada");
    let with = |at, sdp: &str| {
        let mut offer = super::wire::offer("ada", at, "a2");
        let SignalBody::Offer { sdp: inside, .. } = &mut offer.body else {
            unreachable!("it is an offer");
        };
        inside.push_str(sdp);
        offer
    };
    let forged = [
        with("1.2", "a=fingerprint:sha-256 FO:RG:ED\r\n"),
        with("2.1", ""),
    ];
    for signal in forged {
        let from = from();
        let signal = Carried::Clear(signal);
        bob.control_says(2, &Control::Passed { from, signal });
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn an_answer_goes_the_way_that_the_offer_came() {
    let mut bob = linked_with_two();
    let signal = super::wire::offer("ada", "1.2", "a2");
    let from = id("ada");
    bob.finds(1, Finding::Stalled);
    let signal = Carried::Clear(signal);
    bob.control_says(2, &Control::Passed { from, signal });
    bob.describes(1, "b2");
    let by_both = ["ANSWER 1.2 b2 to ada", "control 2: for ada ANSWER 1.2 b2"];
    assert_eq!(bob.did(), by_both);
    bob.hears_offer("ada", "1.3", "a3");
    bob.describes(1, "b3");
    assert_eq!(bob.did(), ["ANSWER 1.3 b3 to ada"]);
}

#[test]
fn someone_who_crashed_is_gone_when_neither_packets_nor_the_server_reach_them() {
    let mut bob = Client::linked_with("ada");
    bob.finds(1, Finding::Stalled);
    assert_eq!(bob.people(), ["ada"]);
    bob.expired("ada");
    assert!(bob.people().is_empty());
}

#[test]
fn a_picture_that_the_network_does_not_carry_is_held_back_and_that_is_said() {
    let mut bob = Client::linked_with("ada");
    bob.finds(1, Finding::Strained(true));
    assert_eq!(
        bob.did(),
        ["holds the picture on 1", "control 1: held true"]
    );
    assert!(bob.conditions_of("ada").misses_picture);
    bob.control_says(1, &Control::Held(true));
    assert!(bob.conditions_of("ada").holds_picture);
    bob.finds(1, Finding::Strained(false));
    assert_eq!(
        bob.did(),
        ["sends the picture on 1", "control 1: held false"]
    );
    assert!(!bob.conditions_of("ada").misses_picture);
}

#[test]
fn the_way_that_packets_take_is_shown_for_as_long_as_the_connection_lasts() {
    let mut bob = Client::linked_with("ada");
    bob.finds(1, Finding::Takes(Route::Relayed));
    assert_eq!(bob.conditions_of("ada").route, Some(Route::Relayed));
    bob.hears_offer("ada", "2.1", "a2");
    assert_eq!(bob.conditions_of("ada").route, None);
}
