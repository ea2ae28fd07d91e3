//! The ICE servers in the course of a call: kept fresh, and what is known about the relay among them.

use js_sys::Promise;

use crate::browser::ice::{IceReport, IceServers};
use crate::browser::inbox::Inbox;
use crate::browser::timer::Timer;
use crate::network::{self, Relay};

/// The servers, and the clock that they need.
pub(super) struct Servers {
    pub(super) ice: IceServers,
    relay: Relay,
    /// Rings when it is time to ask again.
    renewal: Timer,
}

/// What can happen to servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServerEvent {
    /// Something has become known about them.
    Reported(IceReport),
    /// They have been used for long enough.
    Due,
}

/// What follows for connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consequence {
    /// Nothing.
    None,
    /// They are to be given the new servers.
    Renewed,
    /// The same, and those that need a relay may have one again.
    Restored,
}

impl Servers {
    /// Asks for them, unless they were asked for `early`.
    pub(super) fn request(early: Option<Promise>, events: &Inbox<ServerEvent>) -> Self {
        Self {
            ice: IceServers::request(early, events.map(ServerEvent::Reported)),
            relay: Relay::Unknown,
            renewal: Timer::new({
                let events = events.clone();
                move || events.put(ServerEvent::Due)
            }),
        }
    }

    /// Takes note.
    pub(super) fn handle(&mut self, event: ServerEvent) -> Consequence {
        match event {
            ServerEvent::Due => {
                self.ice.renew();
                Consequence::None
            }
            ServerEvent::Reported(IceReport::Answered { relay, renew_in }) => {
                self.renewal.set(renew_in);
                match std::mem::replace(&mut self.relay, relay) {
                    // Connections wait for the first answer anyway.
                    Relay::Unknown => Consequence::None,
                    Relay::Refused | Relay::Unavailable => Consequence::Restored,
                    Relay::None | Relay::Ready => Consequence::Renewed,
                }
            }
            ServerEvent::Reported(IceReport::Refused) => {
                self.relay = Relay::Refused;
                if network::is_worth_renewing(self.ice.age()) {
                    self.ice.renew();
                }
                Consequence::None
            }
        }
    }

    /// How it stands with the relay.
    pub(super) fn relay(&self) -> Relay {
        self.relay
    }
}
