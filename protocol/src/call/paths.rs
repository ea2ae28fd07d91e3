//! Which ways signals go, and what else a link asks for.

use super::{Call, ConnectionId, Peer};
use crate::link::{Context, Effect, Relay};
use crate::message::{Control, PeerId, Signal, client};

impl Call {
    /// Lets a peer act and does what it wants done.
    pub(super) fn on_peer(&mut self, id: &PeerId, act: impl FnOnce(&mut Peer, &mut Context<'_>)) {
        let by_server = self.entered && self.session.is_up();
        let carriers = self.peers.carriers(id);
        let relay = match self.relays_ready {
            _ if self.config.relay_only => Relay::Only,
            true => Relay::Ready,
            false => Relay::Unknown,
        };
        let Some(peer) = self.peers.find_mut(id) else {
            return;
        };
        let mut effects = Vec::new();
        let direct = peer.link.prompt_channel().is_some();
        let mut cx = Context {
            now: self.now,
            reachable: by_server || direct || !carriers.is_empty(),
            relay,
            last_connection: &mut self.last_connection,
            effects: &mut effects,
        };
        act(peer, &mut cx);
        let paths = SignalPaths {
            by_server,
            reaches_server: peer.is_at_server(),
            channel: peer.link.prompt_channel(),
            carriers,
        };
        for effect in effects {
            match effect {
                Effect::Perform(output) => self.outputs.push(output),
                Effect::Signal(signal) => self.send_signal(id, signal, &paths),
            }
        }
    }

    fn send_signal(&mut self, to: &PeerId, signal: Signal, paths: &SignalPaths) {
        if paths.by_server {
            let text = client::relay(signal.relay_type(), to, &signal.to_payload());
            self.session.send(text, &mut self.outputs);
            if paths.reaches_server {
                return;
            }
        }
        if let Some(connection) = paths.channel {
            self.send_control(connection, &Control::Signal(signal.clone()));
        }
        // What mends a link must not count on it, even if this side has not missed anything yet.
        for &carrier in &paths.carriers {
            let (to, signal) = (to.clone(), signal.clone());
            self.send_control(carrier, &Control::Pass { to, signal });
        }
    }
}

/// How a signal gets to a peer.
struct SignalPaths {
    /// Whether the server takes it.
    by_server: bool,
    /// Whether it can deliver it, for all that is known.
    reaches_server: bool,
    /// The link's own control channel, if it works.
    channel: Option<ConnectionId>,
    /// Those of others who may pass it on.
    carriers: Vec<ConnectionId>,
}
