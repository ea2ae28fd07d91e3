//! Who gets a socket, and who is refused one.

use std::collections::BTreeSet;

use super::bucket::{ANNOUNCING, Bucket, LISTENING, SPEAKING};
use super::record;
use super::{Opener, Output, Room, Seat, Socket, SocketId};
use crate::message::{
    ErrorCode, MAX_SOCKETS, MAX_SOCKETS_FROM_ONE_ADDRESS, PeerId, Token, close, server,
};

/// A websocket may come in this much later, in milliseconds, than one that the same client asked for after it, which it
/// then does not supersede. A client whose clock was set back by less tries again until its clock has caught up, while
/// a socket of its own from before seems to be open.
const OUTDATED_FOR: u64 = 30_000;

impl Room {
    pub(super) fn connect(&mut self, socket: SocketId, id: PeerId, token: Token, opener: Opener) {
        if self.sockets.contains_key(&socket) {
            return;
        }
        if self.is_removed(&id, &token) {
            self.refuse(socket, server::error(ErrorCode::Removed));
            return;
        }
        self.evict_deserted(&id, &token);
        let is_crowded = self.is_crowded(opener);
        let is_outdated = self.is_outdated(&id, opener);
        let resumed = match self.seats.get_mut(&id) {
            Some(seat) if seat.token == token && is_outdated => {
                self.close(socket, close::NORMAL, "outdated");
                return;
            }
            Some(seat) if seat.token == token => Some(seat),
            Some(_) => {
                self.refuse(socket, server::id_taken());
                return;
            }
            None => None,
        };
        let (superseded, was_held) = match resumed {
            Some(seat) => (
                seat.socket.replace(socket),
                seat.held_until.take().is_some(),
            ),
            None if is_crowded => {
                self.refuse(socket, server::error(ErrorCode::TooManySockets));
                return;
            }
            None => {
                let seat = Seat {
                    token: token.clone(),
                    socket: Some(socket),
                    profile: None,
                    held_until: None,
                    place: 0,
                    knock: None,
                };
                self.seats.insert(id.clone(), seat);
                (None, false)
            }
        };
        let mut met = BTreeSet::new();
        if let Some(old) = superseded {
            met = self.sockets.remove(&old).map_or(met, |socket| socket.met);
            self.close(old, close::SUPERSEDED, "superseded");
        }
        if was_held {
            self.put_seat(&id);
        }
        // Whoever comes back has to say again that they want in.
        self.withdraw_knock(&id);
        self.sockets.insert(
            socket,
            Socket {
                id: id.clone(),
                opened_at: self.now,
                seen_at: self.now,
                watches: false,
                met,
                opener,
                speaking: Bucket::full(SPEAKING, self.now),
                announcing: Bucket::full(ANNOUNCING, self.now),
                listening: Bucket::full(LISTENING, self.now),
            },
        );
        self.attach(socket);
        self.send(socket, server::open());
        for (serial, text) in self.waiting.take(&id) {
            self.outputs.push(Output::Erase {
                key: record::frame_key(serial),
            });
            self.send(socket, text);
        }
    }

    /// Whether a seat has a socket that its holder asked for after this one: a client that waited in vain has tried
    /// again, and the server was slow to take up the first attempt.
    fn is_outdated(&self, id: &PeerId, opener: Opener) -> bool {
        let present = self.seats.get(id).and_then(|seat| seat.socket);
        let present = present.and_then(|socket| self.sockets.get(&socket));
        let present_asked_at = present.and_then(|socket| socket.opener.asked_at);
        let (Some(present), Some(asked_at)) = (present_asked_at, opener.asked_at) else {
            return false;
        };
        (1..OUTDATED_FOR).contains(&present.saturating_sub(asked_at))
    }

    /// Whether the room takes no more sockets, or none from there.
    fn is_crowded(&self, opener: Opener) -> bool {
        let sockets = self.sockets.values();
        let neighbours = sockets.filter(|socket| socket.opener.address == opener.address);
        self.sockets.len() >= MAX_SOCKETS
            || opener.address.is_some() && neighbours.count() >= MAX_SOCKETS_FROM_ONE_ADDRESS
    }

    fn refuse(&mut self, socket: SocketId, text: String) {
        self.send(socket, text);
        self.close(socket, close::NORMAL, "");
    }
}
