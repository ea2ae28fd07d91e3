//! Sockets that look open but are gone.

use std::time::Duration;

use super::lobby::{Lobby, seconds};
use crate::message::{SEAT_HELD_FOR, STALE_AFTER};

const NOTHING: [&str; 0] = [];

/// Ada, Bob and Cy are in the room; then nothing is heard of anyone for a long time.
fn a_long_silence() -> Lobby {
    let mut room = Lobby::new();
    for who in ["ada", "bob", "cy"] {
        room.joins(who);
    }
    room.passes(STALE_AFTER);
    room
}

#[test]
fn silence_alone_wakes_nobody() {
    let room = a_long_silence();
    assert_eq!(room.room.next_timeout(), None);
    assert!(room.outputs.is_empty());
}

#[test]
fn beats_are_not_asked_for_while_sockets_speak() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.passes(STALE_AFTER - Duration::from_millis(1));
    room.offers("ada", "bob", 1);
    assert_eq!(room.times_asked(), 0);
}

#[test]
fn a_frame_to_a_silent_socket_asks_for_beats_and_one_that_beat_stays() {
    let mut room = a_long_silence();
    room.everyone_beats();
    room.offers("ada", "bob", 1);
    assert_eq!(room.times_asked(), 1);
    assert_eq!(room.heard_by("bob"), ["OFFER ada 1"]);
    assert!(room.is_connected("bob"));
}

#[test]
fn a_socket_that_did_not_beat_is_closed_with_4001_and_its_seat_held() {
    let mut room = a_long_silence();
    let socket = room.socket_of("bob");
    room.beats("ada");
    room.beats("cy");
    room.offers("ada", "bob", 1);
    assert_eq!(room.heard_by("bob"), ["OFFER ada 1", "ERROR stale"]);
    assert_eq!(room.close_code(socket), Some(4001));
    assert_eq!(room.heard_by("cy"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob", "cy"]);
    room.passes(SEAT_HELD_FOR);
    assert_eq!(room.heard_by("cy"), ["GONE bob"]);
}

#[test]
fn a_join_asks_for_beats_if_anyone_is_silent() {
    let mut room = a_long_silence();
    room.everyone_beats();
    room.connects("dan");
    // What the beats of a connect have told need not be asked again.
    room.joins("dan");
    assert_eq!(room.times_asked(), 0);
    room.passes(STALE_AFTER);
    room.everyone_beats();
    room.joins("dan");
    assert_eq!(room.times_asked(), 1);
}

#[test]
fn a_join_that_a_full_room_refuses_finds_out_who_is_dead() {
    let mut room = Lobby::with_room_for(2);
    for who in ["ada", "bob", "cy"] {
        room.joins(who);
    }
    assert_eq!(room.heard_by("cy"), ["ERROR full"]);
    room.passes(STALE_AFTER);
    room.beats("ada");
    room.beats("cy");
    room.joins("cy");
    assert_eq!(room.heard_by("cy"), ["ERROR full"]);
    assert!(!room.is_connected("bob"));
    room.passes(SEAT_HELD_FOR);
    room.joins("cy");
    assert_eq!(room.roster(), ["ada", "cy"]);
}

#[test]
fn a_new_socket_finds_out_who_is_dead() {
    let mut room = a_long_silence();
    let dead = room.socket_of("bob");
    room.beats("ada");
    room.beats("cy");
    room.connects("dan");
    assert_eq!(room.close_code(dead), Some(4001));
    assert!(room.is_connected("ada") && room.is_connected("cy"));
}

#[test]
fn an_alarm_that_is_due_anyway_finds_out_too() {
    let mut room = a_long_silence();
    let dead = room.socket_of("bob");
    room.beats("ada");
    room.beats("cy");
    room.offers("ada", "nobody", 1);
    assert_eq!(room.times_asked(), 0);
    room.passes(seconds(5));
    assert_eq!(room.close_code(dead), Some(4001));
}

#[test]
fn beats_are_not_asked_for_with_every_frame() {
    let mut room = a_long_silence();
    room.everyone_beats();
    room.offers("ada", "bob", 1);
    assert_eq!(room.times_asked(), 1);
    room.offers("ada", "bob", 2);
    room.offers("ada", "cy", 3);
    assert_eq!(room.times_asked(), 0);
}

#[test]
fn whoever_resumes_on_a_socket_that_looks_open_is_not_taken_for_dead() {
    let mut room = a_long_silence();
    room.beats("ada");
    room.beats("cy");
    let new = room.connects("bob");
    room.joins("bob");
    assert_eq!(room.heard_by("bob"), ["ROOM again [ada cy]"]);
    assert_eq!(room.close_code(new), None);
    assert_eq!(room.heard_by("ada"), NOTHING);
}

#[test]
fn a_beat_from_the_future_counts_as_one_from_now() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.now += seconds(3_600);
    room.beats("bob");
    room.now -= seconds(3_600);
    room.connects("cy");
    room.passes(STALE_AFTER);
    room.beats("ada");
    let dead = room.socket_of("bob");
    // The runtime still reports the same beat; the clock has not caught up with it.
    room.connects("dan");
    assert_eq!(room.close_code(dead), None);
    room.passes(seconds(3_600) + STALE_AFTER);
    room.connects("eve");
    assert_eq!(room.close_code(dead), Some(4001));
}
