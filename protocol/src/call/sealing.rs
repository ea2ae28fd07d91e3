//! What passes the server of a sealed room: sealed on its way out, opened on its way in.
//!
//! In an open room everything is written and read in the clear here, so that nothing else in a call knows which
//! kind of room it is in.

use std::collections::BTreeMap;

use super::Call;
use crate::message::{
    Carried, Member, Opaque, PeerId, Profile, RelayType, SealedSignal, Signal, SignalError,
};
use crate::seal::{SealError, Sealed, SealedRoom};

/// At most this many are counted who are not shown.
const MAX_STRANGERS: usize = 64;

/// How many people on the roster are not shown because their profiles cannot be read, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strangers {
    /// They have another secret or passphrase than this client.
    pub other_secret: usize,
    /// They have no secret, and this client has one: they think that the room is open.
    pub no_secret: usize,
    /// They have a secret, and this client has none: the room is private, and its link was not complete.
    pub secret_lacking: usize,
    /// What they say claims to be sealed with this client's secret and does not open: somebody changed it.
    pub tampered: usize,
}

impl Strangers {
    /// How many there are in all.
    pub fn count(self) -> usize {
        self.other_secret + self.no_secret + self.secret_lacking + self.tampered
    }
}

/// Those on the roster who are not shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strange(BTreeMap<PeerId, Reason>);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reason {
    OtherSecret,
    NoSecret,
    SecretLacking,
    Tampered,
}

impl Strange {
    pub(super) fn forget(&mut self, id: &PeerId) {
        self.0.remove(id);
    }

    pub(super) fn forget_all_but(&mut self, members: &[Member]) {
        self.0
            .retain(|id, _| members.iter().any(|member| member.id == *id));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn count(&self) -> Strangers {
        let mut strangers = Strangers::default();
        for reason in self.0.values() {
            *match reason {
                Reason::OtherSecret => &mut strangers.other_secret,
                Reason::NoSecret => &mut strangers.no_secret,
                Reason::SecretLacking => &mut strangers.secret_lacking,
                Reason::Tampered => &mut strangers.tampered,
            } += 1;
        }
        strangers
    }

    fn note(&mut self, id: PeerId, reason: Reason) {
        if self.0.len() < MAX_STRANGERS || self.0.contains_key(&id) {
            self.0.insert(id, reason);
        }
    }
}

/// What became of someone's profile.
pub(super) enum Reading {
    /// It is theirs; `None` if it is not one that this version knows.
    Read(Option<Profile>),
    /// It is one that they gave up since. Somebody shows it again.
    Outdated,
    /// It cannot be read, so they are not shown.
    Unread,
}

impl Call {
    /// The own profile as the server gets it. The same one is sealed only once: a server that sees it again on
    /// another socket tells nobody.
    pub(super) fn opaque_profile(&mut self) -> Option<Opaque> {
        let profile = self.profile()?;
        let Some(seal) = &mut self.seal else {
            return Some(profile.to_opaque());
        };
        if let Some((of, sealed)) = &self.sealed_profile
            && *of == profile
        {
            return Some(sealed.clone());
        }
        let sealed = seal.seal_profile(&profile).ok()?;
        self.sealed_profile = Some((profile, sealed.clone()));
        Some(sealed)
    }

    /// Reads the profile of someone on the roster, and remembers if that is not possible.
    pub(super) fn read_profile(&mut self, member: &Member) -> Reading {
        let reason = match &mut self.seal {
            None => match Sealed::parse(member.profile.as_str()) {
                Err(SealError::NotSealed) => {
                    self.strange.forget(&member.id);
                    return Reading::Read(Profile::from_opaque(&member.profile));
                }
                Ok(_) | Err(_) => Reason::SecretLacking,
            },
            Some(seal) => match seal.open_profile(&member.id, &member.profile) {
                Ok(profile) => {
                    self.strange.forget(&member.id);
                    return Reading::Read(Some(profile));
                }
                Err(SealError::Replayed) => return Reading::Outdated,
                Err(SealError::OtherKey) => Reason::OtherSecret,
                Err(SealError::NotSealed) => Reason::NoSecret,
                Err(SealError::NotUnderstood) => {
                    self.strange.forget(&member.id);
                    return Reading::Read(None);
                }
                Err(SealError::Forged | SealError::TooLarge | SealError::Exhausted) => {
                    Reason::Tampered
                }
            },
        };
        if member.id != self.config.id {
            self.strange.note(member.id.clone(), reason);
        }
        Reading::Unread
    }

    /// The payload of the frame that carries a signal. `None` if it cannot be sealed: it is too large.
    pub(super) fn signal_payload(&mut self, to: &PeerId, signal: &Signal) -> Option<String> {
        match &mut self.seal {
            None => Some(signal.to_payload()),
            Some(seal) => seal.seal_signal(to, signal).ok(),
        }
    }

    /// Reads the payload of a frame from `src`.
    pub(super) fn read_signal(
        &mut self,
        relay: RelayType,
        src: &PeerId,
        payload: &str,
    ) -> Result<Signal, SignalError> {
        match &mut self.seal {
            None => Signal::parse(relay, payload),
            // Whatever does not open is not answered either, by nobody.
            Some(seal) => seal
                .open_signal(relay, src, payload)
                .map_err(|_| SignalError::Malformed),
        }
    }

    /// A signal as others pass it on.
    pub(super) fn carried(&mut self, to: &PeerId, signal: &Signal) -> Option<Carried> {
        match &mut self.seal {
            None => Some(Carried::Clear(signal.clone())),
            Some(seal) => Some(Carried::Sealed(SealedSignal {
                relay: signal.relay_type(),
                sealed: unquoted(&seal.seal_signal(to, signal).ok()?)?,
            })),
        }
    }

    /// Reads a signal that another passed on in the name of `from`.
    pub(super) fn read_carried(&mut self, from: &PeerId, carried: Carried) -> Option<Signal> {
        match (&mut self.seal, carried) {
            (None, Carried::Clear(signal)) => Some(signal),
            (Some(seal), Carried::Sealed(SealedSignal { relay, sealed })) => {
                seal.open_signal(relay, from, &format!("\"{sealed}\"")).ok()
            }
            (Some(seal), Carried::Clear(signal)) => {
                // It does not open, and so is counted as everything that is said in the clear.
                let refused = seal.open_signal(signal.relay_type(), from, &signal.to_payload());
                refused.ok()
            }
            (None, Carried::Sealed(_)) => None,
        }
    }
}

/// A sealed text without the quotes of its JSON form, which has no escapes.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.to_owned())
}

/// The end of a sealed room that a call's configuration asks for.
pub(super) fn sealed_room(config: &super::Config) -> Option<SealedRoom> {
    let seal = config.seal.clone()?;
    Some(SealedRoom::new(
        seal.key,
        config.room.clone(),
        config.id.clone(),
        config.instance,
        seal.stream,
    ))
}
