//! Who has the floor in the course of a visit.

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::call::Snapshot;
use parley_protocol::message::{Emoji, PeerId};

use crate::browser::inbox::Inbox;
use crate::browser::page;
use crate::browser::timer::Timer;
use crate::floor::Party;
use crate::floor::hands::Hands;
use crate::floor::reactions::{Reaction, Reactions};
use crate::floor::speaking::{Speaking, Voices};

/// How often the voices are listened to.
const EVERY: Duration = Duration::from_millis(200);

/// Voices, hands and reactions, and the clocks that they need.
pub(super) struct Attention {
    voices: Voices,
    hands: Hands,
    hand: bool,
    reactions: Reactions,
    listening: Timer,
    fading: Timer,
}

/// A clock has rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttentionEvent {
    /// It is time to listen: the answer is [`Attention::listen`].
    Listen,
    /// A reaction has been seen for long enough.
    Fade,
}

impl Attention {
    /// Begins to listen.
    pub(super) fn new(events: &Inbox<AttentionEvent>) -> Self {
        let ring = |event: AttentionEvent| {
            let events = events.clone();
            Timer::new(move || events.put(event))
        };
        let mut listening = ring(AttentionEvent::Listen);
        listening.set(EVERY);
        Self {
            voices: Voices::default(),
            hands: Hands::default(),
            hand: false,
            reactions: Reactions::default(),
            listening,
            fading: ring(AttentionEvent::Fade),
        }
    }

    /// Takes how loud everyone is, from 0 to 1.
    pub(super) fn listen(&mut self, loudness: &BTreeMap<PeerId, f64>) {
        self.voices.hear(loudness, page::now());
        self.listening.set(EVERY);
    }

    /// Takes note of who is there.
    pub(super) fn see(&mut self, snapshot: &Snapshot) {
        self.hands.see(self.hand, &snapshot.people);
    }

    /// Raises the own hand, or lowers it.
    pub(super) fn toggle_hand(&mut self) {
        self.hand = !self.hand;
    }

    /// Shows a reaction for a while.
    pub(super) fn react(&mut self, party: Party, emoji: Emoji) {
        self.reactions.show(party, emoji, page::now());
        self.fade();
    }

    /// Lets go what has been seen for long enough.
    pub(super) fn fade(&mut self) {
        let now = page::now();
        self.reactions.fade(now);
        match self.reactions.next_timeout() {
            Some(due) => self.fading.set(due.saturating_sub(now)),
            None => self.fading.clear(),
        }
    }

    /// Whether the own hand is raised.
    pub(super) fn hand(&self) -> bool {
        self.hand
    }

    /// Who speaks.
    pub(super) fn speaking(&self) -> Speaking {
        self.voices.speaking()
    }

    /// Whose hands are raised.
    pub(super) fn hands(&self) -> Hands {
        self.hands.clone()
    }

    /// The reactions to be seen.
    pub(super) fn reactions(&self) -> Vec<Reaction> {
        self.reactions.seen()
    }
}
