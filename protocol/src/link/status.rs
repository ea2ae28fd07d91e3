//! How a link stands.

use std::time::Duration;

use super::{Conditions, ConnectionId, Link, LinkState, Transport};
use crate::message::Instance;
use crate::verification::Fingerprints;

impl Link {
    pub(crate) fn next_timeout(&self) -> Option<Duration> {
        let c = self.connection.as_ref()?;
        [c.mend_at, c.repeat_at, c.flush_at]
            .into_iter()
            .flatten()
            .min()
    }

    pub(crate) fn connection(&self) -> Option<ConnectionId> {
        self.connection.as_ref().map(|connection| connection.id)
    }

    pub(crate) fn remote(&self) -> Option<Instance> {
        self.remote
    }

    /// Whether there is a connection that has said nothing yet.
    pub(crate) fn is_silent(&self) -> bool {
        self.connection
            .as_ref()
            .is_some_and(|connection| connection.silent)
    }

    pub(crate) fn conditions(&self) -> Conditions {
        let connection = self.connection.as_ref();
        connection.map_or(Conditions::default(), |c| c.conditions)
    }

    pub(crate) fn conditions_mut(&mut self) -> Option<&mut Conditions> {
        let connection = self.connection.as_mut();
        connection.map(|c| &mut c.conditions)
    }

    /// Whether packets stay away.
    pub(crate) fn is_stalled(&self) -> bool {
        let connection = self.connection.as_ref();
        connection.is_some_and(|c| c.stalled || c.transport == Transport::Disconnected)
    }

    /// Whether its connection was up and carries nothing any more; `None` if it was never up.
    pub(crate) fn is_broken(&self) -> Option<bool> {
        let connection = self.connection.as_ref().filter(|c| c.was_up)?;
        Some(self.is_stalled() || connection.transport == Transport::Failed)
    }

    /// Whether media pass, or did a moment ago.
    pub(crate) fn is_up(&self) -> bool {
        self.transport().is_some_and(|transport| {
            matches!(transport, Transport::Connected | Transport::Disconnected)
        })
    }

    /// The connection, if its control channel is open. What is sent while packets do not pass arrives
    /// when they do again.
    pub(crate) fn channel(&self) -> Option<ConnectionId> {
        let connection = self.connection.as_ref()?;
        connection.control_open.then_some(connection.id)
    }

    /// The own certificates and the peer's, as the descriptions on the connection named them. `None` if
    /// they cannot be read.
    pub(crate) fn certificates(&self) -> Option<(&Fingerprints, &Fingerprints)> {
        let connection = self.connection.as_ref()?;
        connection.exchange.certificates()
    }

    /// The connection, if its control channel delivers at once.
    pub(crate) fn prompt_channel(&self) -> Option<ConnectionId> {
        let flows = self.transport() == Some(Transport::Connected) && !self.is_stalled();
        self.channel().filter(|_| flows)
    }

    pub(crate) fn state(&self) -> LinkState {
        let patient_for = if self.was_up { 2 } else { 1 };
        match self.transport() {
            Some(Transport::Connected) if !self.is_stalled() => LinkState::Connected,
            _ if self.attempts >= patient_for => LinkState::Unreachable,
            _ if self.was_up => LinkState::Reconnecting,
            _ => LinkState::Connecting,
        }
    }

    pub(super) fn transport(&self) -> Option<Transport> {
        self.connection
            .as_ref()
            .map(|connection| connection.transport)
    }
}
