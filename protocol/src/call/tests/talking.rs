//! What people tell one another over their links: what they send.

use super::client::{Client, NOTHING};
use super::wire::media;
use crate::call::{ConnectionId, Input, Transport};
use crate::message::Control;

#[test]
fn what_is_sent_is_told_when_a_channel_opens() {
    let mut bob = Client::in_room_with(&[]);
    bob.takes(Input::Media(media(true, false)));
    assert_eq!(bob.did(), NOTHING);
    bob.joined("ada");
    bob.describes(1, "b1");
    bob.hears_answer("ada", "1.1", "a1");
    bob.accepted(1);
    bob.control_opens(1);
    assert_eq!(bob.did(), ["control 1: media true false"]);
}

#[test]
fn a_change_of_what_is_sent_is_told_to_everyone() {
    let mut bob = Client::linked_with("ada");
    bob.takes(Input::Media(media(false, true)));
    assert_eq!(bob.did(), ["control 1: media false true"]);
}

#[test]
fn a_change_while_a_link_is_disconnected_is_not_lost() {
    let mut bob = Client::linked_with("ada");
    bob.transport(1, Transport::Disconnected);
    bob.takes(Input::Media(media(false, true)));
    assert_eq!(bob.did(), ["control 1: media false true"]);
}

#[test]
fn nothing_is_sent_on_a_channel_that_is_not_open() {
    let mut bob = Client::linked_with("ada");
    bob.control_closes(1);
    bob.takes(Input::Media(media(false, true)));
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn what_someone_sends_is_on_the_screen() {
    let mut bob = Client::linked_with("ada");
    bob.control_says(1, &Control::Media(media(true, false)));
    assert_eq!(bob.call.snapshot().people[0].media, media(true, false));
}

#[test]
fn what_is_not_understood_on_a_channel_is_passed_over() {
    let mut bob = Client::linked_with("ada");
    let before = bob.call.clone();
    for text in ["", "{}", r#"{"hologram":{}}"#, "\u{0}"] {
        bob.takes(Input::ControlText {
            connection: ConnectionId(1),
            text: text.to_owned(),
        });
        assert_eq!(bob.did(), NOTHING);
        assert_eq!(bob.call, before);
    }
}
