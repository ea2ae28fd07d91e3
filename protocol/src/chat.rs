//! Text chat without a server: every participant keeps the log, and peers make each other's complete.
//!
//! # The model
//!
//! A message has an id that its author alone can mint ([`MessageId`]) and a place in the log given by a
//! logical clock (Lamport 1978): whoever writes after having seen a message stands behind it, on every
//! screen alike. The log holds the newest [`MAX_MESSAGES`].
//!
//! Nothing is ever sent twice on purpose. A new message goes to everyone at once over the links' control
//! channels. Whenever a channel opens, both sides say which messages they have ([`ChatWord::Have`]) and
//! fetch what they lack, each message from one peer at a time. So a newcomer gets the history, and a
//! link that was down for a moment loses nothing.
//!
//! # What counts as sent
//!
//! A receiver acknowledges each message. Until everyone who was present when it was written has it,
//! a message is not shown as delivered; one written to an empty room waits for whoever comes.
//!
//! A message to one person goes to that person only and is not part of the history. One to somebody who
//! has left is lost, and shown as such.

mod fetching;
mod words;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use self::fetching::Fetching;
pub use self::words::{
    ChatWord, Delivery, Line, MAX_TEXT_CHARS, Message, MessageId, Text, TextError,
};
pub use self::writing::WRITING_FOR;
use self::writing::Writing;
use crate::message::{DisplayName, Instance, PeerId};

/// How many messages the log holds. Older ones are forgotten.
pub const MAX_MESSAGES: usize = 200;

/// How long a peer may take to hand over a message before another is asked.
pub const FETCH_WITHIN: Duration = Duration::from_secs(3);

/// How many messages one word carries, so that it stays far below what a data channel takes.
const MAX_BATCH: usize = 8;

/// A clock that runs ahead by more than this is a mistake or an attack, and its message is dropped.
const MAX_CLOCK_STEP: u64 = 1 << 20;

/// A chat word for a peer.
pub(crate) type Letter = (PeerId, ChatWord);

/// The chat of one participant. See the [module documentation](self).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chat {
    own_id: PeerId,
    own: Instance,
    clock: u64,
    count: u32,
    log: BTreeMap<Place, Entry>,
    places: BTreeMap<MessageId, Place>,
    fetching: Fetching,
    typing: BTreeSet<PeerId>,
    writing: Writing,
    /// Counts what a screen would show.
    revision: u64,
}

/// Where a message stands.
type Place = (u64, MessageId);

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    message: Message,
    /// Whether it is from before we came.
    history: bool,
    /// For an own message: those who were present and have not acknowledged it.
    awaited: BTreeSet<PeerId>,
    acknowledged: bool,
}

impl Chat {
    pub(crate) fn new(own_id: PeerId, own: Instance) -> Self {
        Self {
            own_id,
            own,
            clock: 0,
            count: 0,
            log: BTreeMap::new(),
            places: BTreeMap::new(),
            fetching: Fetching::default(),
            typing: BTreeSet::new(),
            writing: Writing::default(),
            revision: 0,
        }
    }

    /// Writes a message to those present, or to one of them.
    pub(crate) fn say(
        &mut self,
        text: Text,
        name: DisplayName,
        to: Option<PeerId>,
        at: u64,
        present: &BTreeSet<PeerId>,
    ) -> Vec<Letter> {
        self.revision += 1;
        self.clock += 1;
        self.count = self.count.saturating_add(1);
        let message = Message {
            id: MessageId {
                author: self.own,
                number: self.count,
            },
            clock: self.clock,
            from: self.own_id.clone(),
            name,
            at,
            to: to.clone(),
            text,
        };
        let awaited = readers(to.as_ref(), present);
        let word = ChatWord::Say(vec![message.clone()]);
        let mut letters = self.writing.ends(&awaited);
        letters.extend(awaited.iter().map(|peer| (peer.clone(), word.clone())));
        self.keep(message, awaited, false);
        letters
    }

    /// Writes on at a message to those present, or to one of them.
    pub(crate) fn types(
        &mut self,
        to: Option<&PeerId>,
        present: &BTreeSet<PeerId>,
        now: Duration,
    ) -> Vec<Letter> {
        self.writing.goes_on(&readers(to, present), now)
    }

    /// Does not write any more.
    pub(crate) fn stops_typing(&mut self) -> Vec<Letter> {
        self.writing.ends(&BTreeSet::new())
    }

    /// A control channel to a peer opened.
    pub(crate) fn opened(&self, peer: &PeerId) -> Vec<Letter> {
        let public = self.log.values().filter(|entry| entry.message.to.is_none());
        let have = public.map(|entry| entry.message.id).collect();
        let mut letters = vec![(peer.clone(), ChatWord::Have(have))];
        let owed = |entry: &&Entry| {
            entry.message.to.as_ref() == Some(peer) && entry.awaited.contains(peer)
        };
        let owed = self.log.values().filter(owed);
        let owed: Vec<Message> = owed.map(|entry| entry.message.clone()).collect();
        letters.extend(in_batches(peer, owed));
        letters
    }

    /// A peer, in the life `author`, said something.
    pub(crate) fn hears(
        &mut self,
        peer: &PeerId,
        author: Option<Instance>,
        word: ChatWord,
        now: Duration,
    ) -> Vec<Letter> {
        self.revision += 1;
        match word {
            ChatWord::Have(ids) => self.hears_have(peer, ids, now),
            ChatWord::Want(ids) => {
                let public = |id: &MessageId| {
                    let entry = self.log.get(self.places.get(id)?)?;
                    entry.message.to.is_none().then(|| entry.message.clone())
                };
                let ids = ids.iter().take(MAX_MESSAGES);
                in_batches(peer, ids.filter_map(public).collect())
            }
            ChatWord::Say(messages) => {
                self.fetching.goes_on(peer, now);
                self.hears_messages(peer, author, messages)
            }
            ChatWord::Got(ids) => {
                for id in ids.into_iter().take(MAX_MESSAGES) {
                    self.acknowledge(peer, id);
                }
                Vec::new()
            }
            ChatWord::Typing(typing) => {
                if typing {
                    self.typing.insert(peer.clone());
                } else {
                    self.typing.remove(peer);
                }
                Vec::new()
            }
        }
    }

    /// A peer left for good.
    pub(crate) fn left(&mut self, peer: &PeerId) {
        self.closed(peer);
        self.fetching.left(peer);
        for entry in self.log.values_mut() {
            entry.awaited.remove(peer);
        }
    }

    /// The control channel to a peer closed: neither side knows any more whether the other is writing.
    pub(crate) fn closed(&mut self, peer: &PeerId) {
        self.revision += 1;
        self.typing.remove(peer);
        self.writing.forgets(peer);
    }

    /// Asks someone else for what did not come, and notices that no key is struck any more.
    pub(crate) fn timeout(&mut self, now: Duration) -> Vec<Letter> {
        let mut letters = self.fetching.timeout(now);
        letters.extend(self.writing.timeout(now));
        letters
    }

    pub(crate) fn next_timeout(&self) -> Option<Duration> {
        let timeouts = [self.fetching.next_timeout(), self.writing.next_timeout()];
        timeouts.into_iter().flatten().min()
    }

    /// The log, oldest first.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let line = |entry: &Entry| Line {
            history: entry.history,
            delivery: (entry.message.id.author == self.own).then(|| entry.delivery()),
            message: entry.message.clone(),
        };
        self.log.values().map(line).collect()
    }

    /// Counts up whenever [`Chat::lines`] or [`Chat::typing`] may have changed.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Who is writing.
    pub(crate) fn typing(&self) -> impl Iterator<Item = &PeerId> {
        self.typing.iter()
    }

    fn hears_have(&mut self, peer: &PeerId, ids: Vec<MessageId>, now: Duration) -> Vec<Letter> {
        let mut missing = Vec::new();
        for id in ids.into_iter().take(MAX_MESSAGES) {
            if self.places.contains_key(&id) {
                // Having it is as good as acknowledging it.
                self.acknowledge(peer, id);
            } else {
                missing.push(id);
            }
        }
        self.fetching.offered(peer, missing, now)
    }

    fn hears_messages(
        &mut self,
        peer: &PeerId,
        author: Option<Instance>,
        messages: Vec<Message>,
    ) -> Vec<Letter> {
        let mut got = Vec::new();
        for message in messages.into_iter().take(MAX_MESSAGES) {
            let id = message.id;
            let direct = author == Some(id.author) && message.from == *peer;
            let fetched = self.fetching.is_asked_of(peer, id);
            let for_us = match &message.to {
                Some(to) => direct && *to == self.own_id,
                None => direct || fetched,
            };
            if !for_us || id.author == self.own || message.clock > self.clock + MAX_CLOCK_STEP {
                continue;
            }
            let history = self.fetching.came(id);
            self.typing.remove(&message.from);
            if !self.places.contains_key(&id) {
                self.clock = self.clock.max(message.clock);
                self.keep(message, BTreeSet::new(), history);
            }
            if direct {
                got.push(id);
            }
        }
        if got.is_empty() {
            return Vec::new();
        }
        vec![(peer.clone(), ChatWord::Got(got))]
    }

    fn acknowledge(&mut self, peer: &PeerId, id: MessageId) {
        let Some(place) = self.places.get(&id) else {
            return;
        };
        if let Some(entry) = self.log.get_mut(place) {
            entry.awaited.remove(peer);
            entry.acknowledged = true;
        }
    }

    fn keep(&mut self, message: Message, awaited: BTreeSet<PeerId>, history: bool) {
        let place = (message.clock, message.id);
        let oldest = self.log.first_key_value().map(|(place, _)| *place);
        if self.log.len() >= MAX_MESSAGES && oldest.is_some_and(|oldest| place < oldest) {
            return;
        }
        self.places.insert(message.id, place);
        let entry = Entry {
            message,
            history,
            awaited,
            acknowledged: false,
        };
        self.log.insert(place, entry);
        if self.log.len() > MAX_MESSAGES
            && let Some((_, oldest)) = self.log.pop_first()
        {
            self.places.remove(&oldest.message.id);
        }
    }
}

impl Entry {
    fn delivery(&self) -> Delivery {
        match (self.awaited.len(), self.acknowledged) {
            (0, true) => Delivery::Delivered,
            (0, false) => Delivery::Nobody,
            (awaited, _) => Delivery::Sending(awaited),
        }
    }
}

/// Those present whom a message is meant for.
fn readers(to: Option<&PeerId>, present: &BTreeSet<PeerId>) -> BTreeSet<PeerId> {
    match to {
        Some(to) => present.get(to).cloned().into_iter().collect(),
        None => present.clone(),
    }
}

fn in_batches(peer: &PeerId, messages: Vec<Message>) -> Vec<Letter> {
    let batches = messages.chunks(MAX_BATCH);
    let letters = batches.map(|batch| (peer.clone(), ChatWord::Say(batch.to_vec())));
    letters.collect()
}

#[cfg(test)]
mod tests;
