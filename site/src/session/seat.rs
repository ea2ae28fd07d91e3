//! The seat of this tab in a room.

use std::str::FromStr;

use parley_protocol::message::{PeerId, RoomName, Token};
use uuid::Uuid;

use crate::browser::memory::Memory;

/// The id under which a tab is in a room, and the token that proves it.
///
/// The tab keeps them until it leaves the room. So a tab that crashed comes back as the one that the
/// others know, and a duplicate of the tab takes the seat over when it comes to the door.
pub(super) struct Seat {
    pub(super) id: PeerId,
    pub(super) token: Token,
    key: String,
}

impl Seat {
    /// The seat that the tab has in the room, or one that nobody has had before.
    pub(super) fn take(room: &RoomName) -> Self {
        let memory = Memory::of_tab();
        let key = format!("parley.seat.{room}");
        let kept = memory
            .recall(&key)
            .and_then(|seat| serde_json::from_str(&seat).ok());
        let (id, token) = kept.unwrap_or_else(|| (fresh(), fresh()));
        if let Ok(seat) = serde_json::to_string(&(&id, &token)) {
            memory.keep(&key, &seat);
        }
        Self { id, token, key }
    }

    /// Gives it up: the next visit is by someone whom nobody has met.
    pub(super) fn give_up(self) {
        Memory::of_tab().forget(&self.key);
    }
}

fn fresh<T: FromStr>() -> T {
    let parsed = Uuid::new_v4().to_string().parse().ok();
    parsed.expect("a UUID is a valid id and token")
}
