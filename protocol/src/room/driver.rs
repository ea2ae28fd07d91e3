//! What passes between a room and its driver.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::message::{DEFAULT_CAPACITY, PeerId, Token};

/// What differs between deployments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// How many people the roster takes.
    pub capacity: usize,
}

/// The driver's name for a websocket: a number it draws at random, below 2⁵³, and never uses twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SocketId(pub u64);

/// Who opened a websocket, as far as the driver knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// Whether a page of somebody else's site opened it. Such a one speaks PeerJS's words, but neither watches nor
    /// joins: else any page on the web could enter a room, in the name of whoever visits it.
    pub is_foreign: bool,
    /// A number that stands for the address it was opened from; `None` where that is not known.
    pub address: Option<u64>,
    /// When the client asked for it by the client's own clock, in milliseconds since the Unix epoch; `None` where it
    /// did not say. Tells which of two websockets of one seat is the later one when they come in the wrong order.
    #[serde(default)]
    pub asked_at: Option<u64>,
}

/// What can happen to a room.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// The driver accepted a websocket with these parameters. Feed [`Input::Beats`] first.
    Connect {
        /// The new socket.
        socket: SocketId,
        /// The id it asks for.
        id: PeerId,
        /// The token it proves itself with.
        token: Token,
        /// Where it comes from.
        opener: Opener,
        /// Whether it watches from the start, as if it said WATCH next: that spares a round trip.
        watches: bool,
    },
    /// A text frame arrived.
    Text {
        /// From this socket.
        socket: SocketId,
        /// Its text.
        text: &'a str,
    },
    /// A binary frame arrived.
    Binary {
        /// From this socket.
        socket: SocketId,
    },
    /// The other side closed a socket, or it broke.
    Closed {
        /// This one.
        socket: SocketId,
        /// The code of the close frame; 1006 where there was none.
        code: u16,
    },
    /// When the runtime last answered a heartbeat, for each socket that ever sent one. Feed it before
    /// [`Input::Connect`] and [`Input::Timeout`], and in answer to [`Output::AskBeats`].
    Beats(Vec<(SocketId, Duration)>),
    /// The time of [`super::Room::next_timeout`] has come.
    Timeout,
}

/// What the driver must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a text frame. A socket that cannot take it is reported as [`Input::Closed`] if the
    /// runtime says so, and is otherwise found by its silence.
    Send {
        /// To this socket.
        socket: SocketId,
        /// The frame.
        text: String,
    },
    /// Close a socket, which the room no longer knows. In answer to [`Input::Closed`] this completes
    /// the close handshake. Failure is to be ignored.
    Close {
        /// This socket.
        socket: SocketId,
        /// A code that may be sent.
        code: u16,
        /// At most 123 bytes.
        reason: &'static str,
    },
    /// Attach this to the socket in place of what was attached.
    Attach(Attachment),
    /// Keep a record in storage in place of the one with the same key.
    Put {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Erase a record from storage.
    Erase {
        /// Its key.
        key: String,
    },
    /// Feed [`Input::Beats`].
    AskBeats,
}

impl Opener {
    /// One that nothing is known of: no page, no address, and no time.
    pub const UNKNOWN: Self = Self {
        is_foreign: false,
        address: None,
        asked_at: None,
    };
}

impl Default for Config {
    fn default() -> Self {
        Self {
            capacity: DEFAULT_CAPACITY,
        }
    }
}
