//! From the secret to the keys.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Kind, RoomSecret, StretchedPassphrase};
use crate::message::RoomName;

const LINK_SALT: &[u8] = b"parley room link 1";
const PASSPHRASE_SALT: &[u8] = b"parley room passphrase 1";

/// The keys of a sealed room, one for each purpose. Wiped when dropped; `Debug` shows the id alone.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RoomKey {
    #[zeroize(skip)]
    id: KeyId,
    profile: [u8; 32],
    signal: [u8; 32],
    chat: [u8; 32],
}

/// The public name of a [`RoomKey`]: the same for everyone with the same secret in the same room, and
/// otherwise different. It says no more of a secret than any sealed text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub(super) [u8; Self::BYTES]);

impl KeyId {
    pub(super) const BYTES: usize = 8;
}

impl RoomKey {
    /// The key of `room` for those who have its link.
    pub fn from_secret(room: &RoomName, secret: &RoomSecret) -> Self {
        Self::derive(LINK_SALT, secret.as_bytes(), room)
    }

    /// The key of `room` for those who know its passphrase.
    pub fn from_passphrase(room: &RoomName, passphrase: &StretchedPassphrase) -> Self {
        Self::derive(PASSPHRASE_SALT, passphrase.as_bytes(), room)
    }

    /// The public name of this key.
    pub fn id(&self) -> KeyId {
        self.id
    }

    pub(super) fn of(&self, kind: Kind) -> &[u8; 32] {
        match kind {
            Kind::Profile => &self.profile,
            Kind::Offer | Kind::Answer | Kind::Candidates => &self.signal,
            Kind::Chat => &self.chat,
        }
    }

    fn derive(salt: &[u8], input: &[u8], room: &RoomName) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(salt), input);
        let expand = |purpose: &str, key: &mut [u8]| {
            let info = [purpose.as_bytes(), b"\0", room.as_str().as_bytes()];
            hkdf.expand_multi_info(&info, key)
                .expect("HKDF-SHA256 gives up to 8,160 bytes");
        };
        let mut key = Self {
            id: KeyId([0; KeyId::BYTES]),
            profile: [0; 32],
            signal: [0; 32],
            chat: [0; 32],
        };
        expand("key id", &mut key.id.0);
        expand("profile", &mut key.profile);
        expand("signal", &mut key.signal);
        expand("chat", &mut key.chat);
        key
    }
}

/// Compares the ids, which are public, so that no comparison can tell anything of the keys.
impl PartialEq for RoomKey {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl fmt::Debug for RoomKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoomKey({:?}, …)", self.id)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
