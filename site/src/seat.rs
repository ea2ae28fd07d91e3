//! The seat of this tab in a room.
//!
//! The tab keeps it as a text with a line for the id, one for the token and, if the page was closed in the middle of
//! the call, one for when that was and what was on: `1760000000000 on off`. Neither id nor token has a line break in
//! it. The landing module, which has to be small, knows no other format.

use std::fmt;
use std::str::FromStr;

use parley_protocol::message::{PeerId, RoomName, Token};
use parley_protocol::seal::RoomKey;
use uuid::Uuid;

use crate::browser::clock;
use crate::browser::memory::Memory;
use crate::preferences::Switches;

/// How long after a page was closed in the middle of a call it counts as loaded again, in milliseconds. The
/// server holds the seat for less, so that nobody comes into a room that they have forgotten.
const RELOADED_WITHIN: u64 = 20_000;

/// The id under which a tab is in a room, and the token that proves it.
///
/// The tab keeps them until it leaves the room. So a tab that crashed comes back as the one that the
/// others know, and a duplicate of the tab takes the seat over when it comes to the door.
pub(crate) struct Seat {
    kept: Kept,
    key: String,
}

/// A room together with how it is sealed. Whoever comes back to the room with another secret, or without, is
/// someone else there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place(String);

impl Place {
    /// A room that is sealed if there is a key.
    pub(crate) fn new(room: &RoomName, key: Option<&RoomKey>) -> Self {
        Self(match key {
            None => room.to_string(),
            // No room has a slash in its name. The id is no secret: all that is sealed tells it.
            Some(key) => format!("{room}/{:?}", key.id()),
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the tab keeps of it.
#[derive(Clone, PartialEq)]
struct Kept {
    id: PeerId,
    token: Token,
    closed: Option<Closed>,
}

/// How the page was closed in the middle of the call.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Closed {
    /// In milliseconds since the Unix epoch.
    at: u64,
    /// What was on. Whoever was muted stays so.
    switches: Switches,
}

impl Seat {
    /// The seat that the tab has at a place, or one that nobody has had before.
    pub(crate) fn take(place: &Place) -> Self {
        let key = key(place);
        let kept = Memory::of_tab().recall(&key);
        let kept = kept.and_then(|text| Kept::from_text(&text));
        let seat = match kept {
            Some(kept) => Self { kept, key },
            None => Self::new(key, fresh(), fresh()),
        };
        seat.leave_cold();
        seat
    }

    /// A seat that nobody has had before, if the tab has none at this place. It is the tab's once it is
    /// [left](Self::leave_cold) there.
    pub(crate) fn find(place: &Place) -> Option<Self> {
        let key = key(place);
        let is_free = Memory::of_tab().recall(&key).is_none();
        is_free.then(|| Self::new(key, fresh(), fresh()))
    }

    /// Sits the tab down on a seat of another tab, as if it had sat there a moment ago.
    pub(crate) fn adopt(place: &Place, id: PeerId, token: Token, switches: Switches) {
        Self::new(key(place), id, token).leave_warm(switches);
    }

    fn new(key: String, id: PeerId, token: Token) -> Self {
        let closed = None;
        let kept = Kept { id, token, closed };
        Self { kept, key }
    }

    pub(crate) fn id(&self) -> &PeerId {
        &self.kept.id
    }

    pub(crate) fn token(&self) -> &Token {
        &self.kept.token
    }

    /// Whether the tab sat on it a moment ago, before its page was loaded again.
    pub(crate) fn is_warm(&self) -> bool {
        self.closed_lately().is_some()
    }

    /// What whoever sat there then had on.
    pub(crate) fn switches(&self) -> Option<Switches> {
        Some(self.closed_lately()?.switches)
    }

    /// Remembers that the page was closed in the middle of the call, and what was on.
    pub(crate) fn leave_warm(&self, switches: Switches) {
        let at = clock::now();
        self.keep(Some(Closed { at, switches }));
    }

    /// Keeps it as that of someone who has not been in the call yet.
    pub(crate) fn leave_cold(&self) {
        self.keep(None);
    }

    fn closed_lately(&self) -> Option<Closed> {
        let ago = |closed: &Closed| clock::now().saturating_sub(closed.at);
        self.kept.closed.filter(|it| ago(it) < RELOADED_WITHIN)
    }

    fn keep(&self, closed: Option<Closed>) {
        let Kept { id, token, .. } = self.kept.clone();
        let kept = Kept { id, token, closed };
        Memory::of_tab().keep(&self.key, &kept.to_text());
    }

    /// Gives it up: the next visit is by someone whom nobody has met.
    pub(crate) fn give_up(self) {
        Memory::of_tab().forget(&self.key);
    }
}

impl Kept {
    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (id, token) = (lines.next()?.parse().ok()?, lines.next()?.parse().ok()?);
        let closed = match lines.next() {
            Some(line) => Some(Closed::from_text(line)?),
            None => None,
        };
        Some(Self { id, token, closed })
    }

    fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n", self.id.as_str(), self.token.as_str());
        if let Some(Closed { at, switches }) = self.closed {
            let word = |on| if on { "on" } else { "off" };
            let (microphone, camera) = (word(switches.microphone), word(switches.camera));
            text += &format!("{at} {microphone} {camera}\n");
        }
        text
    }
}

impl Closed {
    fn from_text(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let at = words.next()?.parse().ok()?;
        let mut is_on = || match words.next()? {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        let (microphone, camera) = (is_on()?, is_on()?);
        let switches = Switches { microphone, camera };
        Some(Self { at, switches })
    }
}

fn key(place: &Place) -> String {
    format!("parley.seat.{place}")
}

fn fresh<T: FromStr>() -> T {
    let parsed = Uuid::new_v4().to_string().parse().ok();
    parsed.expect("a UUID is a valid id and token")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_found_again_as_it_was_left() {
        let closed = |at, microphone, camera| {
            let switches = Switches { microphone, camera };
            Some(Closed { at, switches })
        };
        for closed in [None, closed(0, true, false), closed(u64::MAX, false, true)] {
            let kept = Kept {
                id: fresh(),
                token: "a token with spaces".parse().unwrap(),
                closed,
            };
            assert!(Kept::from_text(&kept.to_text()) == Some(kept));
        }
    }

    #[test]
    fn what_makes_no_sense_is_no_seat() {
        let texts = [
            "",
            "id",
            "id\n\n",
            "id\ntoken\nsoon on off",
            "id\ntoken\n1 on",
            "id\ntoken\n1 on maybe",
            "{\"id\":\"id\",\"token\":\"token\"}",
        ];
        for text in texts {
            assert!(Kept::from_text(text).is_none(), "{text:?}");
        }
    }
}
