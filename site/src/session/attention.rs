//! Who has the floor in the course of a visit.

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::message::PeerId;

use crate::browser::inbox::Inbox;
use crate::browser::page;
use crate::browser::timer::Timer;
use crate::floor::speaking::{Speaking, Voices};

/// How often the voices are listened to.
const EVERY: Duration = Duration::from_millis(200);

/// Voices, and the clock that they need.
pub(super) struct Attention {
    voices: Voices,
    listening: Timer,
}

/// A clock has rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttentionEvent {
    /// It is time to listen: the answer is [`Attention::listen`].
    Listen,
}

impl Attention {
    /// Begins to listen.
    pub(super) fn new(events: &Inbox<AttentionEvent>) -> Self {
        let events = events.clone();
        let mut listening = Timer::new(move || events.put(AttentionEvent::Listen));
        listening.set(EVERY);
        Self {
            voices: Voices::default(),
            listening,
        }
    }

    /// Takes how loud everyone is, from 0 to 1.
    pub(super) fn listen(&mut self, loudness: &BTreeMap<PeerId, f64>) {
        self.voices.hear(loudness, page::now());
        self.listening.set(EVERY);
    }

    /// Who speaks.
    pub(super) fn speaking(&self) -> Speaking {
        self.voices.speaking()
    }
}
