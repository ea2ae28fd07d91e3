//! Who is shown, and what the roster does to links.

use super::client::{Client, NOTHING};
use super::wire::{life, member, room};
use crate::call::{LinkState, Transport};
use crate::message::{Control, Opaque, server};

#[test]
fn someone_who_left_goes_at_once() {
    let mut bob = Client::linked_with("ada");
    bob.left("ada");
    assert_eq!(bob.did(), ["closes 1", "tells that ada left"]);
    assert!(bob.people().is_empty());
}

#[test]
fn someone_whose_seat_ran_out_stays_while_their_link_is_up() {
    let mut bob = Client::linked_with("ada");
    bob.gone("ada");
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
    bob.transport(1, Transport::Disconnected);
    assert_eq!(bob.people(), ["ada"]);
    bob.transport(1, Transport::Failed);
    assert_eq!(bob.did(), ["closes 1", "tells that ada left"]);
    assert!(bob.people().is_empty());
}

#[test]
fn someone_whose_seat_ran_out_goes_at_once_if_their_link_is_not_up() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.gone("ada");
    assert_eq!(bob.did(), ["closes 1", "tells that ada left"]);
}

#[test]
fn someone_who_is_on_the_roster_stays_though_their_link_is_dead() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.seconds(30);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Reconnecting));
    bob.seconds(600);
    assert_eq!(bob.people(), ["ada"]);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Unreachable));
}

#[test]
fn someone_whom_the_server_cannot_reach_is_hidden_unless_their_link_is_up() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.expired("ada");
    assert!(bob.people().is_empty());
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.people(), ["ada"]);
    bob.expired("ada");
    bob.transport(1, Transport::Connected);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn someone_who_said_goodbye_goes_at_once_and_the_roster_cannot_bring_that_life_back() {
    let mut bob = Client::linked_with("ada");
    bob.control_says(1, &Control::Bye);
    assert_eq!(bob.did(), ["closes 1", "tells that ada left"]);
    bob.server_says(&room(&["ada"], true));
    bob.joined("ada");
    bob.updated("ada");
    assert!(bob.people().is_empty());
    bob.left("ada");
    assert_eq!(bob.did(), NOTHING);
    bob.joined("ada'");
    assert_eq!(bob.people(), ["ada"]);
    assert!(bob.did_any("makes offer on 2"));
}

#[test]
fn a_goodbye_and_a_leave_are_told_once() {
    let mut bob = Client::linked_with("ada");
    bob.left("ada");
    assert!(bob.did_any("tells that ada left"));
    bob.control_says(1, &Control::Bye);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn someone_who_reloads_is_called_anew() {
    let mut bob = Client::linked_with("ada");
    bob.updated("ada'");
    assert_eq!(
        bob.did(),
        ["closes 1", "opens 2 to ada to offer", "makes offer on 2"]
    );
    bob.describes(2, "b2");
    assert_eq!(bob.did(), ["OFFER 1.1 b2 to ada"]);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn someone_who_changes_their_name_keeps_their_link() {
    let mut bob = Client::linked_with("ada");
    let profile = crate::message::Profile {
        name: "Countess".parse().unwrap(),
        instance: life("ada"),
    };
    bob.server_says(&server::update(&member("ada").id, profile.to_opaque()));
    assert_eq!(bob.did(), NOTHING);
    let person = &bob.call.snapshot().people[0];
    assert_eq!(person.name.as_ref().unwrap().as_str(), "Countess");
    assert_eq!(person.link, LinkState::Connected);
}

#[test]
fn someone_without_a_valid_profile_is_shown_without_a_name_and_can_call() {
    let mut bob = Client::in_room_with(&[]);
    let junk = Opaque::of(&"junk").unwrap();
    bob.server_says(&server::joined(&member("ada").id, junk, vec![]));
    assert_eq!(bob.people(), ["ada"]);
    assert_eq!(bob.call.snapshot().people[0].name, None);
    bob.hears_offer("ada", "2.1", "a1");
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn a_tile_that_reconnects_does_not_move() {
    let mut bob = Client::in_room_with(&["cy"]);
    bob.joined("ada");
    assert_eq!(bob.people(), ["cy", "ada"]);
    bob.reconnects();
    bob.room_again(&["ada", "cy"]);
    bob.updated("cy'");
    assert_eq!(bob.people(), ["cy", "ada"]);
}

#[test]
fn oneself_on_the_roster_is_nobody() {
    let mut bob = Client::in_room_with(&["bob", "ada"]);
    assert_eq!(bob.people(), ["ada"]);
    bob.joined("bob");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn someone_who_comes_back_in_the_same_life_after_both_sides_lost_them_gets_a_working_link() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Failed);
    bob.gone("ada");
    assert!(bob.people().is_empty());
    bob.joined("ada");
    bob.describes(2, "b2");
    // Ada still has the connection of generation 1 and would take offer 1.1 for a repetition.
    assert_eq!(bob.did(), ["OFFER 2.1 b2 to ada"]);
}
