//! Who is on the roster, and who is told.

use std::time::Duration;

use super::lobby::{Lobby, profile, seconds};
use crate::message::client;
use crate::room::Opener;

const NOTHING: [&str; 0] = [];

#[test]
fn whoever_joins_gets_the_roster_without_themselves() {
    let mut room = Lobby::new();
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM []"]);
    room.joins("bob");
    assert_eq!(room.heard_by("bob"), ["ROOM [ada]"]);
}

#[test]
fn those_present_are_told_of_whoever_joins() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.watches("eve");
    room.joins("bob");
    assert_eq!(room.heard_by("ada"), ["JOINED bob calling []"]);
    assert_eq!(room.heard_by("eve"), ["JOINED bob calling []"]);
    assert_eq!(room.heard_by("bob"), ["ROOM [ada]"]);
}

#[test]
fn a_peerjs_page_is_told_nothing_of_the_roster() {
    let mut room = Lobby::new();
    room.connects("a PeerJS page");
    for act in [Lobby::joins, Lobby::leaves] {
        act(&mut room, "ada");
        assert_eq!(room.heard_by("a PeerJS page"), NOTHING);
    }
}

#[test]
fn the_peers_that_a_newcomer_calls_are_those_on_the_roster() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.drops("bob");
    room.watches("eve");
    room.joins_calling("cy", &["nobody", "bob", "eve", "cy", "ada", "ada"]);
    assert_eq!(room.heard_by("ada"), ["JOINED cy calling [ada bob]"]);
}

#[test]
fn joining_twice_is_a_resume_that_nobody_is_told_of() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.heard_by("bob"), NOTHING);
}

#[test]
fn a_resume_with_another_profile_is_an_update() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.says("ada", &client::join(profile("after a reload"), vec![]));
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.heard_by("bob"), [r#"UPDATE ada "after a reload""#]);
}

#[test]
fn an_update_is_told_when_it_changes_something() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.watches("eve");
    room.updates("ada", "Countess");
    assert_eq!(room.heard_by("bob"), [r#"UPDATE ada "Countess""#]);
    assert_eq!(room.heard_by("eve"), [r#"UPDATE ada "Countess""#]);
    assert_eq!(room.heard_by("ada"), NOTHING);
    room.updates("ada", "Countess");
    assert!(room.is_quiet());
}

#[test]
fn an_update_from_outside_the_roster_does_nothing() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.watches("eve");
    room.updates("eve", "let me in");
    assert!(room.is_quiet());
    assert_eq!(room.roster(), ["ada"]);
}

#[test]
fn a_newcomer_gets_the_newest_profiles() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.updates("ada", "Countess");
    room.joins("bob");
    let frames = format!("{:?}", room.outputs);
    assert!(frames.contains("Countess") && !frames.contains("I am ada"));
}

#[test]
fn whoever_watches_gets_the_roster_and_is_not_on_it() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.watches("eve");
    assert_eq!(room.heard_by("eve"), ["ROOM [ada]"]);
    assert_eq!(room.heard_by("ada"), NOTHING);
    assert_eq!(room.roster(), ["ada"]);
}

#[test]
fn whoever_asks_to_watch_in_the_handshake_gets_the_roster_at_once() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.connects_watching_from("eve", Opener::UNKNOWN);
    assert_eq!(room.heard_by("eve"), ["OPEN", "ROOM [ada]"]);
    room.joins("bob");
    assert_eq!(room.heard_by("eve"), ["JOINED bob calling []"]);
}

#[test]
fn a_page_of_another_site_cannot_watch_by_its_handshake_either() {
    let mut room = Lobby::new();
    room.joins("ada");
    let foreign = Opener {
        is_foreign: true,
        address: None,
        asked_at: None,
    };
    room.connects_watching_from("eve", foreign);
    let heard = room.heard_by("eve");
    assert!(
        !heard.iter().any(|frame| frame.starts_with("ROOM")),
        "{heard:?}"
    );
    room.joins("bob");
    assert_eq!(room.heard_by("eve"), NOTHING);
}

#[test]
fn whoever_watches_is_told_of_those_who_leave() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.watches("eve");
    room.leaves("ada");
    assert_eq!(room.heard_by("eve"), ["LEAVE ada"]);
}

#[test]
fn watching_after_joining_leaves_the_roster() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.watches("ada");
    assert_eq!(room.heard_by("bob"), ["LEAVE ada"]);
    assert_eq!(room.heard_by("ada"), ["ROOM [bob]"]);
    assert_eq!(room.roster(), ["bob"]);
}

#[test]
fn a_leave_is_told_to_everyone_at_once_and_frees_the_seat() {
    let mut room = Lobby::with_room_for(2);
    room.joins("ada");
    room.joins("bob");
    let socket = room.socket_of("ada");
    room.leaves("ada");
    assert_eq!(room.heard_by("bob"), ["LEAVE ada"]);
    assert_eq!(room.close_code(socket), Some(1000));
    assert_eq!(room.room.next_timeout(), None);
    room.joins("cy");
    assert_eq!(room.roster(), ["bob", "cy"]);
}

#[test]
fn after_a_leave_anyone_may_have_the_id() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.leaves("ada");
    let other = room.connects_with_token("ada", "another token");
    assert_eq!(room.heard_on_socket(other), ["OPEN"]);
}

#[test]
fn a_full_room_takes_nobody_but_lets_them_watch() {
    let mut room = Lobby::with_room_for(2);
    room.joins("ada");
    room.joins("bob");
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ERROR full"]);
    assert_eq!(room.heard_by("ada"), NOTHING);
    room.watches("cy");
    assert_eq!(room.heard_by("cy"), ["ROOM [ada bob]"]);
    room.leaves("ada");
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ROOM [bob]"]);
}

#[test]
fn a_held_seat_counts_as_taken() {
    let mut room = Lobby::with_room_for(2);
    room.joins("ada");
    room.joins("bob");
    room.drops("bob");
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ERROR full"]);
    room.joins("bob");
    assert_eq!(room.heard_by("bob"), ["ROOM again [ada]"]);
}

#[test]
fn the_epoch_lasts_until_the_room_has_been_empty() {
    let epoch = |room: &Lobby| room.records.get("epoch").cloned();
    let mut room = Lobby::new();
    room.joins("ada");
    let first = epoch(&room);
    assert!(first.is_some());
    room.joins("bob");
    room.leaves("ada");
    room.wakes();
    room.joins("cy");
    assert_eq!(epoch(&room), first);
    room.leaves("bob");
    room.leaves("cy");
    assert_eq!(epoch(&room), None);
    room.passes(Duration::from_millis(1));
    room.joins("ada");
    assert!(epoch(&room) > first);
}

#[test]
fn an_empty_room_leaves_nothing_in_storage() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.offers("ada", "nobody", 1);
    room.leaves("ada");
    room.drops("bob");
    room.passes(seconds(60));
    assert!(room.records.is_empty(), "{:?}", room.records);
}
