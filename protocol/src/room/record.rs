//! What a room leaves behind so that it can be rebuilt: an attachment on each socket, and records in
//! storage under text keys.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::waiting::WaitingFrame;
use super::{Opener, SocketId};
use crate::message::{
    FRAMES_WAIT_FOR, Opaque, PeerId, RULES_KEPT_FOR, Rules, SEAT_HELD_FOR, Token,
};

/// What a socket carries: who it speaks for. At most about 9 KiB as text, where the runtime takes 16;
/// some 120 bytes for a Parley client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The socket that carries it.
    #[serde(with = "socket_id")]
    pub socket: SocketId,
    pub(super) id: PeerId,
    pub(super) token: Token,
    #[serde(with = "millis")]
    pub(super) opened_at: Duration,
    pub(super) watches: bool,
    #[serde(default)]
    pub(super) met: BTreeSet<PeerId>,
    #[serde(default = "unknown")]
    pub(super) opener: Opener,
}

/// The opener of a socket that was accepted before openers were attached.
fn unknown() -> Opener {
    Opener::UNKNOWN
}

impl Attachment {
    /// Reads an attachment. `None` if it was not written by [`Attachment::to_text`].
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The attachment as text.
    pub fn to_text(&self) -> String {
        json(self)
    }
}

/// Something kept in storage.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Record {
    /// Which life of the roster this is.
    Epoch(u64),
    /// A seat on the roster.
    Seat(PeerId, SeatRecord),
    /// Who may come in and who may not.
    Control(ControlRecord),
    /// What someone who waits to be let in asked to join with.
    Knock(PeerId, Opaque),
    /// A frame that waits for an absent peer, under its serial number.
    Frame(u64, WaitingFrame),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SeatRecord {
    pub(super) token: Token,
    pub(super) profile: Opaque,
    #[serde(with = "optional_millis")]
    pub(super) held_until: Option<Duration>,
    /// Counts those who came onto the roster: whoever has the lowest has been there longest.
    #[serde(default)]
    pub(super) place: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ControlRecord {
    pub(super) rules: Rules,
    /// Who may not come back, in the order in which they were removed.
    pub(super) removed: Vec<SeatOf>,
    /// The last host, once the room is empty.
    pub(super) keeper: Option<SeatOf>,
    /// When all of this is forgotten, once the room is empty.
    #[serde(with = "optional_millis")]
    pub(super) until: Option<Duration>,
}

/// Whose a seat is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SeatOf {
    pub(super) id: PeerId,
    /// `None` where the room does not know it: their seat had run out.
    pub(super) token: Option<Token>,
}

pub(super) const EPOCH_KEY: &str = "epoch";
pub(super) const CONTROL_KEY: &str = "control";
const KNOCK_PREFIX: &str = "knock/";
const SEAT_PREFIX: &str = "seat/";
const FRAME_PREFIX: &str = "frame/";

pub(super) fn seat_key(id: &PeerId) -> String {
    format!("{SEAT_PREFIX}{id}")
}

pub(super) fn knock_key(id: &PeerId) -> String {
    format!("{KNOCK_PREFIX}{id}")
}

pub(super) fn frame_key(serial: u64) -> String {
    format!("{FRAME_PREFIX}{serial}")
}

impl Record {
    /// Reads a record. `None` if it is not one.
    pub(super) fn parse(key: &str, value: &str) -> Option<Self> {
        if key == EPOCH_KEY {
            return Some(Self::Epoch(value.parse().ok()?));
        }
        if key == CONTROL_KEY {
            return Some(Self::Control(serde_json::from_str(value).ok()?));
        }
        if let Some(id) = key.strip_prefix(KNOCK_PREFIX) {
            let profile = serde_json::from_str(value).ok()?;
            return Some(Self::Knock(id.parse().ok()?, profile));
        }
        if let Some(id) = key.strip_prefix(SEAT_PREFIX) {
            return Some(Self::Seat(
                id.parse().ok()?,
                serde_json::from_str(value).ok()?,
            ));
        }
        let serial = key.strip_prefix(FRAME_PREFIX)?.parse().ok()?;
        Some(Self::Frame(serial, serde_json::from_str(value).ok()?))
    }

    /// Brings a record in line with the clock, since one that was set back must not keep anything for longer. Whether
    /// that changed the record.
    pub(super) fn bound(&mut self, now: Duration) -> bool {
        match self {
            Self::Seat(_, seat) => advance(seat.held_until.as_mut(), now + SEAT_HELD_FOR),
            Self::Control(control) => advance(control.until.as_mut(), now + RULES_KEPT_FOR),
            Self::Frame(_, frame) => advance(Some(&mut frame.deadline), now + FRAMES_WAIT_FOR),
            Self::Epoch(_) | Self::Knock(..) => false,
        }
    }

    pub(super) fn to_pair(&self) -> (String, String) {
        match self {
            Self::Epoch(epoch) => (EPOCH_KEY.to_owned(), epoch.to_string()),
            Self::Seat(id, seat) => (seat_key(id), json(seat)),
            Self::Control(control) => (CONTROL_KEY.to_owned(), json(control)),
            Self::Knock(id, profile) => (knock_key(id), json(profile)),
            Self::Frame(serial, frame) => (frame_key(*serial), json(frame)),
        }
    }
}

/// Brings a time forward to `latest` if it is later. Whether it was.
fn advance(time: Option<&mut Duration>, latest: Duration) -> bool {
    let Some(time) = time.filter(|time| **time > latest) else {
        return false;
    };
    *time = latest;
    true
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records have string keys and valid raw JSON")
}

mod socket_id {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::SocketId;

    pub(super) fn serialize<S: Serializer>(id: &SocketId, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u64(id.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<SocketId, D::Error> {
        u64::deserialize(d).map(SocketId)
    }
}

/// Durations as whole milliseconds.
pub(super) mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(at: &Duration, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u64(u64::try_from(at.as_millis()).unwrap_or(u64::MAX))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Duration, D::Error> {
        u64::deserialize(d).map(Duration::from_millis)
    }
}

mod optional_millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Option<Duration>, s: S) -> Result<S::Ok, S::Error> {
        at.map(|at| u64::try_from(at.as_millis()).unwrap_or(u64::MAX))
            .serialize(s)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<Duration>, D::Error> {
        Ok(Option::<u64>::deserialize(d)?.map(Duration::from_millis))
    }
}
