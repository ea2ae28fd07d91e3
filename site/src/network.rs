//! What is known about the ways to the others.

mod verdict;

use std::time::Duration;

use parley_protocol::message::{IceConfig, RelayStatus};

pub(crate) use self::verdict::{Access, Evidence, Gathered, Reach, Verdict};

/// How old an answer must be for new credentials to be worth asking for when a relay refuses those in it.
const FRESH_FOR: Duration = Duration::from_secs(60);

/// How it stands with the relay, which media go by where there is no direct way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Relay {
    /// The server has not said.
    #[default]
    Unknown,
    /// There is none.
    None,
    /// There is one, and credentials for it.
    Ready,
    /// There is one, but credentials for it were not to be had.
    Unavailable,
    /// There is one, and it does not take the credentials.
    Refused,
}

/// What becomes of a test of the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ConnectionTest {
    /// Nobody has asked for one.
    #[default]
    Idle,
    /// It is under way.
    Running,
    /// It is done.
    Done(Verdict),
}

impl From<RelayStatus> for Relay {
    fn from(status: RelayStatus) -> Self {
        match status {
            RelayStatus::None => Self::None,
            RelayStatus::Ready => Self::Ready,
            RelayStatus::Unavailable => Self::Unavailable,
        }
    }
}

/// How long after it came to ask for another answer in place of this one: what a connection begins with must
/// last for a while.
pub(crate) fn renewal(config: &IceConfig) -> Duration {
    Duration::from_secs(config.ttl) / 2
}

/// Whether other credentials may do where a relay has refused those of an answer of this age. It may have
/// been kept through a night's sleep; new ones are refused for a reason that lasts.
pub(crate) fn is_worth_renewing(age: Duration) -> bool {
    age >= FRESH_FOR
}

/// Whether an error in gathering candidates says that a relay refuses the credentials, rather than that it
/// cannot be reached. RFC 8489 §14.8, RFC 8656 §19.
pub(crate) fn is_refusal(code: u16) -> bool {
    matches!(code, 401 | 403 | 437 | 438 | 441)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_renewed_when_half_of_their_time_is_over() {
        let config = IceConfig {
            ice_servers: Vec::new(),
            ttl: 14_400,
            relay: RelayStatus::Ready,
        };
        assert_eq!(renewal(&config), Duration::from_secs(7_200));
    }

    #[test]
    fn a_refusal_asks_for_new_credentials_only_in_place_of_old_ones() {
        assert!(is_worth_renewing(Duration::from_secs(3_600)));
        assert!(!is_worth_renewing(Duration::from_secs(5)));
    }

    #[test]
    fn a_relay_that_cannot_be_reached_has_not_refused() {
        assert!(is_refusal(401));
        assert!(!is_refusal(701));
    }
}
