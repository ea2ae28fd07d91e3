//! What the others are told while the person writes a message.
//!
//! Each of them is told once that it begins and once that it ends, however many keys are struck.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{ChatWord, Letter};
use crate::message::PeerId;

/// How long after the last key a person counts as writing.
pub const WRITING_FOR: Duration = Duration::from_secs(4);

/// Whom the person is writing to at the moment, if anyone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Writing {
    /// Who knows.
    told: BTreeSet<PeerId>,
    /// When it is over unless another key is struck.
    until: Option<Duration>,
}

impl Writing {
    /// A key was struck in a message to `readers`.
    pub(super) fn goes_on(&mut self, readers: &BTreeSet<PeerId>, now: Duration) -> Vec<Letter> {
        let no_more: Vec<PeerId> = self.told.difference(readers).cloned().collect();
        let new: Vec<PeerId> = readers.difference(&self.told).cloned().collect();
        self.told.clone_from(readers);
        self.until = Some(now + WRITING_FOR);
        let ends = no_more.into_iter().map(|peer| typing(peer, false));
        let begins = new.into_iter().map(|peer| typing(peer, true));
        ends.chain(begins).collect()
    }

    /// The person has stopped. Those of `readers` know it anyway, because they get the message.
    pub(super) fn ends(&mut self, readers: &BTreeSet<PeerId>) -> Vec<Letter> {
        self.until = None;
        let told = std::mem::take(&mut self.told);
        let told = told.into_iter().filter(|peer| !readers.contains(peer));
        told.map(|peer| typing(peer, false)).collect()
    }

    /// The channel to a peer closed, who forgets what it was told.
    pub(super) fn forgets(&mut self, peer: &PeerId) {
        self.told.remove(peer);
    }

    pub(super) fn timeout(&mut self, now: Duration) -> Vec<Letter> {
        if self.until.is_none_or(|until| until > now) {
            return Vec::new();
        }
        self.ends(&BTreeSet::new())
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        self.until
    }
}

fn typing(peer: PeerId, typing: bool) -> Letter {
    (peer, ChatWord::Typing(typing))
}
