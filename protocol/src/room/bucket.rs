//! The token bucket that bounds how fast a socket may speak.

use std::time::Duration;

use crate::message::{BURST_FRAMES, FRAMES_PER_SECOND};

/// Holds up to [`BURST_FRAMES`] tokens; [`FRAMES_PER_SECOND`] trickle in; each frame takes one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bucket {
    /// When the bucket would have been empty had nothing been taken since: the only state it needs.
    empty_at: Duration,
}

const PER_FRAME: Duration = Duration::from_micros(1_000_000 / FRAMES_PER_SECOND as u64);

impl Bucket {
    pub(super) fn full(now: Duration) -> Self {
        Self {
            empty_at: now.saturating_sub(PER_FRAME * BURST_FRAMES),
        }
    }

    /// Takes a token. `false` if there is none.
    pub(super) fn take(&mut self, now: Duration) -> bool {
        let full = now.saturating_sub(PER_FRAME * BURST_FRAMES);
        let taken = self.empty_at.max(full) + PER_FRAME;
        if taken > now {
            return false;
        }
        self.empty_at = taken;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::from_secs(1_000);

    #[test]
    fn a_burst_of_four_hundred_candidates_passes() {
        let mut bucket = Bucket::full(START);
        assert!((0..400).all(|_| bucket.take(START)));
    }

    #[test]
    fn a_flood_is_stopped_and_one_second_later_lets_only_the_rate_through() {
        let mut bucket = Bucket::full(START);
        let passed = (0..10_000).filter(|_| bucket.take(START)).count();
        assert_eq!(passed, BURST_FRAMES as usize);
        let later = START + Duration::from_secs(1);
        let passed = (0..10_000).filter(|_| bucket.take(later)).count();
        assert_eq!(passed, FRAMES_PER_SECOND as usize);
    }

    #[test]
    fn a_bucket_is_full_again_before_a_room_can_fall_asleep() {
        let mut bucket = Bucket::full(START);
        while bucket.take(START) {}
        let asleep = START + Duration::from_secs(10);
        let passed = (0..10_000).filter(|_| bucket.take(asleep)).count();
        assert_eq!(passed, BURST_FRAMES as usize);
    }
}
