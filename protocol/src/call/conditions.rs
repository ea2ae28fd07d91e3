//! What the network is like, and what follows from that for the session and for the screen.

use super::{Call, Conditions, ConnectionId, Output, session};
use crate::gauge::Finding;
use crate::message::{Control, PeerId};

impl Call {
    /// The network may have changed. If no link works, the websocket is not likely to either.
    pub(super) fn doubt(&mut self) {
        let within = match self.peers.are_all_stalled() {
            true => session::STALLED_ANSWER_WITHIN,
            false => session::DOUBTED_ANSWER_WITHIN,
        };
        self.session.doubt(within, self.now, &mut self.outputs);
    }

    pub(super) fn set_relay_only(&mut self, only: bool) {
        let was = std::mem::replace(&mut self.config.relay_only, only);
        if only && !was {
            self.each_peer(|peer, cx| peer.link.start_over(cx));
        }
    }

    pub(super) fn doubt_if_stalled(&mut self) {
        if self.peers.are_all_stalled() {
            self.doubt();
        }
    }

    pub(super) fn found(&mut self, connection: ConnectionId, finding: Finding) {
        let Some(id) = self.peers.by_connection(connection) else {
            return;
        };
        match finding {
            Finding::Stalled => {
                self.on_peer(&id, |peer, cx| peer.link.stalled(cx));
                self.doubt_if_stalled();
            }
            Finding::Flows => self.on_peer(&id, |peer, cx| peer.link.flows(cx)),
            Finding::Takes(route) => {
                self.on_conditions(&id, |conditions| conditions.route = Some(route));
            }
            Finding::Strained(held) => {
                self.on_conditions(&id, |conditions| conditions.misses_picture = held);
                self.outputs.push(Output::HoldPicture { connection, held });
                self.send_control(connection, &Control::Held(held));
            }
        }
    }

    pub(super) fn on_conditions(&mut self, id: &PeerId, change: impl FnOnce(&mut Conditions)) {
        self.on_peer(id, |peer, _| {
            if let Some(conditions) = peer.link.conditions_mut() {
                change(conditions);
            }
        });
    }
}
