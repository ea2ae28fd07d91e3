//! `setup`: what it takes the servers until everyone in a room is linked with everyone else.

use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;

use crate::report::{Bar, Metric, Plan, Sample};
use crate::script;

/// The flow that Parley takes the place of.
pub(crate) const OLD_FLOW: &str = "old flow";

pub(crate) const PLAN: Plan = Plan {
    name: "setup",
    title: "Set-up: what it takes the servers until a room of N is linked",
    axis: "people in the room",
    metrics: &[
        Metric {
            name: "server CPU",
            unit: "ms",
            digits: 1,
        },
        Metric {
            name: "frames",
            unit: "frames",
            digits: 0,
        },
        Metric {
            name: "bytes",
            unit: "bytes",
            digits: 0,
        },
    ],
    bars: &[
        Bar {
            metric: "server CPU",
            case: "4",
            than: OLD_FLOW,
            at_most: 0.5,
        },
        Bar {
            metric: "frames",
            case: "4",
            than: OLD_FLOW,
            at_most: 0.4,
        },
    ],
};

/// Fills rooms of each kind in turn.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let (rounds, sizes) = match quick {
        true => ("1", "2,4"),
        false => ("4", "2,3,4,5,6,7,8"),
    };
    script::run(
        root,
        "setup.js",
        &[rounds.to_owned(), sizes.to_owned()],
        progress,
    )
}
