//! Coming into a room and going out of it, as far as the server is concerned.

use super::session::SessionEvent;
use super::{Call, End, Guests, Phase, SocketSerial};
use crate::message::{Control, DisplayName, ServerFrame, client, close};

impl Call {
    pub(super) fn watch(&mut self) {
        if self.phase == Phase::Idle {
            self.phase = Phase::Watching;
            self.session.open_watching(self.now, &mut self.outputs);
        }
    }

    pub(super) fn join(&mut self, name: DisplayName) {
        self.name = Some(name);
        match self.phase {
            Phase::Idle => {
                self.phase = Phase::Joining;
                self.session.open(self.now, &mut self.outputs);
            }
            Phase::Watching => {
                self.phase = Phase::Joining;
                self.send_join();
            }
            Phase::Joining | Phase::Joined => {
                if let Some(profile) = self.opaque_profile() {
                    let text = client::update(profile);
                    self.session.send(text, &mut self.outputs);
                }
            }
            Phase::Ended(_) => {}
        }
    }

    pub(super) fn leave(&mut self, to_peers: &Control, to_server: String) {
        self.on_guests(Guests::hang_up_all);
        self.send_all(to_peers);
        self.session.send(to_server, &mut self.outputs);
        self.end(End::Left);
    }

    pub(super) fn end(&mut self, end: End) {
        self.on_guests(Guests::hang_up_all);
        self.session.close(&mut self.outputs);
        self.each_peer(|peer, cx| peer.link.close(cx));
        self.peers.clear();
        self.strange.clear();
        self.entered = false;
        self.phase = Phase::Ended(end);
    }

    pub(super) fn socket_closed(&mut self, socket: SocketSerial, code: u16) {
        if !self.session.closed(socket, self.now) {
            return;
        }
        self.lose_server();
        if code == close::SUPERSEDED {
            self.end(End::Superseded);
        } else if code == close::REMOVED {
            self.end(End::Removed);
        }
    }

    /// The server passes nothing on any more, and perhaps did not pass on what was said last.
    pub(super) fn lose_server(&mut self) {
        self.called.clear();
        if std::mem::take(&mut self.entered) {
            self.each_peer(|peer, cx| peer.link.say_elsewhere(cx));
        }
    }

    pub(super) fn frame(&mut self, text: &str) {
        let event = self.session.frame(text, self.now);
        if !matches!(event, SessionEvent::Frame(ServerFrame::Rules { .. })) {
            self.controlled.no_rules();
        }
        match event {
            SessionEvent::None => {}
            SessionEvent::Opened { watches } => self.opened(watches),
            SessionEvent::Frame(frame) => self.server_frame(frame),
        }
    }

    fn opened(&mut self, watches: bool) {
        match self.phase {
            // With the roster, which is on its way, there are offers to send right behind JOIN.
            Phase::Watching | Phase::Joining if watches => self.controlled.expect_rules(),
            Phase::Watching => self.session.ask_watch(&mut self.outputs),
            Phase::Joining | Phase::Joined => self.send_join(),
            Phase::Idle | Phase::Ended(_) => {}
        }
    }

    /// Sends JOIN, and right behind it every offer that was prepared.
    pub(super) fn send_join(&mut self) {
        if !self.session.is_up() {
            return;
        }
        let Some(profile) = self.opaque_profile() else {
            return;
        };
        let calls = self.peers.prepared();
        let text = client::join(profile, calls.clone());
        self.session.ask_join(text, &mut self.outputs);
        self.entered = true;
        for id in &calls {
            self.on_peer(id, |peer, cx| peer.link.release(cx));
        }
        self.called = calls;
    }

    /// Has an offer made, that says nothing yet, for everyone who has none.
    pub(super) fn prepare_offers(&mut self) {
        self.each_peer(|peer, cx| {
            if peer.link.connection().is_none() && peer.is_callable() {
                peer.link.call(true, cx);
            }
        });
    }
}
