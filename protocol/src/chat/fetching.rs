//! Getting messages that others have: each from one peer at a time, and from another if that one does
//! not hand it over.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{ChatWord, FETCH_WITHIN, Letter, MAX_MESSAGES, MessageId};
use crate::message::PeerId;

/// What is missing here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fetching {
    missing: BTreeMap<MessageId, Offer>,
    /// Whom messages are being fetched from, and until when that is worth waiting for.
    asked: BTreeMap<MessageId, (PeerId, Duration)>,
    /// Who has said before what they have.
    met: BTreeSet<PeerId>,
}

/// A message that others have.
#[derive(Clone, Debug, Default, PartialEq)]
struct Offer {
    by: BTreeSet<PeerId>,
    /// Whether somebody had it when we met.
    history: bool,
}

impl Fetching {
    /// A peer has these, which are missing here.
    pub(super) fn offered(
        &mut self,
        peer: &PeerId,
        ids: impl IntoIterator<Item = MessageId>,
        now: Duration,
    ) -> Vec<Letter> {
        let history = self.met.insert(peer.clone());
        let mut wanted = Vec::new();
        for id in ids {
            if self.missing.len() >= MAX_MESSAGES && !self.missing.contains_key(&id) {
                continue;
            }
            let offer = self.missing.entry(id).or_default();
            offer.by.insert(peer.clone());
            offer.history |= history;
            self.asked.entry(id).or_insert_with(|| {
                wanted.push(id);
                (peer.clone(), now + FETCH_WITHIN)
            });
        }
        if wanted.is_empty() {
            return Vec::new();
        }
        vec![(peer.clone(), ChatWord::Want(wanted))]
    }

    /// Whether a message was asked of a peer.
    pub(super) fn is_asked_of(&self, peer: &PeerId, id: MessageId) -> bool {
        self.asked.get(&id).is_some_and(|(asked, _)| asked == peer)
    }

    /// A message is here. Whether somebody had it when we met.
    pub(super) fn came(&mut self, id: MessageId) -> bool {
        self.asked.remove(&id);
        let offer = self.missing.remove(&id);
        offer.is_some_and(|offer| offer.history)
    }

    /// A peer is handing messages over, and gets the time to go on.
    pub(super) fn goes_on(&mut self, peer: &PeerId, now: Duration) {
        for (asked, until) in self.asked.values_mut() {
            if asked == peer {
                *until = now + FETCH_WITHIN;
            }
        }
    }

    /// A peer left for good.
    pub(super) fn left(&mut self, peer: &PeerId) {
        self.met.remove(peer);
        self.missing.retain(|_, offer| {
            offer.by.remove(peer);
            !offer.by.is_empty()
        });
    }

    /// Asks someone else for what did not come.
    pub(super) fn timeout(&mut self, now: Duration) -> Vec<Letter> {
        let late = self.asked.extract_if(.., |_, (_, until)| *until <= now);
        let late: Vec<(MessageId, PeerId)> = late.map(|(id, (peer, _))| (id, peer)).collect();
        let mut wants: BTreeMap<PeerId, Vec<MessageId>> = BTreeMap::new();
        for (id, asked) in late {
            let Some(offer) = self.missing.get_mut(&id) else {
                continue;
            };
            offer.by.remove(&asked);
            match offer.by.first() {
                Some(other) => {
                    self.asked.insert(id, (other.clone(), now + FETCH_WITHIN));
                    wants.entry(other.clone()).or_default().push(id);
                }
                None => {
                    self.missing.remove(&id);
                }
            }
        }
        let wants = wants.into_iter();
        wants
            .map(|(peer, ids)| (peer, ChatWord::Want(ids)))
            .collect()
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        self.asked.values().map(|(_, until)| *until).min()
    }
}
