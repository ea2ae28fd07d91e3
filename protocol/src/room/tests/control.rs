//! Rooms under control, and clients that ignore it.

use super::lobby::{Lobby, id, seconds};
use crate::message::{Rules, STALE_AFTER, client, close};

const NOTHING: [&str; 0] = [];
const HOUR: u64 = 60 * 60;
const LOCKED: Rules = Rules {
    locked: true,
    knocking: false,
};
const KNOCKING: Rules = Rules {
    locked: false,
    knocking: true,
};

impl Lobby {
    /// Ada came first, then Bob.
    fn hosted_by_ada() -> Self {
        let mut room = Self::that_sleeps_between_events();
        room.joins("ada");
        room.joins("bob");
        room
    }

    fn sets(&mut self, who: &str, rules: Rules) {
        self.says(who, &client::rules(rules));
    }

    fn admits(&mut self, who: &str, whom: &str) {
        self.says(who, &client::admit(&id(whom)));
    }

    fn removes(&mut self, who: &str, whom: &str) {
        self.says(who, &client::remove(&id(whom)));
    }

    fn host(&self) -> Option<String> {
        self.room.seniority().first().map(ToString::to_string)
    }
}

#[test]
fn whoever_came_first_is_the_host() {
    let mut room = Lobby::that_sleeps_between_events();
    room.joins("zoe");
    room.joins("ada");
    assert_eq!(room.host().as_deref(), Some("zoe"));
}

#[test]
fn when_the_host_goes_whoever_came_next_is() {
    let mut room = Lobby::that_sleeps_between_events();
    for who in ["zoe", "cy", "ada"] {
        room.joins(who);
    }
    room.leaves("zoe");
    assert_eq!(room.host().as_deref(), Some("cy"));
    room.joins("zoe");
    room.drops("cy");
    assert_eq!(room.host().as_deref(), Some("cy"));
    room.passes(seconds(31));
    assert_eq!(room.host().as_deref(), Some("ada"));
}

#[test]
fn a_room_without_rules_stores_and_says_nothing_of_them() {
    let mut room = Lobby::hosted_by_ada();
    room.leaves("ada");
    room.leaves("bob");
    assert!(room.records.is_empty());
    assert_eq!(room.room.next_timeout(), None);
}

#[test]
fn nobody_comes_into_a_locked_room() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", LOCKED);
    assert_eq!(room.heard_by("bob"), ["RULES locked []"]);
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ERROR locked"]);
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn those_inside_a_locked_room_keep_their_seats() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", LOCKED);
    room.drops("bob");
    room.joins("bob");
    assert_eq!(
        room.heard_by("bob"),
        ["ROOM again [ada]", "RULES locked []"]
    );
}

#[test]
fn whoever_knocks_waits_until_someone_inside_lets_them_in() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["RULES knocking []"]);
    assert_eq!(room.heard_by("ada"), ["KNOCK cy"]);
    assert_eq!(room.heard_by("bob"), ["KNOCK cy"]);
    room.admits("bob", "cy");
    assert_eq!(room.heard_by("cy"), ["ROOM [ada bob]", "RULES knocking []"]);
    assert_eq!(room.heard_by("ada"), ["JOINED cy calling []"]);
}

#[test]
fn whoever_gives_up_waiting_does_not_knock_any_more() {
    for gives_up in [Lobby::drops, Lobby::leaves, Lobby::watches] {
        let mut room = Lobby::hosted_by_ada();
        room.sets("ada", KNOCKING);
        room.joins("cy");
        gives_up(&mut room, "cy");
        assert_eq!(room.heard_by("ada"), ["KNOCK cy no longer"]);
        room.admits("ada", "cy");
        assert_eq!(room.roster(), ["ada", "bob"]);
    }
}

#[test]
fn whoever_takes_another_name_at_the_door_comes_in_under_it() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    assert_eq!(room.heard_by("ada"), ["KNOCK cy"]);
    room.updates("cy", "Cyrus");
    assert!(room.heard_by("ada").is_empty());
    room.wakes();
    room.admits("ada", "cy");
    let joined = room.text_to("ada", "JOINED");
    assert!(joined.contains("Cyrus"), "{joined}");
}

#[test]
fn a_knock_finds_out_whether_anyone_is_there_to_hear_it() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    room.passes(STALE_AFTER);
    room.beats("bob");
    room.beats("cy");
    room.joins("cy");
    assert!(!room.is_connected("ada"));
    assert!(room.is_connected("bob"));
}

#[test]
fn when_nobody_has_to_knock_any_more_all_who_do_are_let_in() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    room.sets("ada", Rules::default());
    assert_eq!(room.roster(), ["ada", "bob", "cy"]);
}

#[test]
fn when_the_room_is_locked_all_who_knock_are_refused() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    room.sets("ada", LOCKED);
    assert_eq!(room.heard_by("cy"), ["ERROR locked"]);
    room.admits("ada", "cy");
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn whoever_is_removed_is_gone_and_does_not_come_back() {
    let mut room = Lobby::hosted_by_ada();
    let socket = room.socket_of("bob");
    room.removes("ada", "bob");
    assert_eq!(room.heard_on_socket(socket), ["ERROR removed"]);
    assert_eq!(room.close_code(socket), Some(close::REMOVED));
    assert_eq!(room.heard_by("ada"), ["LEAVE bob"]);
    let again = room.connects("bob");
    assert_eq!(room.heard_on_socket(again), ["ERROR removed"]);
    assert!(room.close_code(again).is_some());
    assert_eq!(room.roster(), ["ada"]);
}

#[test]
fn whoever_is_removed_comes_back_neither_with_the_id_nor_with_the_token_of_before() {
    let mut room = Lobby::hosted_by_ada();
    room.removes("ada", "bob");
    for (who, token) in [("bob", "another"), ("rob", "the token of bob")] {
        let socket = room.connects_with_token(who, token);
        assert_eq!(room.heard_on_socket(socket), ["ERROR removed"]);
    }
}

#[test]
fn someone_who_is_offline_can_be_removed() {
    let mut room = Lobby::hosted_by_ada();
    room.drops("bob");
    room.removes("ada", "bob");
    assert_eq!(room.roster(), ["ada"]);
    let again = room.connects("bob");
    assert_eq!(room.heard_on_socket(again), ["ERROR removed"]);
}

#[test]
fn someone_who_knocks_can_be_refused_for_good() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    let socket = room.socket_of("cy");
    room.removes("ada", "cy");
    assert_eq!(room.close_code(socket), Some(close::REMOVED));
    assert_eq!(room.heard_by("ada"), ["KNOCK cy no longer", "LEAVE cy"]);
    let again = room.connects("cy");
    assert_eq!(room.heard_on_socket(again), ["ERROR removed"]);
}

#[test]
fn nobody_but_the_host_sets_rules_or_removes() {
    let mut room = Lobby::hosted_by_ada();
    room.watches("cy");
    for who in ["bob", "cy"] {
        room.sets(who, LOCKED);
        room.removes(who, "ada");
        assert!(room.is_quiet());
    }
    room.removes("ada", "ada");
    assert!(room.is_quiet());
    room.joins("cy");
    assert_eq!(room.roster(), ["ada", "bob", "cy"]);
}

#[test]
fn nobody_lets_themselves_in() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    for who in ["cy", "dan"] {
        room.joins(who);
    }
    room.admits("cy", "cy");
    room.admits("cy", "dan");
    room.joins("cy");
    room.updates("cy", "let me in");
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn nobody_outside_gets_a_frame_through_to_those_inside() {
    for rules in [LOCKED, KNOCKING] {
        let mut room = Lobby::hosted_by_ada();
        room.sets("ada", rules);
        room.joins("cy");
        room.offers("cy", "ada", 1);
        assert!(room.is_quiet());
        room.drops("bob");
        room.offers("cy", "bob", 1);
        room.connects("bob");
        assert_eq!(room.heard_by("bob"), ["OPEN"]);
        room.offers("bob", "ada", 1);
        assert_eq!(room.heard_by("ada"), ["OFFER bob 1"]);
    }
}

#[test]
fn an_empty_room_keeps_its_rules_for_an_hour_and_then_forgets_all() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", LOCKED);
    room.removes("ada", "bob");
    room.leaves("ada");
    room.passes(seconds(HOUR - 1));
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ERROR locked"]);
    room.drops("cy");
    room.passes(seconds(2));
    assert!(room.records.is_empty());
    room.joins("bob");
    assert_eq!(room.roster(), ["bob"]);
}

#[test]
fn a_clock_that_stepped_backwards_during_sleep_keeps_no_rules_for_longer() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", LOCKED);
    room.leaves("bob");
    room.leaves("ada");
    room.now -= seconds(HOUR);
    room.wakes();
    room.passes(seconds(HOUR));
    assert!(room.records.is_empty());
}

#[test]
fn the_last_host_comes_back_into_their_locked_room_and_is_the_host_again() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", LOCKED);
    room.leaves("bob");
    room.leaves("ada");
    let impostor = room.connects_with_token("ada", "a guess");
    room.says(
        "ada",
        &client::join(super::lobby::profile("me"), Vec::new()),
    );
    assert_eq!(room.heard_on_socket(impostor), ["ERROR locked"]);
    room.drops("ada");
    room.joins("ada");
    assert_eq!(room.roster(), ["ada"]);
    room.passes(seconds(2 * HOUR));
    room.joins("bob");
    assert_eq!(room.heard_by("bob"), ["ERROR locked"]);
}

#[test]
fn whoever_knocks_again_and_again_is_told_of_once() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    for n in 0..3 {
        let another = super::lobby::profile(&format!("I am number {n}"));
        room.says("cy", &client::join(another, Vec::new()));
        assert_eq!(room.heard_by("ada"), NOTHING);
        assert_eq!(room.heard_by("cy"), ["RULES knocking []"]);
    }
    room.admits("ada", "cy");
    assert_eq!(room.heard_by("ada"), ["JOINED cy calling []"]);
}

#[test]
fn whoever_keeps_links_but_no_seat_can_be_removed_too() {
    let mut room = Lobby::hosted_by_ada();
    room.drops("bob");
    room.passes(seconds(31));
    assert_eq!(room.roster(), ["ada"]);
    room.joins("cy");
    room.removes("ada", "bob");
    assert_eq!(room.heard_by("cy"), ["LEAVE bob"]);
    let again = room.connects_with_token("bob", "another");
    assert_eq!(room.heard_on_socket(again), ["ERROR removed"]);
}

#[test]
fn a_peerjs_page_that_calls_those_inside_can_be_removed() {
    let mut room = Lobby::hosted_by_ada();
    let socket = room.connects("a PeerJS page");
    room.offers("a PeerJS page", "bob", 1);
    room.removes("ada", "a PeerJS page");
    assert_eq!(room.close_code(socket), Some(close::REMOVED));
    assert_eq!(room.heard_by("bob"), ["LEAVE a PeerJS page"]);
}

#[test]
fn whoever_was_away_is_told_who_was_removed_meanwhile() {
    let mut room = Lobby::hosted_by_ada();
    room.joins("cy");
    room.drops("cy");
    room.removes("ada", "bob");
    room.joins("cy");
    assert_eq!(
        room.heard_by("cy"),
        ["ROOM again [ada]", "RULES open [] without bob"]
    );
}

#[test]
fn whoever_watches_is_told_the_rules_but_neither_who_knocks_nor_who_was_removed() {
    let mut room = Lobby::hosted_by_ada();
    room.watches("eve");
    room.sets("ada", KNOCKING);
    assert_eq!(room.heard_by("eve"), ["RULES knocking []"]);
    room.joins("cy");
    room.removes("ada", "cy");
    room.watches("eve");
    assert_eq!(
        room.heard_by("eve"),
        ["RULES knocking []", "ROOM [ada bob]"]
    );
    room.sets("ada", Rules::default());
    assert_eq!(room.heard_by("eve"), ["RULES open []"]);
}

#[test]
fn whoever_knocks_and_opens_another_socket_has_to_knock_again() {
    let mut room = Lobby::hosted_by_ada();
    room.sets("ada", KNOCKING);
    room.joins("cy");
    room.connects("cy");
    assert_eq!(room.heard_by("ada"), ["KNOCK cy no longer"]);
    room.admits("ada", "cy");
    assert_eq!(room.roster(), ["ada", "bob"]);
}
