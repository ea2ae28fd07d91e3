//! Frames between a client and the server.
//!
//! The shape is PeerJS's: `{type, src?, dst?, payload?}`. The exact texts and the order of the fields
//! follow peerjs-server 1.0.2 (`services/webSocketServer`, `messageHandler`).

pub mod client;
pub mod server;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::names::PeerId;
use super::{MAX_FRAME_BYTES, MAX_PROFILE_BYTES};

/// The types of frames that pass from peer to peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
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
    /// [`MAX_PROFILE_BYTES`] or not expressible as JSON.
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
    /// It is larger than [`MAX_FRAME_BYTES`].
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
    #[serde(default)]
    seniority: Vec<PeerId>,
}

/// The rules of a room under control: who may come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether nobody comes in any more.
    pub locked: bool,
    /// Whether whoever comes waits until someone inside lets them in.
    pub knocking: bool,
}

#[derive(Serialize, Deserialize)]
struct RulesPayload {
    #[serde(flatten)]
    rules: Rules,
    #[serde(default)]
    knocks: Vec<Member>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    removed: Vec<PeerId>,
}

#[derive(Serialize, Deserialize)]
struct KnockPayload {
    profile: Option<Opaque>,
}

#[derive(Serialize, Deserialize)]
struct ErrorPayload<'a> {
    msg: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Cow<'a, str>>,
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own types have string keys and valid raw JSON")
}

#[cfg(test)]
mod tests;
