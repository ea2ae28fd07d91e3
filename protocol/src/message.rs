//! The words on the wire.
//!
//! Parley speaks the PeerJS wire protocol: JSON objects `{type, src?, dst?, payload?}` in websocket
//! text frames. A PeerJS `key` is a Parley room. Clients that want presence use a few types more:
//! WATCH, JOIN, UPDATE, AWAY towards the server; ROOM, JOINED, UPDATE, GONE and LEAVE from it. RULES, ADMIT
//! and REMOVE control who may come in; the server tells of that with RULES and KNOCK.
//!
//! Everything from outside is parsed once, at the edge, into types that can only hold valid values:
//!
//! - [`RoomName`], [`DisplayName`], [`PeerId`] and [`Token`] are the names of things (`names`);
//! - [`ClientFrame`] is what a client says to the server, [`ServerFrame`] what the server says to a
//!   client (`frame`);
//! - [`Signal`] is what one Parley peer says to another through the server, [`Control`] what it says
//!   over the link's own data channel (`signal`);
//! - [`PeerjsSignal`] is what a PeerJS page says to a Parley peer (`peerjs`);
//! - [`IceConfig`] is what the server answers over HTTP to who asks for ICE servers (`ice`).
//!
//! The server never looks inside a relayed `payload`: its bytes pass through untouched.

mod frame;
mod ice;
mod names;
mod peerjs;
mod signal;

pub use self::frame::client::ClientFrame;
pub use self::frame::server::{ErrorCode, ServerFrame};
pub use self::frame::{FrameError, Member, Opaque, RelayType, Rules, client, server};
pub use self::ice::{IceConfig, IceServer, RelayStatus};
pub use self::names::{DisplayName, Instance, NameError, PeerId, RoomName, Token};
pub use self::peerjs::{PeerjsBody, PeerjsConnection, PeerjsKind, PeerjsSignal};
pub use self::signal::{
    Candidate, Carried, Control, Emoji, EmojiError, Gathered, MediaState, Profile, SealedSignal,
    Signal, SignalBody, SignalError,
};

use std::time::Duration;

/// What a client sends as its heartbeat, to the letter.
///
/// The text is PeerJS's own (`lib/socket.ts`), so that the edge runtime's exact-match
/// auto-response answers PeerJS clients and Parley clients alike while the room sleeps.
pub const HEARTBEAT: &str = r#"{"type":"HEARTBEAT"}"#;

/// What the runtime answers to [`HEARTBEAT`]. It is not JSON on purpose: PeerJS clients drop
/// such a frame with a debug line, the quietest reaction they have.
pub const HEARTBEAT_REPLY: &str = "beat";

/// How often a Parley client sends [`HEARTBEAT`].
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(25);

/// How long a socket may stay silent before it counts as dead.
///
/// Browsers let background tabs run timers once a minute, so this tolerates two missed beats.
pub const STALE_AFTER: Duration = Duration::from_secs(150);

/// How long the holder of an id may have been silent when a client with another token asks for that id.
///
/// PeerJS clients beat every 5 seconds, and whoever asks has usually lost the holder's socket itself. A
/// page in the background that beats once a minute can lose its id that way, but only to someone who
/// asks for just that one. Participants are on the roster and have until [`STALE_AFTER`].
pub const CONTESTED_AFTER: Duration = Duration::from_secs(20);

/// How long a seat is kept for a socket that dropped without LEAVE.
pub const SEAT_HELD_FOR: Duration = Duration::from_secs(30);

/// How long a seat is kept for a page that was closed and may be loading again.
pub const RELOADED_WITHIN: Duration = Duration::from_secs(5);

/// How long a room that is empty remembers its rules and whom it keeps out.
pub const RULES_KEPT_FOR: Duration = Duration::from_secs(60 * 60);

/// At most this many people are kept out of a room. Then the first of them may come again.
pub const MAX_REMOVED: usize = 256;

/// How long frames wait for an absent peer before their senders get EXPIRE.
pub const FRAMES_WAIT_FOR: Duration = Duration::from_secs(5);

/// The largest frame the server takes, in bytes of UTF-8. A larger one closes the socket with
/// [`close::TOO_BIG`].
pub const MAX_FRAME_BYTES: usize = 64 * 1024;

/// The largest profile, in bytes of JSON.
pub const MAX_PROFILE_BYTES: usize = 2 * 1024;

/// At most this many frames wait for one absent peer.
pub const MAX_WAITING_FRAMES: usize = 64;

/// At most this many bytes of frames wait for one absent peer.
pub const MAX_WAITING_BYTES: usize = 256 * 1024;

/// At most this many absent peers of one room have frames waiting for them.
pub const MAX_WAITING_PEERS: usize = 32;

/// At most this many sockets are in one room, whether on the roster or not.
pub const MAX_SOCKETS: usize = 64;

/// At most this many of them are opened from one address, so that nobody keeps everyone else out alone. Offices
/// and schools have hundreds of people behind one address, but not in one room.
pub const MAX_SOCKETS_FROM_ONE_ADDRESS: usize = 32;

/// How many people a room takes unless it is configured otherwise.
pub const DEFAULT_CAPACITY: usize = 12;

/// A socket may send this many frames in a burst: four hundred candidates, and a few more.
pub const BURST_FRAMES: u32 = 450;

/// A socket may send this many frames a second for ever.
///
/// The bucket refills in less time than a room needs to fall asleep, so a bucket that is forgotten
/// with the room's memory grants nothing that waiting would not have.
pub const FRAMES_PER_SECOND: u32 = 50;

/// Of the frames that a socket sends, this many in a burst may be ones that a whole room hears of, or that are answered
/// with a whole roster. A page sends two when it enters and one when its profile changes.
pub const BURST_ANNOUNCEMENTS: u32 = 20;

/// Of the frames that a socket sends, this many a second may be such ones for ever.
pub const ANNOUNCEMENTS_PER_SECOND: u32 = 2;

/// A socket is sent this many bytes in a burst: more than everyone who fits into a room has to say to a newcomer.
///
/// The runtime does not tell how much of what it was given to send still waits for a client that reads slowly, or
/// not at all. So what is sent is bounded instead.
pub const MAX_BURST_BYTES: u32 = 2 * 1024 * 1024;

/// A socket is sent this many bytes a second for ever.
pub const BYTES_PER_SECOND: u32 = 256 * 1024;

/// The close codes of the websocket that carry meaning here.
pub mod close {
    /// The peer is done. RFC 6455 §7.4.1.
    pub const NORMAL: u16 = 1000;
    /// The page was closed or left. RFC 6455 §7.4.1.
    pub const GOING_AWAY: u16 = 1001;
    /// The frame is one this server never takes, a binary one. RFC 6455 §7.4.1.
    pub const UNSUPPORTED: u16 = 1003;
    /// The peer broke a rule, such as the frame rate. RFC 6455 §7.4.1.
    pub const POLICY: u16 = 1008;
    /// The frame is over [`MAX_FRAME_BYTES`](super::MAX_FRAME_BYTES). RFC 6455 §7.4.1.
    pub const TOO_BIG: u16 = 1009;
    /// The same id and token came in on another socket, which holds the seat now.
    pub const SUPERSEDED: u16 = 4000;
    /// The socket was silent for longer than [`STALE_AFTER`](super::STALE_AFTER).
    pub const STALE: u16 = 4001;
    /// The host removed the client from the room. It may not come back with the same id or token.
    pub const REMOVED: u16 = 4002;

    /// The code to close with in answer to a close frame that carried `received`.
    ///
    /// Codes that must never appear on the wire (1005, 1006, 1015; RFC 6455 §7.4.1) and codes that an
    /// application may not send become [`NORMAL`].
    pub fn reply_to(received: u16) -> u16 {
        match received {
            1000 | 3000..=4999 => received,
            _ => NORMAL,
        }
    }
}
