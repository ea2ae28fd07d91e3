//! The private rooms that a person has asked this browser to remember.
//!
//! What is kept of a room is its name and its [`Secret`]. Of a room with a passphrase that is what
//! [`Passphrase::stretch`](parley_protocol::seal::Passphrase::stretch) gives, which opens that one room; people use the
//! passphrase itself elsewhere, too, so it is never kept.
//!
//! The text has a line for each room, the newest first: the secret in base64url, a space, the name. No name has a line
//! break in it.

use base64ct::{Base64UrlUnpadded, Encoding};
use parley_protocol::message::RoomName;

use crate::browser::memory::Memory;
use crate::secret::Secret;

const KEY: &str = "parley.rooms";
/// Whoever has another one remembered loses the oldest.
const MOST: usize = 12;

/// The rooms, the newest first. No two have the same name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered(Vec<(RoomName, Secret)>);

impl Remembered {
    /// What this browser remembers.
    pub(crate) fn load() -> Self {
        Self::from_text(&Memory::of_browser().recall(KEY).unwrap_or_default())
    }

    /// Has the browser remember these and no others, if it lets pages keep anything.
    pub(crate) fn save(&self) {
        let memory = Memory::of_browser();
        match self.0.is_empty() {
            true => memory.forget(KEY),
            false => memory.keep(KEY, &self.to_text()),
        }
    }

    /// What seals a room.
    pub(crate) fn secret_of(&self, room: &RoomName) -> Option<&Secret> {
        let (_, secret) = self.0.iter().find(|(name, _)| name == room)?;
        Some(secret)
    }

    /// Their names.
    pub(crate) fn names(&self) -> Vec<RoomName> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Adds a room, in place of the one that had its name.
    pub(crate) fn add(&mut self, room: RoomName, secret: Secret) {
        self.remove(&room);
        self.0.insert(0, (room, secret));
        self.0.truncate(MOST);
    }

    /// Remembers a room no longer.
    pub(crate) fn remove(&mut self, room: &RoomName) {
        self.0.retain(|(name, _)| name != room);
    }

    /// Lines that make no sense are passed over.
    fn from_text(text: &str) -> Self {
        let room = |line: &str| {
            let (code, name) = line.split_once(' ')?;
            let bytes = Base64UrlUnpadded::decode_vec(code).ok()?;
            Some((name.parse().ok()?, Secret::from_bytes(&bytes)?))
        };
        Self(text.lines().filter_map(room).take(MOST).collect())
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for (name, secret) in &self.0 {
            text += &Base64UrlUnpadded::encode_string(secret.as_bytes());
            text += " ";
            text += name.as_str();
            text += "\n";
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use parley_protocol::seal::{RoomSecret, StretchedPassphrase};

    use super::*;

    fn name(text: &str) -> RoomName {
        text.parse().unwrap()
    }

    fn link(seed: u8) -> Secret {
        Secret::Link(RoomSecret::from_bytes([seed; 16]))
    }

    fn passphrase(seed: u8) -> Secret {
        Secret::Passphrase(StretchedPassphrase::from_bytes([seed; 32]))
    }

    #[test]
    fn rooms_are_found_again_with_what_seals_them_and_the_newest_comes_first() {
        let mut rooms = Remembered::default();
        rooms.add(name("3k9v-2m4p"), link(1));
        rooms.add(name("Ada’s room  東京 🦜"), passphrase(2));

        let again = Remembered::from_text(&rooms.to_text());

        let names = ["Ada’s room  東京 🦜", "3k9v-2m4p"].map(name);
        assert_eq!(again.names(), names);
        for (room, secret) in names.iter().zip([passphrase(2), link(1)]) {
            let found = again.secret_of(room).unwrap();
            assert_eq!(found.key(room), secret.key(room));
            assert_eq!(found.sealing(), secret.sealing());
        }
    }

    #[test]
    fn a_room_that_has_another_secret_now_is_remembered_with_that() {
        let mut rooms = Remembered::default();
        rooms.add(name("Blue"), link(1));
        rooms.add(name("Blue"), link(2));
        let blue = name("Blue");
        assert_eq!(rooms.names().len(), 1);
        let found = rooms.secret_of(&blue).unwrap();
        assert_eq!(found.key(&blue), link(2).key(&blue));
    }

    #[test]
    fn nothing_is_left_of_a_room_that_is_forgotten() {
        let mut rooms = Remembered::default();
        rooms.add(name("Blue"), link(1));
        rooms.remove(&name("blue"));
        assert_eq!(rooms.names(), [name("Blue")]);
        rooms.remove(&name("Blue"));
        assert_eq!(rooms.to_text(), "");
    }

    #[test]
    fn no_more_are_remembered_than_fit_on_the_page() {
        let mut rooms = Remembered::default();
        for number in 0..20 {
            rooms.add(name(&format!("room {number}")), link(number));
        }
        assert_eq!(rooms.names().len(), MOST);
        assert_eq!(rooms.names()[0], name("room 19"));
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        let mut rooms = Remembered::default();
        rooms.add(name("Blue"), link(1));
        let text = format!(
            "\nAQ Red\n* Green\n{}AQEBAQEBAQEBAQEBAQEBAQ \n",
            rooms.to_text()
        );
        assert_eq!(Remembered::from_text(&text).names(), [name("Blue")]);
    }
}
