//! The steps that participants tell each other.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};

use super::hashes::Hash;

/// What participants say to one another to find their words, over the links' control channels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VerificationStep {
    /// The sender is bound to a nonce.
    Commit {
        /// Which round it is for.
        round: u64,
        /// The hash of who is in the room, with which certificates, as the sender sees it.
        view: Digest,
        /// The hash of view, round, sender and nonce.
        commitment: Digest,
    },
    /// The nonce that the sender was bound to.
    Reveal {
        /// Which round it is for.
        round: u64,
        /// The nonce.
        nonce: Nonce,
    },
}

/// A SHA-256 hash; base64url in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub(super) Hash);

/// A random number, unknown to everyone else until it is revealed; base64url in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nonce(pub(super) Hash);

/// A text is not 32 bytes of base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not 32 bytes of base64url")]
pub struct DigestError;

/// It is a secret until it is revealed.
impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(…)")
    }
}

macro_rules! base64_text {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = DigestError;

            fn try_from(text: String) -> Result<Self, DigestError> {
                let mut bytes = [0; 32];
                let length = Base64UrlUnpadded::decode(text, &mut bytes).map(<[u8]>::len);
                if length != Ok(bytes.len()) {
                    return Err(DigestError);
                }
                Ok(Self(bytes))
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                Base64UrlUnpadded::encode_string(&value.0)
            }
        }
    )*};
}

base64_text!(Digest, Nonce);
