//! The roster: who comes onto it and off it, and who is told.

use super::record::{self, Record};
use super::{MAX_MET, Output, Room, Socket, SocketId};
use crate::message::{ErrorCode, Member, Opaque, PeerId, RelayType, close, server};

impl Room {
    pub(super) fn join(
        &mut self,
        socket: SocketId,
        id: PeerId,
        profile: Opaque,
        calls: Vec<PeerId>,
    ) {
        let Some(seat) = self.seats.get(&id) else {
            return;
        };
        if seat.profile.is_some() {
            self.set_watches(socket, false);
            self.update(id.clone(), profile);
            self.answer_join(socket, &id, true);
        } else if self.roster().count() >= self.config.capacity {
            self.send(socket, server::error(ErrorCode::RoomFull));
            self.ask_beats_of_silent();
        } else if self.lets_in(socket, &id, &profile) {
            self.enter(socket, id, profile, calls);
        } else {
            // Whoever could open the door may be gone.
            self.ask_beats_of_silent();
        }
    }

    /// Puts someone on the roster who was not on it.
    pub(super) fn enter(
        &mut self,
        socket: SocketId,
        id: PeerId,
        profile: Opaque,
        mut calls: Vec<PeerId>,
    ) {
        if self.roster().next().is_none() {
            self.epoch = u64::try_from(self.now.as_millis()).unwrap_or(u64::MAX);
            self.put(Record::Epoch(self.epoch));
        }
        self.set_watches(socket, false);
        self.take_place(&id, profile.clone());
        calls.retain(|peer| *peer != id && self.is_joined(peer));
        calls.sort();
        calls.dedup();
        self.tell(&id, &server::joined(&id, profile, calls));
        self.answer_join(socket, &id, false);
    }

    fn answer_join(&mut self, socket: SocketId, id: &PeerId, resumed: bool) {
        self.send_room(socket, id, resumed);
        self.show_rules(socket);
        self.ask_beats_of_silent();
    }

    pub(super) fn update(&mut self, id: PeerId, profile: Opaque) {
        match self.seats.get_mut(&id) {
            Some(seat) if seat.profile.as_ref().is_some_and(|old| *old != profile) => {
                seat.profile = Some(profile.clone());
            }
            Some(seat) if seat.knock.is_some() => return self.knock_as(id, profile),
            _ => return,
        }
        self.put_seat(&id);
        self.tell(&id, &server::update(&id, profile));
    }

    pub(super) fn watch(&mut self, socket: SocketId, id: PeerId) {
        self.withdraw_knock(&id);
        self.leave_roster(&id, server::left(&id));
        self.set_watches(socket, true);
        // Ahead of the roster, so that nobody asks for a free seat in a locked room.
        self.show_rules_outside(socket);
        self.send_room(socket, &id, false);
    }

    pub(super) fn leave(&mut self, socket: SocketId, id: PeerId) {
        self.tell_met(socket);
        self.withdraw_knock(&id);
        self.leave_roster(&id, server::left(&id));
        self.seats.remove(&id);
        self.sockets.remove(&socket);
        self.close(socket, close::NORMAL, "");
    }

    /// Takes `id` off the roster, if it is on it, and tells everyone else in these words.
    pub(super) fn leave_roster(&mut self, id: &PeerId, words: String) {
        let Some(seat) = self.seats.get_mut(id) else {
            return;
        };
        if seat.profile.take().is_none() {
            return;
        }
        let token = seat.token.clone();
        self.outputs.push(Output::Erase {
            key: record::seat_key(id),
        });
        self.tell(id, &words);
        if self.roster().next().is_none() {
            self.epoch = 0;
            self.outputs.push(Output::Erase {
                key: record::EPOCH_KEY.to_owned(),
            });
            self.keep_rules(id.clone(), token);
        }
    }

    /// Sends to everyone on the roster and everyone who watches, but not to `about` itself.
    pub(super) fn tell(&mut self, about: &PeerId, text: &str) {
        let listens = |socket: &Socket| socket.watches || self.is_joined(&socket.id);
        let others = self.sockets.iter().filter(|(_, s)| s.id != *about);
        let listeners: Vec<SocketId> = others
            .filter(|(_, socket)| listens(socket))
            .map(|(&socket, _)| socket)
            .collect();
        for socket in listeners {
            self.send(socket, text.to_owned());
        }
    }

    fn send_room(&mut self, socket: SocketId, to: &PeerId, resumed: bool) {
        let others = self.seats.iter().filter(|(id, _)| *id != to);
        let peers = others.filter_map(|(id, seat)| {
            let profile = seat.profile.clone()?;
            Some(Member {
                id: id.clone(),
                profile,
            })
        });
        let peers = peers.collect();
        let seniority = self.seniority();
        let text = server::room(self.epoch, resumed, self.config.capacity, peers, seniority);
        self.send(socket, text);
    }

    pub(super) fn is_joined(&self, id: &PeerId) -> bool {
        self.seats.get(id).is_some_and(|s| s.profile.is_some())
    }

    /// Remembers whom a client that is not on the roster talks to: nobody else would tell them that it
    /// is gone. One that watches is no PeerJS page: its JOIN was refused, and whatever links it has
    /// outlive its socket.
    pub(super) fn note_met(
        &mut self,
        socket: SocketId,
        relay: RelayType,
        src: &PeerId,
        dst: &PeerId,
    ) {
        if self.is_joined(src) || !matches!(relay, RelayType::Offer | RelayType::Answer) {
            return;
        }
        let Some(speaker) = self.sockets.get_mut(&socket) else {
            return;
        };
        if !speaker.watches && speaker.met.len() < MAX_MET && speaker.met.insert(dst.clone()) {
            self.attach(socket);
        }
    }

    /// Tells those who talked to a client that is not on the roster that it left.
    pub(super) fn tell_met(&mut self, socket: SocketId) {
        let Some(gone) = self.sockets.get_mut(&socket) else {
            return;
        };
        let (id, met) = (gone.id.clone(), std::mem::take(&mut gone.met));
        if !self.is_joined(&id) {
            for peer in met {
                self.send_to(&peer, server::left(&id));
            }
        }
    }
}
