//! `relay`: what it costs to pass a frame on, and how long that takes, at equal load.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use indicatif::ProgressBar;

use crate::contenders::{Contender, OBJECT};
use crate::load::{Crowd, Shape, Slice};
use crate::report::{Bar, Metric, Plan, Sample};
use crate::statistics::quantile;

const CPU: &str = "CPU per frame";
const HALF: &str = "latency, median";
const NEARLY_ALL: &str = "latency, 99th percentile";
const LATENESS: &str = "generator late, 99th percentile";

pub(crate) const PLAN: Plan = Plan {
    name: "relay",
    title: "Relay: CPU and latency of a frame at equal offered load",
    axis: "rooms × people, bytes a frame",
    metrics: &[
        Metric {
            name: CPU,
            unit: "µs",
            digits: 1,
        },
        Metric {
            name: HALF,
            unit: "µs",
            digits: 0,
        },
        Metric {
            name: NEARLY_ALL,
            unit: "µs",
            digits: 0,
        },
        Metric {
            name: LATENESS,
            unit: "µs",
            digits: 0,
        },
    ],
    bars: &[Bar {
        metric: CPU,
        case: "",
        than: OBJECT,
        at_most: 1.0,
    }],
};

/// The load that each server is put under.
const SHAPES: [Shape; 4] = [
    Shape {
        rooms: 20,
        people: 4,
        bytes: 300,
        rate: 1_200.0,
    },
    Shape {
        rooms: 20,
        people: 4,
        bytes: 4_096,
        rate: 1_200.0,
    },
    Shape {
        rooms: 1,
        people: 16,
        bytes: 300,
        rate: 600.0,
    },
    Shape {
        rooms: 1,
        people: 16,
        bytes: 4_096,
        rate: 600.0,
    },
];

/// Before anything counts, so that what is compiled at run time is compiled. In this time each contender
/// relays thousands of frames.
const WARM_UP: Duration = Duration::from_secs(6);

/// Puts the servers under load in turn, slice by slice.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let (rounds, slice) = match quick {
        true => (3, Duration::from_secs(1)),
        false => (9, Duration::from_secs(2)),
    };
    let contenders = [
        Contender::parley(root)?,
        Contender::object(root)?,
        Contender::peer(root)?,
    ];
    progress.set_length((SHAPES.len() * (rounds + 1) * contenders.len()) as u64);
    let mut samples = Vec::new();
    for shape in SHAPES {
        let mut crowds = Vec::new();
        for contender in &contenders {
            progress.set_message(format!("{}: warming up", contender.name));
            let mut crowd = Crowd::connect(contender, shape)?;
            crowd.run(WARM_UP)?;
            crowds.push(crowd);
            progress.inc(1);
        }
        for round in 0..rounds {
            // Whoever goes first in one round goes last in the next.
            for turn in 0..contenders.len() {
                let at = (turn + round) % contenders.len();
                let (contender, crowd) = (&contenders[at], &mut crowds[at]);
                progress.set_message(format!("{}, {}", contender.name, case(shape)));
                crowd.beat()?;
                let before = contender.process.cpu()?;
                let outcome = crowd.run(slice)?;
                let cpu = contender.process.cpu()?.since(&before);
                for (metric, value) in figures(cpu, outcome) {
                    samples.push(Sample {
                        case: case(shape),
                        contender: contender.name.to_owned(),
                        metric: metric.to_owned(),
                        round,
                        value,
                    });
                }
                progress.inc(1);
            }
        }
    }
    Ok(samples)
}

fn case(shape: Shape) -> String {
    let Shape {
        rooms,
        people,
        bytes,
        ..
    } = shape;
    format!("{rooms} × {people}, {bytes} B")
}

fn figures(cpu: Duration, slice: Slice) -> [(&'static str, f64); 4] {
    let frames = slice.latencies.len() as f64;
    let latencies = sorted_micros(slice.latencies);
    let lateness = sorted_micros(slice.lateness);
    let at = |row: &[f64], share| quantile(row, share).unwrap_or(f64::NAN);
    [
        (CPU, micros(cpu) / frames),
        (HALF, at(&latencies, 0.5)),
        (NEARLY_ALL, at(&latencies, 0.99)),
        (LATENESS, at(&lateness, 0.99)),
    ]
}

fn sorted_micros(row: Vec<Duration>) -> Vec<f64> {
    let mut row: Vec<f64> = row.into_iter().map(micros).collect();
    row.sort_by(f64::total_cmp);
    row
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
