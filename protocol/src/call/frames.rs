//! What a call does about each frame of the server.

use std::time::Duration;

use super::sealing::Reading;
use super::{Call, End, News, Output, Phase};
use crate::message::{ErrorCode, Member, PeerId, RelayType, ServerFrame, SignalError};

/// How long someone whom the server has no seat for waits before they ask for one again: in the middle of a call, or
/// at the door while they knock.
pub(super) const SEAT_ASKED_EVERY: Duration = Duration::from_secs(60);

impl Call {
    pub(super) fn server_frame(&mut self, frame: ServerFrame) {
        match frame {
            // The session takes it.
            ServerFrame::Open => {}
            // Someone took the id while this client's seat had run out. The links are worth more than a
            // place on the roster: they live on, and the session tries again.
            ServerFrame::IdTaken if self.phase == Phase::Joined => {}
            ServerFrame::IdTaken => self.end(End::IdTaken),
            ServerFrame::Error { code, message: _ } => match code {
                Some(ErrorCode::RoomFull) => self.refused(News::RoomFull),
                Some(ErrorCode::Locked) => self.locked_out(),
                Some(ErrorCode::Removed) => self.end(End::Removed),
                Some(
                    ErrorCode::MissingParameters
                    | ErrorCode::TooManySockets
                    | ErrorCode::ForeignPage
                    | ErrorCode::TooFast
                    | ErrorCode::Stale,
                )
                | None => {}
            },
            ServerFrame::Room {
                epoch: _,
                resumed,
                capacity,
                peers,
                seniority,
            } => {
                self.capacity = Some(capacity);
                self.roster(peers, resumed, seniority);
            }
            ServerFrame::Rules {
                rules,
                knocks,
                removed,
            } => {
                self.rules(rules, knocks);
                for id in removed {
                    self.controlled.gone(&id);
                    self.left(&id);
                }
            }
            ServerFrame::Knock { id, profile } => self.knocks(id, profile),
            ServerFrame::Joined { member, calls } => {
                self.controlled.joined(&member.id);
                let calls_me = calls.contains(&self.config.id);
                self.joined(member, calls_me);
            }
            ServerFrame::Update(member) => self.list(member, true),
            ServerFrame::Left(id) => {
                self.strange.forget(&id);
                self.controlled.gone(&id);
                self.left(&id);
                self.ask_seat();
            }
            ServerFrame::Gone(id) => {
                self.strange.forget(&id);
                self.controlled.gone(&id);
                self.peers.unlist(&id);
                self.ask_seat();
            }
            // Outside the room nothing more is said to them, and no word from them would show them again.
            ServerFrame::Expired(id) if self.entered => self.peers.set_absent(&id, true),
            ServerFrame::Expired(_) => {}
            ServerFrame::Relayed {
                relay,
                src,
                payload,
            } => self.relayed(relay, &src, payload.as_deref().unwrap_or("null")),
        }
    }

    /// The room is full or locked: watch it from outside. Someone whose seat was taken in the middle of a call
    /// keeps their links and tries again whenever a seat becomes free, and now and then: whoever has it may be
    /// gone without the server's knowledge, and it looks only when it is asked.
    pub(super) fn refused(&mut self, news: News) {
        self.session.answered();
        self.stop_waiting();
        self.entered = false;
        self.called.clear();
        if self.phase == Phase::Joining {
            self.phase = Phase::Watching;
            self.each_peer(|peer, cx| peer.link.close(cx));
            self.outputs.push(Output::Tell(news));
        } else {
            self.ask_seat_at = Some(self.now + SEAT_ASKED_EVERY);
        }
        self.session.ask_watch(&mut self.outputs);
    }

    pub(super) fn ask_seat(&mut self) {
        if self.phase == Phase::Joined && !self.entered {
            self.send_join();
        }
    }

    fn roster(&mut self, members: Vec<Member>, resumed: bool, seniority: Vec<PeerId>) {
        let asked = self.session.answered();
        let has_room = self
            .capacity
            .is_some_and(|capacity| members.len() < capacity);
        self.controlled.room(seniority, asked.is_join());
        self.peers.unlist_all_but(&members);
        self.strange.forget_all_but(&members);
        for member in members {
            let id = member.id.clone();
            let came = self.meet(member);
            self.tell_came(came.then_some(&id));
        }
        if !asked.is_join() && self.phase == Phase::Joining && !self.entered && !self.waits() {
            // The person could not wait to see who is there.
            self.prepare_offers();
            return self.send_join();
        }
        if !asked.is_join() {
            // It may have become free before this client was told of such things.
            if has_room && self.controlled.is_open() {
                self.ask_seat();
            }
            return;
        }
        // A page that reloaded into its seat is called by those present, whom UPDATE told of its new life.
        let missed_newcomers = resumed && self.phase == Phase::Joined;
        self.phase = Phase::Joined;
        self.entered = true;
        let called = std::mem::take(&mut self.called);
        self.each_peer(|peer, cx| {
            if !peer.is_listed() || called.contains(peer.link.peer()) {
                return;
            }
            if peer.link.connection().is_some() {
                peer.link.resume(cx);
            } else if missed_newcomers && peer.is_callable() {
                peer.link.call(false, cx);
            }
        });
    }

    fn joined(&mut self, member: Member, calls_me: bool) {
        let id = member.id.clone();
        let came = self.meet(member);
        self.tell_came(came.then_some(&id));
        if self.phase != Phase::Joined || !self.entered || calls_me {
            return;
        }
        self.on_peer(&id, |peer, cx| {
            if !peer.link.is_up() {
                peer.link.call(false, cx);
            }
        });
    }

    /// Someone on the roster changed; after a reload it is another life, and wants to be called.
    fn list(&mut self, member: Member, call: bool) {
        let id = member.id.clone();
        self.meet(member);
        if call && self.phase == Phase::Joined && self.entered {
            self.on_peer(&id, |peer, cx| {
                if peer.link.connection().is_none() && peer.is_callable() {
                    peer.link.call(false, cx);
                }
            });
        }
    }

    /// Puts someone on the roster. Whether they were not shown before.
    fn meet(&mut self, member: Member) -> bool {
        let profile = match self.read_profile(&member) {
            Reading::Read(profile) => profile,
            Reading::Outdated => return false,
            Reading::Unread => {
                self.peers.unlist(&member.id);
                return false;
            }
        };
        let instance = profile.as_ref().map(|profile| profile.instance);
        let Some((id, came)) = self.peers.list(member.id, profile) else {
            return false;
        };
        if let Some(instance) = instance {
            self.on_peer(&id, |peer, cx| peer.meet(instance, cx));
        }
        came
    }

    fn relayed(&mut self, relay: RelayType, src: &PeerId, payload: &str) {
        match self.read_signal(relay, src, payload) {
            Ok(signal) => {
                self.peers.heard(src, true);
                self.signal(src, signal);
            }
            Err(SignalError::Foreign) if self.entered && self.peers.find(src).is_none() => {
                let (now, mut last_connection) = (self.now, self.last_connection);
                self.on_guests(|guests, paths| {
                    guests.relayed(relay, src, payload, &mut last_connection, now, paths);
                });
                self.last_connection = last_connection;
            }
            Err(SignalError::Foreign | SignalError::Malformed) => {}
        }
    }

    pub(super) fn left(&mut self, id: &PeerId) {
        self.on_guests(|guests, paths| guests.left(id, paths));
        self.on_peer(id, |peer, cx| peer.link.close(cx));
        self.chat.left(id);
        if let Some(peer) = self.peers.remove(id) {
            self.tell(News::Left(id.clone(), peer.name()));
        }
    }

    fn tell_came(&mut self, id: Option<&PeerId>) {
        if let Some(id) = id
            && let Some(peer) = self.peers.find(id)
        {
            self.tell(News::Came(id.clone(), peer.name()));
        }
    }

    /// Who comes and goes is news to those inside. On coming in one sees who is there.
    pub(super) fn tell(&mut self, news: News) {
        if self.phase == Phase::Joined {
            self.outputs.push(Output::Tell(news));
        }
    }
}
