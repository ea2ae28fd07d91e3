//! One remote peer.

/// The name of a peer connection: the machine counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// Which side of a connection makes the first offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// This side.
    Offers,
    /// The other side.
    Answers,
}

/// The state of a peer connection, as `RTCPeerConnectionState` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Not there yet.
    Connecting,
    /// Packets pass.
    Connected,
    /// Packets have stopped passing; they may start again by themselves.
    Disconnected,
    /// Packets do not pass and will not without a new negotiation.
    Failed,
}

/// How the link to a person stands, in the words that a tile needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It has never been up.
    Connecting,
    /// It is up.
    Connected,
    /// It was up and is being mended.
    Reconnecting,
}
