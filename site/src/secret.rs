//! What seals a room, on its way from the link or the form to the call.
//!
//! A link says how its room is sealed in the fragment, which browsers send to no server:
//!
//! | fragment | the room is |
//! |---|---|
//! | none | open |
//! | `#k=…` | sealed with the secret that this is |
//! | `#p` | sealed with a passphrase, which whoever follows the link has to know |
//!
//! The secret itself is in the address and in memory, and nowhere else, unless the person asks this browser to
//! remember the room ([`remembered`](crate::remembered)).

use parley_protocol::message::RoomName;
use parley_protocol::seal::{RoomKey, RoomSecret, StretchedPassphrase};

/// What the fragment of the link to a room with a passphrase says.
const PASSPHRASE: &str = "p";

/// What the key of a room is made of.
#[derive(Clone, Debug)]
pub(crate) enum Secret {
    /// What the fragment of the room's link holds.
    Link(RoomSecret),
    /// What became of the room's passphrase.
    Passphrase(StretchedPassphrase),
}

/// How a room is sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sealing {
    /// Not at all.
    #[default]
    Open,
    /// With the secret in its link.
    Link,
    /// With a passphrase.
    Passphrase,
}

/// What a link says about how its room is sealed.
#[derive(Clone, Debug, Default)]
pub(crate) enum Claim {
    /// Nothing: the room is open.
    #[default]
    Open,
    /// Here is the secret.
    Secret(Secret),
    /// There is a passphrase.
    Passphrase,
    /// There is a secret, and it is not whole.
    Damaged,
}

impl Secret {
    /// The bytes, for the other module of the site.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Link(secret) => secret.as_bytes(),
            Self::Passphrase(stretched) => stretched.as_bytes(),
        }
    }

    /// What the other module sent: how many bytes there are tells what they are. `None` if they are neither.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let link = || bytes.try_into().ok().map(RoomSecret::from_bytes);
        let passphrase = || bytes.try_into().ok().map(StretchedPassphrase::from_bytes);
        link()
            .map(Self::Link)
            .or_else(|| passphrase().map(Self::Passphrase))
    }

    /// The key of a room.
    pub(crate) fn key(&self, room: &RoomName) -> RoomKey {
        match self {
            Self::Link(secret) => RoomKey::from_secret(room, secret),
            Self::Passphrase(stretched) => RoomKey::from_passphrase(room, stretched),
        }
    }

    /// How a room is sealed with it.
    pub(crate) fn sealing(&self) -> Sealing {
        match self {
            Self::Link(_) => Sealing::Link,
            Self::Passphrase(_) => Sealing::Passphrase,
        }
    }

    /// The fragment of the link to a room.
    pub(crate) fn fragment(&self, room: &RoomName) -> String {
        match self {
            Self::Link(secret) => secret.to_fragment(room).to_string(),
            Self::Passphrase(_) => format!("#{PASSPHRASE}"),
        }
    }
}

impl Claim {
    /// What the link to `room` with this fragment says.
    pub(crate) fn of(room: &RoomName, fragment: &str) -> Self {
        let parameters = || fragment.trim_start_matches('#').split('&').map(str::trim);
        match RoomSecret::from_fragment(room, fragment) {
            Ok(secret) => Self::Secret(Secret::Link(secret)),
            Err(_) if parameters().any(looks_secret) => Self::Damaged,
            Err(_) if parameters().any(|it| it.eq_ignore_ascii_case(PASSPHRASE)) => {
                Self::Passphrase
            }
            Err(_) => Self::Open,
        }
    }
}

/// Whether part of a fragment was meant to hold a secret. Whoever followed such a link must not end up in an open
/// room of the same name.
fn looks_secret(parameter: &str) -> bool {
    let mut letters = parameter.chars();
    matches!(letters.next(), Some('k' | 'K')) && matches!(letters.next(), None | Some('=' | '%'))
}

#[cfg(test)]
mod tests {
    use parley_protocol::seal::PrivateRoom;

    use super::*;

    fn private() -> PrivateRoom {
        PrivateRoom::new(&[7; PrivateRoom::RANDOM_BYTES])
    }

    #[test]
    fn a_secret_is_the_same_in_the_other_module_and_behind_its_link() {
        let PrivateRoom { name, secret } = private();
        let link = Secret::Link(secret);
        let sent = Secret::from_bytes(link.as_bytes()).unwrap();
        assert_eq!(sent.sealing(), Sealing::Link);
        assert_eq!(sent.key(&name), link.key(&name));

        let Claim::Secret(followed) = Claim::of(&name, &link.fragment(&name)) else {
            panic!("the link has the secret");
        };
        assert_eq!(followed.key(&name), link.key(&name));
    }

    #[test]
    fn a_passphrase_is_the_same_in_the_other_module_and_no_part_of_the_link() {
        let name = private().name;
        let secret = Secret::Passphrase(StretchedPassphrase::from_bytes([9; 32]));
        let sent = Secret::from_bytes(secret.as_bytes()).unwrap();
        assert_eq!(sent.sealing(), Sealing::Passphrase);
        assert_eq!(sent.key(&name), secret.key(&name));
        assert_eq!(secret.fragment(&name), "#p");
        for fragment in ["#p", "#P", "#x=1&p"] {
            assert!(matches!(Claim::of(&name, fragment), Claim::Passphrase));
        }
    }

    #[test]
    fn what_is_neither_is_no_secret() {
        for length in [0, 1, 15, 17, 31, 33] {
            assert!(Secret::from_bytes(&vec![1; length]).is_none());
        }
    }

    #[test]
    fn a_link_that_lost_part_of_its_secret_never_leads_into_the_open_room() {
        let room = private();
        let fragment = room.fragment();
        for length in "#k".len()..fragment.len() {
            let claim = Claim::of(&room.name, &fragment[..length]);
            assert!(matches!(claim, Claim::Damaged), "{claim:?} at {length}");
        }
        for odd in ["#K=abc", "#x=1&k=", "#k%3Dabc", &format!("{}!", &*fragment)] {
            assert!(
                matches!(Claim::of(&room.name, odd), Claim::Damaged),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_link_without_a_secret_leads_into_an_open_room() {
        for fragment in ["", "#", "#people", "#kitchen", "#x=k"] {
            assert!(
                matches!(Claim::of(&private().name, fragment), Claim::Open),
                "{fragment}"
            );
        }
    }
}
