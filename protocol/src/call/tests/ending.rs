//! How a call ends, and that nothing happens afterwards.

use super::client::{Client, NOTHING};
use super::wire::{media, offer, room};
use crate::call::{ConnectionId, End, Input, Phase, Signaling, Transport};
use crate::message::{Control, server};

fn end_of(bob: &Client) -> Option<End> {
    match bob.call.snapshot().phase {
        Phase::Ended(end) => Some(end),
        Phase::Idle | Phase::Watching | Phase::Joining | Phase::Joined => None,
    }
}

#[test]
fn whoever_leaves_says_goodbye_on_every_path_and_closes_everything() {
    let mut bob = Client::linked_with("ada");
    bob.joined("cy");
    bob.takes(Input::Leave);
    assert_eq!(
        bob.did(),
        [
            "control 1: bye",
            "LEAVE",
            "closes socket 1",
            "closes 1",
            "closes 2"
        ]
    );
    assert_eq!(end_of(&bob), Some(End::Left));
    assert!(bob.people().is_empty());
}

#[test]
fn whoever_leaves_during_an_outage_says_goodbye_on_the_channels() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(1006);
    bob.takes(Input::Leave);
    assert_eq!(bob.did(), ["control 1: bye", "closes 1"]);
}

#[test]
fn whoever_leaves_while_a_link_is_disconnected_says_goodbye_all_the_same() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    bob.takes(Input::Leave);
    assert_eq!(bob.did()[0], "control 1: bye");
}

#[test]
fn a_page_that_is_closed_says_so_on_every_path_and_closes_everything() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::PageClosing);
    assert_eq!(
        bob.did(),
        ["control 1: away", "AWAY", "closes socket 1", "closes 1"]
    );
    assert_eq!(end_of(&bob), Some(End::Left));
}

#[test]
fn leaving_before_the_websocket_is_open_closes_it() {
    let mut bob = Client::new();
    bob.joins();
    bob.takes(Input::Leave);
    assert_eq!(bob.did(), ["closes socket 1"]);
    assert_eq!(bob.call.next_timeout(), None);
}

#[test]
fn a_seat_that_was_taken_over_ends_the_call() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(4000);
    assert_eq!(bob.did(), ["closes 1"]);
    assert_eq!(end_of(&bob), Some(End::Superseded));
}

#[test]
fn an_id_that_is_someone_elses_ends_the_call() {
    let mut bob = Client::new();
    bob.joins();
    bob.server_says(&server::id_taken());
    assert_eq!(bob.did(), ["closes socket 1"]);
    assert_eq!(end_of(&bob), Some(End::IdTaken));
}

#[test]
fn losing_the_id_in_the_middle_of_a_call_costs_no_link() {
    let mut bob = Client::linked_with("ada");
    bob.server_says(&server::id_taken());
    bob.socket_closes(1000);
    assert_eq!(end_of(&bob), None);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn a_peer_that_closes_its_connection_is_missed_before_ice_notices() {
    let mut bob = Client::linked_with("ada");
    bob.server_says(&server::gone(&"ada".parse().unwrap()));
    assert_eq!(bob.people(), ["ada"]);
    bob.takes(Input::ControlClosed {
        connection: ConnectionId(1),
    });
    assert_eq!(bob.people(), NOTHING);
}

#[test]
fn other_errors_and_other_closes_do_not_end_a_call() {
    for code in [1000, 1001, 1006, 1008, 1009, 1011, 1012, 4001] {
        let mut bob = Client::linked_with("ada");
        bob.socket_closes(code);
        assert_eq!(end_of(&bob), None, "{code}");
        assert_eq!(bob.people(), ["ada"]);
    }
    let mut bob = Client::linked_with("ada");
    bob.server_says(r#"{"type":"ERROR","payload":{"msg":"what a newer server may say"}}"#);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn after_the_end_no_input_does_anything() {
    for end in [Input::Leave, closed(1, 4000)] {
        let mut bob = Client::linked_with("ada");
        bob.takes(end);
        let ended = bob.call.clone();
        assert_eq!(bob.call.next_timeout(), None);
        assert_eq!(bob.call.snapshot().signaling, Signaling::Off);
        for input in [
            Input::Watch,
            Input::Join {
                name: "Bob".parse().unwrap(),
            },
            Input::Media(media(true, true)),
            Input::Doubt,
            Input::Leave,
            Input::Timeout,
            heard(1, &server::open()),
            heard(1, &room(&["ada"], true)),
            closed(1, 1006),
        ] {
            bob.takes(input);
            assert_eq!(bob.did(), NOTHING);
        }
        bob.hears("ada", &offer("ada", "9.1", "a1"));
        bob.transport(1, Transport::Failed);
        bob.control_says(1, &Control::Bye);
        bob.seconds(3_600);
        assert_eq!(bob.did(), NOTHING);
        let same = |call: &crate::call::Call| (call.snapshot(), call.next_timeout());
        assert_eq!(same(&bob.call), same(&ended));
    }
}

fn closed(socket: u64, code: u16) -> Input {
    Input::SocketClosed {
        socket: crate::call::SocketSerial(socket),
        code,
    }
}

fn heard(socket: u64, text: &str) -> Input {
    Input::SocketText {
        socket: crate::call::SocketSerial(socket),
        text: text.to_owned(),
    }
}
