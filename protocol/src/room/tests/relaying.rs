//! Frames from peer to peer, and what waits for those who are away.

use std::time::Duration;

use super::lobby::{Lobby, id, offer_of, seconds};
use crate::message::{
    FRAMES_WAIT_FOR, MAX_WAITING_BYTES, MAX_WAITING_FRAMES, MAX_WAITING_PEERS, RelayType, client,
};

const NOTHING: [&str; 0] = [];

fn room_of(people: &[&str]) -> Lobby {
    let mut room = Lobby::new();
    for who in people {
        room.connects(who);
    }
    room
}

#[test]
fn every_type_of_frame_is_relayed_under_the_senders_id() {
    use RelayType::{Answer, Candidate, Offer};
    let mut room = room_of(&["ada", "bob"]);
    for relay in [Offer, Answer, Candidate] {
        room.sends(relay, "ada", "bob", 7);
        assert_eq!(room.heard_by("bob"), [format!("{} ada 7", relay.as_str())]);
        assert_eq!(room.heard_by("ada"), NOTHING);
    }
    room.sends(RelayType::Leave, "ada", "bob", 7);
    assert_eq!(room.heard_by("bob"), ["LEAVE ada"]);
    room.sends(RelayType::Expire, "ada", "bob", 7);
    assert_eq!(room.heard_by("bob"), ["EXPIRE ada"]);
}

#[test]
fn a_forged_source_is_ignored() {
    let mut room = room_of(&["mallory", "bob"]);
    room.says(
        "mallory",
        r#"{"type":"OFFER","src":"ada","dst":"bob","payload":1}"#,
    );
    assert_eq!(room.heard_by("bob"), ["OFFER mallory 1"]);
}

#[test]
fn a_frame_to_oneself_comes_back() {
    let mut room = room_of(&["ada"]);
    room.offers("ada", "ada", 1);
    assert_eq!(room.heard_by("ada"), ["OFFER ada 1"]);
}

#[test]
fn leaving_one_peer_does_not_leave_the_room() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.joins("cy");
    room.sends(RelayType::Leave, "ada", "bob", 0);
    assert_eq!(room.heard_by("cy"), NOTHING);
    assert_eq!(room.roster(), ["ada", "bob", "cy"]);
}

#[test]
fn frames_for_someone_absent_wait_and_arrive_in_order() {
    let mut room = room_of(&["ada", "bob"]);
    room.offers("ada", "cy", 1);
    room.offers("bob", "cy", 2);
    room.sends(RelayType::Candidate, "ada", "cy", 3);
    assert!(room.is_quiet());
    room.passes(FRAMES_WAIT_FOR - Duration::from_millis(1));
    room.connects("cy");
    assert_eq!(
        room.heard_by("cy"),
        ["OPEN", "OFFER ada 1", "OFFER bob 2", "CANDIDATE ada 3"]
    );
    room.passes(seconds(60));
    assert!(room.is_quiet());
}

#[test]
fn frames_wait_for_someone_whose_seat_is_held() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.drops("bob");
    room.offers("ada", "bob", 1);
    room.connects("bob");
    assert_eq!(room.heard_by("bob"), ["OPEN", "OFFER ada 1"]);
}

#[test]
fn what_nobody_took_within_5_s_expires_once_for_each_sender_and_receiver() {
    let mut room = room_of(&["ada", "bob"]);
    for n in 0..3 {
        room.offers("ada", "cy", n);
    }
    room.offers("ada", "dan", 0);
    room.offers("bob", "cy", 0);
    room.passes(FRAMES_WAIT_FOR);
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy", "EXPIRE dan"]);
    assert_eq!(room.heard_by("bob"), ["EXPIRE cy"]);
    room.connects("cy");
    assert_eq!(room.heard_by("cy"), ["OPEN"]);
    assert!(room.records.is_empty());
}

#[test]
fn later_frames_for_one_peer_expire_with_the_first() {
    let mut room = room_of(&["ada"]);
    room.offers("ada", "cy", 1);
    room.passes(seconds(4));
    room.offers("ada", "cy", 2);
    room.passes(seconds(1));
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy"]);
    assert_eq!(room.room.next_timeout(), None);
}

#[test]
fn a_sender_who_is_away_hears_of_no_expiry() {
    let mut room = room_of(&["ada"]);
    room.offers("ada", "cy", 1);
    room.drops("ada");
    room.passes(FRAMES_WAIT_FOR);
    assert!(room.is_quiet());
}

#[test]
fn leave_and_expire_do_not_wait() {
    let mut room = room_of(&["ada"]);
    room.sends(RelayType::Leave, "ada", "cy", 0);
    room.sends(RelayType::Expire, "ada", "cy", 0);
    assert!(room.outputs.is_empty());
    room.connects("cy");
    assert_eq!(room.heard_by("cy"), ["OPEN"]);
}

#[test]
fn a_frame_more_than_64_for_one_peer_expires_at_once() {
    let mut room = room_of(&["ada"]);
    for n in 0..MAX_WAITING_FRAMES as u32 {
        room.offers("ada", "cy", n);
        assert!(room.is_quiet());
    }
    room.offers("ada", "cy", 99);
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy"]);
    room.connects("cy");
    assert_eq!(room.heard_by("cy").len(), 1 + MAX_WAITING_FRAMES);
}

#[test]
fn frames_of_more_than_256_kib_for_one_peer_expire_at_once() {
    let mut room = room_of(&["ada"]);
    // As relayed, each frame is a little longer than as sent: it has a source.
    let quarter = MAX_WAITING_BYTES / 4 - 100;
    for _ in 0..4 {
        room.says("ada", &offer_of(quarter, "cy"));
        assert!(room.is_quiet());
    }
    room.says("ada", &offer_of(1_000, "cy"));
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy"]);
    room.offers("ada", "dan", 1);
    assert!(room.is_quiet());
}

#[test]
fn frames_for_more_than_32_absent_peers_expire_at_once() {
    let mut room = room_of(&["ada"]);
    for n in 0..MAX_WAITING_PEERS {
        room.offers("ada", &format!("nobody {n}"), 1);
        assert!(room.is_quiet());
    }
    room.offers("ada", "cy", 1);
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy"]);
    room.offers("ada", "nobody 0", 2);
    assert!(room.is_quiet());
}

#[test]
fn what_is_not_understood_is_dropped_without_a_word() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    for text in [
        "",
        "hello",
        "{}",
        "[]",
        r#"{"type":"SHOUT","dst":"bob"}"#,
        r#"{"type":"OFFER"}"#,
        r#"{"type":"OFFER","dst":7}"#,
        r#"{"type":"JOIN"}"#,
        r#"{"type":"UPDATE","payload":7}"#,
        r#"{"type":"GONE","src":"bob"}"#,
    ] {
        room.says("ada", text);
        assert!(room.outputs.is_empty(), "{text}");
    }
    room.offers("ada", "bob", 1);
    assert_eq!(room.heard_by("bob"), ["OFFER ada 1"]);
}

#[test]
fn a_heartbeat_that_the_runtime_does_not_recognise_is_answered() {
    let mut room = room_of(&["ada"]);
    room.says("ada", r#"{ "type": "HEARTBEAT" }"#);
    assert_eq!(room.heard_by("ada"), ["beat"]);
}

#[test]
fn a_payload_passes_untouched() {
    let mut room = room_of(&["ada", "bob"]);
    let payload = r#"{"sdp" : "\u0041", "n":1e400}"#;
    room.says("ada", &client::relay(RelayType::Offer, &id("bob"), payload));
    assert_eq!(room.heard_by("bob"), [format!("OFFER ada {payload}")]);
}
