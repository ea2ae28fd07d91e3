//! What a socket may send.

use super::lobby::{Lobby, offer_of, seconds};
use crate::message::{BURST_ANNOUNCEMENTS, BURST_FRAMES, MAX_BURST_BYTES, MAX_FRAME_BYTES};

const NOTHING: [&str; 0] = [];

fn ada_and_bob() -> Lobby {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room
}

#[test]
fn a_binary_frame_closes_the_socket_with_1003() {
    let mut room = ada_and_bob();
    let socket = room.socket_of("ada");
    room.sends_binary("ada");
    assert_eq!(room.close_code(socket), Some(1003));
    assert!(room.is_quiet());
}

#[test]
fn a_frame_of_64_kib_passes_and_a_larger_one_closes_the_socket_with_1009() {
    let mut room = ada_and_bob();
    let socket = room.socket_of("ada");
    room.says("ada", &offer_of(MAX_FRAME_BYTES, "bob"));
    assert_eq!(room.heard_by("bob").len(), 1);
    room.says("ada", &offer_of(MAX_FRAME_BYTES + 1, "bob"));
    assert_eq!(room.heard_by("bob"), NOTHING);
    assert_eq!(room.close_code(socket), Some(1009));
}

#[test]
fn a_flood_closes_the_socket_with_1008_and_nobody_else_notices() {
    let mut room = ada_and_bob();
    let socket = room.socket_of("ada");
    let mut said = 0;
    while room.is_connected("ada") {
        room.offers("ada", "bob", said);
        said += 1;
        assert!(said <= BURST_FRAMES, "the flood was not stopped");
    }
    assert!(said > 400, "{said}");
    assert_eq!(room.heard_by("ada"), ["ERROR too fast"]);
    assert_eq!(room.close_code(socket), Some(1008));
    assert_eq!(room.heard_by("bob"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn one_socket_that_floods_does_not_slow_another() {
    let mut room = ada_and_bob();
    for n in 0..BURST_FRAMES - 1 {
        room.offers("ada", "bob", n);
    }
    room.offers("bob", "ada", 1);
    assert_eq!(room.heard_by("ada"), ["OFFER bob 1"]);
}

#[test]
fn whoever_broke_a_rule_may_come_back() {
    let mut room = ada_and_bob();
    room.sends_binary("ada");
    room.passes(seconds(5));
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again [bob]"]);
    assert_eq!(room.heard_by("bob"), NOTHING);
}

/// Ada says so much to bob that he may be sent no more frames of this size.
fn fill(room: &mut Lobby, bytes: usize) {
    let most = MAX_BURST_BYTES as usize / bytes;
    for _ in 0..=most {
        room.says("ada", &offer_of(bytes, "bob"));
        if room.heard_by("bob").is_empty() {
            return;
        }
    }
    panic!("there is no bound");
}

#[test]
fn frames_that_a_peer_may_not_be_sent_any_more_come_back_as_expired() {
    let mut room = ada_and_bob();
    fill(&mut room, MAX_FRAME_BYTES);
    assert_eq!(room.heard_by("ada"), ["EXPIRE bob"]);
    assert!(room.is_connected("bob"));

    room.passes(seconds(1));
    room.offers("ada", "bob", 1);
    assert_eq!(room.heard_by("bob"), ["OFFER ada 1"]);
}

#[test]
fn whoever_may_not_be_told_what_everyone_is_told_is_dropped_and_keeps_their_seat() {
    let mut room = ada_and_bob();
    let socket = room.socket_of("bob");
    fill(&mut room, MAX_FRAME_BYTES);
    fill(&mut room, 1_500);
    room.updates("ada", &"x".repeat(2_000));
    assert_eq!(room.close_code(socket), Some(1008));
    assert_eq!(room.heard_by("bob"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob"]);

    room.joins("bob");
    assert_eq!(room.heard_by("bob"), ["ROOM again [ada]"]);
}

#[test]
fn whoever_has_news_for_everyone_all_the_time_is_stopped_sooner() {
    let mut room = ada_and_bob();
    let socket = room.socket_of("ada");
    for n in 1..BURST_ANNOUNCEMENTS {
        room.updates("ada", &n.to_string());
        assert_eq!(room.heard_by("bob").len(), 1, "{n}");
    }
    room.updates("ada", "more");
    assert_eq!(room.heard_by("ada"), ["ERROR too fast"]);
    assert_eq!(room.close_code(socket), Some(1008));
    assert_eq!(room.heard_by("bob"), NOTHING);
}
