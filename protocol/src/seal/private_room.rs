//! Private rooms: a name nobody guesses, and a secret in the link's fragment.
//!
//! Browsers do not send a fragment to any server, so the secret stays among those who have the link. In the
//! link it stands as `#k=` and 24 characters of base64url: 16 bytes of secret and a CRC-16 over the room's name
//! and the secret. The checksum guards against nothing but accidents: a mistyped character, two swapped
//! ones, an end that a mail program cut off, or the link of one room with the secret of another.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use crc::{CRC_16_IBM_3740, Crc, NoTable};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::message::RoomName;

const KEY: &str = "k=";
const CHECKSUM_BYTES: usize = 2;
const CODE_BYTES: usize = RoomSecret::BYTES + CHECKSUM_BYTES;
const CODE_CHARS: usize = CODE_BYTES * 4 / 3;

/// Crockford's base 32 in lower case: no `i`, `l`, `o` or `u`.
const NAME_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const NAME_CHARS: usize = 16;

/// The secret of a private room: 128 random bits. Wiped when dropped; `Debug` does not show it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RoomSecret([u8; Self::BYTES]);

/// A new private room.
#[derive(Clone, Debug)]
pub struct PrivateRoom {
    /// Its name: 80 random bits in four groups of four letters and digits.
    pub name: RoomName,
    /// Its secret.
    pub secret: RoomSecret,
}

/// Why a fragment gives no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FragmentError {
    /// It has no `k=`: the link is that of an open room, or lost its end.
    #[error("has no secret")]
    Missing,
    /// The secret has fewer characters than it should: the link was cut off.
    #[error("has only {0} of {CODE_CHARS} characters of the secret")]
    Truncated(usize),
    /// The secret has more characters than it should: something stuck to the link.
    #[error("has more than {CODE_CHARS} characters of secret")]
    TooLong,
    /// The secret has a character that no secret has.
    #[error("has {0:?} in the secret")]
    Character(char),
    /// The checksum does not fit: a character is wrong, or the secret is another room's.
    #[error("has a mistake in the secret, or is from the link of another room")]
    Mistyped,
}

impl PrivateRoom {
    /// How many random bytes a private room takes.
    pub const RANDOM_BYTES: usize = 10 + RoomSecret::BYTES;

    /// Makes a private room of `random`, which has to come from a cryptographic generator.
    pub fn new(random: &[u8; Self::RANDOM_BYTES]) -> Self {
        let (name, secret) = random.split_at(Self::RANDOM_BYTES - RoomSecret::BYTES);
        let secret = secret.try_into().expect("split where the secret begins");
        Self {
            name: name_from(name),
            secret: RoomSecret::from_bytes(secret),
        }
    }

    /// The fragment of the room's link, `#` included.
    pub fn fragment(&self) -> Zeroizing<String> {
        self.secret.to_fragment(&self.name)
    }
}

impl RoomSecret {
    /// How many random bytes a secret is made of.
    pub const BYTES: usize = 16;

    /// Takes random bytes as a secret. They have to come from a cryptographic generator.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads the secret of `room` from the fragment of its link, with or without `#`. Other parameters,
    /// separated by `&`, are passed over.
    pub fn from_fragment(room: &RoomName, fragment: &str) -> Result<Self, FragmentError> {
        let code = fragment
            .trim()
            .trim_start_matches('#')
            .split('&')
            .find_map(|parameter| parameter.strip_prefix(KEY))
            .ok_or(FragmentError::Missing)?;
        let odd = |c: &char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if let Some(odd) = code.chars().find(odd) {
            return Err(FragmentError::Character(odd));
        }
        match code.len() {
            0 => return Err(FragmentError::Missing),
            1..CODE_CHARS => return Err(FragmentError::Truncated(code.len())),
            CODE_CHARS => {}
            _ => return Err(FragmentError::TooLong),
        }
        let mut bytes = Zeroizing::new([0; CODE_BYTES]);
        Base64UrlUnpadded::decode(code, &mut *bytes).map_err(|_| FragmentError::Mistyped)?;
        let mut secret = Self([0; Self::BYTES]);
        secret.0.copy_from_slice(&bytes[..Self::BYTES]);
        if bytes[Self::BYTES..] != secret.checksum(room) {
            return Err(FragmentError::Mistyped);
        }
        Ok(secret)
    }

    /// The fragment of the link of `room`, `#` included. Whoever reads it can read the room.
    pub fn to_fragment(&self, room: &RoomName) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; CODE_BYTES]);
        bytes[..Self::BYTES].copy_from_slice(&self.0);
        bytes[Self::BYTES..].copy_from_slice(&self.checksum(room));
        let code = Zeroizing::new(Base64UrlUnpadded::encode_string(&*bytes));
        Zeroizing::new(format!("#{KEY}{}", *code))
    }

    /// The bytes, for another part of the page.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// A cyclic code finds every change within 16 neighbouring bits: any one character, any two swapped.
    fn checksum(&self, room: &RoomName) -> [u8; CHECKSUM_BYTES] {
        let crc = Crc::<u16, NoTable>::new(&CRC_16_IBM_3740);
        let mut digest = crc.digest();
        digest.update(room.as_str().as_bytes());
        digest.update(&self.0);
        digest.finalize().to_be_bytes()
    }
}

impl fmt::Debug for RoomSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoomSecret(…)")
    }
}

/// `3k9v-2m4p-…`: easy to tell apart, to read aloud and to select.
fn name_from(random: &[u8]) -> RoomName {
    let mut bits = random
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let mut name = String::with_capacity(NAME_CHARS + 3);
    for place in 0..NAME_CHARS {
        if place > 0 && place % 4 == 0 {
            name.push('-');
        }
        let index = bits.by_ref().take(5).fold(0, |index, bit| index << 1 | bit);
        name.push(char::from(NAME_ALPHABET[usize::from(index)]));
    }
    name.parse()
        .expect("letters, digits and dashes are a valid name")
}
