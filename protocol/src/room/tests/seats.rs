//! Seats that are held for sockets that dropped.

use std::time::Duration;

use super::lobby::{Lobby, seconds};
use crate::message::{RELOADED_WITHIN, SEAT_HELD_FOR, client};

const NOTHING: [&str; 0] = [];
const A_MOMENT: Duration = Duration::from_millis(1);

/// Ada and Bob are in the room, and Ada's socket drops.
fn ada_drops() -> Lobby {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.drops("ada");
    room
}

#[test]
fn nobody_is_told_of_a_socket_that_drops() {
    let room = ada_drops();
    assert_eq!(room.heard_by("bob"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn nobody_is_told_of_someone_who_comes_back_in_time() {
    let mut room = ada_drops();
    room.passes(SEAT_HELD_FOR - A_MOMENT);
    assert!(room.is_quiet());
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.heard_by("bob"), NOTHING);
    room.everyone_beats();
    room.passes(seconds(60));
    assert!(room.is_quiet());
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn whoever_does_not_come_back_in_time_is_gone() {
    let mut room = ada_drops();
    room.watches("eve");
    room.passes(SEAT_HELD_FOR);
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
    assert_eq!(room.heard_by("eve"), ["GONE ada"]);
    assert_eq!(room.roster(), ["bob"]);
}

#[test]
fn whoever_closes_the_page_has_a_moment_to_load_it_again() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.says("ada", &client::away());
    assert_eq!(room.heard_by("bob"), NOTHING);
    room.passes(RELOADED_WITHIN - A_MOMENT);
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.heard_by("bob"), NOTHING);
}

#[test]
fn whoever_closes_the_page_for_good_is_gone_in_a_moment() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.says("ada", &client::away());
    room.passes(RELOADED_WITHIN);
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}

#[test]
fn whoever_comes_back_too_late_joins_anew() {
    let mut room = ada_drops();
    room.passes(SEAT_HELD_FOR);
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM [bob]"]);
    assert_eq!(room.heard_by("bob"), ["JOINED ada calling []"]);
}

#[test]
fn every_further_drop_holds_the_seat_for_the_whole_time() {
    let mut room = ada_drops();
    room.passes(seconds(20));
    room.joins("ada");
    room.drops("ada");
    room.passes(SEAT_HELD_FOR - A_MOMENT);
    assert!(room.is_quiet());
    room.passes(A_MOMENT);
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}

#[test]
fn connecting_keeps_the_seat_even_before_joining_again() {
    let mut room = ada_drops();
    room.connects("ada");
    room.passes(seconds(60));
    assert!(room.is_quiet());
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn an_alarm_that_rings_early_does_nothing() {
    let mut room = ada_drops();
    let due = room.room.next_timeout();
    room.passes_without_alarm(SEAT_HELD_FOR - A_MOMENT);
    room.alarm_rings();
    assert!(room.is_quiet());
    assert_eq!(room.room.next_timeout(), due);
}

#[test]
fn an_alarm_that_rings_late_does_what_is_due() {
    let mut room = ada_drops();
    room.passes_without_alarm(seconds(100));
    room.beats("bob");
    room.alarm_rings();
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}

#[test]
fn an_alarm_that_rings_twice_does_it_once() {
    let mut room = ada_drops();
    room.passes(SEAT_HELD_FOR);
    room.alarm_rings();
    assert!(room.is_quiet());
}

#[test]
fn someone_who_is_late_but_before_the_alarm_still_has_the_seat() {
    let mut room = ada_drops();
    room.passes_without_alarm(seconds(60));
    room.beats("bob");
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.room.next_timeout(), None);
}

#[test]
fn a_clock_that_steps_backwards_stands_still() {
    let mut room = ada_drops();
    room.now -= seconds(3_600);
    room.alarm_rings();
    assert!(room.is_quiet());
    room.joins("cy");
    room.drops("cy");
    let due = [
        room.room.next_timeout(),
        Some(super::lobby::START + SEAT_HELD_FOR),
    ];
    assert_eq!(due[0], due[1]);
}

#[test]
fn a_clock_that_stepped_backwards_during_sleep_holds_no_seat_for_longer() {
    let mut room = ada_drops();
    room.now -= seconds(3_600);
    room.wakes();
    room.everyone_beats();
    room.passes(SEAT_HELD_FOR);
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}
