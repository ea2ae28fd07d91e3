//! `idle`: what a room costs in which nobody does anything but beat.

use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;

use crate::report::{Metric, Plan, Sample};
use crate::script;

pub(crate) const PLAN: Plan = Plan {
    name: "idle",
    title: "Idle: ten minutes of eight people's heartbeats",
    axis: "people, heartbeats",
    metrics: &[
        Metric {
            name: "wakes",
            unit: "events",
            digits: 0,
        },
        Metric {
            name: "CPU per heartbeat",
            unit: "µs",
            digits: 1,
        },
    ],
    bars: &[],
};

/// Sends the heartbeats of ten minutes as fast as they are answered.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let rounds = if quick { "1" } else { "9" };
    script::run(root, "idle.js", &[rounds.to_owned()], progress)
}
