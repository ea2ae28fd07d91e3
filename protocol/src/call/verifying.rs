//! The verification words of a call: who is seen with which certificates, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Call, Config, ConnectionId};
use crate::message::{Control, PeerId};
use crate::verification::{
    Fingerprints, PersonWords, RoomWords, Verification, VerificationStep, person_words,
};

/// What people compare to know that nobody sits in the middle of their call.
///
/// The words are for those with whom the call has a working link, this client included. PeerJS pages take no
/// part: whoever is a [guest](super::Person::guest) is not vouched for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verified {
    /// The words that everyone sees, if everyone sees the same certificates. `None` while nobody else is here,
    /// and for a moment after each change.
    pub room: Option<RoomWords>,
    /// The words for this client's own certificate, which the others see as this person's.
    pub own: Option<PersonWords>,
    /// The words for the certificates of the others.
    pub people: BTreeMap<PeerId, PersonWords>,
    /// Those who see other people or certificates than this client, or whose certificates cannot be read. For
    /// a moment after each change that is as it should be; if it stays, somebody may sit in the middle.
    pub disagreeing: BTreeSet<PeerId>,
}

/// How long a change waits for others before the words are looked for anew. Where many come at once, each link
/// would else be a round of everyone with everyone.
pub(super) const CHANGES_GATHER_FOR: Duration = Duration::from_millis(200);

/// A call's part in finding the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verifying {
    verification: Verification,
    /// The own certificates, as own descriptions name them. One, if the driver keeps to its contract.
    own: Option<Fingerprints>,
    /// Those whose certificates cannot be read.
    unreadable: BTreeSet<PeerId>,
    /// When changes that were noticed are looked at. There are no words until then.
    look_at: Option<Duration>,
    verified: Verified,
}

impl Verifying {
    pub(super) fn new(config: &Config) -> Self {
        let (room, id) = (config.room.clone(), config.id.clone());
        Self {
            verification: Verification::new(room, id, config.verification.to_bytes()),
            own: None,
            unreadable: BTreeSet::new(),
            look_at: None,
            verified: Verified::default(),
        }
    }

    pub(super) fn verified(&self) -> &Verified {
        &self.verified
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        self.look_at
    }

    /// Works out anew what is to be shown of each, whose words depend on certificates alone.
    fn refresh_people(&mut self, own: &PeerId, others: impl Iterator<Item = PeerId>) {
        let verification = &self.verification;
        let words = |id: PeerId| Some((id.clone(), verification.person(&id)?));
        self.verified.own = self.own.as_ref().map(|prints| person_words(own, prints));
        self.verified.people = others.filter_map(words).collect();
    }

    /// Works out anew what is to be shown of all together.
    fn refresh_room(&mut self) {
        let disagreeing = self.verification.disagreeing().chain(&self.unreadable);
        self.verified.disagreeing = disagreeing.cloned().collect();
        let holds = self.unreadable.is_empty() && self.look_at.is_none();
        self.verified.room = self.verification.words().filter(|_| holds);
    }
}

impl Call {
    /// Takes the words away if they are not true any more, and sees to it that others are looked for soon.
    pub(super) fn notice(&mut self) {
        if self.verifying.look_at.is_none() && self.has_changed() {
            self.verifying.look_at = Some(self.now + CHANGES_GATHER_FOR);
            self.verifying.refresh_room();
        }
    }

    pub(super) fn look_in_time(&mut self) {
        if self.verifying.look_at.is_some_and(|at| at <= self.now) {
            self.look();
        }
    }

    /// Whether others can be heard than was last looked at, or with other certificates.
    fn has_changed(&self) -> bool {
        let verifying = &self.verifying;
        let mut unreadable = 0;
        let mut seen = verifying.verification.seen();
        for (id, prints) in self.peers.certificates() {
            let Some((own, theirs)) = prints else {
                unreadable += 1;
                if !verifying.unreadable.contains(id) {
                    return true;
                }
                continue;
            };
            let is_known = verifying.own.as_ref().is_some_and(|all| all.covers(own));
            if !is_known || seen.next() != Some((id, theirs)) {
                return true;
            }
        }
        unreadable != verifying.unreadable.len() || seen.next().is_some()
    }

    /// Looks who can be heard, with which certificates, and tells everyone if that has changed.
    fn look(&mut self) {
        let verifying = &mut self.verifying;
        verifying.look_at = None;
        let mut others = BTreeMap::new();
        verifying.unreadable.clear();
        for (id, prints) in self.peers.certificates() {
            let Some((own, theirs)) = prints else {
                verifying.unreadable.insert(id.clone());
                continue;
            };
            match &mut verifying.own {
                Some(all) => all.extend(own),
                None => verifying.own = Some(own.clone()),
            }
            others.insert(id.clone(), theirs.clone());
        }
        let steps = match verifying.own.clone() {
            Some(own) => verifying.verification.see(own, others),
            None => Vec::new(),
        };
        let others = self.peers.certificates().map(|(id, _)| id.clone());
        verifying.refresh_people(&self.config.id, others);
        self.tell_verification(steps);
    }

    /// Tells a peer whose channel has opened again what was said before. Whoever is new hears of the next round.
    pub(super) fn repeat_verification(&mut self, connection: ConnectionId, peer: &PeerId) {
        if !self.verifying.verification.has_seen(peer) {
            return;
        }
        for step in self.verifying.verification.repeat() {
            self.send_control(connection, &Control::Verification(step));
        }
    }

    pub(super) fn hear_verification(
        &mut self,
        connection: ConnectionId,
        from: &PeerId,
        step: VerificationStep,
    ) {
        if self.verifying.look_at.is_some() && self.verifying.verification.is_behind(&step) {
            self.look();
        }
        let reply = self.verifying.verification.hear(from, step);
        for step in reply.to_sender {
            self.send_control(connection, &Control::Verification(step));
        }
        self.tell_verification(reply.to_all);
    }

    fn tell_verification(&mut self, steps: Vec<VerificationStep>) {
        for step in steps {
            self.send_all(&Control::Verification(step));
        }
        self.verifying.refresh_room();
    }
}
