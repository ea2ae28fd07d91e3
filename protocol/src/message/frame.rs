//! Frames between a client and the server.
//!
//! The shape is PeerJS's: `{type, src?, dst?, payload?}`. The exact texts and the order of the fields
//! follow peerjs-server 1.0.2 (`services/webSocketServer`, `messageHandler`).

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::names::PeerId;
use super::{MAX_FRAME_BYTES, MAX_PROFILE_BYTES};

/// A frame from a client, parsed. Payloads borrow from the frame's text.
#[derive(Clone, Debug)]
pub enum ClientFrame<'a> {
    /// The client is alive. Normally the runtime answers this before the room sees it.
    Heartbeat,
    /// A frame for one other peer.
    Relay {
        /// What kind of frame.
        relay: RelayType,
        /// The peer that shall have it.
        dst: PeerId,
        /// What it carries, to the byte.
        payload: Option<&'a RawValue>,
    },
    /// The client leaves for good.
    Leave,
    /// The client wants the roster and its changes without being on it.
    Watch,
    /// The client goes on the roster.
    Join {
        /// What the others shall know of it.
        profile: Opaque,
        /// The peers that it calls itself; everyone else on the roster calls it.
        calls: Vec<PeerId>,
    },
    /// The profile of a client on the roster has changed.
    Update {
        /// What the others shall know of it from now on.
        profile: Opaque,
    },
}

/// The types of frames that pass from peer to peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelayType {
    /// A session description that opens or renegotiates.
    Offer,
    /// A session description in answer to one.
    Answer,
    /// ICE candidates.
    Candidate,
    /// The sender closes its connections with the receiver.
    Leave,
    /// The sender could not reach the receiver.
    Expire,
}

impl RelayType {
    /// The type as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "OFFER",
            Self::Answer => "ANSWER",
            Self::Candidate => "CANDIDATE",
            Self::Leave => "LEAVE",
            Self::Expire => "EXPIRE",
        }
    }

    /// Whether such a frame waits for a peer that is away. The others are dropped then
    /// (peerjs-server `transmission/index.ts`).
    pub fn waits(self) -> bool {
        match self {
            Self::Offer | Self::Answer | Self::Candidate => true,
            Self::Leave | Self::Expire => false,
        }
    }
}

/// JSON that the server carries without looking inside: a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opaque(String);

impl Opaque {
    /// Writes `value` as JSON. `None` if it is larger than
    /// [`MAX_PROFILE_BYTES`](super::MAX_PROFILE_BYTES) or not expressible as JSON.
    pub fn of(value: &impl Serialize) -> Option<Self> {
        let text = serde_json::to_string(value).ok()?;
        (text.len() <= MAX_PROFILE_BYTES).then_some(Self(text))
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Opaque {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if raw.get().len() > MAX_PROFILE_BYTES {
            return Err(serde::de::Error::custom("the profile is too large"));
        }
        Ok(Self(raw.get().to_owned()))
    }
}

/// Someone on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: PeerId,
    /// What it told of itself when it joined, or since.
    pub profile: Opaque,
}

/// Why a text is not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// It is not JSON, or not an object with a `type`.
    #[error("is not a frame")]
    Malformed,
    /// It is well formed, but its type is not one the receiver takes. Such frames are dropped.
    #[error("has an unknown type")]
    UnknownType,
    /// Its type asks for a `dst` or a `payload` that it does not have, or not of the right kind.
    #[error("lacks what its type asks for")]
    Incomplete,
    /// It is larger than [`MAX_FRAME_BYTES`](super::MAX_FRAME_BYTES).
    #[error("is too large")]
    TooLarge,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default, deserialize_with = "present")]
    src: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    dst: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    payload: Option<&'a RawValue>,
}

/// Keeps an explicit `null` apart from a field that is missing.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

impl<'a> Envelope<'a> {
    fn parse(text: &'a str) -> Result<Self, FrameError> {
        if text.len() > MAX_FRAME_BYTES {
            return Err(FrameError::TooLarge);
        }
        serde_json::from_str(text).map_err(|_| FrameError::Malformed)
    }

    fn payload_as<T: Deserialize<'a>>(&self) -> Result<T, FrameError> {
        let payload = self.payload.ok_or(FrameError::Incomplete)?;
        serde_json::from_str(payload.get()).map_err(|_| FrameError::Incomplete)
    }

    fn src(&self) -> Result<PeerId, FrameError> {
        read_id(self.src.ok_or(FrameError::Incomplete)?)
    }
}

fn read_id(raw: &RawValue) -> Result<PeerId, FrameError> {
    serde_json::from_str(raw.get()).map_err(|_| FrameError::Incomplete)
}

#[derive(Serialize, Deserialize)]
struct JoinPayload {
    profile: Opaque,
    #[serde(default)]
    calls: Vec<PeerId>,
}

#[derive(Serialize, Deserialize)]
struct UpdatePayload {
    profile: Opaque,
}

#[derive(Serialize, Deserialize)]
struct RoomPayload {
    epoch: u64,
    resumed: bool,
    capacity: usize,
    peers: Vec<Member>,
}

#[derive(Serialize, Deserialize)]
struct ErrorPayload<'a> {
    msg: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Cow<'a, str>>,
}

impl<'a> ClientFrame<'a> {
    /// Reads a frame from a client. `src` is ignored: the server knows who is speaking.
    pub fn parse(text: &'a str) -> Result<Self, FrameError> {
        let envelope = Envelope::parse(text)?;
        let relay = match (&*envelope.kind, envelope.dst) {
            ("HEARTBEAT", _) => return Ok(Self::Heartbeat),
            ("LEAVE", None) => return Ok(Self::Leave),
            ("WATCH", _) => return Ok(Self::Watch),
            ("JOIN", _) => {
                let JoinPayload { profile, calls } = envelope.payload_as()?;
                return Ok(Self::Join { profile, calls });
            }
            ("UPDATE", _) => {
                let UpdatePayload { profile } = envelope.payload_as()?;
                return Ok(Self::Update { profile });
            }
            ("OFFER", _) => RelayType::Offer,
            ("ANSWER", _) => RelayType::Answer,
            ("CANDIDATE", _) => RelayType::Candidate,
            ("LEAVE", _) => RelayType::Leave,
            ("EXPIRE", _) => RelayType::Expire,
            _ => return Err(FrameError::UnknownType),
        };
        Ok(Self::Relay {
            relay,
            dst: read_id(envelope.dst.ok_or(FrameError::Incomplete)?)?,
            payload: envelope.payload,
        })
    }
}

/// A frame from the server, parsed by a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerFrame {
    /// The server took the socket.
    Open,
    /// The id belongs to a client with another token.
    IdTaken,
    /// The server refuses something.
    Error {
        /// What to do about it; `None` for an error that only has a text.
        code: Option<ErrorCode>,
        /// The text, for logs.
        message: String,
    },
    /// The roster, in answer to WATCH and JOIN.
    Room {
        /// Which life of the room this is. It changes when the room has been empty or has lost its
        /// memory, so that an absence means nothing.
        epoch: u64,
        /// Whether the client was on the roster already, so that nobody was told of its JOIN.
        resumed: bool,
        /// How many people the room takes.
        capacity: usize,
        /// Everyone on the roster but the receiver.
        peers: Vec<Member>,
    },
    /// Someone came onto the roster.
    Joined {
        /// Who, and what it says of itself.
        member: Member,
        /// The peers that it calls itself.
        calls: Vec<PeerId>,
    },
    /// The profile of someone on the roster changed.
    Update(Member),
    /// A peer left for good: close everything that goes to it.
    Left(PeerId),
    /// A peer's seat ran out while its socket was away. Its links may well be alive.
    Gone(PeerId),
    /// The server could not deliver to this peer.
    Expired(PeerId),
    /// A frame from another peer.
    Relayed {
        /// What kind of frame.
        relay: RelayType,
        /// The peer it is from, as the server vouches.
        src: PeerId,
        /// What it carries: JSON, or nothing.
        payload: Option<String>,
    },
}

impl ServerFrame {
    /// Reads a frame from the server.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        // A ROOM frame holds a whole roster and may be larger than what a client may send.
        let envelope: Envelope<'_> =
            serde_json::from_str(text).map_err(|_| FrameError::Malformed)?;
        let relay = match &*envelope.kind {
            "OPEN" => return Ok(Self::Open),
            "ID-TAKEN" => return Ok(Self::IdTaken),
            "ERROR" => {
                let ErrorPayload { msg, code } = envelope.payload_as()?;
                return Ok(Self::Error {
                    code: code.as_deref().and_then(ErrorCode::from_wire),
                    message: msg.into_owned(),
                });
            }
            "ROOM" => {
                let RoomPayload {
                    epoch,
                    resumed,
                    capacity,
                    peers,
                } = envelope.payload_as()?;
                return Ok(Self::Room {
                    epoch,
                    resumed,
                    capacity,
                    peers,
                });
            }
            "JOINED" => {
                let id = envelope.src()?;
                let JoinPayload { profile, calls } = envelope.payload_as()?;
                let member = Member { id, profile };
                return Ok(Self::Joined { member, calls });
            }
            "UPDATE" => {
                let id = envelope.src()?;
                let UpdatePayload { profile } = envelope.payload_as()?;
                return Ok(Self::Update(Member { id, profile }));
            }
            "LEAVE" => return Ok(Self::Left(envelope.src()?)),
            "GONE" => return Ok(Self::Gone(envelope.src()?)),
            "EXPIRE" => return Ok(Self::Expired(envelope.src()?)),
            "OFFER" => RelayType::Offer,
            "ANSWER" => RelayType::Answer,
            "CANDIDATE" => RelayType::Candidate,
            _ => return Err(FrameError::UnknownType),
        };
        Ok(Self::Relayed {
            relay,
            src: envelope.src()?,
            payload: envelope.payload.map(|raw| raw.get().to_owned()),
        })
    }
}

/// What an ERROR frame is about. PeerJS clients look at the text alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The upgrade lacked `id`, `token` or `key`, or one of them is not valid.
    MissingParameters,
    /// The room has as many sockets as it takes.
    TooManySockets,
    /// As many people as the room takes are on the roster.
    RoomFull,
    /// The socket sent more frames than [`FRAMES_PER_SECOND`](super::FRAMES_PER_SECOND) allows.
    TooFast,
    /// The socket was silent for longer than [`STALE_AFTER`](super::STALE_AFTER).
    Stale,
}

impl ErrorCode {
    const ALL: [Self; 5] = [
        Self::MissingParameters,
        Self::TooManySockets,
        Self::RoomFull,
        Self::TooFast,
        Self::Stale,
    ];

    /// The text for people and for PeerJS clients; where upstream has one, that one.
    pub fn message(self) -> &'static str {
        match self {
            Self::MissingParameters => "No id, token, or key supplied to websocket server",
            Self::TooManySockets => "Server has reached its concurrent user limit",
            Self::RoomFull => "The room is full",
            Self::TooFast => "Too many messages",
            Self::Stale => "No heartbeat received",
        }
    }

    fn as_wire(self) -> Option<&'static str> {
        match self {
            Self::MissingParameters | Self::TooManySockets => None,
            Self::RoomFull => Some("ROOM-FULL"),
            Self::TooFast => Some("TOO-FAST"),
            Self::Stale => Some("STALE"),
        }
    }

    fn from_wire(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_wire() == Some(code))
    }
}

/// Writes what a client says.
pub mod client {
    use super::{JoinPayload, Opaque, PeerId, RelayType, UpdatePayload, json};

    /// LEAVE: the client leaves for good.
    pub fn leave() -> String {
        r#"{"type":"LEAVE"}"#.to_owned()
    }

    /// WATCH: the client wants the roster without being on it.
    pub fn watch() -> String {
        r#"{"type":"WATCH"}"#.to_owned()
    }

    /// JOIN: the client goes on the roster and calls `calls` itself.
    pub fn join(profile: Opaque, calls: Vec<PeerId>) -> String {
        let payload = json(&JoinPayload { profile, calls });
        format!(r#"{{"type":"JOIN","payload":{payload}}}"#)
    }

    /// UPDATE: the client's profile changed.
    pub fn update(profile: Opaque) -> String {
        let payload = json(&UpdatePayload { profile });
        format!(r#"{{"type":"UPDATE","payload":{payload}}}"#)
    }

    /// A frame for another peer; `payload` is JSON.
    pub fn relay(relay: RelayType, dst: &PeerId, payload: &str) -> String {
        let kind = relay.as_str();
        let dst = json(dst);
        format!(r#"{{"type":"{kind}","dst":{dst},"payload":{payload}}}"#)
    }
}

/// Writes what the server says.
pub mod server {
    use std::borrow::Cow;

    use serde_json::value::RawValue;

    use super::{
        ErrorCode, ErrorPayload, JoinPayload, Member, Opaque, PeerId, RelayType, RoomPayload,
        UpdatePayload, json,
    };

    /// OPEN: the socket is taken.
    pub fn open() -> String {
        r#"{"type":"OPEN"}"#.to_owned()
    }

    /// ID-TAKEN: another client holds the id.
    pub fn id_taken() -> String {
        r#"{"type":"ID-TAKEN","payload":{"msg":"ID is taken"}}"#.to_owned()
    }

    /// ERROR, with a code for the errors that only Parley knows.
    pub fn error(error: ErrorCode) -> String {
        let payload = json(&ErrorPayload {
            msg: Cow::Borrowed(error.message()),
            code: error.as_wire().map(Cow::Borrowed),
        });
        format!(r#"{{"type":"ERROR","payload":{payload}}}"#)
    }

    /// A frame from `src` to `dst`: the payload is spliced in to the byte.
    pub fn relay(
        relay: RelayType,
        src: &PeerId,
        dst: &PeerId,
        payload: Option<&RawValue>,
    ) -> String {
        let (kind, src, dst) = (relay.as_str(), json(src), json(dst));
        match payload.map(RawValue::get) {
            Some(payload) => {
                format!(r#"{{"type":"{kind}","src":{src},"dst":{dst},"payload":{payload}}}"#)
            }
            None => format!(r#"{{"type":"{kind}","src":{src},"dst":{dst}}}"#),
        }
    }

    /// ROOM: everyone on the roster but the receiver.
    pub fn room(epoch: u64, resumed: bool, capacity: usize, peers: Vec<Member>) -> String {
        let payload = json(&RoomPayload {
            epoch,
            resumed,
            capacity,
            peers,
        });
        format!(r#"{{"type":"ROOM","payload":{payload}}}"#)
    }

    /// JOINED: someone came onto the roster.
    pub fn joined(src: &PeerId, profile: Opaque, calls: Vec<PeerId>) -> String {
        let payload = json(&JoinPayload { profile, calls });
        format!(
            r#"{{"type":"JOINED","src":{},"payload":{payload}}}"#,
            json(src)
        )
    }

    /// UPDATE: someone's profile changed.
    pub fn update(src: &PeerId, profile: Opaque) -> String {
        let payload = json(&UpdatePayload { profile });
        format!(
            r#"{{"type":"UPDATE","src":{},"payload":{payload}}}"#,
            json(src)
        )
    }

    /// LEAVE: a peer left for good.
    pub fn left(src: &PeerId) -> String {
        format!(r#"{{"type":"LEAVE","src":{}}}"#, json(src))
    }

    /// GONE: a peer's seat ran out.
    pub fn gone(src: &PeerId) -> String {
        format!(r#"{{"type":"GONE","src":{}}}"#, json(src))
    }

    /// EXPIRE: nobody took what `dst` sent to `src` in time.
    pub fn expire(src: &PeerId, dst: &PeerId) -> String {
        format!(
            r#"{{"type":"EXPIRE","src":{},"dst":{}}}"#,
            json(src),
            json(dst)
        )
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own types have string keys and valid raw JSON")
}

#[cfg(test)]
mod tests;
