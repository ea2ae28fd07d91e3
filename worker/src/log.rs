//! What the operator can read: one line of JSON for each event that matters.
//!
//! A line names the kind of event and why it happened, never a person, a room, a token or an address. The
//! type sees to that: an [`Event`] is `Copy` and `'static`, and so has no place for a text that came in
//! with a request.

use serde::{Serialize, Serializer};
use worker::Error;

use crate::ice::{Cause, ConfigFault};
use crate::limits::Limit;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A room's object was started, with the sockets that it had before it slept.
    RoomWoke { sockets: usize },
    /// The last socket of a room is gone, and no seat is held any longer.
    RoomEmptied,
    /// A websocket was not let in.
    UpgradeRefused { reason: Refused },
    /// An address asked too often.
    RateLimited { limit: Limit },
    /// The settings for a relay are not usable. Logged once in the life of an instance.
    RelayMisconfigured {
        #[serde(serialize_with = "as_text")]
        fault: ConfigFault,
    },
    /// Cloudflare's TURN service gave no credentials.
    RelayFailed(Cause),
    /// Something that should not have gone wrong did.
    Failure { place: &'static str, fault: Fault },
}

/// Why a websocket was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Refused {
    /// The id, the token or the key is missing or no valid one.
    MissingParameters,
    /// The key is not the name of a room.
    InvalidKey,
    /// The page belongs to a site that `CORS_ORIGINS` does not list.
    ForeignOrigin,
    /// The room said no: the id is somebody else's, or the room takes no more sockets.
    Room,
}

/// What a runtime's error is about, as far as that is known beforehand: its text could hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fault(&'static str);

/// Parts of the runtime's messages that tell an operator what to do or to look up.
const KNOWN: [&str; 12] = [
    "Network connection lost",
    "code was updated",
    "overloaded",
    "too much load",
    "exceeded timeout",
    "Exceeded allowed",
    "transient issue",
    "Internal error",
    "SQLITE_FULL",
    "SQLITE_",
    "is undefined",
    "does not parse",
];

impl Event {
    /// Writes the line.
    pub(crate) fn log(self) {
        let line = self.line();
        match self {
            Self::RoomWoke { .. } | Self::RoomEmptied => worker::console_log!("{line}"),
            Self::UpgradeRefused { .. } | Self::RateLimited { .. } => {
                worker::console_warn!("{line}");
            }
            Self::RelayMisconfigured { .. } | Self::RelayFailed(_) | Self::Failure { .. } => {
                worker::console_error!("{line}");
            }
        }
    }

    fn line(self) -> String {
        serde_json::to_string(&self).expect("an event has no map whose keys are not texts")
    }
}

/// Logs that something went wrong at a place in the code.
pub(crate) fn failure(place: &'static str, error: &Error) {
    let fault = Fault::of(error);
    Event::Failure { place, fault }.log();
}

impl Fault {
    /// What is known about an error: the part of its message that is known, or else its type.
    fn of(error: &Error) -> Self {
        let message = error.to_string();
        let known = KNOWN.into_iter().find(|part| message.contains(part));
        Self(known.unwrap_or_else(|| error.into()))
    }
}

fn as_text<S: Serializer>(fault: &ConfigFault, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_no_place_for_what_came_in_with_a_request() {
        // An owned text is not `Copy`, and one borrowed from a request is not `'static`.
        fn holds_only_what_the_code_says<T: Copy + 'static>() {}
        holds_only_what_the_code_says::<Event>();
    }

    #[test]
    fn each_event_is_one_line_of_json_that_says_what_and_why() {
        let reason = Refused::ForeignOrigin;
        let limit = Limit::Signaling;
        let fault = ConfigFault::NoSecret;
        for (event, line) in [
            (
                Event::RoomWoke { sockets: 3 },
                r#"{"event":"room-woke","sockets":3}"#,
            ),
            (Event::RoomEmptied, r#"{"event":"room-emptied"}"#),
            (
                Event::UpgradeRefused { reason },
                r#"{"event":"upgrade-refused","reason":"foreign-origin"}"#,
            ),
            (
                Event::RateLimited { limit },
                r#"{"event":"rate-limited","limit":"signaling"}"#,
            ),
            (
                Event::RelayMisconfigured { fault },
                r#"{"event":"relay-misconfigured","fault":"TURN_URLS is set, but the secret TURN_SECRET is not"}"#,
            ),
            (
                Event::RelayFailed(Cause::Timeout),
                r#"{"event":"relay-failed","cause":"timeout"}"#,
            ),
            (
                Event::RelayFailed(Cause::Refused { status: 401 }),
                r#"{"event":"relay-failed","cause":"refused","status":401}"#,
            ),
            (
                Event::Failure {
                    place: "alarm",
                    fault: Fault("overloaded"),
                },
                r#"{"event":"failure","place":"alarm","fault":"overloaded"}"#,
            ),
        ] {
            assert_eq!(event.line(), line);
        }
    }

    #[test]
    fn of_an_error_only_what_is_known_beforehand_is_said() {
        let said = |message: &str| Fault::of(&Error::RustError(message.to_owned())).0;
        assert_eq!(
            said("Network connection lost: 203.0.113.7"),
            "Network connection lost"
        );
        assert_eq!(said("no such peer: ada, token 1234"), "RustError");
    }
}
