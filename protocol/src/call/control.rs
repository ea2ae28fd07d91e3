//! What goes over the links' control channels.

use super::{Call, ConnectionId, News, Output};
use crate::chat::{Letter, Text};
use crate::message::{Carried, Control, MediaState, PeerId};

impl Call {
    pub(super) fn set_media(&mut self, media: MediaState) {
        self.media = media;
        self.send_all(&Control::Media(media));
    }

    pub(super) fn say(&mut self, text: Text, to: Option<PeerId>, at: u64) {
        let Some(name) = self.name.clone() else {
            return;
        };
        let present = self.peers.present();
        let letters = self.chat.say(text, name, to, at, &present);
        self.post(letters);
    }

    pub(super) fn types(&mut self, to: Option<&PeerId>) {
        let present = self.peers.present();
        let letters = self.chat.types(to, &present, self.now);
        self.post(letters);
    }

    pub(super) fn stops_typing(&mut self) {
        let letters = self.chat.stops_typing();
        self.post(letters);
    }

    pub(super) fn control_opened(&mut self, connection: ConnectionId) {
        self.on_link(connection, |link, _| link.control_opened());
        if let Some(id) = self.peers.by_connection(connection) {
            self.send_control(connection, &Control::Media(self.media));
            let letters = self.chat.opened(&id);
            self.post(letters);
            self.repeat_verification(connection, &id);
        }
    }

    pub(super) fn control_text(&mut self, connection: ConnectionId, text: &str) {
        let Some(id) = self.peers.by_connection(connection) else {
            return;
        };
        match Control::parse(text) {
            Some(Control::Bye) => self.departs(&id),
            Some(Control::Away) => self.goes_away(&id),
            Some(Control::Media(media)) => self.peers.set_media(&id, media),
            Some(Control::Signal(signal)) => {
                self.peers.heard(&id, false);
                self.signal(&id, signal);
            }
            Some(Control::Held(held)) => {
                self.on_conditions(&id, |conditions| conditions.holds_picture = held);
            }
            Some(Control::Pass { to, signal }) => self.pass_on(id, &to, signal),
            Some(Control::Passed { from, signal }) => self.passed(&from, signal),
            Some(Control::Chat(word)) => {
                let life = self.peers.find(&id).and_then(|peer| peer.link.remote());
                let letters = self.chat.hears(&id, life, word, self.now);
                self.post(letters);
            }
            Some(Control::Reaction(emoji)) => {
                self.outputs.push(Output::Tell(News::Reacted(id, emoji)));
            }
            Some(Control::Verification(step)) => self.hear_verification(connection, &id, step),
            None => {}
        }
    }

    /// Someone said goodbye for good.
    pub(super) fn departs(&mut self, id: &PeerId) {
        self.peers.depart(id);
        self.left(id);
    }

    /// Someone's page was closed. They are shown for as long as they may be loading it again.
    fn goes_away(&mut self, id: &PeerId) {
        self.on_peer(id, |peer, cx| {
            peer.go_away(cx.now);
            peer.link.close(cx);
        });
        self.chat.closed(id);
    }

    /// A signal was passed on. Whoever did so must not be able to speak for others, even with the room's secret.
    fn passed(&mut self, from: &PeerId, signal: Carried) {
        let Some(signal) = self.read_carried(from, signal) else {
            return;
        };
        let peer = self.peers.find(from);
        if peer.is_some_and(|peer| peer.link.is_genuine(&signal)) {
            self.peers.heard(from, false);
            self.signal(from, signal);
        }
    }

    /// Passes a signal on for someone, in their own name only. A sealed one has that name bound into it.
    fn pass_on(&mut self, from: PeerId, to: &PeerId, signal: Carried) {
        let life = self.peers.find(&from).and_then(|peer| peer.link.remote());
        let is_own = match &signal {
            Carried::Clear(signal) => life == Some(signal.from),
            Carried::Sealed(_) => self.seal.is_some(),
        };
        let receiver = self.peers.find(to);
        if let Some(connection) = receiver.and_then(|peer| peer.link.prompt_channel())
            && is_own
            && from != *to
        {
            self.send_control(connection, &Control::Passed { from, signal });
        }
    }

    /// Delivers what can be delivered; the chats make up for the rest when a channel opens.
    pub(super) fn post(&mut self, letters: Vec<Letter>) {
        for (id, word) in letters {
            let peer = self.peers.find(&id);
            if let Some(connection) = peer.and_then(|peer| peer.link.channel()) {
                self.send_control(connection, &Control::Chat(word));
            }
        }
    }

    pub(super) fn send_all(&mut self, message: &Control) {
        let channels: Vec<ConnectionId> = self.peers.channels().collect();
        for connection in channels {
            self.send_control(connection, message);
        }
    }

    pub(super) fn send_control(&mut self, connection: ConnectionId, message: &Control) {
        self.outputs.push(Output::SendControl {
            connection,
            text: message.to_text(),
        });
    }
}
