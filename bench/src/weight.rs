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
    ],
    bars: &[Bar {
        metric: "gzip",
        case: "landing page",
        than: "old site",
        at_most: 0.6,
    }],
};

/// Counts bytes once: they are the same every time.
pub(crate) fn run(root: &Path, _quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    script::run(root, "weight.js", &[], progress)
}
