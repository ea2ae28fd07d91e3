//! Which ways signals go, and what else a link asks for.

use super::{Call, Peer};
use crate::link::{Context, Effect, Relay};
use crate::message::{Control, PeerId, Signal, client};

impl Call {
    /// Lets a peer act and does what it wants done.
    pub(super) fn on_peer(&mut self, id: &PeerId, act: impl FnOnce(&mut Peer, &mut Context<'_>)) {
        let by_server = self.is_at_server();
        let reachable = by_server || self.peers.is_any_channel_prompt();
        let relay = match self.relays_ready {
            _ if self.config.relay_only => Relay::Only,
            true => Relay::Ready,
            false => Relay::Unknown,
        };
        let Some(peer) = self.peers.find_mut(id) else {
            return;
        };
        let mut effects = Vec::new();
        let mut cx = Context {
            now: self.now,
            reachable,
            relay,
            last_connection: &mut self.last_connection,
            effects: &mut effects,
        };
        act(peer, &mut cx);
        for effect in effects {
            match effect {
                Effect::Perform(output) => self.outputs.push(output),
                Effect::Signal(signal) => self.send_signal(id, signal),
            }
        }
    }

    fn send_signal(&mut self, to: &PeerId, signal: Signal) {
        let Some(peer) = self.peers.find(to) else {
            return;
        };
        let (is_there, channel) = (peer.is_at_server(), peer.link.prompt_channel());
        if self.is_at_server() {
            if let Some(payload) = self.signal_payload(to, &signal) {
                let text = client::relay(signal.relay_type(), to, &payload);
                self.session.send(text, &mut self.outputs);
            }
            if is_there {
                return;
            }
        }
        if let Some(connection) = channel {
            self.send_control(connection, &Control::Signal(signal.clone()));
        }
        // What mends a link must not count on it, even if this side has not missed anything yet.
        for carrier in self.peers.carriers(to) {
            if let Some(signal) = self.carried(to, &signal) {
                let to = to.clone();
                self.send_control(carrier, &Control::Pass { to, signal });
            }
        }
    }

    /// Whether the server passes on what this client says.
    fn is_at_server(&self) -> bool {
        self.entered && self.session.is_up()
    }
}
