//! The simulator: one real room and two to eight real calls, in virtual time, with everything going wrong.

mod agenda;
mod browser;
mod campaign;
mod events;
mod generate;
mod page;
mod path;
mod peace;
mod random;
mod reference;
mod regressions;
mod schedule;
mod server;
mod settled;
mod shrink;
mod websocket;
mod world;

use std::time::Duration;

use crate::campaign::Campaign;

/// What a run comes to.
pub(crate) type Step = Result<(), Violation>;

/// Something that must not happen did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Violation(String);

impl Violation {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A time in milliseconds.
pub(crate) const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn every_schedule_keeps_the_promises() {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    let from = number("PARLEY_FROM").unwrap_or(0);
    let seeds = number("PARLEY_SEEDS").unwrap_or(200);
    let campaign = Campaign {
        seeds: from..from + seeds,
        people: number("PARLEY_PEERS").map(|people| people as usize),
    };
    campaign.run();
}
