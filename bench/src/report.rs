//! What a benchmark found: every single figure, their summaries, and the ratios between contenders.
//!
//! Figures are only ever compared within one round of one run: a ratio is taken between two contenders that
//! were measured in turn, minutes at most apart, and the summary of a ratio is that of the rounds' ratios. A
//! report that lacks a contender's figure for a round is refused. Nothing reads a report of another run.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use crate::statistics::Summary;

/// The contender that everything else is compared with.
pub(crate) const PARLEY: &str = "Parley";

/// What is to be measured, and how it is to be judged.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Plan {
    /// The name it goes by on the command line.
    pub(crate) name: &'static str,
    /// One line for people.
    pub(crate) title: &'static str,
    /// What the cases have in common, such as the round trip.
    pub(crate) axis: &'static str,
    pub(crate) metrics: &'static [Metric],
    pub(crate) bars: &'static [Bar],
}

/// A quantity.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Metric {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    /// Digits behind the point that mean something.
    pub(crate) digits: usize,
}

/// What Parley means to reach.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) metric: &'static str,
    /// Which cases it holds for; empty for all of them.
    pub(crate) case: &'static str,
    /// Whom Parley is compared with.
    pub(crate) than: &'static str,
    /// The ratio of Parley's figure to theirs, at most.
    pub(crate) at_most: f64,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub(crate) struct Sample {
    pub(crate) case: String,
    pub(crate) contender: String,
    pub(crate) metric: String,
    pub(crate) round: usize,
    pub(crate) value: f64,
}

/// A whole run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) plan: Plan,
    /// Whether it was cut short, and is not to be quoted.
    pub(crate) quick: bool,
    pub(crate) machine: BTreeMap<&'static str, String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) samples: Vec<Sample>,
}

/// One contender's figures for one metric in one case.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) metric: &'static str,
    pub(crate) case: String,
    pub(crate) contender: String,
    pub(crate) figure: Summary,
    /// Parley's figure divided by this one, round by round.
    pub(crate) ratio: Option<Summary>,
}

/// Whether a bar was reached.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Verdict {
    pub(crate) bar: Bar,
    pub(crate) case: String,
    pub(crate) ratio: f64,
    pub(crate) reached: bool,
}

impl Report {
    /// Sums the figures up. Refuses them if a round lacks a contender.
    pub(crate) fn new(
        plan: Plan,
        quick: bool,
        machine: BTreeMap<&'static str, String>,
        samples: Vec<Sample>,
    ) -> Result<Self> {
        let mut rows = Vec::new();
        for metric in plan.metrics {
            for case in distinct(&samples, |sample| &sample.case) {
                rows.extend(rows_of(metric.name, case, &samples)?);
            }
        }
        let verdicts = plan.bars.iter().flat_map(|bar| judge(bar, &rows)).collect();
        Ok(Self {
            plan,
            quick,
            machine,
            rows,
            verdicts,
            samples,
        })
    }
}

/// The distinct values of a field, in the order in which they first come.
fn distinct<'a>(samples: &'a [Sample], field: impl Fn(&'a Sample) -> &'a String) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for sample in samples {
        if !found.contains(&field(sample).as_str()) {
            found.push(field(sample));
        }
    }
    found
}

fn rows_of(metric: &'static str, case: &str, samples: &[Sample]) -> Result<Vec<Row>> {
    let of_case = samples
        .iter()
        .filter(|s| s.metric == metric && s.case == case);
    let of_case: Vec<Sample> = of_case.cloned().collect();
    let by_round = |contender: &str| -> BTreeMap<usize, f64> {
        let own = of_case.iter().filter(|s| s.contender == contender);
        own.map(|s| (s.round, s.value)).collect()
    };
    let parley = by_round(PARLEY);
    let mut rows = Vec::new();
    for contender in distinct(&of_case, |sample| &sample.contender) {
        let own = by_round(contender);
        ensure!(
            parley.is_empty() || own.keys().eq(parley.keys()),
            "{metric}, {case}: {contender} was not measured in the same rounds as {PARLEY}, so nothing can be compared"
        );
        let values: Vec<f64> = own.values().copied().collect();
        let ratios: Vec<f64> = own
            .iter()
            .filter_map(|(round, value)| Some(parley.get(round)? / value))
            .collect();
        rows.push(Row {
            metric,
            case: case.to_owned(),
            contender: contender.to_owned(),
            figure: Summary::of(&values).context("a contender without figures")?,
            ratio: Summary::of(&ratios).filter(|_| contender != PARLEY),
        });
    }
    Ok(rows)
}

fn judge(bar: &Bar, rows: &[Row]) -> Vec<Verdict> {
    let concerned = rows.iter().filter(|row| {
        row.metric == bar.metric
            && row.contender == bar.than
            && (bar.case.is_empty() || row.case == bar.case)
    });
    concerned
        .filter_map(|row| {
            let ratio = row.ratio?.median;
            Some(Verdict {
                bar: *bar,
                case: row.case.clone(),
                ratio,
                reached: ratio <= bar.at_most,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan {
        name: "test",
        title: "A test",
        axis: "size",
        metrics: &[Metric {
            name: "CPU",
            unit: "µs",
            digits: 1,
        }],
        bars: &[Bar {
            metric: "CPU",
            case: "",
            than: "other",
            at_most: 1.0,
        }],
    };

    fn sample(contender: &str, round: usize, value: f64) -> Sample {
        Sample {
            case: "small".to_owned(),
            contender: contender.to_owned(),
            metric: "CPU".to_owned(),
            round,
            value,
        }
    }

    fn report(samples: Vec<Sample>) -> Result<Report> {
        Report::new(PLAN, false, BTreeMap::new(), samples)
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        // The machine was twice as slow in the second round: the medians alone would hide that nothing changed.
        let report = report(vec![
            sample(PARLEY, 0, 5.0),
            sample("other", 0, 10.0),
            sample("other", 1, 20.0),
            sample(PARLEY, 1, 10.0),
        ])
        .unwrap();
        let ratio = report.rows[1].ratio.unwrap();
        assert_eq!(
            (ratio.minimum, ratio.median, ratio.maximum),
            (0.5, 0.5, 0.5)
        );
        assert!(report.rows[0].ratio.is_none());
    }

    #[test]
    fn a_round_that_lacks_a_contender_is_refused() {
        let samples = vec![sample(PARLEY, 0, 5.0), sample("other", 1, 10.0)];
        assert!(
            report(samples)
                .unwrap_err()
                .to_string()
                .contains("same rounds")
        );
    }

    #[test]
    fn what_parley_has_no_part_in_is_listed_without_a_ratio() {
        let report = report(vec![sample("other", 0, 10.0)]).unwrap();
        assert_eq!(report.rows[0].figure.median, 10.0);
        assert!(report.rows[0].ratio.is_none());
    }

    #[test]
    fn a_bar_is_judged_by_the_median_ratio() {
        let reached = |values: [f64; 3]| {
            let samples = values.into_iter().enumerate();
            let samples = samples.flat_map(|(round, value)| {
                [sample(PARLEY, round, value), sample("other", round, 1.0)]
            });
            report(samples.collect()).unwrap().verdicts[0].reached
        };
        assert!(reached([0.9, 1.0, 9.0]));
        assert!(!reached([0.9, 1.1, 9.0]));
    }
}
