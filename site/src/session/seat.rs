//! The seat of this tab in a room.

use std::fmt;
use std::str::FromStr;

use parley_protocol::message::{PeerId, RoomName, Token};
use parley_protocol::seal::RoomKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::tabs::HandedSeat;
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
pub(super) struct Seat {
    kept: Kept,
    key: String,
}

/// A room together with how it is sealed. Whoever comes back to the room with another secret, or without, is
/// someone else there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place(String);

impl Place {
    /// A room that is sealed if there is a key.
    pub(super) fn new(room: &RoomName, key: Option<&RoomKey>) -> Self {
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
#[derive(Serialize, Deserialize)]
struct Kept {
    id: PeerId,
    token: Token,
    /// When the page was closed in the middle of the call, in milliseconds since the Unix epoch.
    closed_at: Option<u64>,
    /// What was on then. Whoever was muted stays so.
    switches: Option<Switches>,
}

impl Seat {
    /// The seat that the tab has at a place, or one that nobody has had before.
    pub(super) fn take(place: &Place) -> Self {
        let memory = Memory::of_tab();
        let key = key(place);
        let kept = memory
            .recall(&key)
            .and_then(|seat| serde_json::from_str(&seat).ok());
        let kept = kept.unwrap_or_else(|| Kept {
            id: fresh(),
            token: fresh(),
            closed_at: None,
            switches: None,
        });
        let seat = Self { kept, key };
        seat.keep(None, None);
        seat
    }

    /// Sits the tab down on a seat of another tab, as if it had sat there a moment ago.
    pub(super) fn adopt(place: &Place, seat: &HandedSeat) {
        let kept = Kept {
            id: seat.id.clone(),
            token: seat.token.clone(),
            closed_at: None,
            switches: None,
        };
        let key = key(place);
        Self { kept, key }.leave_warm(seat.switches);
    }

    pub(super) fn id(&self) -> &PeerId {
        &self.kept.id
    }

    pub(super) fn token(&self) -> &Token {
        &self.kept.token
    }

    /// Whether the tab sat on it a moment ago, before its page was loaded again.
    pub(super) fn is_warm(&self) -> bool {
        let closed_at = self.kept.closed_at;
        closed_at.is_some_and(|at| clock::now().saturating_sub(at) < RELOADED_WITHIN)
    }

    /// What whoever sat there then had on.
    pub(super) fn switches(&self) -> Option<Switches> {
        self.kept.switches.filter(|_| self.is_warm())
    }

    /// Remembers that the page was closed in the middle of the call, and what was on.
    pub(super) fn leave_warm(&self, switches: Switches) {
        self.keep(Some(clock::now()), Some(switches));
    }

    fn keep(&self, closed_at: Option<u64>, switches: Option<Switches>) {
        let kept = Kept {
            id: self.kept.id.clone(),
            token: self.kept.token.clone(),
            closed_at,
            switches,
        };
        if let Ok(seat) = serde_json::to_string(&kept) {
            Memory::of_tab().keep(&self.key, &seat);
        }
    }

    /// Gives it up: the next visit is by someone whom nobody has met.
    pub(super) fn give_up(self) {
        Memory::of_tab().forget(&self.key);
    }
}

fn key(place: &Place) -> String {
    format!("parley.seat.{place}")
}

fn fresh<T: FromStr>() -> T {
    let parsed = Uuid::new_v4().to_string().parse().ok();
    parsed.expect("a UUID is a valid id and token")
}
