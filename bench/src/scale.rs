//! `scale`: what a thousand rooms cost that are held at once, how fast people get into them, and how fast one wakes up.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use indicatif::ProgressBar;

use crate::contenders::Contender;
use crate::guests::{Guests, lift_file_limit};
use crate::report::{Metric, Plan, Sample};
use crate::statistics::quantile;

const PER_ROOM: &str = "memory per room";
const PER_SOCKET: &str = "memory per further socket";
const ASLEEP: &str = "memory per room of four asleep";
const ARRIVAL_CPU: &str = "CPU per arrival";
const OPEN_HALF: &str = "due to OPEN, median";
const OPEN_NEARLY_ALL: &str = "due to OPEN, 99th percentile";
const ROOM_HALF: &str = "JOIN to ROOM, median";
const ROOM_NEARLY_ALL: &str = "JOIN to ROOM, 99th percentile";
const AWAKE_HALF: &str = "frame in a room awake, median";
const ASLEEP_HALF: &str = "frame in a room asleep, median";
const ASLEEP_NEARLY_ALL: &str = "frame in a room asleep, 99th percentile";
const WAKE_CPU: &str = "CPU per frame in a room asleep";

pub(crate) const PLAN: Plan = Plan {
    name: "scale",
    title: "Scale: many rooms of four held at once, and five hundred people a second who join",
    axis: "rooms × people",
    metrics: &[
        metric(PER_ROOM, "kB", 1),
        metric(PER_SOCKET, "kB", 1),
        metric(ASLEEP, "kB", 1),
        metric(ARRIVAL_CPU, "µs", 0),
        metric(OPEN_HALF, "ms", 1),
        metric(OPEN_NEARLY_ALL, "ms", 1),
        metric(ROOM_HALF, "ms", 1),
        metric(ROOM_NEARLY_ALL, "ms", 1),
        metric(AWAKE_HALF, "ms", 2),
        metric(ASLEEP_HALF, "ms", 2),
        metric(ASLEEP_NEARLY_ALL, "ms", 2),
        metric(WAKE_CPU, "µs", 0),
    ],
    bars: &[],
};

const fn metric(name: &'static str, unit: &'static str, digits: usize) -> Metric {
    Metric { name, unit, digits }
}

const PEOPLE: usize = 4;
/// Arrivals a second.
const STORM: f64 = 500.0;
/// These rooms fill before anything counts, so that what is compiled at run time is compiled.
const WARM_UP_ROOMS: usize = 100;
/// Arrivals a second at them.
const WARM_UP: f64 = 200.0;
/// The runtime puts objects to sleep that have been idle for ten seconds.
const FALLS_ASLEEP: Duration = Duration::from_secs(13);
/// So many rooms are rung, so many a second: all before the first of them could fall asleep again.
const RUNG: usize = 400;
const RINGS: f64 = 100.0;

/// Fills the servers in turn, each afresh in each round.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let (rounds, rooms) = match quick {
        true => (1, 100),
        false => (3, 1_000),
    };
    lift_file_limit()?;
    let starts = [Contender::parley, Contender::object, Contender::peer];
    progress.set_length((rounds * starts.len()) as u64);
    let mut samples = Vec::new();
    for round in 0..rounds {
        for turn in 0..starts.len() {
            let contender = starts[(turn + round) % starts.len()](root)?;
            progress.set_message(contender.name);
            for (metric, value) in fill(&contender, rooms)? {
                samples.push(Sample {
                    case: format!("{rooms} × {PEOPLE}"),
                    contender: contender.name.to_owned(),
                    metric: metric.to_owned(),
                    round,
                    value,
                });
            }
            progress.inc(1);
        }
    }
    Ok(samples)
}

fn fill(server: &Contender, rooms: usize) -> Result<Vec<(&'static str, f64)>> {
    let mut guests = Guests::new(server)?;
    guests.arrive(0..WARM_UP_ROOMS, PEOPLE, WARM_UP)?;
    let filled = WARM_UP_ROOMS..WARM_UP_ROOMS + rooms;
    let (empty, idle) = (server.process.memory()?, server.process.cpu()?);

    let mut waits = guests.arrive(filled.clone(), 1, STORM)?;
    let single = server.process.memory()?;
    let others = guests.arrive(filled.clone(), PEOPLE - 1, STORM)?;
    let (full, busy) = (server.process.memory()?, server.process.cpu()?);
    waits.open.extend(others.open);
    waits.room.extend(others.room);

    guests.beat()?;
    guests.listen_until(Instant::now() + FALLS_ASLEEP)?;
    let asleep = server.process.memory()?;
    let rung = filled.start..filled.start + RUNG.min(rooms);
    let (wakes, before) = (server.wakes()?, server.process.cpu()?);
    let first = guests.ring(rung.clone(), RINGS)?;
    let (woke, after) = (server.wakes()? - wakes, server.process.cpu()?);
    let second = guests.ring(rung.clone(), RINGS)?;
    let slept = if server.sleeps { rung.len() } else { 0 };
    ensure!(
        woke == slept,
        "{slept} rooms were to be woken, and {woke} were"
    );
    ensure!(
        server.wakes()? == wakes + woke,
        "a room slept that was to be awake"
    );

    let (first_socket, further) = (
        kilobytes(empty, single) / rooms as f64,
        kilobytes(single, full) / (rooms * (PEOPLE - 1)) as f64,
    );
    let (open, room) = (sorted_millis(waits.open), sorted_millis(waits.room));
    let (sleeping, awake) = (sorted_millis(first), sorted_millis(second));
    let figures = [
        // What does not sleep has no rooms either.
        (PER_ROOM, server.sleeps.then_some(first_socket - further)),
        (PER_SOCKET, Some(further)),
        (ASLEEP, Some(kilobytes(empty, asleep) / rooms as f64)),
        (
            ARRIVAL_CPU,
            Some(micros(busy.since(&idle)) / (rooms * PEOPLE) as f64),
        ),
        (OPEN_HALF, quantile(&open, 0.5)),
        (OPEN_NEARLY_ALL, quantile(&open, 0.99)),
        (ROOM_HALF, quantile(&room, 0.5)),
        (ROOM_NEARLY_ALL, quantile(&room, 0.99)),
        (AWAKE_HALF, quantile(&awake, 0.5)),
        (ASLEEP_HALF, quantile(&sleeping, 0.5)),
        (ASLEEP_NEARLY_ALL, quantile(&sleeping, 0.99)),
        (
            WAKE_CPU,
            Some(micros(after.since(&before)) / rung.len() as f64),
        ),
    ];
    Ok(figures
        .into_iter()
        .filter_map(|(metric, value)| Some((metric, value?)))
        .collect())
}

/// How much more memory there is than before.
fn kilobytes(before: u64, after: u64) -> f64 {
    (after as f64 - before as f64) / 1e3
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn sorted_millis(row: Vec<Duration>) -> Vec<f64> {
    let mut row: Vec<f64> = row.iter().map(|wait| wait.as_secs_f64() * 1e3).collect();
    row.sort_by(f64::total_cmp);
    row
}
