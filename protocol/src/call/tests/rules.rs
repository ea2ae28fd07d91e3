//! A room under control, from the side of a client.

use super::client::{Client, NOTHING};
use super::wire::{id, member};
use crate::call::{End, Input, Knock, Phase, RoomControl};
use crate::message::{ErrorCode, HEARTBEAT_REPLY, Member, Rules, close, server};

const KNOCKING: Rules = Rules {
    locked: false,
    knocking: true,
};

impl Client {
    /// ROOM: these people, in the order in which they came. Bob is among them once he is inside.
    fn room_in_order(&mut self, order: &[&str]) {
        let others = order.iter().filter(|who| **who != "bob");
        let others = others.map(|who| member(who)).collect();
        let seniority = order.iter().copied().map(id).collect();
        self.server_says(&server::room(1, false, 12, others, seniority));
    }

    fn rules(&mut self, rules: Rules, knocks: &[&str]) {
        let knocks = knocks.iter().copied().map(member).collect();
        self.server_says(&server::rules(rules, knocks, Vec::new()));
    }

    fn control(&self) -> RoomControl {
        self.call.snapshot().control
    }

    fn after_ada() -> Self {
        let mut bob = Self::new();
        bob.joins();
        bob.opens();
        bob.room_in_order(&["ada", "bob"]);
        bob
    }
}

#[test]
fn whoever_was_there_first_is_the_host_and_then_whoever_came_next() {
    let mut bob = Client::after_ada();
    bob.joined("aaron");
    assert_eq!(bob.control().host, Some(id("ada")));
    bob.left("ada");
    assert_eq!(bob.control().host, Some(id("bob")));
    assert!(bob.control().is_host);
}

#[test]
fn rules_are_shown_with_those_who_knock() {
    let mut bob = Client::after_ada();
    bob.rules(KNOCKING, &["cy"]);
    let control = bob.control();
    assert_eq!(control.rules, KNOCKING);
    let knock = Knock {
        id: id("cy"),
        name: Some("cy".parse().unwrap()),
    };
    assert_eq!(control.knocks, [knock]);
    assert_eq!(bob.people(), ["ada"]);
    assert!(!control.waits);
}

#[test]
fn what_the_person_decides_is_said_to_the_server() {
    let mut bob = Client::after_ada();
    bob.takes(Input::Admit { peer: id("cy") });
    assert_eq!(bob.did(), ["ADMIT cy"]);
    bob.takes(Input::Remove { peer: id("ada") });
    assert_eq!(bob.did(), ["REMOVE ada"]);
    bob.takes(Input::SetRules(KNOCKING));
    assert_eq!(bob.did(), ["RULES locked false knocking true"]);
}

#[test]
fn whoever_has_to_knock_waits_and_is_called_once_inside() {
    let mut bob = Client::watching(&["ada"]);
    bob.describes(1, "b1");
    bob.joins();
    bob.rules(KNOCKING, &[]);
    assert_eq!(bob.did(), ["closes 1"]);
    assert!(bob.control().waits);
    assert_eq!(bob.call.snapshot().phase, Phase::Joining);
    bob.seconds(20);
    assert_eq!(bob.said(), NOTHING);
    bob.room_in_order(&["ada", "bob"]);
    assert_eq!(bob.call.snapshot().phase, Phase::Joined);
    assert!(!bob.control().waits);
    bob.hears_offer("ada", "2.1", "a1");
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn whoever_finds_the_room_locked_watches_it() {
    let mut bob = Client::new();
    bob.joins();
    bob.opens();
    bob.server_says(&server::error(ErrorCode::Locked));
    assert_eq!(bob.did(), ["tells that the room is locked", "WATCH"]);
    assert_eq!(bob.call.snapshot().phase, Phase::Watching);
}

#[test]
fn whoever_is_removed_closes_everything_and_does_not_come_back() {
    for says_so in [true, false] {
        let mut bob = Client::linked_with("ada");
        if says_so {
            bob.server_says(&server::error(ErrorCode::Removed));
            assert!(bob.did_any("closes 1"));
        } else {
            bob.socket_closes(close::REMOVED);
        }
        assert_eq!(bob.call.snapshot().phase, Phase::Ended(End::Removed));
        bob.seconds(60);
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn the_link_to_someone_who_was_removed_is_closed_and_not_opened_again() {
    let mut bob = Client::linked_with("ada");
    bob.left("ada");
    assert!(bob.did_any("closes 1"));
    bob.hears_offer("ada", "2.1", "a2");
    assert_eq!(bob.did(), NOTHING);
    let Member { id: ada, .. } = member("ada");
    assert!(!bob.call.snapshot().people.iter().any(|p| p.id == ada));
}

#[test]
fn whoever_lost_a_seat_in_a_room_that_is_locked_since_keeps_the_links_and_does_not_insist() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.server_says(&server::error(ErrorCode::Locked));
    assert_eq!(bob.did(), ["WATCH"]);
    bob.room(&["ada"]);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn whoever_knocks_does_so_again_now_and_then_until_they_are_inside() {
    let mut bob = Client::new();
    bob.joins();
    bob.opens();
    for _ in 0..3 {
        bob.rules(KNOCKING, &[]);
        bob.seconds(60);
        assert!(bob.did_any("JOIN calling []"));
        assert!(bob.control().waits);
    }
    bob.room_in_order(&["ada", "bob"]);
    bob.seconds(120);
    assert!(!bob.did_any("JOIN"));
}

#[test]
fn whoever_knocks_is_told_of_until_they_are_inside_or_go() {
    let mut bob = Client::after_ada();
    bob.rules(KNOCKING, &[]);
    for who in ["cy", "dan"] {
        let profile = member(who).profile;
        bob.server_says(&server::knock(&id(who), Some(profile)));
        assert_eq!(bob.did(), [format!("tells that {who} knocks")]);
    }
    bob.joined("cy");
    bob.server_says(&server::knock(&id("dan"), None));
    assert_eq!(bob.control().knocks, []);
}

#[test]
fn the_link_to_someone_who_was_removed_during_an_outage_is_closed() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.room(&[]);
    assert!(!bob.did_any("closes 1"));
    bob.server_says(&server::rules(
        Rules::default(),
        Vec::new(),
        vec![id("ada")],
    ));
    assert!(bob.did_any("closes 1"));
}

#[test]
fn whoever_watches_knows_the_rules_and_asks_for_their_seat_once_the_room_is_open() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.server_says(&server::error(ErrorCode::Locked));
    let locked = Rules {
        locked: true,
        knocking: false,
    };
    bob.rules(locked, &[]);
    bob.room(&["ada"]);
    assert_eq!(bob.did(), NOTHING);
    assert!(bob.control().rules.locked);
    bob.rules(Rules::default(), &[]);
    assert!(bob.did_any("JOIN calling []"));
}

#[test]
fn whoever_comes_back_and_has_to_knock_by_now_keeps_the_links_and_is_no_host() {
    let mut bob = Client::linked_with("ada");
    bob.reconnects();
    bob.rules(KNOCKING, &[]);
    assert!(!bob.did_any("closes 1"));
    assert!(bob.control().waits && !bob.control().is_host);
    bob.takes(Input::SetRules(Rules::default()));
    assert_eq!(bob.did(), NOTHING);
    bob.room_in_order(&["ada", "bob"]);
    assert!(!bob.control().waits);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn whoever_comes_back_keeps_to_the_rules_until_the_room_tells_them_or_tells_of_something_else() {
    let mut bob = Client::after_ada();
    bob.rules(KNOCKING, &[]);
    for _ in 0..2 {
        bob.reconnects();
        bob.room_in_order(&["ada", "bob"]);
        assert_eq!(bob.control().rules, KNOCKING);
        bob.rules(KNOCKING, &[]);
    }
    bob.reconnects();
    bob.room_in_order(&["ada", "bob"]);
    bob.server_says(HEARTBEAT_REPLY);
    assert_eq!(bob.control().rules, Rules::default());
}

#[test]
fn whoever_watches_again_forgets_the_rules_of_a_room_that_tells_none() {
    let mut bob = Client::watching(&["ada"]);
    bob.rules(KNOCKING, &[]);
    bob.reconnects();
    assert_eq!(bob.control().rules, KNOCKING);
    bob.room(&["ada"]);
    assert_eq!(bob.control().rules, Rules::default());
}

#[test]
fn whoever_knocked_and_finds_the_room_full_knocks_no_longer() {
    let mut bob = Client::new();
    bob.joins();
    bob.opens();
    bob.rules(KNOCKING, &[]);
    bob.room_is_full();
    assert!(!bob.control().waits);
    bob.socket_closes(1006);
    bob.joins();
    bob.opens_again();
    bob.rules(KNOCKING, &[]);
    bob.room(&["ada"]);
    assert!(bob.did_any("JOIN"));
}
