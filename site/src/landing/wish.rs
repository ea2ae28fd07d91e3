//! Where somebody wants to go, and what is begun of it before the call module is there.

use parley_protocol::message::{DisplayName, RoomName};

use crate::browser::head_start::{Begun, HeadStart};
use crate::browser::socket;
use crate::seat::{Place, Seat};
use crate::secret::Secret;

/// Where the person wants to go.
pub(super) struct Wish {
    pub(super) room: RoomName,
    pub(super) name: DisplayName,
    pub(super) seal: Seal,
}

/// What seals a room.
pub(super) enum Seal {
    /// Nothing.
    None,
    /// This.
    With(Secret),
    /// What becomes of the passphrase.
    Awaited,
}

/// What has been begun for a wish.
pub(super) struct Beginning {
    pub(super) place: Place,
    /// The seat from which the websocket was opened.
    seat: Option<Seat>,
    head_start: HeadStart,
}

impl Wish {
    /// Where it leads, if it is known what seals the room.
    pub(super) fn place(&self) -> Option<Place> {
        let key = match &self.seal {
            Seal::None => None,
            Seal::With(secret) => Some(secret.key(&self.room)),
            Seal::Awaited => return None,
        };
        Some(Place::new(&self.room, key.as_ref()))
    }
}

impl Beginning {
    pub(super) fn new(wish: &Wish, place: Place) -> Self {
        // On a seat that it has already this tab may come back to a call, or another tab be in one.
        let seat = Seat::find(&place);
        let url = seat.as_ref().map(|seat| {
            let url = socket::url(&wish.room, seat.id(), seat.token());
            socket::attempt(&url, true)
        });
        Self {
            head_start: HeadStart::begin(url.as_deref()),
            place,
            seat,
        }
    }

    /// Gives it to the call module, which finds the seat where the tab keeps it.
    pub(super) fn hand_over(self) -> Begun {
        if let Some(seat) = self.seat {
            seat.leave_cold();
        }
        self.head_start.hand_over()
    }
}
