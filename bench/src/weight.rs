//! `weight`: what a visitor downloads, to the landing page and to a running call.

use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;

use crate::report::{Bar, Metric, Plan, Sample};
use crate::script;

pub(crate) const PLAN: Plan = Plan {
    name: "weight",
    title: "Weight: what a visitor downloads",
    axis: "until",
    metrics: &[
        Metric {
            name: "raw",
            unit: "kB",
            digits: 1,
        },
        Metric {
            name: "gzip",
            unit: "kB",
            digits: 1,
        },
        Metric {
            name: "brotli",
            unit: "kB",
            digits: 1,
        },
        Metric {
            name: "requests",
            unit: "requests",
            digits: 0,
        },
        Metric {
            name: "time to interactive",
            unit: "ms",
            digits: 0,
        },
    ],
    bars: &[Bar {
        metric: "gzip",
        case: "landing page",
        than: "old site",
        at_most: 0.6,
    }],
};

/// Counts bytes once, as they are the same every time, and takes the time in turn.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let rounds = if quick { 2 } else { 10 };
    script::run(root, "weight.js", &[rounds.to_string()], progress)
}
