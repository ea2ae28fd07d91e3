//! What was opened before. See the table in the [module documentation](super).

use super::envelope::{Header, Stream};
use super::{Context, Kind};
use crate::message::PeerId;

/// At most this many streams are remembered, those heard from last. Only someone with the room's key can
/// open new ones and so push others out, and could say whatever they like without replaying anything.
const MAX_STREAMS: usize = 512;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Replay {
    /// Heard from longest ago first.
    streams: Vec<Heard>,
}

/// What was opened of one stream of one sender.
#[derive(Clone, Debug, PartialEq)]
struct Heard {
    src: PeerId,
    stream: Stream,
    signals: Window,
    /// The counter of the newest profile.
    profile: Option<u64>,
}

impl Replay {
    /// Whether the rule of its kind lets this be opened.
    pub(super) fn admits(&self, context: &Context<'_>, header: &Header) -> bool {
        let found = self.position(context.src, header.stream);
        let Some(heard) = found.map(|at| &self.streams[at]) else {
            return true;
        };
        match context.kind {
            Kind::Offer | Kind::Answer | Kind::Candidates => heard.signals.admits(header.counter),
            Kind::Profile => heard.profile.is_none_or(|newest| newest <= header.counter),
            Kind::Chat => true,
        }
    }

    /// Remembers that this was opened, and so is authentic.
    pub(super) fn take(&mut self, context: &Context<'_>, header: &Header) {
        if context.kind == Kind::Chat {
            return;
        }
        let mut heard = match self.position(context.src, header.stream) {
            Some(at) => self.streams.remove(at),
            None => Heard {
                src: context.src.clone(),
                stream: header.stream,
                signals: Window::default(),
                profile: None,
            },
        };
        match context.kind {
            Kind::Offer | Kind::Answer | Kind::Candidates => heard.signals.take(header.counter),
            Kind::Profile => heard.profile = heard.profile.max(Some(header.counter)),
            Kind::Chat => {}
        }
        if self.streams.len() >= MAX_STREAMS {
            self.streams.remove(0);
        }
        self.streams.push(heard);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.streams.len()
    }

    fn position(&self, src: &PeerId, stream: Stream) -> Option<usize> {
        self.streams
            .iter()
            .position(|heard| heard.stream == stream && heard.src == *src)
    }
}

/// Which of the newest counters were seen (RFC 4303 §3.4.3). Older ones count as seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Window {
    newest: Option<u64>,
    /// Bit `n` says whether `newest - n` was seen.
    seen: u128,
}

impl Window {
    const WIDTH: u64 = u128::BITS as u64;

    pub(super) fn admits(&self, counter: u64) -> bool {
        let Some(newest) = self.newest else {
            return true;
        };
        match newest.checked_sub(counter) {
            None => true,
            Some(age) => age < Self::WIDTH && self.seen & (1 << age) == 0,
        }
    }

    pub(super) fn take(&mut self, counter: u64) {
        let newest = *self.newest.get_or_insert(counter);
        if let Some(age) = newest.checked_sub(counter) {
            if age < Self::WIDTH {
                self.seen |= 1 << age;
            }
            return;
        }
        let ahead = counter - newest;
        let kept = u32::try_from(ahead)
            .ok()
            .and_then(|by| self.seen.checked_shl(by));
        self.seen = kept.unwrap_or_default() | 1;
        self.newest = Some(counter);
    }
}
