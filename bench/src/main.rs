//! Measures Parley beside what people would otherwise use.
//!
//! Every benchmark runs its contenders in turn, in many short rounds, on the same machine in one run; what else
//! the machine does then hits all of them alike. [`report`] says what may be compared with what. Each one
//! prints its table and leaves `bench/results/NAME.json` with every single figure, and a plot of each metric.
//! `bench/README.md` says for each what is measured, how, and where its limits are.

#![allow(
    clippy::disallowed_methods,
    reason = "the ban on clocks is for wasm32; this crate only ever runs natively"
)]

mod contenders;
mod cost;
mod delay;
mod frames;
mod guests;
mod idle;
mod join;
mod load;
mod machine;
mod output;
mod plot;
mod process;
mod relay;
mod report;
mod scale;
mod script;
mod setup;
mod statistics;
mod weight;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use lexopt::prelude::*;

use crate::report::{Plan, Report, Sample};

/// One thing to measure.
struct Benchmark {
    plan: Plan,
    run: fn(&Path, bool, &ProgressBar) -> Result<Vec<Sample>>,
}

const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        plan: relay::PLAN,
        run: relay::run,
    },
    Benchmark {
        plan: setup::PLAN,
        run: setup::run,
    },
    Benchmark {
        plan: join::PLAN,
        run: join::run,
    },
    Benchmark {
        plan: weight::PLAN,
        run: weight::run,
    },
    Benchmark {
        plan: idle::PLAN,
        run: idle::run,
    },
    Benchmark {
        plan: scale::PLAN,
        run: scale::run,
    },
    Benchmark {
        plan: cost::PLAN,
        run: cost::run,
    },
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let (mut names, mut quick) = (Vec::new(), false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(name) => names.push(name.string()?),
            Long("quick") => quick = true,
            Short(_) | Long(_) => return Err(argument.unexpected().into()),
        }
    }
    // What `bench/browser/join.js` starts in its router.
    if let [name, device, millis] = names.as_slice()
        && name == "delay"
    {
        return delay::serve(
            device,
            Duration::from_secs_f64(millis.parse::<f64>()? / 1e3),
        );
    }
    for name in &names {
        if !BENCHMARKS
            .iter()
            .any(|benchmark| benchmark.plan.name == name)
        {
            let known: Vec<_> = BENCHMARKS.iter().map(|b| b.plan.name).collect();
            bail!(
                "there is no benchmark `{name}`; there are {}",
                known.join(", ")
            );
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = root.context("the crate has no parent folder")?;
    for benchmark in BENCHMARKS {
        if names.is_empty() || names.iter().any(|name| name == benchmark.plan.name) {
            measure(benchmark, root, quick)?;
        }
    }
    Ok(())
}

fn measure(benchmark: &Benchmark, root: &Path, quick: bool) -> Result<()> {
    let plan = &benchmark.plan;
    println!("{}", plan.title);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}")?;
    let progress = ProgressBar::new(0).with_style(style);
    let machine = machine::describe(root);
    let samples = (benchmark.run)(root, quick, &progress)?;
    progress.finish_and_clear();
    let report = Report::new(plan.clone(), quick, machine, samples)?;
    print!("{}", output::table(&report));
    output::write(&report, &root.join("bench/results"))
}
