//! Schedules from seeds.
//!
//! Each schedule has a weather of its own: a few kinds of faults out of all, so that some runs see many of
//! one kind. Few people and few faults are as likely as many.

use std::ops::Range;
use std::time::Duration;

use crate::ms;
use crate::random::Random;
use crate::schedule::{Coda, Event, Schedule, Who};

/// How many kinds of things can go wrong.
const KINDS: u64 = 30;

impl Schedule {
    /// The schedule of a seed, with so many people, or with two to eight.
    pub(crate) fn generate(seed: u64, people: Option<usize>) -> Self {
        let mut random = Random::new(seed, 0);
        let drawn = 2 + random.below(7) as usize;
        let people = people.unwrap_or(drawn);
        let capacity = match random.one_in(8) {
            true => people - 1,
            false => 12,
        };
        let mut events = Vec::new();
        let gather = random.pick(&[100, 3_000, 15_000]);
        for who in 0..people {
            enter(&mut events, who, random.millis(0, gather), &mut random);
        }
        let weather: Vec<u64> = (0..1 + random.below(8))
            .map(|_| random.below(KINDS))
            .collect();
        let from = random.pick(&[0, gather, gather + 25_000]);
        let until = from + random.pick(&[2_000, 20_000, 60_000]);
        for _ in 0..random.below(4 + 2 * people as u64) {
            let at = random.millis(from, until);
            let kind = random.pick(&weather);
            befall(&mut events, at, kind, people, &mut random);
        }
        let coda = (0..random.below(3)).map(|_| coda(people, &mut random));
        let coda: Vec<Coda> = coda.collect();
        govern(&mut events, from..until, people, seed);
        events.sort_by_key(|(at, _)| *at);
        Self {
            seed,
            people,
            capacity,
            secrets: secrets(seed, people),
            events,
            coda,
        }
    }
}

/// One room in three is sealed. In one in three of those, each person may have another secret or none.
fn secrets(seed: u64, people: usize) -> Vec<u8> {
    let mut random = Random::new(seed, 3);
    if !random.one_in(3) {
        return Vec::new();
    }
    let strange = random.one_in(3);
    let secrets = (0..people).map(|_| match strange && random.one_in(3) {
        true => random.pick(&[0, 2]),
        false => 1,
    });
    secrets.collect()
}

/// One room in four is under control. Nobody sets its clock back: a room that wakes then keeps its rules for an hour
/// from that moment at most, and whether it slept is not the reference's to know.
fn govern(events: &mut Events, within: Range<u64>, people: usize, seed: u64) {
    let mut random = Random::new(seed, 4);
    if !random.one_in(4) {
        return;
    }
    events.retain(|(_, event)| !matches!(event, Event::ClockBack(_)));
    for _ in 0..1 + random.below(2 + 2 * people as u64) {
        let at = random.millis(within.start, within.end);
        let who = random.below(people as u64) as Who;
        let other = (who + 1 + random.below(people as u64 - 1) as Who) % people;
        let event = match random.below(8) {
            0..=2 => Event::Govern(who, random.one_in(3), random.one_in(2)),
            3 | 4 => Event::Admit(who, other),
            5 | 6 => Event::Remove(who, other),
            _ => Event::Usurp(who, other),
        };
        events.push((at, event));
    }
}

type Events = Vec<(Duration, Event)>;

/// Someone enters, at once or after having looked at the room for a while.
fn enter(events: &mut Events, who: Who, at: Duration, random: &mut Random) {
    if random.one_in(3) {
        events.push((at, Event::Join(who)));
        return;
    }
    events.push((at, Event::Watch(who)));
    let preview = random.millis(50, 6_000);
    events.push((at + preview, Event::Join(who)));
}

fn befall(events: &mut Events, at: Duration, kind: u64, people: usize, random: &mut Random) {
    let who = random.below(people as u64) as Who;
    let other = (who + 1 + random.below(people as u64 - 1) as Who) % people;
    let mut span = |to| random.millis(200, to);
    let event = match kind {
        0 => Event::Leave(who),
        1 => Event::Crash(who),
        2 => Event::Vanish(who),
        3 => Event::Reload(who),
        4 => Event::ReloadAsAnother(who),
        5 => Event::SecondTab(who),
        6 => Event::Rename(who),
        7 => Event::Mute(who),
        8 => Event::Doubt(who),
        9 => Event::Sleep(who, span(200_000)),
        10 => Event::Throttle(who, span(60_000)),
        11 => Event::Drop(who),
        12 => Event::HalfOpen(who),
        13 => Event::Stall(who, span(15_000)),
        14 => Event::Offline(who, span(60_000)),
        15 => Event::Impostor(who),
        16 => Event::Spoof(who, other),
        17 => Event::Hibernate,
        18 => Event::Drowsy(span(60_000)),
        19 => Event::Deploy,
        20 => Event::Disaster,
        21 => Event::Outage(span(50_000)),
        22 => Event::ClockForward(span(60_000)),
        23 => Event::ClockBack(span(5_000)),
        24 => Event::LateAlarms(span(60_000)),
        25 => Event::Refuse(who, other),
        26 => Event::Break(who, other),
        27 => Event::Ruin(who, other),
        28 => Event::Sluggish(span(60_000)),
        _ => Event::Cut(who, other, span(40_000)),
    };
    events.push((at, event));
    let comes_back = matches!(
        event,
        Event::Leave(_)
            | Event::Crash(_)
            | Event::Vanish(_)
            | Event::Reload(_)
            | Event::ReloadAsAnother(_)
            | Event::SecondTab(_)
    );
    if comes_back && !random.one_in(3) {
        let after = at + random.millis(100, 5_000);
        enter(events, who, after, random);
    }
    if matches!(event, Event::Offline(..)) {
        events.push((at, Event::Drop(who)));
    }
    if matches!(event, Event::Outage(..) | Event::Sluggish(..)) && random.one_in(2) {
        events.push((at + ms(1), Event::Deploy));
    }
}

fn coda(people: usize, random: &mut Random) -> Coda {
    let who = random.below(people as u64) as Who;
    let other = (who + 1 + random.below(people as u64 - 1) as Who) % people;
    match random.below(10) {
        5 => Coda::Comes(who),
        6 => Coda::Stumbles(who),
        7 => Coda::Moves(who),
        8 => Coda::Parts(who, other, random.millis(1_000, 25_000)),
        9 => Coda::Deserted(who, other),
        0 => Coda::Leaves(who),
        1 => Coda::Crashes(who),
        2 => Coda::Resumes(who),
        3 => Coda::Slumber,
        _ => Coda::Collapse,
    }
}
