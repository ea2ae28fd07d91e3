//! The verification words of a call: who is seen with which certificates, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};

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

/// A call's part in finding the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verifying {
    verification: Verification,
    /// The own certificates, as own descriptions name them. One, if the driver keeps to its contract.
    own: Option<Fingerprints>,
    /// Those whose certificates cannot be read.
    unreadable: BTreeSet<PeerId>,
    verified: Verified,
}

impl Verifying {
    pub(super) fn new(config: &Config) -> Self {
        let (room, id) = (config.room.clone(), config.id.clone());
        Self {
            verification: Verification::new(room, id, config.verification.to_bytes()),
            own: None,
            unreadable: BTreeSet::new(),
            verified: Verified::default(),
        }
    }

    pub(super) fn verified(&self) -> &Verified {
        &self.verified
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
        let all_readable = self.unreadable.is_empty();
        self.verified.room = self.verification.words().filter(|_| all_readable);
    }
}

impl Call {
    /// Looks who can be heard, with which certificates, and tells everyone if that has changed. Whether it has.
    pub(super) fn look(&mut self) -> bool {
        let verifying = &mut self.verifying;
        let mut unreadable = 0;
        let mut seen = 0;
        let mut changed = false;
        for (id, prints) in self.peers.certificates() {
            let Some((own, theirs)) = prints else {
                unreadable += 1;
                changed |= !verifying.unreadable.contains(id);
                continue;
            };
            seen += 1;
            changed |= !verifying.own.as_ref().is_some_and(|all| all.covers(own));
            changed |= !verifying.verification.sees(id, theirs);
        }
        changed |= unreadable != verifying.unreadable.len();
        changed |= seen != verifying.verification.others();
        if !changed {
            return false;
        }
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
        true
    }

    /// Tells a peer whose channel has just opened what was said before.
    pub(super) fn repeat_verification(&mut self, connection: ConnectionId) {
        if self.look() {
            return;
        }
        for step in self.verifying.verification.repeat() {
            self.send_control(connection, &Control::Verification(step));
        }
    }

    pub(super) fn hear_verification(&mut self, from: &PeerId, step: VerificationStep) {
        self.look();
        let steps = self.verifying.verification.hear(from, step);
        self.tell_verification(steps);
    }

    fn tell_verification(&mut self, steps: Vec<VerificationStep>) {
        for step in steps {
            self.send_all(&Control::Verification(step));
        }
        self.verifying.refresh_room();
    }
}
