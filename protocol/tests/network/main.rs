//! The simulator: one real room and two to eight real calls, in virtual time, with everything going wrong.
//!
//! A [`schedule::Schedule`] is a list of timed events that a seed generates: people join, reload, sleep, crash
//! and leave; sockets drop, stall and look open though they are dead; the room falls asleep between any two
//! events, is restarted and loses its storage; links break. The [`world::World`] feeds them to the machines,
//! which talk over [`websocket`]s that keep their order and [`browser`]s that refuse what real ones refuse.
//! [`reference`] keeps its own account of who is there, from the events alone. What must hold is checked after
//! every step, and once more when peace has come and everything has had time to mend (`settled`, `peace`).
//!
//! A schedule that goes wrong is shrunk to the events that it takes, and kept in [`regressions`].
//!
//! # Mutations this catches
//!
//! Each of these was put into the machines on its own, and the first schedule that went wrong counted. The
//! numbers are those of one generator and shift when it changes; they show how hard to find a fault is.
//!
//! | the machines … | schedules |
//! |---|---|
//! | do not hold seats | 1 |
//! | let two tabs hold one seat (no close on takeover) | 1 |
//! | tell everyone of a resume | 1 |
//! | have no polite side | 2 |
//! | hold seats for ever | 5 |
//! | take up offers of lower generations | 6 |
//! | keep those who are not on the roster any more | 6 |
//! | take up answers to other offers than the open one | 8 |
//! | have two polite sides | 10 |
//! | let a websocket that comes in late supersede the one that was asked for after it | 11 |
//! | forget to restore the waiting frames | 20 |
//! | let those in again who were removed | 33 |
//! | do not compare generations of answers and candidates | 77 |
//! | show those again who said goodbye | 83 |
//! | forget how far the link to another life of a peer got | 151 |
//! | let people into a locked room | 169 |
//! | forget who knocks when the room wakes | 1,030 |
//!
//! Some rules only make things quick and are not missed in the end, because repetition and mending make up for
//! them: keeping early candidates, repeating candidates with an offer, telling a client that it resumed. They
//! have tests of their own beside the machines.

mod agenda;
mod browser;
mod campaign;
mod events;
mod generate;
mod malice;
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

/// The machines own many short texts. This allocator is a good deal faster at those than glibc's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
