//! Who may come in, worked out from the frames that cross the wire.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use parley_protocol::message::{PeerId, RULES_KEPT_FOR, Rules, Token};

use super::{Reference, Seat};

#[derive(Debug, Default)]
pub(super) struct Control {
    /// Everyone on the roster, in the order in which they came.
    order: Vec<(PeerId, Token)>,
    rules: Rules,
    /// What those who knock want to join with.
    knocks: BTreeMap<PeerId, String>,
    removed: Vec<(PeerId, Option<Token>)>,
    /// Who was the last to leave, and until when that counts.
    kept: Option<(PeerId, Token, Duration)>,
    /// Everyone who was removed at any time, by whichever room.
    pub(super) ever_removed: BTreeSet<PeerId>,
}

impl Reference {
    /// Whose room it is.
    pub(crate) fn host(&self) -> Option<&PeerId> {
        self.control.order.first().map(|(id, _)| id)
    }

    pub(crate) fn rules(&self) -> Rules {
        self.control.rules
    }

    /// Whether anyone with this id was ever removed.
    pub(crate) fn was_removed(&self, id: &PeerId) -> bool {
        self.control.ever_removed.contains(id)
    }

    pub(super) fn is_kept_out(&self, id: &PeerId, token: &Token) -> bool {
        let mut removed = self.control.removed.iter();
        removed.any(|(other, of)| other == id || of.as_ref() == Some(token))
    }

    /// Whether a frame from `src` may reach `dst`.
    pub(super) fn may_reach(&self, src: &PeerId, dst: &PeerId) -> bool {
        self.control.rules == Rules::default() || self.is_joined(src) || !self.is_joined(dst)
    }

    /// Whether someone outside comes in with JOIN. Else they may have to wait.
    pub(super) fn lets_in(&mut self, id: &PeerId, token: &Token, profile: &str) -> bool {
        let control = &mut self.control;
        let returns = matches!(&control.kept, Some((of, with, _)) if of == id && with == token);
        if control.rules == Rules::default() || returns {
            control.knocks.remove(id);
            return true;
        }
        if !control.rules.locked {
            let knock = control.knocks.entry(id.clone());
            knock.or_insert_with(|| profile.to_owned());
        }
        false
    }

    pub(super) fn knocks_no_more(&mut self, id: &PeerId) {
        self.control.knocks.remove(id);
    }

    /// A frame about who may come in. Returns what everyone may be told, and about whom if about one alone.
    pub(super) fn decide(
        &mut self,
        by: &PeerId,
        text: &str,
    ) -> Option<(&'static str, Option<PeerId>)> {
        let is_host = self.host() == Some(by);
        let dst = text.split_once(r#""dst":""#).and_then(|(_, rest)| {
            let id = rest.split('"').next().unwrap_or_default();
            id.parse::<PeerId>().ok()
        });
        if text.starts_with(r#"{"type":"RULES""#) && is_host {
            let says = |rule: &str| text.contains(&format!(r#""{rule}":true"#));
            self.control.rules = Rules {
                locked: says("locked"),
                knocking: says("knocking"),
            };
            if self.control.rules.locked {
                self.control.knocks.clear();
            } else if !self.control.rules.knocking {
                self.let_all_in();
            }
            return Some((r#"{"type":"JOINED","#, None));
        }
        let dst = dst?;
        if text.starts_with(r#"{"type":"ADMIT""#) && self.is_joined(by) {
            let profile = self.control.knocks.remove(&dst)?;
            self.let_in(&dst, profile);
            return Some((r#"{"type":"JOINED","#, Some(dst)));
        }
        if text.starts_with(r#"{"type":"REMOVE""#) && is_host && dst != *by {
            self.remove(&dst);
            return Some((r#"{"type":"LEAVE","#, Some(dst)));
        }
        None
    }

    fn remove(&mut self, id: &PeerId) {
        self.control.knocks.remove(id);
        self.control.ever_removed.insert(id.clone());
        let seat = self.seats.remove(id);
        let token = seat.as_ref().map(|seat| seat.token.clone());
        self.control.removed.push((id.clone(), token));
        if let Some(socket) = seat.and_then(|seat| seat.socket) {
            self.sockets.remove(&socket);
            self.dismissed.push(socket);
        }
    }

    fn let_all_in(&mut self) {
        for (id, profile) in std::mem::take(&mut self.control.knocks) {
            self.let_in(&id, profile);
        }
    }

    fn let_in(&mut self, id: &PeerId, profile: String) {
        let is_full = self.roster().count() >= self.capacity;
        if let Some(seat) = self.seats.get_mut(id).filter(|_| !is_full) {
            seat.profile = Some(profile);
            self.take_places();
        }
    }

    /// Brings the order of those on the roster up to date.
    pub(super) fn take_places(&mut self) {
        let joined = |seats: &BTreeMap<PeerId, Seat>, id: &PeerId| {
            seats.get(id).is_some_and(|seat| seat.profile.is_some())
        };
        let last = self.control.order.iter().max_by_key(|(id, _)| id).cloned();
        self.control.order.retain(|(id, _)| joined(&self.seats, id));
        for (id, seat) in &self.seats {
            let known = self.control.order.iter().any(|(other, _)| other == id);
            if seat.profile.is_some() && !known {
                self.control.order.push((id.clone(), seat.token.clone()));
            }
        }
        let in_use = self.control.rules != Rules::default() || !self.control.removed.is_empty();
        if !self.control.order.is_empty() {
            self.control.kept = None;
        } else if in_use && let Some((id, token)) = last {
            self.control.kept = Some((id, token, self.now + RULES_KEPT_FOR));
        }
    }

    /// Forgets the rules of a room that has been empty for long enough.
    pub(super) fn forget_rules(&mut self) -> bool {
        let due = |(_, _, until): &(PeerId, Token, Duration)| *until <= self.now;
        if !self.control.kept.as_ref().is_some_and(due) {
            return false;
        }
        self.control.rules = Rules::default();
        self.control.removed.clear();
        self.control.kept = None;
        self.let_all_in();
        true
    }

    /// The server lost its storage.
    pub(super) fn forget_control(&mut self) {
        self.control = Control {
            ever_removed: std::mem::take(&mut self.control.ever_removed),
            ..Control::default()
        };
    }
}
