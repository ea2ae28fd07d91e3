//! What chats say to one another, and what a screen shows of it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::message::{DisplayName, Instance, PeerId};

/// The longest text, in characters.
pub const MAX_TEXT_CHARS: usize = 4_000;

/// The name of a message, which its author's life gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId {
    /// The author's life.
    pub author: Instance,
    /// The author's count.
    pub number: u32,
}

/// A message as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its name.
    pub id: MessageId,
    /// Its place in the log. Messages of one place stand in the order of their ids.
    pub clock: u64,
    /// The author.
    pub from: PeerId,
    /// The name of the author when it was written.
    pub name: DisplayName,
    /// When the author's clock said it was written, in milliseconds since the Unix epoch.
    pub at: u64,
    /// The only other person who shall see it; `None` for everyone.
    pub to: Option<PeerId>,
    /// The text.
    pub text: Text,
}

/// A text worth sending: not blank, at most [`MAX_TEXT_CHARS`] characters, and without control characters
/// other than line feeds and tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

/// Why a text is not worth sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It is blank.
    #[error("is blank")]
    Blank,
    /// It has more than [`MAX_TEXT_CHARS`] characters.
    #[error("is longer than {MAX_TEXT_CHARS} characters")]
    TooLong,
}

/// What chats say to one another over a control channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatWord {
    /// The public messages that the sender has.
    Have(Vec<MessageId>),
    /// Please hand these over.
    Want(Vec<MessageId>),
    /// Messages, new or asked for.
    Say(Vec<Message>),
    /// These have arrived.
    Got(Vec<MessageId>),
    /// The sender is writing, or is not any more.
    Typing(bool),
}

/// What has become of an own message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It is on its way to this many people who were present when it was written.
    Sending(usize),
    /// Nobody has it: the room was empty, or the only receiver has left. To everyone, it waits for
    /// whoever comes; to one person, it is lost.
    Nobody,
    /// Everyone whom it was meant for has it.
    Delivered,
}

/// A message as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The message.
    pub message: Message,
    /// Whether it is from before we came: a peer had it already when we met.
    pub history: bool,
    /// What has become of it, if it is an own one.
    pub delivery: Option<Delivery>,
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        if text.chars().nth(MAX_TEXT_CHARS).is_some() {
            return Err(TextError::TooLong);
        }
        let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        let text: String = text.trim().chars().filter(kept).collect();
        if text.is_empty() {
            return Err(TextError::Blank);
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Text {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}
