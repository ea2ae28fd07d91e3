//! `join`: how long someone who joins waits for a picture, by the length of the line.

use std::env;
use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;

use crate::report::{Bar, Metric, Plan, Sample};
use crate::script;
use crate::setup::OLD_FLOW;

const PRESSED: &str = "pressed to picture";
const AGAIN: &str = "next visit to picture";
const FIRST: &str = "first visit to picture";

pub(crate) const PLAN: Plan = Plan {
    name: "join",
    title: "Join: how long someone who joins waits for the pictures of those who are there",
    axis: "round trip",
    metrics: &[
        Metric {
            name: PRESSED,
            unit: "ms",
            digits: 0,
        },
        Metric {
            name: AGAIN,
            unit: "ms",
            digits: 0,
        },
        Metric {
            name: FIRST,
            unit: "ms",
            digits: 0,
        },
    ],
    bars: &[
        Bar {
            metric: PRESSED,
            case: "100 ms",
            than: OLD_FLOW,
            at_most: 0.42,
        },
        Bar {
            metric: AGAIN,
            case: "100 ms",
            than: OLD_FLOW,
            at_most: 0.6,
        },
        Bar {
            metric: FIRST,
            case: "100 ms",
            than: OLD_FLOW,
            at_most: 0.6,
        },
    ],
};

/// Joins rooms of each kind in turn.
pub(crate) fn run(root: &Path, quick: bool, progress: &ProgressBar) -> Result<Vec<Sample>> {
    let program = env::current_exe()?.display().to_string();
    // The round trip in milliseconds, the people, and the rounds.
    let cases = match quick {
        true => "100:2:3",
        false => "100:2:10,0:2:3,50:2:3,200:2:3,0:4:3,50:4:3,100:4:3,200:4:3",
    };
    let arguments = [program, cases.to_owned()];
    script::run(root, "join.js", &arguments, progress)
}
