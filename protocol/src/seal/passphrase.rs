//! Passphrases that people tell each other.

use std::fmt;
use std::str::FromStr;

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::message::RoomName;
use crate::nfc::composed;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
const SALT_DOMAIN: &[u8] = b"parley passphrase salt 1\0";

/// A passphrase, brought into one form, so that it is the same whoever types it: NFC, runs of white space
/// made one space, none around it. Case counts.
///
/// [`Passphrase::MIN_CHARS`] to [`Passphrase::MAX_CHARS`] characters. Wiped when dropped; `Debug` does not
/// show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why a text cannot be a [`Passphrase`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// It has fewer than [`Passphrase::MIN_CHARS`] characters, repeated white space aside.
    #[error("has fewer than {} characters", Passphrase::MIN_CHARS)]
    TooShort,
    /// It has more than [`Passphrase::MAX_CHARS`] characters.
    #[error("has more than {} characters", Passphrase::MAX_CHARS)]
    TooLong,
}

/// A passphrase could not be stretched: the 64 MiB it takes are not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is not enough memory to stretch a passphrase")]
pub struct StretchError;

/// What [`Passphrase::stretch`] makes of a passphrase. As secret as the passphrase itself: wiped when
/// dropped, not shown by `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StretchedPassphrase([u8; Self::BYTES]);

impl Passphrase {
    /// The server holds everything it takes to try passphrases at its leisure. Shorter ones would not
    /// stand even at a second for each try.
    pub const MIN_CHARS: usize = 12;

    /// More than anyone types.
    pub const MAX_CHARS: usize = 256;

    /// The passphrase in its one form, for another thread.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes trying passphrases expensive: Argon2id with 64 MiB, three passes and one lane, salted with the
    /// room's name, so that each room has to be attacked by itself.
    ///
    /// Takes a good part of a second and 64 MiB of memory at a stretch. Argon2 cannot be paused: nothing on
    /// the page's own thread would move, and WebAssembly would keep the memory for good. So a page calls
    /// this in a Web Worker of its own, which loads nothing but this function, sends
    /// [`StretchedPassphrase::as_bytes`] back and is terminated, memory and all.
    pub fn stretch(&self, room: &RoomName) -> Result<StretchedPassphrase, StretchError> {
        let salt = Sha256::new()
            .chain_update(SALT_DOMAIN)
            .chain_update(room.as_str())
            .finalize();
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(StretchedPassphrase::BYTES))
            .expect("the parameters are within RFC 9106's bounds");
        let mut stretched = StretchedPassphrase([0; StretchedPassphrase::BYTES]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), &salt, &mut stretched.0)
            .map_err(|_| StretchError)?;
        Ok(stretched)
    }
}

impl FromStr for Passphrase {
    type Err = PassphraseError;

    fn from_str(text: &str) -> Result<Self, PassphraseError> {
        // Four bytes for a character, and as much white space again: what is longer is no passphrase.
        if text.len() > Self::MAX_CHARS * 8 {
            return Err(PassphraseError::TooLong);
        }
        // Reserved in one go, for NFC at most triples a text: growing would leave copies behind.
        let mut passphrase = Zeroizing::new(String::with_capacity(text.len() * 3));
        for word in text.split_whitespace() {
            if !passphrase.is_empty() {
                passphrase.push(' ');
            }
            passphrase.extend(composed(word));
        }
        match passphrase.chars().count() {
            ..Self::MIN_CHARS => Err(PassphraseError::TooShort),
            Self::MIN_CHARS..=Self::MAX_CHARS => Ok(Self(passphrase)),
            _ => Err(PassphraseError::TooLong),
        }
    }
}

impl StretchedPassphrase {
    /// How many bytes it has.
    pub const BYTES: usize = 32;

    /// Takes what another thread computed.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes, for another thread.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl fmt::Debug for StretchedPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StretchedPassphrase(…)")
    }
}
