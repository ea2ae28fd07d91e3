//! Who has the floor, who wants it, and what the others make of it: rules over a few samples of the call,
//! pure, so that they can be tested without microphones, people or a clock.

pub(crate) mod hands;
pub(crate) mod reactions;
pub(crate) mod speaking;

use parley_protocol::message::PeerId;

/// Somebody in the room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Party {
    /// The person at this screen.
    Own,
    /// Someone else.
    Peer(PeerId),
}
