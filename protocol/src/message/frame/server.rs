//! What the server says: read by a client, written by the server.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{
    Envelope, ErrorPayload, FrameError, JoinPayload, KnockPayload, Member, Opaque, RelayType,
    RoomPayload, Rules, RulesPayload, UpdatePayload, json,
};
use crate::message::PeerId;

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
        /// The ids of everyone on the roster, those who have been on it longest first. The first is the host.
        /// JOINED puts someone at the end; whoever goes makes way for the next.
        seniority: Vec<PeerId>,
    },
    /// Who may come in, and who waits for that.
    Rules {
        /// The rules.
        rules: Rules,
        /// Those who wait until someone inside lets them in. Only those inside are told.
        knocks: Vec<Member>,
        /// Those whom the host removed: close everything that goes to them. Only those inside are told.
        removed: Vec<PeerId>,
    },
    /// Someone waits to be let in, or does so no longer without having been. Only those inside are told.
    Knock {
        /// Who.
        id: PeerId,
        /// What they want to join with; `None` if they wait no longer.
        profile: Option<Opaque>,
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
                    seniority,
                } = envelope.payload_as()?;
                return Ok(Self::Room {
                    epoch,
                    resumed,
                    capacity,
                    peers,
                    seniority,
                });
            }
            "RULES" => {
                let RulesPayload {
                    rules,
                    knocks,
                    removed,
                } = envelope.payload_as()?;
                return Ok(Self::Rules {
                    rules,
                    knocks,
                    removed,
                });
            }
            "KNOCK" => {
                let id = envelope.src()?;
                let KnockPayload { profile } = envelope.payload_as()?;
                return Ok(Self::Knock { id, profile });
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
    /// The room has as many sockets as it takes, or as it takes from one address.
    TooManySockets,
    /// As many people as the room takes are on the roster.
    RoomFull,
    /// The page that opened the socket is not one of the server's own, so that it can neither watch nor join.
    ForeignPage,
    /// The host lets nobody in.
    Locked,
    /// The host removed the client.
    Removed,
    /// The socket sent more frames than [`FRAMES_PER_SECOND`](crate::message::FRAMES_PER_SECOND) allows.
    TooFast,
    /// The socket was silent for longer than [`STALE_AFTER`](crate::message::STALE_AFTER).
    Stale,
}

impl ErrorCode {
    const ALL: [Self; 8] = [
        Self::MissingParameters,
        Self::TooManySockets,
        Self::RoomFull,
        Self::ForeignPage,
        Self::Locked,
        Self::Removed,
        Self::TooFast,
        Self::Stale,
    ];

    /// The text for people and for PeerJS clients; where upstream has one, that one.
    pub fn message(self) -> &'static str {
        match self {
            Self::MissingParameters => "No id, token, or key supplied to websocket server",
            Self::TooManySockets => "Server has reached its concurrent user limit",
            Self::RoomFull => "The room is full",
            Self::ForeignPage => "Rooms are entered from the server's own pages",
            Self::Locked => "The room is locked",
            Self::Removed => "You were removed from the room",
            Self::TooFast => "Too many messages",
            Self::Stale => "No heartbeat received",
        }
    }

    fn as_wire(self) -> Option<&'static str> {
        match self {
            Self::MissingParameters | Self::TooManySockets => None,
            Self::RoomFull => Some("ROOM-FULL"),
            Self::ForeignPage => Some("FOREIGN-PAGE"),
            Self::Locked => Some("LOCKED"),
            Self::Removed => Some("REMOVED"),
            Self::TooFast => Some("TOO-FAST"),
            Self::Stale => Some("STALE"),
        }
    }

    fn from_wire(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_wire() == Some(code))
    }
}

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
pub fn relay(relay: RelayType, src: &PeerId, dst: &PeerId, payload: Option<&RawValue>) -> String {
    let (src, dst) = (json(src), json(dst));
    let (name, payload) = match payload {
        Some(payload) => (r#","payload":"#, payload.get()),
        None => ("", ""),
    };
    // In one piece: this is all that most frames ask of a server.
    [
        r#"{"type":""#,
        relay.as_str(),
        r#"","src":"#,
        &src,
        r#","dst":"#,
        &dst,
        name,
        payload,
        "}",
    ]
    .concat()
}

/// ROOM: everyone on the roster but the receiver.
pub fn room(
    epoch: u64,
    resumed: bool,
    capacity: usize,
    peers: Vec<Member>,
    seniority: Vec<PeerId>,
) -> String {
    let payload = json(&RoomPayload {
        epoch,
        resumed,
        capacity,
        peers,
        seniority,
    });
    format!(r#"{{"type":"ROOM","payload":{payload}}}"#)
}

/// RULES: who may come in, who waits for that, and who was removed.
pub fn rules(rules: Rules, knocks: Vec<Member>, removed: Vec<PeerId>) -> String {
    let payload = json(&RulesPayload {
        rules,
        knocks,
        removed,
    });
    format!(r#"{{"type":"RULES","payload":{payload}}}"#)
}

/// KNOCK: someone waits to be let in, or does so no longer.
pub fn knock(src: &PeerId, profile: Option<Opaque>) -> String {
    let payload = json(&KnockPayload { profile });
    format!(
        r#"{{"type":"KNOCK","src":{},"payload":{payload}}}"#,
        json(src)
    )
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
