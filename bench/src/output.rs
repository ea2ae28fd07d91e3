//! What a run leaves: a table for people, and files.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::plot;
use crate::report::{Metric, Report, Row};

/// The medians with their spread, the ratios, and how the bars were met.
pub(crate) fn table(report: &Report) -> String {
    let mut table = String::new();
    for metric in report.plan.metrics {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "\n{}, {}", metric.name, metric.unit);
        for row in report.rows.iter().filter(|row| row.metric == metric.name) {
            let _ = writeln!(table, "  {}", line(row, metric.digits));
        }
    }
    table.push('\n');
    for verdict in &report.verdicts {
        let (bar, case, ratio) = (verdict.bar, &verdict.case, verdict.ratio);
        let word = if verdict.reached { "reached" } else { "MISSED" };
        let _ = writeln!(
            table,
            "{word}: {}, {case}: {ratio:.2} × {}, where {:.2} × is the bar",
            bar.metric, bar.than, bar.at_most
        );
    }
    if report.quick {
        table.push_str("A quick run: too few rounds to be quoted, and no results are written.\n");
    }
    table
}

fn line(row: &Row, digits: usize) -> String {
    let figure = row.figure;
    let mut line = format!(
        "{:24} {:18} {:>9.digits$}  ({:.digits$} to {:.digits$})",
        row.case, row.contender, figure.median, figure.lower_quartile, figure.upper_quartile
    );
    if let Some(ratio) = row.ratio {
        let (low, high) = (ratio.lower_quartile, ratio.upper_quartile);
        let _ = write!(
            line,
            "  Parley is {:.2} × ({low:.2} to {high:.2})",
            ratio.median
        );
    }
    line
}

/// The same as a page, with what it ran on.
fn page(report: &Report) -> String {
    let facts = report
        .machine
        .iter()
        .map(|(name, fact)| format!("{name} {fact}"));
    let facts: Vec<String> = facts.collect();
    let mut page = format!(
        "# {}\n\nMedians, with the quartiles in brackets. Each ratio is the median of the rounds' ratios.\n\n",
        report.plan.title
    );
    let _ = writeln!(
        page,
        "```text\n{}```\n\nOn: {}.\n",
        table(report),
        facts.join(", ")
    );
    for metric in compared(report) {
        let _ = writeln!(page, "![{}]({})", metric.name, picture(report, metric.name));
    }
    page
}

/// The metrics that more than one contender has figures for. The others need no picture.
fn compared(report: &Report) -> impl Iterator<Item = &Metric> {
    let metrics = report.plan.metrics.iter();
    metrics.filter(|metric| {
        let mut rows = report.rows.iter();
        rows.any(|row| row.metric == metric.name && row.ratio.is_some())
    })
}

/// The name of a metric's picture.
fn picture(report: &Report, metric: &str) -> String {
    let words = metric.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(
        "{}-{}.svg",
        report.plan.name,
        words.join("-").to_lowercase()
    )
}

/// Writes the report and its plots. A quick run leaves nothing behind.
pub(crate) fn write(report: &Report, folder: &Path) -> Result<()> {
    if report.quick {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let name = report.plan.name;
    let path = folder.join(format!("{name}.json"));
    let mut json = serde_json::to_string(report)?;
    json.push('\n');
    fs::write(&path, json).with_context(|| format!("cannot write {}", path.display()))?;
    fs::write(folder.join(format!("{name}.md")), page(report))?;
    for metric in compared(report) {
        let file = picture(report, metric.name);
        fs::write(folder.join(file), plot::svg(report, *metric)?)?;
    }
    Ok(())
}
