//! The token buckets that bound how fast a socket may speak and be spoken to.

use std::time::Duration;

use crate::message::{
    ANNOUNCEMENTS_PER_SECOND, BURST_ANNOUNCEMENTS, BURST_FRAMES, BYTES_PER_SECOND,
    FRAMES_PER_SECOND, MAX_BURST_BYTES,
};

/// How much fits into a bucket, and how much trickles into it in a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rate {
    burst: u32,
    per_second: u32,
}

/// What a socket may send: frames.
pub(super) const SPEAKING: Rate = Rate {
    burst: BURST_FRAMES,
    per_second: FRAMES_PER_SECOND,
};

/// What a socket may tell everyone: frames.
pub(super) const ANNOUNCING: Rate = Rate {
    burst: BURST_ANNOUNCEMENTS,
    per_second: ANNOUNCEMENTS_PER_SECOND,
};

/// What a socket may be sent: bytes.
pub(super) const LISTENING: Rate = Rate {
    burst: MAX_BURST_BYTES,
    per_second: BYTES_PER_SECOND,
};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bucket {
    rate: Rate,
    /// When the bucket would have been empty had nothing been taken since: the only state it needs.
    empty_at: Duration,
}

impl Rate {
    /// How long it takes until this much has trickled in.
    fn time(self, amount: u32) -> Duration {
        Duration::from_secs(amount.into()) / self.per_second
    }
}

impl Bucket {
    pub(super) fn full(rate: Rate, now: Duration) -> Self {
        Self {
            rate,
            empty_at: now.saturating_sub(rate.time(rate.burst)),
        }
    }

    /// Takes so much, if there is so much.
    pub(super) fn take(&mut self, amount: usize, now: Duration) -> bool {
        let taken = self.without(amount, now);
        self.empty_at = taken.unwrap_or(self.empty_at);
        taken.is_some()
    }

    /// Whether there is so much.
    pub(super) fn holds(&self, amount: usize, now: Duration) -> bool {
        self.without(amount, now).is_some()
    }

    fn without(&self, amount: usize, now: Duration) -> Option<Duration> {
        let full = now.saturating_sub(self.rate.time(self.rate.burst));
        let time = self.rate.time(u32::try_from(amount).unwrap_or(u32::MAX));
        let taken = self.empty_at.max(full) + time;
        (taken <= now).then_some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::from_secs(1_000);

    #[test]
    fn a_burst_of_four_hundred_candidates_passes() {
        let mut bucket = Bucket::full(SPEAKING, START);
        assert!((0..400).all(|_| bucket.take(1, START)));
    }

    #[test]
    fn a_flood_is_stopped_and_one_second_later_lets_only_the_rate_through() {
        let mut bucket = Bucket::full(SPEAKING, START);
        let passed = (0..10_000).filter(|_| bucket.take(1, START)).count();
        assert_eq!(passed, BURST_FRAMES as usize);
        let later = START + Duration::from_secs(1);
        let passed = (0..10_000).filter(|_| bucket.take(1, later)).count();
        assert_eq!(passed, FRAMES_PER_SECOND as usize);
    }

    #[test]
    fn a_bucket_is_full_again_before_a_room_can_fall_asleep() {
        let asleep = START + Duration::from_secs(10);
        for rate in [SPEAKING, ANNOUNCING, LISTENING] {
            let mut bucket = Bucket::full(rate, START);
            assert!(bucket.take(rate.burst as usize, START));
            assert!(!bucket.take(1, START));
            assert!(bucket.holds(rate.burst as usize, asleep), "{rate:?}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_taken() {
        let mut bucket = Bucket::full(LISTENING, START);
        assert!(!bucket.take(usize::MAX, START));
        assert!(bucket.take(MAX_BURST_BYTES as usize, START));
    }
}
