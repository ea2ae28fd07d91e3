//! Words that people compare aloud, to know that nobody sits in the middle of their call.
//!
//! # What the words say
//!
//! Media and data between two peers are encrypted with DTLS, and the fingerprints of both certificates stand
//! in their descriptions. In an open room the server relays those, and a malicious one could put its own
//! certificate in place of each side's: both would talk to the server, encrypted. Nothing on the page can
//! notice that. People can: everyone's page shows the same [`RoomWords`] if everyone sees the same
//! certificates, and different ones if not. One person reads five words aloud and the others nod. When someone
//! comes or goes there are other words.
//!
//! That takes one certificate for each person: a page makes one with `RTCPeerConnection.generateCertificate`
//! when its call begins and uses it for every connection. PeerJS pages have one for each connection and
//! take no part.
//!
//! # Why five words are enough
//!
//! A server in the middle chooses certificates for both sides, and can make as many as it likes. Were the
//! words no more than a hash of the certificates, it would look for one on each side that give the same
//! words: a search for a collision, 2^20 attempts for the 40 bits of five words, and still only 2^40 for ten.
//! So everyone contributes a random number to the words and is bound to it before knowing any other
//! (as in ZRTP, RFC 6189 §4.4.1.1, and in Vaudenay's protocol, CRYPTO 2005):
//!
//! 1. whoever sees the room change draws a nonce and sends everyone a *commitment*: a hash of it, of the
//!    room with all certificates as they see it (the *view*), and of the round;
//! 2. whoever has a commitment to the own view from everyone in it *reveals* the own nonce;
//! 3. the words are a hash of the view, the round and all nonces.
//!
//! Whoever sits in the middle has to commit towards each side before that side's nonce is known. After
//! that nothing is left to choose, so words of both sides agree by chance: once in 2^40. A room can be made to
//! start over, so a page takes part in at most [`Verification::MAX_ROUNDS`] rounds and then shows no words
//! any more: all in all a chance of 2^-28, at the price of thousands of rounds.
//!
//! # Rounds
//!
//! Links come up one by one, so views differ for a moment. Rounds are numbered. Whoever sees the room change
//! goes one further; whoever hears of a later round joins it, with a new nonce. A nonce is revealed in one
//! round only, and the first commitment of a peer in a round is the one that counts. Once all have seen the
//! same change they are in the same round with the same view. Whoever speaks of an earlier round is told, alone, of
//! this one.
//!
//! # One person's words
//!
//! [`PersonWords`] stand for one person's certificate alone. That person sees them as their own, everyone else
//! as theirs, so they are for finding out who it is when the room's words differ. Here whoever sits in the
//! middle has to meet given words, not to find any two that agree, and has to do so while the two connect, for
//! certificates do not outlive a call. Eight words are 64 bits: no commitment is needed.
//!
//! # What a call does with it
//!
//! A call owns one [`Verification`] and tells it, with [`Verification::see`], the fingerprints in its own
//! description and in those of the peers whose control channel is open, soon after these change: changes that come
//! together make one round. When the channel to someone it knows opens again it sends [`Verification::repeat`] over it. Steps go over the control channels in both directions, as one
//! more kind of control message. While there is a peer with a description without readable fingerprints, there are
//! no words for the room.

mod fingerprint;
mod hashes;
mod step;
mod words;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

pub use self::fingerprint::{Fingerprint, FingerprintError, Fingerprints, HashFunction};
use self::hashes::Hash;
pub use self::step::{Digest, DigestError, Nonce, VerificationStep};
pub use self::words::Words;
use crate::message::{PeerId, RoomName};

/// The words of a room: 40 bits, with nothing to search for.
pub type RoomWords = Words<5>;

/// The words of one person: 64 bits.
pub type PersonWords = Words<8>;

/// The words for one person's certificate.
pub fn person_words(id: &PeerId, fingerprints: &Fingerprints) -> PersonWords {
    Words::of(&hashes::of_person(id, fingerprints))
}

/// 32 random bytes that nobody else learns, never used for another call. Wiped when dropped; `Debug` does not
/// show them.
#[derive(Clone, PartialEq)]
pub struct VerificationSeed(Zeroizing<[u8; 32]>);

impl VerificationSeed {
    /// The seed that was drawn.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn to_bytes(&self) -> [u8; 32] {
        *self.0
    }
}

impl fmt::Debug for VerificationSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerificationSeed(…)")
    }
}

/// One participant's part in finding the room's words. See the [module documentation](self).
#[derive(Clone, PartialEq)]
pub struct Verification {
    room: RoomName,
    own_id: PeerId,
    seed: Zeroizing<[u8; 32]>,
    /// Everyone in the room as this participant sees it, itself included.
    people: BTreeMap<PeerId, Fingerprints>,
    view: Hash,
    round: u64,
    rounds_taken: u64,
    nonce: Nonce,
    revealed: bool,
    others: BTreeMap<PeerId, Other>,
}

/// The newest that another participant said.
#[derive(Clone, Debug, PartialEq)]
struct Other {
    round: u64,
    view: Hash,
    commitment: Hash,
    nonce: Option<Nonce>,
}

/// What to send because of what someone said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// To whoever said it.
    pub to_sender: Vec<VerificationStep>,
    /// To everyone whose control channel is open.
    pub to_all: Vec<VerificationStep>,
}

impl Reply {
    /// All of it, for a conversation of two.
    pub fn into_steps(self) -> Vec<VerificationStep> {
        [self.to_sender, self.to_all].concat()
    }

    fn to_sender(steps: Vec<VerificationStep>) -> Self {
        Self {
            to_sender: steps,
            to_all: Vec::new(),
        }
    }

    fn to_all(steps: Vec<VerificationStep>) -> Self {
        Self {
            to_sender: Vec::new(),
            to_all: steps,
        }
    }
}

impl Verification {
    /// In how many rounds one takes part at most. A room where people come and go all day has a few hundred.
    pub const MAX_ROUNDS: u64 = 4096;

    /// At most this many participants are listened to, whoever they are.
    const MAX_OTHERS: usize = 64;

    /// The part of `own_id`. `seed` is random and secret, and never used for another call.
    pub fn new(room: RoomName, own_id: PeerId, seed: [u8; 32]) -> Self {
        let people = BTreeMap::new();
        Self {
            view: hashes::view(&room, &people),
            room,
            own_id,
            nonce: hashes::nonce(&seed, 0),
            seed: Zeroizing::new(seed),
            people,
            round: 0,
            rounds_taken: 0,
            revealed: false,
            others: BTreeMap::new(),
        }
    }

    /// Says who else can be heard, with which certificates, and which the own ones are. Returns what to send
    /// to all of them.
    pub fn see(
        &mut self,
        own: Fingerprints,
        others: BTreeMap<PeerId, Fingerprints>,
    ) -> Vec<VerificationStep> {
        let mut people = others;
        people.insert(self.own_id.clone(), own);
        if people == self.people {
            return Vec::new();
        }
        self.others.retain(|id, _| people.contains_key(id));
        self.view = hashes::view(&self.room, &people);
        self.people = people;
        let heard = self.others.values().map(|other| other.round).max();
        let next = self.round.saturating_add(1);
        self.start(next.max(heard.unwrap_or_default()))
    }

    /// Who else was last seen, with which certificates, in the order of their ids.
    pub(crate) fn seen(&self) -> impl Iterator<Item = (&PeerId, &Fingerprints)> {
        self.people.iter().filter(|(id, _)| **id != self.own_id)
    }

    /// Whether `id` was last seen, with whatever certificates.
    pub(crate) fn has_seen(&self, id: &PeerId) -> bool {
        self.people.contains_key(id)
    }

    /// Whether a step belongs to a round after the one this participant is in.
    pub(crate) fn is_behind(&self, step: &VerificationStep) -> bool {
        let (VerificationStep::Commit { round, .. } | VerificationStep::Reveal { round, .. }) =
            step;
        *round > self.round
    }

    /// What to send to a peer whose control channel has just opened, for all that is known of who is there:
    /// what was said before may be lost. Hearing it twice does no harm.
    pub fn repeat(&self) -> Vec<VerificationStep> {
        if self.is_exhausted() || self.people.len() < 2 {
            return Vec::new();
        }
        let reveal = self.revealed.then_some(VerificationStep::Reveal {
            round: self.round,
            nonce: self.nonce,
        });
        [self.commit()].into_iter().chain(reveal).collect()
    }

    /// Takes what `from` says. Returns what to say to that.
    pub fn hear(&mut self, from: &PeerId, step: VerificationStep) -> Reply {
        if *from == self.own_id {
            return Reply::default();
        }
        match step {
            VerificationStep::Commit {
                round,
                view,
                commitment,
            } => self.committed(from, round, view.0, commitment.0),
            VerificationStep::Reveal { round, nonce } => {
                self.heard_nonce(from, round, nonce);
                Reply::default()
            }
        }
    }

    /// The words of the room, once everyone in it has revealed their nonce for it as it is now. `None` before
    /// that, when nobody else is here, when someone sees other certificates than this participant does, and
    /// after [`Verification::MAX_ROUNDS`].
    pub fn words(&self) -> Option<RoomWords> {
        if self.is_exhausted() || self.people.len() < 2 {
            return None;
        }
        let mut nonces = BTreeMap::from([(&self.own_id, self.nonce)]);
        for id in self.people.keys().filter(|id| **id != self.own_id) {
            nonces.insert(id, self.agreeing(id)?.nonce?);
        }
        Some(Words::of(&hashes::room(&self.view, self.round, &nonces)))
    }

    /// Those in the room who have told of this round that they see another one than this participant: other
    /// people, or other certificates. For a moment after each change that is as it should be; if it
    /// stays so, something is wrong on a link, or somebody sits in the middle.
    pub fn disagreeing(&self) -> impl Iterator<Item = &PeerId> {
        let differs = |other: &Other| other.round == self.round && other.view != self.view;
        let others = self.others.iter();
        // Someone may have spoken and gone before this participant saw them.
        let others = others.filter(|(id, _)| self.people.contains_key(id));
        others
            .filter(move |(_, other)| differs(other))
            .map(|(id, _)| id)
    }

    /// The words of a person in the room, or of this participant.
    pub fn person(&self, id: &PeerId) -> Option<PersonWords> {
        let fingerprints = self.people.get(id)?;
        Some(person_words(id, fingerprints))
    }

    fn committed(&mut self, from: &PeerId, round: u64, view: Hash, commitment: Hash) -> Reply {
        let said = self.others.get(from);
        let full = said.is_none() && self.others.len() >= Self::MAX_OTHERS;
        if full || said.is_some_and(|said| round <= said.round) {
            return Reply::default();
        }
        let other = Other {
            round,
            view,
            commitment,
            nonce: None,
        };
        self.others.insert(from.clone(), other);
        match round.cmp(&self.round) {
            Ordering::Greater if self.people.contains_key(from) => Reply::to_all(self.start(round)),
            // Whoever has fallen behind may not have heard of this round.
            Ordering::Less => Reply::to_sender(self.repeat()),
            Ordering::Greater | Ordering::Equal => {
                Reply::to_all(self.reveal().into_iter().collect())
            }
        }
    }

    fn heard_nonce(&mut self, from: &PeerId, round: u64, nonce: Nonce) {
        let Some(other) = self.others.get_mut(from) else {
            return;
        };
        let expected = hashes::commitment(&other.view, round, from, &nonce);
        if other.round == round && other.commitment == expected {
            other.nonce = Some(nonce);
        }
    }

    fn start(&mut self, round: u64) -> Vec<VerificationStep> {
        self.round = round;
        if self.is_exhausted() {
            return Vec::new();
        }
        self.rounds_taken += 1;
        self.nonce = hashes::nonce(&self.seed, self.rounds_taken);
        self.revealed = false;
        [self.commit()].into_iter().chain(self.reveal()).collect()
    }

    fn commit(&self) -> VerificationStep {
        let commitment = hashes::commitment(&self.view, self.round, &self.own_id, &self.nonce);
        VerificationStep::Commit {
            round: self.round,
            view: Digest(self.view),
            commitment: Digest(commitment),
        }
    }

    /// The own nonce, once everyone is bound to theirs.
    fn reveal(&mut self) -> Option<VerificationStep> {
        let mut others = self.people.keys().filter(|id| **id != self.own_id);
        let bound = others.all(|id| self.agreeing(id).is_some());
        if self.revealed || !bound || self.is_exhausted() || self.people.len() < 2 {
            return None;
        }
        self.revealed = true;
        Some(VerificationStep::Reveal {
            round: self.round,
            nonce: self.nonce,
        })
    }

    /// What `id` said, if it is of this round and view.
    fn agreeing(&self, id: &PeerId) -> Option<&Other> {
        let other = self.others.get(id)?;
        (other.round == self.round && other.view == self.view).then_some(other)
    }

    fn is_exhausted(&self) -> bool {
        self.rounds_taken >= Self::MAX_ROUNDS
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification")
            .field("round", &self.round)
            .field("view", &Digest(self.view))
            .field("revealed", &self.revealed)
            .field("others", &self.others)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
