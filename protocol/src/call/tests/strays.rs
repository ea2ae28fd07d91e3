//! Signals and reports that are not meant for a link, or not any more.

use super::client::{Client, NOTHING};
use super::wire::{answer, candidates, life, offer, relayed, room};
use crate::call::Transport;
use crate::message::{Control, RelayType};

#[test]
fn a_signal_to_an_earlier_life_is_dropped() {
    let mut bob = Client::in_room_with(&["ada"]);
    let mut late = offer("ada", "1.1", "a1");
    late.to = Some(life("bob before a reload"));
    bob.hears("ada", &late);
    assert_eq!(bob.did(), NOTHING);
    late.to = None;
    bob.hears("ada", &late);
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn a_signal_from_another_life_than_the_rosters_is_dropped() {
    let mut bob = Client::in_room_with(&["ada'"]);
    let mut late = offer("ada", "1.1", "a1");
    bob.hears("ada", &late);
    assert_eq!(bob.did(), NOTHING);
    late.from = life("ada'");
    bob.hears("ada", &late);
    assert!(bob.did_any("accepts offer a1"));
}

#[test]
fn a_signal_from_someone_who_is_not_known_is_dropped() {
    let mut bob = Client::in_room_with(&[]);
    for signal in [
        offer("ada", "1.1", "a1"),
        answer("ada", "1.1", "a1"),
        candidates("ada", 1, "a1", &["c1"], false),
        offer("bob", "1.1", "b1"),
    ] {
        let src = if signal.from == life("bob") {
            "bob"
        } else {
            "ada"
        };
        bob.hears(src, &signal);
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn an_offer_of_a_peerjs_page_harms_no_link() {
    let mut bob = Client::linked_with("ada");
    let before = bob.call.clone();
    let payload = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_x"}"#;
    for payload in [payload, "null", "7", "{}", r#"{"parley":2}"#] {
        bob.server_says(&relayed(RelayType::Offer, "ada", payload));
        assert_eq!(bob.did(), NOTHING, "{payload}");
        assert_eq!(bob.call, before);
    }
}

#[test]
fn what_the_browser_says_of_a_closed_connection_is_ignored() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "2.1", "a2");
    let before = bob.call.clone();
    bob.describes(1, "b9");
    bob.accepted(1);
    bob.fails_to_negotiate(1);
    bob.gathers(1, "b9", "c9");
    bob.gathered_all(1);
    bob.transport(1, Transport::Failed);
    bob.control_opens(1);
    bob.control_says(1, &Control::Bye);
    bob.control_closes(1);
    bob.describes(77, "b9");
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call, before);
}

#[test]
fn what_the_browser_says_without_being_asked_is_ignored() {
    let mut bob = Client::linked_with("ada");
    bob.describes(1, "b9");
    bob.accepted(1);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn no_more_than_64_peers_are_known_whatever_a_server_says() {
    let mut bob = Client::in_room_with(&[]);
    let names: Vec<String> = (0..200).map(|n| format!("peer {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bob.server_says(&room(&names, false));
    assert_eq!(bob.people().len(), 64);
    for name in names {
        bob.joined(name);
    }
    assert_eq!(bob.people().len(), 64);
}
