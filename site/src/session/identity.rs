//! The certificate that all connections of a call show, but for those to PeerJS pages, so that there can be words
//! to compare.
//!
//! It takes a browser some milliseconds to make, in which the websocket is being opened anyway.

use parley_protocol::call::Output;

use crate::browser::certificate::Certificate;
use crate::browser::peer::Shape;

/// The certificate, as far as it is there.
pub(super) enum Identity {
    /// It is being made. What is to be done about connections waits, in order.
    Awaited(Vec<Output>),
    /// It is there, or the browser makes one for each connection by itself.
    Settled(Option<Certificate>),
}

impl Identity {
    /// Nothing is there yet.
    pub(super) fn awaited() -> Self {
        Self::Awaited(Vec::new())
    }

    /// Takes the certificate, or that there is none. Returns what has waited for it.
    pub(super) fn settle(&mut self, certificate: Option<Certificate>) -> Vec<Output> {
        match std::mem::replace(self, Self::Settled(certificate)) {
            Self::Awaited(outputs) => outputs,
            Self::Settled(_) => Vec::new(),
        }
    }

    /// Keeps an output for later if it needs the certificate, or comes after one that does.
    pub(super) fn unless_awaited(&mut self, output: Output) -> Option<Output> {
        let Self::Awaited(waiting) = self else {
            return Some(output);
        };
        match output {
            Output::OpenSocket { .. }
            | Output::SendSocket { .. }
            | Output::CloseSocket { .. }
            | Output::Tell(_) => Some(output),
            Output::OpenConnection { .. }
            | Output::OpenGuest { .. }
            | Output::MakeOffer { .. }
            | Output::AcceptOffer { .. }
            | Output::AcceptAnswer { .. }
            | Output::AddCandidates { .. }
            | Output::SendKeyFrame { .. }
            | Output::PausePictures { .. }
            | Output::HoldPicture { .. }
            | Output::SendControl { .. }
            | Output::CloseConnection { .. } => {
                waiting.push(output);
                None
            }
        }
    }

    /// What a connection shows. `None` if it is to have a certificate of its own.
    pub(super) fn certificate(&self, shape: Shape) -> Option<Certificate> {
        match (self, shape) {
            (Self::Settled(certificate), Shape::Own | Shape::Peer) => certificate.clone(),
            (Self::Settled(_), Shape::Guest { .. }) | (Self::Awaited(_), _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use parley_protocol::call::{ConnectionId, SocketSerial};

    use super::*;

    fn offer(connection: u64) -> Output {
        Output::MakeOffer {
            connection: ConnectionId(connection),
            ice_restart: false,
            relay_only: false,
        }
    }

    #[test]
    fn what_concerns_connections_waits_in_order_and_nothing_else_does() {
        let mut identity = Identity::awaited();
        let socket = Output::OpenSocket {
            socket: SocketSerial(1),
            watches: true,
        };
        assert_eq!(identity.unless_awaited(offer(1)), None);
        assert_eq!(identity.unless_awaited(socket.clone()), Some(socket));
        assert_eq!(identity.unless_awaited(offer(2)), None);
        assert_eq!(identity.settle(None), [offer(1), offer(2)]);
    }

    #[test]
    fn nothing_waits_any_more_once_it_is_known_that_there_is_none() {
        let mut identity = Identity::awaited();
        identity.settle(None);
        assert_eq!(identity.unless_awaited(offer(1)), Some(offer(1)));
        assert_eq!(identity.settle(None), []);
    }
}
