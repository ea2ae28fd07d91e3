//! Benchmarks that need browsers: scripts under `bench/browser`, which tell their figures in lines of JSON.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use indicatif::ProgressBar;
use serde::Deserialize;

use crate::report::Sample;

/// One line of what a script says.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum News {
    /// How many steps there will be.
    Steps(u64),
    /// What it does now.
    Step(String),
    Sample(Sample),
}

/// Runs a script with the pinned Node, and collects its figures.
pub(crate) fn run(
    root: &Path,
    name: &str,
    arguments: &[String],
    progress: &ProgressBar,
) -> Result<Vec<Sample>> {
    let bin = root.join("node_modules/.bin");
    let mut path = vec![bin.clone()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut child = Command::new(bin.join("node"))
        .arg(root.join("bench/browser").join(name))
        .args(arguments.iter().map(OsStr::new))
        .env("PATH", env::join_paths(path)?)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let output = child.stdout.take().context("the output is piped")?;
    let mut samples = Vec::new();
    for line in BufReader::new(output).lines() {
        match parse(&line?)? {
            News::Steps(steps) => progress.set_length(steps),
            News::Step(what) => {
                progress.inc(1);
                progress.set_message(what);
            }
            News::Sample(sample) => samples.push(sample),
        }
    }
    ensure!(child.wait()?.success(), "{name} failed");
    Ok(samples)
}

fn parse(line: &str) -> Result<News> {
    serde_json::from_str(line).with_context(|| format!("a script said {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scripts_say_is_understood() {
        assert_eq!(parse(r#"{"steps":3}"#).unwrap(), News::Steps(3));
        assert_eq!(
            parse(r#"{"step":"old flow"}"#).unwrap(),
            News::Step("old flow".to_owned())
        );
        let line = r#"{"sample":{"case":"4","contender":"Parley","metric":"frames","round":0,"value":31}}"#;
        let News::Sample(sample) = parse(line).unwrap() else {
            panic!("no sample");
        };
        assert_eq!((sample.metric.as_str(), sample.value), ("frames", 31.0));
    }

    #[test]
    fn anything_else_a_script_says_is_an_error() {
        assert!(parse("warning: …").is_err());
    }
}
