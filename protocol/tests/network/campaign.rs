//! Many schedules, on all cores.

use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::schedule::Schedule;
use crate::shrink;
use crate::world::Stats;

/// What to run.
#[derive(Clone, Debug)]
pub(crate) struct Campaign {
    pub(crate) seeds: Range<u64>,
    pub(crate) people: Option<usize>,
}

impl Campaign {
    /// Runs all schedules up to the first that goes wrong, and panics with what is known of that one.
    #[allow(
        clippy::disallowed_methods,
        reason = "the clock measures the harness; no machine sees it"
    )]
    pub(crate) fn run(&self) {
        let started = Instant::now();
        let next = AtomicU64::new(self.seeds.start);
        let stop = AtomicBool::new(false);
        let total = Mutex::new(Stats::default());
        let failed = Mutex::new(None::<u64>);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    let mut stats = Stats::default();
                    while !stop.load(Ordering::Relaxed) {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= self.seeds.end {
                            break;
                        }
                        match shrink::run(&Schedule::generate(seed, self.people), false) {
                            Ok(outcome) if outcome.result.is_ok() => stats.add(&outcome.stats),
                            Ok(_) | Err(_) => {
                                stop.store(true, Ordering::Relaxed);
                                let mut failed = failed.lock().expect("no thread panics with it");
                                *failed = Some(failed.map_or(seed, |other| other.min(seed)));
                            }
                        }
                        self.show_progress(seed);
                    }
                    total.lock().expect("no thread panics with it").add(&stats);
                });
            }
        });
        if let Some(seed) = failed.into_inner().expect("no thread panics with it") {
            self.explain(seed);
        }
        let total = total.into_inner().expect("no thread panics with it");
        self.summarise(&total, started.elapsed());
    }

    fn show_progress(&self, seed: u64) {
        let all = self.seeds.end - self.seeds.start;
        let done = seed + 1 - self.seeds.start;
        let step = (all / 100).max(1);
        if done.is_multiple_of(step) && std::io::stderr().is_terminal() {
            let width = (done * 40 / all) as usize;
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r[{:<40}] {done} of {all}", "=".repeat(width));
        }
    }

    fn summarise(&self, stats: &Stats, took: Duration) {
        let schedules = self.seeds.end - self.seeds.start;
        let seconds = took.as_secs_f64();
        let rate = |count: u64| count as f64 / seconds;
        eprintln!(
            "\r{schedules} schedules, {} steps in {seconds:.1} s: {:.0} schedules/s, {:.0} steps/s",
            stats.steps,
            rate(schedules),
            rate(stats.steps),
        );
        eprintln!(
            "{} frames, {} of them lost; the room slept {} times; at rest {:.0} s after chaos at the latest",
            stats.frames,
            stats.frames_lost,
            stats.naps,
            stats.settled_after.as_secs_f64(),
        );
        let events = stats.events.iter();
        let events: Vec<String> = events.map(|(name, n)| format!("{name} {n}")).collect();
        eprintln!("{}", events.join(", "));
    }

    /// Panics with the shortest schedule that goes wrong, what happened in it, and how to see it again.
    fn explain(&self, seed: u64) -> ! {
        let schedule = Schedule::generate(seed, self.people);
        eprintln!("\nseed {seed} goes wrong; looking for the shortest schedule that does");
        let shortest = shrink::shrink(&schedule);
        let people = self
            .people
            .map_or(String::new(), |n| format!(" --peers {n}"));
        let replay = format!("cargo xtask simulate --seeds 1 --from {seed}{people}");
        explain(&shortest);
        panic!("seed {seed} goes wrong; replay it with\n    {replay}");
    }
}

/// Prints a schedule that goes wrong and what happened in it.
fn explain(schedule: &Schedule) {
    match shrink::run(schedule, true) {
        Ok(outcome) => {
            const LAST: usize = 250;
            let from = outcome.notes.len().saturating_sub(LAST);
            eprintln!("{}", outcome.notes[from..].join("\n"));
            eprintln!("\n{schedule}\n\n{:?}", outcome.result);
        }
        Err(violation) => eprintln!("{schedule}\n\n{violation:?}"),
    }
}

/// A schedule that once went wrong and must not again.
pub(crate) fn holds(schedule: &Schedule) {
    if shrink::violation(schedule).is_some() {
        explain(schedule);
        panic!("it goes wrong again");
    }
}

impl Stats {
    fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.frames += other.frames;
        self.frames_lost += other.frames_lost;
        self.naps += other.naps;
        self.news += other.news;
        self.settled_after = self.settled_after.max(other.settled_after);
        for (name, count) in &other.events {
            *self.events.entry(name.clone()).or_default() += count;
        }
    }
}
