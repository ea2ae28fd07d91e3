//! Who gets a socket, and who loses it.

use super::lobby::{Lobby, id, seconds};
use crate::message::{MAX_SOCKETS, MAX_SOCKETS_FROM_ONE_ADDRESS};
use crate::room::Opener;

const NOTHING: [&str; 0] = [];

/// Someone whose clock shows this time.
fn asked_at(millis: u64) -> Opener {
    Opener {
        asked_at: Some(millis),
        ..Opener::UNKNOWN
    }
}

#[test]
fn every_accepted_socket_hears_open_first() {
    let mut room = Lobby::new();
    room.connects("ada");
    assert_eq!(room.heard_by("ada"), ["OPEN"]);
}

#[test]
fn a_resumed_socket_hears_open_too() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.drops("ada");
    room.connects("ada");
    assert_eq!(room.heard_by("ada"), ["OPEN"]);
}

#[test]
fn an_id_in_use_is_taken_for_another_token() {
    let mut room = Lobby::new();
    room.connects("ada");
    let impostor = room.connects_with_token("ada", "a guess");
    assert_eq!(room.heard_on_socket(impostor), ["ID-TAKEN"]);
    assert_eq!(room.close_code(impostor), Some(1000));
}

#[test]
fn an_id_whose_seat_is_held_is_taken_for_another_token() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.drops("ada");
    let impostor = room.connects_with_token("ada", "a guess");
    assert_eq!(room.heard_on_socket(impostor), ["ID-TAKEN"]);
}

#[test]
fn an_id_that_was_never_on_the_roster_is_free_once_its_socket_is_gone() {
    let mut room = Lobby::new();
    room.watches("ada");
    room.drops("ada");
    let other = room.connects_with_token("ada", "another token");
    assert_eq!(room.heard_on_socket(other), ["OPEN"]);
}

#[test]
fn a_refused_socket_says_nothing_that_counts() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    let impostor = room.connects_with_token("ada", "a guess");
    room.closes(impostor, 1000);
    room.offers("bob", "ada", 1);
    assert_eq!(room.heard_by("ada"), ["OFFER bob 1"]);
}

#[test]
fn the_same_id_and_token_take_the_seat_over() {
    let mut room = Lobby::new();
    room.joins("bob");
    let old = room.connects("ada");
    let new = room.connects("ada");
    assert_eq!(room.close_code(old), Some(4000));
    room.offers("bob", "ada", 1);
    assert_eq!(room.heard_on_socket(new), ["OFFER bob 1"]);
    assert_eq!(room.heard_on_socket(old), NOTHING);
}

#[test]
fn nobody_is_told_of_a_takeover() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.connects("ada");
    assert_eq!(room.heard_by("bob"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn the_late_close_of_a_superseded_socket_changes_nothing() {
    let mut room = Lobby::new();
    room.joins("ada");
    let old = room.socket_of("ada");
    room.connects("ada");
    let before = room.room.clone();
    room.closes(old, 4000);
    assert_eq!(room.room, before);
    assert_eq!(room.room.next_timeout(), None);
}

#[test]
fn a_superseded_socket_is_no_longer_listened_to() {
    let mut room = Lobby::new();
    room.joins("bob");
    let old = room.connects("ada");
    room.connects("ada");
    let before = room.room.clone();
    room.outputs = room.room.handle(
        crate::room::Input::Text {
            socket: old,
            text: r#"{"type":"LEAVE"}"#,
        },
        room.now,
    );
    assert!(room.outputs.is_empty());
    assert_eq!(room.room, before);
}

#[test]
fn a_socket_more_than_64_is_refused() {
    let mut room = Lobby::new();
    for n in 0..MAX_SOCKETS {
        room.connects(&format!("peer {n}"));
    }
    let late = room.connects("ada");
    assert_eq!(
        room.heard_on_socket(late),
        [r#"{"type":"ERROR","payload":{"msg":"Server has reached its concurrent user limit"}}"#]
    );
    assert_eq!(room.close_code(late), Some(1000));
}

#[test]
fn someone_whose_seat_is_held_gets_in_however_many_sockets_there_are() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.drops("ada");
    for n in 0..MAX_SOCKETS {
        room.connects(&format!("peer {n}"));
    }
    room.connects("ada");
    assert_eq!(room.heard_by("ada"), ["OPEN"]);
}

#[test]
fn a_socket_that_closes_makes_room_for_another() {
    let mut room = Lobby::new();
    for n in 0..MAX_SOCKETS {
        room.connects(&format!("peer {n}"));
    }
    room.drops("peer 7");
    room.connects("ada");
    assert_eq!(room.heard_by("ada"), ["OPEN"]);
}

#[test]
fn a_close_is_answered_with_a_code_that_may_be_sent() {
    for (received, replied) in [
        (1000, 1000),
        (1001, 1000),
        (1005, 1000),
        (1006, 1000),
        (1015, 1000),
        (2999, 1000),
        (3000, 3000),
        (4999, 4999),
        (5000, 1000),
        (0, 1000),
    ] {
        let mut room = Lobby::new();
        let socket = room.connects("ada");
        room.closes(socket, received);
        assert_eq!(room.close_code(socket), Some(replied), "{received}");
    }
}

#[test]
fn a_socket_that_the_room_never_knew_is_closed_all_the_same() {
    let mut room = Lobby::new();
    let socket = crate::room::SocketId(99);
    room.closes(socket, 1001);
    assert_eq!(room.close_code(socket), Some(1000));
}

#[test]
fn everyone_connected_can_be_called_but_those_who_merely_watch() {
    let mut room = Lobby::new();
    room.connects("a PeerJS page");
    room.joins("ada");
    room.watches("eve");
    room.joins("bob");
    room.drops("bob");
    assert_eq!(room.room.peers(), [id("a PeerJS page"), id("ada")]);
}

#[test]
fn a_seat_that_never_joined_is_not_held() {
    let mut room = Lobby::new();
    room.connects("a PeerJS page");
    room.drops("a PeerJS page");
    assert_eq!(room.room.next_timeout(), None);
    room.passes(seconds(3_600));
    assert!(room.room.peers().is_empty());
}

#[test]
fn an_attempt_that_comes_in_late_does_not_supersede_the_one_after_it() {
    let mut room = Lobby::that_sleeps_between_events();
    let second = room.connects_from("ada", asked_at(2_000));
    let first = room.connects_from("ada", asked_at(1_000));
    assert_eq!(room.close_code(first), Some(1000), "not for good");
    assert_eq!(room.close_code(second), None);

    let third = room.connects_from("ada", asked_at(2_000));
    assert_eq!(room.heard_on_socket(third), ["OPEN"], "another tab");
    let with_a_clock_set_back = room.connects_from("ada", asked_at(2_000 - 1_500));
    assert_eq!(room.close_code(with_a_clock_set_back), Some(1000));
    let by_a_peerjs_page = room.connects("ada");
    assert_eq!(room.heard_on_socket(by_a_peerjs_page), ["OPEN"]);
}

#[test]
fn a_clock_that_was_set_back_by_a_minute_keeps_nobody_out() {
    let mut room = Lobby::new();
    room.connects_from("ada", asked_at(100_000));
    let next = room.connects_from("ada", asked_at(40_000));
    assert_eq!(room.heard_on_socket(next), ["OPEN"]);
}

#[test]
fn one_address_takes_no_more_than_half_of_a_room() {
    let from = |address| Opener {
        address: Some(address),
        ..Opener::UNKNOWN
    };
    let mut room = Lobby::new();
    for n in 0..MAX_SOCKETS_FROM_ONE_ADDRESS {
        room.connects_from(&format!("peer {n}"), from(1));
    }
    let late = room.connects_from("eve", from(1));
    assert_eq!(room.close_code(late), Some(1000));

    room.wakes();
    let late = room.connects_from("eve", from(1));
    assert_eq!(room.close_code(late), Some(1000));
    room.connects_from("peer 7", from(1));
    assert_eq!(room.heard_by("peer 7"), ["OPEN"]);
    room.connects_from("ada", from(2));
    assert_eq!(room.heard_by("ada"), ["OPEN"]);
}

#[test]
fn a_page_of_another_site_speaks_with_peers_but_neither_watches_nor_joins() {
    let foreign = Opener {
        is_foreign: true,
        ..Opener::UNKNOWN
    };
    let mut room = Lobby::that_sleeps_between_events();
    room.joins("ada");
    room.connects_from("a PeerJS page", foreign);
    assert_eq!(room.heard_by("a PeerJS page"), ["OPEN"]);
    room.joins("a PeerJS page");
    assert_eq!(room.heard_by("a PeerJS page"), ["ERROR foreign"]);
    assert_eq!(room.heard_by("ada"), NOTHING);
    room.watches("a PeerJS page");
    assert_eq!(room.heard_by("a PeerJS page"), ["ERROR foreign"]);
    room.offers("a PeerJS page", "ada", 1);
    assert_eq!(room.heard_by("ada"), ["OFFER a PeerJS page 1"]);
    assert_eq!(room.roster(), ["ada"]);
}
