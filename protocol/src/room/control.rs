//! Rooms under control: who may come in, who lets them in, who is kept out.

use super::record::{self, ControlRecord, Record, SeatOf};
use super::{Output, Room, SocketId, seat_of};
use crate::message::{
    ErrorCode, MAX_REMOVED, Member, Opaque, PeerId, RULES_KEPT_FOR, Rules, Token, close, server,
};

impl Room {
    /// Everyone on the roster, those who have been on it longest first. The first is the host.
    pub fn seniority(&self) -> Vec<PeerId> {
        let joined = self.seats.iter().filter(|(_, s)| s.profile.is_some());
        let mut joined: Vec<_> = joined.map(|(id, seat)| (seat.place, id)).collect();
        joined.sort();
        joined.into_iter().map(|(_, id)| id.clone()).collect()
    }

    /// Puts someone on the roster, behind everyone who is on it.
    pub(super) fn take_place(&mut self, id: &PeerId, profile: Opaque) {
        let joined = self.seats.values().filter(|seat| seat.profile.is_some());
        let last = joined.map(|seat| seat.place).max();
        let seat = seat_of(&mut self.seats, id);
        seat.place = last.map_or(0, |last| last.saturating_add(1));
        seat.profile = Some(profile);
        self.put_seat(id);
        if self.control.until.take().is_some() {
            self.control.keeper = None;
            self.put_control();
        }
    }

    /// Whether someone who is not on the roster may come onto it now. Else they are told what else happens.
    pub(super) fn lets_in(&mut self, socket: SocketId, id: &PeerId, profile: &Opaque) -> bool {
        let Rules { locked, knocking } = self.control.rules;
        if !locked && !knocking || self.is_keeper(id) {
            self.withdraw_knock(id);
            return true;
        }
        if locked {
            self.send(socket, server::error(ErrorCode::Locked));
            return false;
        }
        let knocks_already = seat_of(&mut self.seats, id).knock.is_some();
        self.knock_as(id.clone(), profile.clone());
        if !knocks_already {
            self.tell_inside(&server::knock(id, Some(profile.clone())));
        }
        self.show_rules_outside(socket);
        false
    }

    /// This is how someone who knocks will come in. Those inside hear of a change no sooner, however often it changes.
    pub(super) fn knock_as(&mut self, id: PeerId, profile: Opaque) {
        seat_of(&mut self.seats, &id).knock = Some(profile.clone());
        self.put(Record::Knock(id, profile));
    }

    pub(super) fn set_rules(&mut self, by: &PeerId, rules: Rules) {
        if !self.is_host(by) || self.control.rules == rules {
            return;
        }
        self.control.rules = rules;
        self.put_control();
        let knocking = self.knocking();
        if rules.locked {
            for id in &knocking {
                self.withdraw_silently(id);
                self.send_to(id, server::error(ErrorCode::Locked));
            }
        } else if !rules.knocking {
            for id in &knocking {
                self.let_in(id);
            }
        }
        self.tell_rules();
    }

    pub(super) fn admit(&mut self, by: &PeerId, id: &PeerId) {
        let knocks = self.seats.get(id).is_some_and(|seat| seat.knock.is_some());
        if knocks && self.is_joined(by) {
            self.let_in(id);
        }
    }

    pub(super) fn remove(&mut self, by: &PeerId, id: &PeerId) {
        if !self.is_host(by) || by == id {
            return;
        }
        // Someone may have links to those inside without a seat, or without ever having joined.
        let seat = self.seats.get(id);
        let socket = seat.and_then(|seat| seat.socket);
        let removed = SeatOf {
            id: id.clone(),
            token: seat.map(|seat| seat.token.clone()),
        };
        if self.control.removed.contains(&removed) {
            return;
        }
        if self.control.removed.len() >= MAX_REMOVED {
            self.control.removed.remove(0);
        }
        self.control.removed.push(removed);
        self.put_control();
        self.withdraw_knock(id);
        if self.is_joined(id) {
            self.leave_roster(id, server::left(id));
        } else {
            self.tell(id, &server::left(id));
        }
        self.seats.remove(id);
        if let Some(socket) = socket {
            self.sockets.remove(&socket);
            self.send(socket, server::error(ErrorCode::Removed));
            self.close(socket, close::REMOVED, "removed");
        }
    }

    /// Whether a seat was removed. Neither its id nor its token comes back.
    pub(super) fn is_removed(&self, id: &PeerId, token: &Token) -> bool {
        let mut removed = self.control.removed.iter();
        removed.any(|seat| seat.id == *id || seat.token.as_ref() == Some(token))
    }

    /// Whether `src` is outside, and may not reach `dst` inside.
    pub(super) fn is_kept_out(&self, src: &PeerId, dst: &PeerId) -> bool {
        let is_closed = self.control.rules != Rules::default();
        is_closed && !self.is_joined(src) && self.is_joined(dst)
    }

    /// Someone does not wait to be let in any more.
    pub(super) fn withdraw_knock(&mut self, id: &PeerId) {
        if self.withdraw_silently(id).is_some() {
            self.tell_inside(&server::knock(id, None));
        }
    }

    /// Sends the rules to someone who has just come in, if there are any.
    pub(super) fn show_rules(&mut self, socket: SocketId) {
        if self.control.is_in_use() {
            let text = self.rules();
            self.send(socket, text);
        }
    }

    /// Sends the rules to someone outside, if there are any, but neither who knocks nor who was removed.
    pub(super) fn show_rules_outside(&mut self, socket: SocketId) {
        if self.control.rules != Rules::default() {
            self.send(socket, self.rules_outside());
        }
    }

    /// The room became empty: `host` was the last in it.
    pub(super) fn keep_rules(&mut self, id: PeerId, token: Token) {
        if self.control.is_in_use() {
            self.control.keeper = Some(SeatOf {
                id,
                token: Some(token),
            });
            self.control.until = Some(self.now + RULES_KEPT_FOR);
            self.put_control();
        }
    }

    /// Forgets the rules of a room that has been empty for long enough, and lets in whoever still waits.
    pub(super) fn forget_rules(&mut self) {
        if self.control.until.is_none_or(|until| until > self.now) {
            return;
        }
        self.control = ControlRecord::default();
        self.put_control();
        for id in self.knocking() {
            self.let_in(&id);
        }
    }

    /// Takes those who waited to be let in when the room fell asleep. Whose socket is gone waits no longer.
    pub(super) fn restore_knocks(&mut self, knocks: Vec<(PeerId, Opaque)>) {
        for (id, profile) in knocks {
            match self.seats.get_mut(&id) {
                Some(seat) if seat.socket.is_some() && seat.profile.is_none() => {
                    seat.knock = Some(profile);
                }
                Some(_) | None => {
                    self.tell_inside(&server::knock(&id, None));
                    self.outputs.push(Output::Erase {
                        key: record::knock_key(&id),
                    });
                }
            }
        }
    }

    fn let_in(&mut self, id: &PeerId) {
        let profile = self.withdraw_silently(id);
        let socket = self.seats.get(id).and_then(|seat| seat.socket);
        let (Some(profile), Some(socket)) = (profile, socket) else {
            return;
        };
        if self.roster().count() >= self.config.capacity {
            self.tell_inside(&server::knock(id, None));
            self.send(socket, server::error(ErrorCode::RoomFull));
        } else {
            self.enter(socket, id.clone(), profile, Vec::new());
        }
    }

    fn withdraw_silently(&mut self, id: &PeerId) -> Option<Opaque> {
        let profile = self.seats.get_mut(id)?.knock.take()?;
        self.outputs.push(Output::Erase {
            key: record::knock_key(id),
        });
        Some(profile)
    }

    fn knocking(&self) -> Vec<PeerId> {
        let knocking = self.seats.iter().filter(|(_, seat)| seat.knock.is_some());
        knocking.map(|(id, _)| id.clone()).collect()
    }

    fn is_host(&self, id: &PeerId) -> bool {
        self.seniority().first() == Some(id)
    }

    /// Whether someone was the last host of the room, which is empty.
    fn is_keeper(&self, id: &PeerId) -> bool {
        let token = self.seats.get(id).map(|seat| &seat.token);
        let keeper = self.control.keeper.as_ref();
        keeper.is_some_and(|keeper| keeper.id == *id && keeper.token.as_ref() == token)
    }

    fn rules(&self) -> String {
        let knocks = self.seats.iter().filter_map(|(id, seat)| {
            Some(Member {
                id: id.clone(),
                profile: seat.knock.clone()?,
            })
        });
        let removed = self.control.removed.iter();
        let removed = removed.map(|seat| seat.id.clone());
        server::rules(self.control.rules, knocks.collect(), removed.collect())
    }

    fn rules_outside(&self) -> String {
        server::rules(self.control.rules, Vec::new(), Vec::new())
    }

    fn tell_rules(&mut self) {
        self.tell_inside(&self.rules());
        let text = self.rules_outside();
        let watching = self.sockets.iter().filter(|(_, socket)| socket.watches);
        let watching: Vec<SocketId> = watching.map(|(&socket, _)| socket).collect();
        for socket in watching {
            self.send(socket, text.clone());
        }
    }

    fn tell_inside(&mut self, text: &str) {
        for id in self.seniority() {
            self.send_to(&id, text.to_owned());
        }
    }

    fn put_control(&mut self) {
        if self.control.is_in_use() {
            self.put(Record::Control(self.control.clone()));
        } else {
            self.outputs.push(Output::Erase {
                key: record::CONTROL_KEY.to_owned(),
            });
        }
    }
}

impl ControlRecord {
    fn is_in_use(&self) -> bool {
        self.rules != Rules::default() || !self.removed.is_empty()
    }
}
