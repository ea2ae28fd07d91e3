//! Finds a short schedule that still goes wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Violation;
use crate::schedule::Schedule;
use crate::world::{Outcome, World};

/// At most this many runs are spent on shrinking.
const RUNS: usize = 3_000;

/// Runs a schedule. A panic of a machine is a violation like any other.
pub(crate) fn run(schedule: &Schedule, takes_notes: bool) -> Result<Outcome, Violation> {
    catch_unwind(AssertUnwindSafe(|| World::run(schedule, takes_notes))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
        Violation::new(format!("panicked: {}", text.unwrap_or_default()))
    })
}

/// What went wrong, if anything did.
pub(crate) fn violation(schedule: &Schedule) -> Option<Violation> {
    run(schedule, false)
        .and_then(|outcome| outcome.result)
        .err()
}

/// Removes what is not needed for something to go wrong: runs of events, then single ones, then people.
pub(crate) fn shrink(schedule: &Schedule) -> Schedule {
    let mut shortest = schedule.clone();
    let mut runs = 0;
    let mut fails = |candidate: &Schedule| {
        runs += 1;
        runs < RUNS && violation(candidate).is_some()
    };
    loop {
        let before = shortest.clone();
        let mut size = shortest.events.len().div_ceil(2).max(1);
        loop {
            let mut from = 0;
            while from < shortest.events.len() {
                let mut candidate = shortest.clone();
                let to = (from + size).min(candidate.events.len());
                candidate.events.drain(from..to);
                if fails(&candidate) {
                    shortest = candidate;
                } else {
                    from += size;
                }
            }
            if size == 1 {
                break;
            }
            size /= 2;
        }
        for place in (0..shortest.coda.len()).rev() {
            let mut candidate = shortest.clone();
            candidate.coda.remove(place);
            if fails(&candidate) {
                shortest = candidate;
            }
        }
        if shortest.capacity < shortest.people {
            let mut candidate = shortest.clone();
            candidate.capacity = 12;
            if fails(&candidate) {
                shortest = candidate;
            }
        }
        if shortest == before {
            return shortest;
        }
    }
}
