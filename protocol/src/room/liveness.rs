//! Sockets that look open but are gone: who is asked about, and who is given up.

use std::time::Duration;

use super::{Output, Room, SocketId};
use crate::message::{CONTESTED_AFTER, ErrorCode, PeerId, STALE_AFTER, Token, close, server};

/// The room asks the runtime for beats at most this often.
const ASK_INTERVAL: Duration = Duration::from_secs(30);

impl Room {
    pub(super) fn judge(&mut self, beats: Vec<(SocketId, Duration)>) {
        for (socket, at) in beats {
            if let Some(socket) = self.sockets.get_mut(&socket) {
                // A beat from the future is a clock that was set back since: it counts as now.
                socket.seen_at = socket.seen_at.max(at.min(self.now));
            }
        }
        let silent = self.sockets.keys().copied();
        let silent: Vec<SocketId> = silent.filter(|&s| self.is_silent(s)).collect();
        for socket in silent {
            self.drop_stale(socket);
        }
    }

    /// Frees an id that a client with another token asks for, if its holder seems to be gone.
    pub(super) fn evict_deserted(&mut self, id: &PeerId, token: &Token) {
        let seat = self.seats.get(id).filter(|seat| seat.token != *token);
        let Some(socket) = seat.and_then(|seat| seat.socket) else {
            return;
        };
        let holder = &self.sockets[&socket];
        let silence = self.now.saturating_sub(holder.seen_at);
        if silence >= CONTESTED_AFTER && !holder.watches && !self.is_joined(id) {
            self.drop_stale(socket);
        }
    }

    /// Whether a socket has said nothing for [`STALE_AFTER`], as far as the room knows.
    pub(super) fn is_silent(&self, socket: SocketId) -> bool {
        let seen_at = self.sockets.get(&socket).map(|socket| socket.seen_at);
        seen_at.is_some_and(|at| self.now.saturating_sub(at) >= STALE_AFTER)
    }

    /// Has the room find out whether those who seem to be gone are.
    pub(super) fn ask_beats_of_silent(&mut self) {
        if self.sockets.keys().any(|&socket| self.is_silent(socket)) {
            self.ask_beats();
        }
    }

    pub(super) fn ask_beats(&mut self) {
        let asked = |at| self.now.saturating_sub(at) < ASK_INTERVAL;
        if !self.asked_at.is_some_and(asked) {
            self.asked_at = Some(self.now);
            self.outputs.push(Output::AskBeats);
        }
    }

    fn drop_stale(&mut self, socket: SocketId) {
        self.send(socket, server::error(ErrorCode::Stale));
        self.drop_socket(socket, close::STALE, "no heartbeat");
    }
}
