//! What a browser's statistics say about a connection.
//!
//! ICE takes 6 s to notice that packets have stopped and says nothing of packets that get lost (measured in
//! Chromium 156). The statistics know sooner. A driver reads them as often as a [`Gauge`] asks for
//! ([`Gauge::read_again_after`]) and gives them to it, and is told what has changed: each [`Finding`] once, when it
//! becomes true.
//!
//! - Packets count as *stalled* when none has come in for [`STALLED_AFTER`] though the other side says that it
//!   sends something. Whoever sends sound sends fifty packets a second, so this is no pause between words.
//! - The network counts as *strained* when it has carried less than [`STRAINED_RATE`] or lost more than
//!   [`STRAINED_LOSS`] of what this side sends for [`STRAINED_FOR`], once the browser has had the time to find
//!   out what it carries. A picture would starve the sound then. As
//!   nobody can tell what a network carries without trying, the strain is assumed to be over after
//!   [`RELIEVED_AFTER`], and after twice as long each time that turns out to be wrong.
//! - A low estimate of which less than [`USED`] is used says nothing: browsers do not raise it for someone who has no
//!   more to send (measured in Chromium 156: 233 kbit/s for as long as a small picture took 35).

use std::time::Duration;

/// How often the statistics are read.
const READ_EVERY: Duration = Duration::from_millis(300);

/// How often they are read while packets stay away: a picture waits for the key frame that is sent when they are back.
const READ_EVERY_WHILE_STALLED: Duration = Duration::from_millis(100);

/// For so many readings. After that it is no matter of a moment any more.
const READINGS_WHILE_STALLED: u32 = 300;

/// How long packets may stay away before a connection counts as stalled.
pub const STALLED_AFTER: Duration = Duration::from_millis(1_200);

/// After so long without any packet the browser guesses what a network carries that is not there. It measures anew
/// when packets come in again. Even who sends nothing reports on what they get more often than that.
const SILENT_AFTER: Duration = Duration::from_secs(3);

/// In how many readings in a row they must have stayed away, lest a driver that was asleep misjudges.
const STALLED_READINGS: u32 = 3;

/// The rate in bits per second below which sound and picture together are too much.
pub const STRAINED_RATE: u64 = 250_000;

/// The share of lost packets above which a picture only makes things worse.
pub const STRAINED_LOSS: f64 = 0.15;

/// How long a network must do badly before it counts as strained. A machine that is busy for a moment, say with
/// loading a page, does badly, too.
pub const STRAINED_FOR: Duration = Duration::from_secs(6);

/// The share of what a network is said to carry from which on that counts.
pub const USED: f64 = 0.5;

/// How long browsers take to find out what a network carries, after a picture is first sent.
const ESTIMATED_WITHIN: Duration = Duration::from_secs(10);

/// How long a network counts as strained before it is tried again.
pub const RELIEVED_AFTER: Duration = Duration::from_secs(10);

/// The longest it counts as strained before it is tried again.
const RELIEVED_AFTER_AT_MOST: Duration = Duration::from_secs(120);

/// A relief that lasts for so long was one.
const RELIEF_LASTS: Duration = Duration::from_secs(40);

/// One reading of a connection's statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// Bytes that came in since the connection was opened: `bytesReceived` of all `inbound-rtp`.
    pub received: u64,
    /// Bytes that went out since then: `bytesSent` of the `transport`.
    pub sent: u64,
    /// The way that packets take; `None` while there is none.
    pub route: Option<Route>,
    /// What the way carries by the browser's estimate, in bits per second: `availableOutgoingBitrate` of the
    /// selected `candidate-pair`.
    pub carries: Option<u64>,
    /// The share of what this side sends that got lost lately, from 0 to 1: the largest `fractionLost` of
    /// `remote-inbound-rtp`.
    pub lost: Option<f64>,
    /// Whether the other side says that it sends sound or a picture, and that it does not hold that back.
    pub expects: bool,
    /// Whether this side sends a picture.
    pub sends_picture: bool,
}

/// The way that packets take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// From one browser to the other.
    Direct,
    /// Through a TURN server.
    Relayed,
}

/// Something that has become true of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No packet has come in for a while.
    Stalled,
    /// Packets come in again, or none are due any more.
    Flows,
    /// Packets take this way.
    Takes(Route),
    /// The network carries too little for a picture, or enough again.
    Strained(bool),
}

/// Judges the statistics of one connection. See the [module documentation](self).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauge {
    flow: Flow,
    route: Option<Route>,
    strain: Strain,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Flow {
    received: u64,
    /// When packets last came in.
    heard_at: Duration,
    /// When packets last came in, or were first expected.
    since: Option<Duration>,
    unchanged: u32,
    stalled: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Strain {
    /// Since when a picture has been sent to someone who is heard.
    sent_since: Option<Duration>,
    /// How the network does badly, if it does.
    bad: Option<Bad>,
    /// When it is tried again, while it counts as strained.
    relieved_at: Option<Duration>,
    /// When it was last tried again, and how long it had counted as strained.
    last: Option<(Duration, Duration)>,
}

/// A network that does badly.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bad {
    since: Duration,
    /// Bytes that had gone out by then.
    sent_before: u64,
    read_at: Duration,
    /// Bits that it could have carried since then, as far as it is known.
    could_carry: f64,
    /// How many readings there were, and in how many of them too much was lost.
    readings: u32,
    lossy: u32,
}

impl Gauge {
    /// Takes a reading and returns what has become true with it. `now` is on any scale that does not step
    /// back.
    pub fn read(&mut self, sample: Sample, now: Duration) -> Vec<Finding> {
        let flow = self.flow.read(sample, now);
        let route = sample.route.filter(|_| sample.route != self.route);
        self.route = sample.route.or(self.route);
        let strain = self.strain.read(sample, self.flow.is_silent(now), now);
        let findings = [
            flow,
            route.map(Finding::Takes),
            strain.map(Finding::Strained),
        ];
        findings.into_iter().flatten().collect()
    }

    /// How long to wait before the next reading.
    pub fn read_again_after(&self) -> Duration {
        match self.flow.returns_soon() {
            true => READ_EVERY_WHILE_STALLED,
            false => READ_EVERY,
        }
    }
}

impl Flow {
    /// Whether packets that stay away are expected back at any moment.
    fn returns_soon(&self) -> bool {
        self.stalled && self.since.is_some() && self.unchanged < READINGS_WHILE_STALLED
    }

    /// Whether so little comes in that the other side's word about losses is missing, too.
    fn is_silent(&self, now: Duration) -> bool {
        now.saturating_sub(self.heard_at) >= SILENT_AFTER
    }

    fn read(&mut self, sample: Sample, now: Duration) -> Option<Finding> {
        let flows = sample.received != self.received;
        self.received = sample.received;
        if flows {
            (self.heard_at, self.since, self.unchanged) = (now, Some(now), 0);
            return std::mem::take(&mut self.stalled).then_some(Finding::Flows);
        }
        if !sample.expects {
            self.since = None;
            return std::mem::take(&mut self.stalled).then_some(Finding::Flows);
        }
        self.unchanged = self.unchanged.saturating_add(1);
        let Some(since) = self.since else {
            (self.since, self.unchanged) = (Some(now), 0);
            return None;
        };
        let long = now.saturating_sub(since) >= STALLED_AFTER;
        if self.stalled || !long || self.unchanged < STALLED_READINGS {
            return None;
        }
        self.stalled = true;
        Some(Finding::Stalled)
    }
}

impl Strain {
    fn read(&mut self, sample: Sample, silent: bool, now: Duration) -> Option<bool> {
        if let Some(at) = self.relieved_at {
            return (at <= now).then(|| {
                (self.relieved_at, self.sent_since, self.bad) = (None, None, None);
                false
            });
        }
        if !sample.sends_picture || silent {
            (self.sent_since, self.bad) = (None, None);
            return None;
        }
        let sent_since = *self.sent_since.get_or_insert(now);
        if now.saturating_sub(sent_since) < ESTIMATED_WITHIN {
            return None;
        }
        let starves = sample.carries.is_some_and(|rate| rate < STRAINED_RATE);
        let loses = sample.lost.is_some_and(|share| share > STRAINED_LOSS);
        if !starves && !loses {
            self.bad = None;
            return None;
        }
        let bad = self.bad.get_or_insert_with(|| Bad::from(sample, now));
        bad.read(sample, loses, now);
        if now.saturating_sub(bad.since) < STRAINED_FOR {
            return None;
        }
        if !bad.loses() && !bad.is_used(sample) {
            self.bad = None;
            return None;
        }
        let strained_for = match self.last {
            Some((at, before)) if now.saturating_sub(at) < RELIEF_LASTS => {
                (before * 2).min(RELIEVED_AFTER_AT_MOST)
            }
            Some(_) | None => RELIEVED_AFTER,
        };
        self.relieved_at = Some(now + strained_for);
        self.last = Some((now + strained_for, strained_for));
        Some(true)
    }
}

impl Bad {
    fn from(sample: Sample, now: Duration) -> Self {
        Self {
            since: now,
            sent_before: sample.sent,
            read_at: now,
            could_carry: 0.0,
            readings: 0,
            lossy: 0,
        }
    }

    fn read(&mut self, sample: Sample, loses: bool, now: Duration) {
        let seconds = now.saturating_sub(self.read_at).as_secs_f64();
        self.could_carry += sample.carries.unwrap_or(0) as f64 * seconds;
        self.read_at = now;
        self.readings += 1;
        self.lossy += u32::from(loses);
    }

    /// Whether too much was lost most of the time: of a small picture, one lost packet is a large share for a moment.
    fn loses(&self) -> bool {
        self.lossy * 2 >= self.readings
    }

    fn is_used(&self, sample: Sample) -> bool {
        let sent = sample.sent.saturating_sub(self.sent_before) as f64 * 8.0;
        sent >= self.could_carry * USED
    }
}

#[cfg(test)]
mod tests;
