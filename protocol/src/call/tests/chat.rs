//! The chat over the links: what Bob writes, and what he is told.

use std::time::Duration;

use super::client::{Client, NOTHING};
use super::wire::{id, life, relayed};
use crate::call::{ConnectionId, Input, Output, Transport};
use crate::chat::{ChatWord, Delivery, Message, MessageId, WRITING_FOR};
use crate::message::{Control, PeerId, RelayType};

impl Client {
    fn says(&mut self, text: &str, to: Option<&str>) {
        self.takes(Input::Say {
            text: text.parse().unwrap(),
            to: to.map(id),
            at: 0,
        });
    }

    fn types(&mut self, to: Option<&str>) {
        self.takes(Input::Typing { to: to.map(id) });
    }

    fn hears_chat(&mut self, connection: u64, word: ChatWord) {
        self.control_says(connection, &Control::Chat(word));
    }

    /// What the last action made the client say in the chat.
    fn chatted(&self) -> Vec<String> {
        self.outputs().iter().filter_map(chat_in_words).collect()
    }

    /// The texts on the screen.
    fn reads(&self) -> Vec<String> {
        let lines = self.call.chat().into_iter();
        lines.map(|line| line.message.text.into()).collect()
    }

    /// Which of the texts on the screen are from before he came.
    fn history(&self) -> Vec<bool> {
        let lines = self.call.chat().into_iter();
        lines.map(|line| line.history).collect()
    }

    fn delivery(&self) -> Option<Delivery> {
        self.call.chat().last()?.delivery
    }
}

#[test]
fn a_message_goes_over_the_links_and_never_to_the_server() {
    let mut bob = Client::linked_with("ada");
    bob.says("hello", None);
    assert_eq!(bob.chatted(), ["1: say hello"]);
    assert_eq!(bob.said(), NOTHING);
    assert_eq!(bob.delivery(), Some(Delivery::Sending(1)));

    bob.hears_chat(1, ChatWord::Got(vec![message_of("bob", 1)]));
    assert_eq!(bob.delivery(), Some(Delivery::Delivered));
}

#[test]
fn a_message_to_one_person_goes_to_nobody_else() {
    let mut bob = Client::linked_with("ada");
    bob.joined("cy");
    bob.describes(2, "b2");
    bob.hears_answer("cy", "1.1", "c1");
    bob.accepted(2);
    bob.transport(2, Transport::Connected);
    bob.control_opens(2);

    bob.says("only you", Some("cy"));
    assert_eq!(bob.chatted(), ["2: say only you"]);
}

#[test]
fn a_message_to_someone_who_has_left_is_shown_as_lost() {
    let mut bob = Client::linked_with("ada");
    bob.control_says(1, &Control::Bye);
    bob.says("wait", Some("ada"));
    assert_eq!(bob.chatted(), NOTHING);
    assert_eq!(bob.delivery(), Some(Delivery::Nobody));
}

#[test]
fn what_one_has_is_told_whenever_a_channel_opens() {
    let mut bob = Client::in_room_with(&[]);
    bob.says("anyone?", None);
    assert_eq!(bob.chatted(), NOTHING);
    assert_eq!(bob.delivery(), Some(Delivery::Nobody));

    bob.joined("ada");
    bob.describes(1, "b1");
    bob.hears_answer("ada", "1.1", "a1");
    bob.accepted(1);
    bob.control_opens(1);
    assert_eq!(bob.chatted(), ["1: have 1"]);
}

#[test]
fn what_was_written_while_the_channel_was_closed_is_handed_over_when_it_opens() {
    let mut bob = Client::linked_with("ada");
    bob.control_closes(1);
    bob.says("to all", None);
    bob.says("to you", Some("ada"));
    assert_eq!(bob.chatted(), NOTHING);
    assert_eq!(bob.delivery(), Some(Delivery::Sending(1)));

    bob.control_opens(1);
    assert_eq!(bob.chatted(), ["1: have 1", "1: say to you"]);
    bob.hears_chat(1, ChatWord::Want(vec![message_of("bob", 1)]));
    assert_eq!(bob.chatted(), ["1: say to all"]);
    let got = vec![message_of("bob", 1), message_of("bob", 2)];
    bob.hears_chat(1, ChatWord::Got(got));
    assert_eq!(bob.delivery(), Some(Delivery::Delivered));
}

#[test]
fn a_message_survives_the_loss_of_the_server() {
    let mut bob = Client::linked_with("ada");
    bob.socket_closes(1006);
    bob.says("still here", None);
    assert_eq!(bob.chatted(), ["1: say still here"]);
}

#[test]
fn a_newcomer_reads_what_was_written_before_as_such() {
    let mut bob = Client::linked_with("ada");
    bob.hears_chat(1, ChatWord::Have(vec![message_of("ada", 1)]));
    assert_eq!(bob.chatted(), ["1: want 1"]);
    bob.hears_chat(1, ChatWord::Say(vec![written_by("ada", 1, "before")]));
    bob.hears_chat(1, ChatWord::Say(vec![written_by("ada", 2, "now")]));
    assert_eq!(bob.reads(), ["before", "now"]);
    assert_eq!(bob.history(), [true, false]);
}

#[test]
fn what_one_missed_while_a_channel_was_closed_is_not_from_before_one_came() {
    let mut bob = Client::linked_with("ada");
    bob.hears_chat(1, ChatWord::Have(Vec::new()));
    bob.control_closes(1);
    bob.control_opens(1);
    bob.hears_chat(1, ChatWord::Have(vec![message_of("ada", 1)]));
    bob.hears_chat(1, ChatWord::Say(vec![written_by("ada", 1, "missed")]));
    assert_eq!(bob.reads(), ["missed"]);
    assert_eq!(bob.history(), [false]);
}

#[test]
fn nobody_speaks_for_another_life_than_ones_own() {
    let mut bob = Client::linked_with("ada");
    bob.hears_chat(1, ChatWord::Say(vec![written_by("cy", 1, "as Cy")]));
    assert_eq!(bob.reads(), NOTHING);
}

#[test]
fn a_peerjs_page_has_no_chat() {
    let mut bob = Client::in_room_with(&[]);
    let call = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_1"}"#;
    bob.server_says(&relayed(RelayType::Offer, "guest", call));
    bob.describes(1, "b1");
    bob.transport(1, Transport::Connected);
    bob.control_opens(1);
    assert_eq!(bob.call.snapshot().people.len(), 1);
    assert!(bob.call.snapshot().people[0].guest);

    bob.says("hello", None);
    bob.types(None);
    assert_eq!(bob.chatted(), NOTHING);
    assert_eq!(bob.call.chat()[0].delivery, Some(Delivery::Nobody));
    bob.says("and you?", Some("guest"));
    assert_eq!(bob.chatted(), NOTHING);
    assert_eq!(bob.delivery(), Some(Delivery::Nobody));
    bob.hears_chat(1, ChatWord::Say(vec![written_by("guest", 1, "spam")]));
    assert_eq!(bob.reads(), ["hello", "and you?"]);
}

#[test]
fn the_others_are_told_once_that_one_writes_and_once_that_it_is_over() {
    let mut bob = Client::linked_with("ada");
    bob.types(None);
    assert_eq!(bob.chatted(), ["1: types"]);
    bob.passes(WRITING_FOR / 2);
    bob.types(None);
    assert_eq!(bob.chatted(), NOTHING);
    bob.passes(WRITING_FOR - Duration::from_millis(1));
    assert_eq!(bob.chatted(), NOTHING);
    bob.passes(Duration::from_millis(1));
    assert_eq!(bob.chatted(), ["1: types no more"]);
}

#[test]
fn a_person_sees_who_writes_until_the_message_is_there() {
    let mut bob = Client::linked_with("ada");
    bob.hears_chat(1, ChatWord::Typing(true));
    assert_eq!(bob.call.typing(), [id("ada")]);
    bob.hears_chat(1, ChatWord::Say(vec![written_by("ada", 1, "done")]));
    assert_eq!(bob.call.typing(), <[PeerId; 0]>::default());
}

fn message_of(author: &str, number: u32) -> MessageId {
    MessageId {
        author: life(author),
        number,
    }
}

fn written_by(author: &str, number: u32, text: &str) -> Message {
    Message {
        id: message_of(author, number),
        clock: u64::from(number),
        from: id(author),
        name: author.parse().unwrap(),
        at: 0,
        to: None,
        text: text.parse().unwrap(),
    }
}

fn chat_in_words(output: &Output) -> Option<String> {
    let Output::SendControl { connection, text } = output else {
        return None;
    };
    let Some(Control::Chat(word)) = Control::parse(text) else {
        return None;
    };
    let ConnectionId(connection) = connection;
    Some(match word {
        ChatWord::Have(ids) => format!("{connection}: have {}", ids.len()),
        ChatWord::Want(ids) => format!("{connection}: want {}", ids.len()),
        ChatWord::Say(messages) => {
            let texts: Vec<&str> = messages.iter().map(|m| m.text.as_str()).collect();
            format!("{connection}: say {}", texts.join(", "))
        }
        ChatWord::Got(ids) => format!("{connection}: got {}", ids.len()),
        ChatWord::Typing(true) => format!("{connection}: types"),
        ChatWord::Typing(false) => format!("{connection}: types no more"),
    })
}
