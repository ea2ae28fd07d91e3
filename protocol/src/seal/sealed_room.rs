//! One participant's end of a sealed room.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::{Context, Kind, Opener, RoomKey, SealError, Sealed, Sealer, Stream};
use crate::message::{Instance, Opaque, PeerId, Profile, RelayType, RoomName, Signal};

/// A participant's end of a sealed room. See the [module documentation](super).
#[derive(Clone, Debug, PartialEq)]
pub struct SealedRoom {
    own_id: PeerId,
    own: Instance,
    sealer: Sealer,
    opener: Opener,
    refused: Refused,
}

/// How much was refused, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Said in the clear.
    pub not_sealed: u64,
    /// Sealed with another secret.
    pub other_key: u64,
    /// Opened before.
    pub replayed: u64,
    /// Well sealed, by a version that knows more than this one.
    pub not_understood: u64,
    /// Changed on the way, or moved from elsewhere.
    pub forged: u64,
}

impl SealedRoom {
    /// The end of the participant `own_id` in its life `own`. `stream` is random and never used twice.
    pub fn new(
        key: RoomKey,
        room: RoomName,
        own_id: PeerId,
        own: Instance,
        stream: Stream,
    ) -> Self {
        Self {
            own_id,
            own,
            sealer: Sealer::new(key.clone(), room.clone(), stream),
            opener: Opener::new(key, room),
            refused: Refused::default(),
        }
    }

    /// The own profile, for JOIN and UPDATE.
    pub fn seal_profile(&mut self, profile: &Profile) -> Result<Opaque, SealError> {
        let text = self.seal(Kind::Profile, None, 0, profile)?;
        let raw = RawValue::from_string(text).expect("a sealed text is a JSON string");
        Opaque::of(&raw).ok_or(SealError::TooLarge)
    }

    /// The profile of `src`, from ROOM, JOINED or UPDATE.
    pub fn open_profile(&mut self, src: &PeerId, profile: &Opaque) -> Result<Profile, SealError> {
        let opened = Sealed::parse(profile.as_str()).and_then(|sealed| {
            let context = Context {
                kind: Kind::Profile,
                src,
                dst: None,
                generation: 0,
            };
            read(&self.opener.open(&context, &sealed)?)
        });
        self.counted(opened)
    }

    /// The payload of the frame that carries `signal` to `dst`.
    pub fn seal_signal(&mut self, dst: &PeerId, signal: &Signal) -> Result<String, SealError> {
        let kind = kind(signal.relay_type()).expect("signals are offers, answers or candidates");
        self.seal(kind, Some(dst), signal.generation, signal)
    }

    /// The signal in the payload of a relayed frame from `src`. It is for this life of this participant:
    /// what is for another, or does not say, is refused as [`SealError::Replayed`].
    pub fn open_signal(
        &mut self,
        relay: RelayType,
        src: &PeerId,
        payload: &str,
    ) -> Result<Signal, SealError> {
        let opened = Sealed::parse(payload).and_then(|sealed| {
            let context = Context {
                kind: kind(relay).ok_or(SealError::NotUnderstood)?,
                src,
                dst: Some(&self.own_id),
                generation: sealed.generation(),
            };
            let message = self.opener.open(&context, &sealed)?;
            let text = std::str::from_utf8(&message).map_err(|_| SealError::NotUnderstood)?;
            let signal = Signal::parse(relay, text).map_err(|_| SealError::NotUnderstood)?;
            if signal.generation != sealed.generation() {
                return Err(SealError::NotUnderstood);
            }
            if signal.to != Some(self.own) {
                return Err(SealError::Replayed);
            }
            Ok(signal)
        });
        self.counted(opened)
    }

    /// A message of the text chat, to be kept where everyone in the room finds it.
    pub fn seal_chat(&mut self, message: &impl Serialize) -> Result<String, SealError> {
        self.seal(Kind::Chat, None, 0, message)
    }

    /// A message of the text chat that `src` left. Opens as often as it is read.
    pub fn open_chat<T: DeserializeOwned>(
        &mut self,
        src: &PeerId,
        payload: &str,
    ) -> Result<T, SealError> {
        let opened = Sealed::parse(payload).and_then(|sealed| {
            let context = Context {
                kind: Kind::Chat,
                src,
                dst: None,
                generation: 0,
            };
            read(&self.opener.open(&context, &sealed)?)
        });
        self.counted(opened)
    }

    /// How much was refused so far.
    pub fn refused(&self) -> Refused {
        self.refused
    }

    fn seal(
        &mut self,
        kind: Kind,
        dst: Option<&PeerId>,
        generation: u32,
        message: &impl Serialize,
    ) -> Result<String, SealError> {
        let message = serde_json::to_vec(message).map_err(|_| SealError::NotUnderstood)?;
        let message = Zeroizing::new(message);
        let context = Context {
            kind,
            src: &self.own_id,
            dst,
            generation,
        };
        self.sealer.seal(&context, &message)
    }

    fn counted<T>(&mut self, opened: Result<T, SealError>) -> Result<T, SealError> {
        if let Err(error) = &opened {
            let count = match error {
                SealError::NotSealed => &mut self.refused.not_sealed,
                SealError::OtherKey => &mut self.refused.other_key,
                SealError::Replayed => &mut self.refused.replayed,
                SealError::NotUnderstood => &mut self.refused.not_understood,
                SealError::Forged | SealError::TooLarge | SealError::Exhausted => {
                    &mut self.refused.forged
                }
            };
            *count = count.saturating_add(1);
        }
        opened
    }
}

fn read<T: DeserializeOwned>(message: &[u8]) -> Result<T, SealError> {
    serde_json::from_slice(message).map_err(|_| SealError::NotUnderstood)
}

fn kind(relay: RelayType) -> Option<Kind> {
    match relay {
        RelayType::Offer => Some(Kind::Offer),
        RelayType::Answer => Some(Kind::Answer),
        RelayType::Candidate => Some(Kind::Candidates),
        RelayType::Leave | RelayType::Expire => None,
    }
}
