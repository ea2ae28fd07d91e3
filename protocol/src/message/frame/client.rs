//! What a client says: read by the server, written by a client.

use serde_json::value::RawValue;

use super::{
    Envelope, FrameError, JoinPayload, Opaque, RelayType, Rules, UpdatePayload, json, read_id,
};
use crate::message::PeerId;

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
    /// The client's page is being closed, for good or to be loaded again.
    Away,
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
    /// The host says who may come in from now on.
    Rules(Rules),
    /// Someone inside lets in someone who knocks.
    Admit(PeerId),
    /// The host takes someone out of the room, or refuses someone who knocks, and keeps them out.
    Remove(PeerId),
}

impl<'a> ClientFrame<'a> {
    /// Reads a frame from a client. `src` is ignored: the server knows who is speaking.
    pub fn parse(text: &'a str) -> Result<Self, FrameError> {
        let envelope = Envelope::parse(text)?;
        // To peerjs-server a null and an empty `dst` are none.
        let dst = envelope
            .dst
            .filter(|dst| !matches!(dst.get(), "null" | r#""""#));
        let relay = match (&*envelope.kind, dst) {
            ("HEARTBEAT", _) => return Ok(Self::Heartbeat),
            ("LEAVE", None) => return Ok(Self::Leave),
            ("AWAY", _) => return Ok(Self::Away),
            ("WATCH", _) => return Ok(Self::Watch),
            ("JOIN", _) => {
                let JoinPayload { profile, calls } = envelope.payload_as()?;
                return Ok(Self::Join { profile, calls });
            }
            ("UPDATE", _) => {
                let UpdatePayload { profile } = envelope.payload_as()?;
                return Ok(Self::Update { profile });
            }
            ("RULES", _) => return Ok(Self::Rules(envelope.payload_as()?)),
            ("ADMIT", dst) => return Ok(Self::Admit(read_id(dst.ok_or(FrameError::Incomplete)?)?)),
            ("REMOVE", dst) => {
                return Ok(Self::Remove(read_id(dst.ok_or(FrameError::Incomplete)?)?));
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
            dst: read_id(dst.ok_or(FrameError::Incomplete)?)?,
            payload: envelope.payload,
        })
    }

    /// Whether a whole room hears of it, or it is answered with a whole roster.
    pub fn is_announcement(&self) -> bool {
        match self {
            Self::Watch
            | Self::Join { .. }
            | Self::Update { .. }
            | Self::Rules(_)
            | Self::Admit(_)
            | Self::Remove(_) => true,
            Self::Heartbeat | Self::Relay { .. } | Self::Leave | Self::Away => false,
        }
    }
}

/// LEAVE: the client leaves for good.
pub fn leave() -> String {
    r#"{"type":"LEAVE"}"#.to_owned()
}

/// AWAY: the client's page is being closed, for good or to be loaded again.
pub fn away() -> String {
    r#"{"type":"AWAY"}"#.to_owned()
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

/// RULES: who may come in from now on.
pub fn rules(rules: Rules) -> String {
    format!(r#"{{"type":"RULES","payload":{}}}"#, json(&rules))
}

/// ADMIT: someone who knocks may come in.
pub fn admit(dst: &PeerId) -> String {
    format!(r#"{{"type":"ADMIT","dst":{}}}"#, json(dst))
}

/// REMOVE: someone is to leave and to stay out.
pub fn remove(dst: &PeerId) -> String {
    format!(r#"{{"type":"REMOVE","dst":{}}}"#, json(dst))
}

/// A frame for another peer; `payload` is JSON.
pub fn relay(relay: RelayType, dst: &PeerId, payload: &str) -> String {
    let kind = relay.as_str();
    let dst = json(dst);
    format!(r#"{{"type":"{kind}","dst":{dst},"payload":{payload}}}"#)
}
