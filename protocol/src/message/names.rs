//! The names of things: rooms, people, peers. Each type can only hold a valid value.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::nfc::composed;

/// The name of a room, as it stands in its link.
///
/// Case-sensitive, 1 to 64 characters of Unicode in NFC without surrounding white space; no control
/// characters and no `/`. `.` and `..` are refused because URL parsers eat them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoomName(String);

/// The name a person goes by in a room.
///
/// 1 to 64 characters of Unicode in NFC without surrounding white space and without control
/// characters. Two people may have the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DisplayName(String);

/// The id of a peer: a UUID for Parley's own clients, whatever a PeerJS client chose for others.
///
/// 1 to 128 characters without control characters; case-sensitive, never normalised. The bound keeps
/// it usable as a tag of a Durable Object's websocket (at most 256 UTF-16 units). Cheap to clone: both machines
/// are full of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PeerId(Arc<str>);

/// The secret that proves that two sockets with one [`PeerId`] belong to the same client.
///
/// 1 to 128 characters without control characters. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(String);

/// One life of a client: a number drawn when a call starts.
///
/// A page that reloads may come back with the same [`PeerId`], but never with the same instance; its
/// links of the life before are then known to be dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instance(pub u64);

/// Why a text is not a valid name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left of it, white space aside.
    #[error("is empty")]
    Empty,
    /// It has more than this many characters.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// It has a control character.
    #[error("has a control character")]
    Control,
    /// It has a slash, which would end the path segment that holds it.
    #[error("has a slash")]
    Slash,
    /// It is `.` or `..`, which URLs treat as directions.
    #[error("is made of dots only")]
    Dots,
}

const MAX_NAME_CHARS: usize = 64;
const MAX_ID_CHARS: usize = 128;

impl FromStr for RoomName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let name = normalised(text)?;
        if name.contains('/') {
            return Err(NameError::Slash);
        }
        if name == "." || name == ".." {
            return Err(NameError::Dots);
        }
        Ok(Self(name))
    }
}

impl FromStr for DisplayName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        normalised(text).map(Self)
    }
}

impl FromStr for PeerId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        identifier(text).map(|id| Self(id.into()))
    }
}

impl From<PeerId> for String {
    fn from(id: PeerId) -> Self {
        id.as_str().to_owned()
    }
}

impl FromStr for Token {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        identifier(text).map(Self)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

macro_rules! text_name {
    ($($name:ident),*) => {$(
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, NameError> {
                text.parse()
            }
        }
    )*};
}

macro_rules! owned_name {
    ($($name:ident),*) => {$(
        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    )*};
}

macro_rules! shown_name {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_name!(RoomName, DisplayName, PeerId, Token);
owned_name!(RoomName, DisplayName, Token);
shown_name!(RoomName, DisplayName, PeerId);

fn normalised(text: &str) -> Result<String, NameError> {
    // NFC can lengthen a text up to threefold: bound the input first.
    if text.len() > MAX_NAME_CHARS * 16 {
        return Err(NameError::TooLong(MAX_NAME_CHARS));
    }
    let name: String = composed(text.trim()).collect();
    bounded(&name, MAX_NAME_CHARS)?;
    Ok(name)
}

fn identifier(text: &str) -> Result<String, NameError> {
    bounded(text, MAX_ID_CHARS)?;
    Ok(text.to_owned())
}

fn bounded(text: &str, max: usize) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text.chars().nth(max).is_some() {
        return Err(NameError::TooLong(max));
    }
    if text.chars().any(char::is_control) {
        return Err(NameError::Control);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(text: &str) -> Result<String, NameError> {
        text.parse::<RoomName>().map(String::from)
    }

    #[cfg(feature = "nfc")]
    #[test]
    fn a_room_name_is_trimmed_and_composed() {
        assert_eq!(room("  Cafe\u{301} \n"), Ok("Café".to_owned()));
    }

    #[test]
    fn a_room_name_keeps_its_case() {
        assert_ne!(room("Blue"), room("blue"));
    }

    #[test]
    fn a_room_name_may_be_64_emoji_but_not_65() {
        assert!(room(&"🦜".repeat(64)).is_ok());
        assert_eq!(room(&"🦜".repeat(65)), Err(NameError::TooLong(64)));
    }

    #[test]
    fn a_room_name_is_not_empty_a_path_or_a_control_character() {
        assert_eq!(room("  "), Err(NameError::Empty));
        assert_eq!(room("a/b"), Err(NameError::Slash));
        assert_eq!(room("a\u{7}b"), Err(NameError::Control));
        assert_eq!(room(".."), Err(NameError::Dots));
        assert!(room("...").is_ok());
    }

    #[test]
    fn a_huge_room_name_is_refused_before_it_is_normalised() {
        assert_eq!(room(&"ﷺ".repeat(1_000_000)), Err(NameError::TooLong(64)));
    }

    #[test]
    fn a_display_name_may_hold_markup_slashes_and_right_to_left_text() {
        for text in ["<script>alert(1)</script>", "a/b", "שלום"] {
            assert_eq!(
                text.parse::<DisplayName>().map(String::from),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn an_id_is_kept_to_the_letter() {
        let id: PeerId = " two words ".parse().unwrap();
        assert_eq!(id.as_str(), " two words ");
    }

    #[test]
    fn an_id_has_1_to_128_characters_without_control_characters() {
        let id = |text: &str| text.parse::<PeerId>().map(|_| ());
        assert_eq!(id(""), Err(NameError::Empty));
        assert_eq!(id(&"x".repeat(128)), Ok(()));
        assert_eq!(id(&"x".repeat(129)), Err(NameError::TooLong(128)));
        assert_eq!(id("a\nb"), Err(NameError::Control));
    }

    #[test]
    fn a_token_does_not_show_in_debug_output() {
        let token: Token = "hunter2".parse().unwrap();
        assert!(!format!("{token:?}").contains("hunter2"));
    }
}
