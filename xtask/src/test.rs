//! `cargo xtask test`: every check, cheapest first, up to the first that fails.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use xshell::cmd;

use crate::bundle::{self, Profile};
use crate::cli::Selection;
use crate::simulate;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// One check, which sees to its own tools.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

const fn step(name: &'static str, run: fn(&Workspace) -> Result<()>) -> Step {
    Step { name, run }
}

/// All checks, in the order they run.
pub(crate) const STEPS: &[Step] = &[
    step("fmt", fmt),
    step("clippy", clippy),
    step("clippy-wasm", clippy_wasm),
    step("dependencies", dependencies),
    step("unit", unit),
    step("simulate", |workspace| {
        simulate::run(workspace, &simulate::Options::default())
    }),
    step("build", build),
    step("deploy-dry-run", deploy_dry_run),
    step("e2e", e2e),
];

fn fmt(workspace: &Workspace) -> Result<()> {
    tools::rust_component(workspace, "rustfmt", "rustfmt")?;
    cmd!(workspace.shell, "cargo fmt --all --check").run()?;
    Ok(())
}

fn clippy(workspace: &Workspace) -> Result<()> {
    tools::rust_component(workspace, "clippy", "cargo-clippy")?;
    cmd!(
        workspace.shell,
        "cargo clippy --workspace --all-targets -- --deny warnings"
    )
    .run()?;
    Ok(())
}

fn clippy_wasm(workspace: &Workspace) -> Result<()> {
    tools::rust_component(workspace, "clippy", "cargo-clippy")?;
    tools::rust_target(workspace)?;
    cmd!(
        workspace.shell,
        "cargo clippy --target {WASM_TARGET}
         --package parley-protocol --package parley-worker --package parley-site
         -- --deny warnings"
    )
    .run()?;
    Ok(())
}

/// Licences, versions and sources are judged from `Cargo.lock` alone. Advisories are in a database on GitHub; where
/// that cannot be had, the other checks still count and the gap is said aloud.
fn dependencies(workspace: &Workspace) -> Result<()> {
    let deny = tools::cargo_deny(workspace)?;
    cmd!(workspace.shell, "{deny} check bans licenses sources").run()?;
    let fetched = cmd!(workspace.shell, "{deny} fetch db").ignore_stderr();
    if fetched.run().is_err() {
        eprintln!(
            "\nWARNING: https://github.com/RustSec/advisory-db cannot be reached from here.\n\
             WARNING: NO DEPENDENCY WAS LOOKED UP IN THE ADVISORIES. Run `cargo deny check advisories` where it can."
        );
        return Ok(());
    }
    cmd!(workspace.shell, "{deny} check --disable-fetch advisories").run()?;
    Ok(())
}

fn unit(workspace: &Workspace) -> Result<()> {
    cmd!(workspace.shell, "cargo test --workspace").run()?;
    Ok(())
}

fn build(workspace: &Workspace) -> Result<()> {
    bundle::build(workspace, Profile::Release)?;
    bundle::print_sizes(workspace, Profile::Release)
}

/// Bundles what a deployment would upload, without an account.
fn deploy_dry_run(workspace: &Workspace) -> Result<()> {
    tools::npm_packages(workspace)?;
    cmd!(workspace.shell, "wrangler deploy --dry-run").run()?;
    Ok(())
}

/// Drives real browsers against a real Worker, both of them what would be shipped.
fn e2e(workspace: &Workspace) -> Result<()> {
    bundle::build(workspace, Profile::Release)?;
    let chromium = tools::system_program(workspace, &["chromium", "chromium-browser"], "chromium")?;
    let turnserver = tools::system_program(workspace, &["turnserver"], "coturn")?;
    prepare_networks(workspace);
    // What needs the machine for itself comes last, whatever became of the rest.
    let runs = [
        ["--project=calls", "--project=light"].as_slice(),
        &["--project=heavy"],
    ];
    let outcomes = runs.map(|projects| {
        cmd!(workspace.shell, "playwright test -c e2e {projects...}")
            .env("CHROMIUM", &chromium)
            .env("TURNSERVER", &turnserver)
            .run()
    });
    for outcome in outcomes {
        outcome?;
    }
    Ok(())
}

/// Finds or installs what breaks networks in tests. Without it, as for anyone but root, those tests are skipped.
fn prepare_networks(workspace: &Workspace) {
    if !tools::is_root(workspace) {
        return;
    }
    for (program, package) in [("ip", "iproute2"), ("nft", "nftables")] {
        if let Err(error) = tools::system_program(workspace, &[program], package) {
            eprintln!("\nWARNING: {error:#}\nWARNING: NO FAULT OF A NETWORK IS TESTED WITHOUT IT.");
        }
    }
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    Skipped,
    /// An earlier step failed.
    NotReached,
}

/// Runs the selected steps and prints how each went. The last line counts them.
pub(crate) fn run(workspace: &Workspace, selection: &Selection) -> ExitCode {
    let mut outcomes = Vec::new();
    let mut failure = None;
    for step in STEPS {
        if !selection.includes(step.name) {
            outcomes.push((step.name, Outcome::Skipped));
            continue;
        }
        if failure.is_some() {
            outcomes.push((step.name, Outcome::NotReached));
            continue;
        }
        println!("\n== {}", step.name);
        let started = Instant::now();
        let outcome = match (step.run)(workspace) {
            Ok(()) => Outcome::Passed(started.elapsed()),
            Err(error) => {
                failure = Some(format!("{} failed: {error:#}", step.name));
                Outcome::Failed(started.elapsed())
            }
        };
        outcomes.push((step.name, outcome));
    }
    let code = if failure.is_some() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    };
    print!("\n{}", report(&outcomes, failure.as_deref()));
    code
}

/// The table of steps, what went wrong, and the count.
fn report(outcomes: &[(&str, Outcome)], failure: Option<&str>) -> String {
    let mut lines: Vec<String> = outcomes
        .iter()
        .map(|(name, outcome)| match outcome {
            Outcome::Passed(time) => format!("{name:16} passed   {:>7.1} s", time.as_secs_f64()),
            Outcome::Failed(time) => format!("{name:16} FAILED   {:>7.1} s", time.as_secs_f64()),
            Outcome::Skipped => format!("{name:16} skipped"),
            Outcome::NotReached => format!("{name:16} not reached"),
        })
        .collect();
    lines.extend(failure.map(|text| format!("\n{text}\n")));
    let count = |wanted: fn(&Outcome) -> bool| {
        outcomes
            .iter()
            .filter(|(_, outcome)| wanted(outcome))
            .count()
    };
    let passed = count(|outcome| matches!(outcome, Outcome::Passed(_)));
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    lines.push(format!("{passed} passed, {failed} failed\n"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_ends_with_the_count_of_what_ran() {
        let time = Duration::from_millis(1_540);
        let outcomes = [
            ("fmt", Outcome::Passed(time)),
            ("unit", Outcome::Failed(time)),
            ("build", Outcome::NotReached),
            ("e2e", Outcome::Skipped),
        ];
        assert_eq!(
            report(&outcomes, Some("unit failed: two claims do not hold")),
            "\
fmt              passed       1.5 s
unit             FAILED       1.5 s
build            not reached
e2e              skipped

unit failed: two claims do not hold

1 passed, 1 failed
"
        );
    }

    #[test]
    fn step_names_are_unique() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
