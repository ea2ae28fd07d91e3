//! The command line: what a person may type, and what it means.

use std::env;
use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::bundle::Profile;
use crate::simulate;
use crate::test::STEPS;

pub(crate) const HELP: &str = "\
cargo xtask dev [--port N] [--release] [-- <wrangler arguments>]
    Serves Parley on this machine. A save rebuilds and reloads the open pages.
cargo xtask build [--dev]
    Builds the site, then the Worker, and prints the size of every shipped file.
cargo xtask simulate [--seeds N] [--from S] [--peers P]
    Runs a room and its people in virtual time, with everything going wrong, N times.
cargo xtask bench [NAME…] [--quick]
    Measures Parley and what people would otherwise use in turn, and prints ratios. bench/README.md says more.
cargo xtask test [--only STEP,…] [--skip STEP,…]
    Runs all checks, up to the first that fails:
    fmt, clippy, clippy-wasm, dependencies, unit, simulate, build, deploy-dry-run, e2e.
";

/// The environment variable through which `dev` tells the builds that wrangler starts which profile to use.
pub(crate) const PROFILE_VARIABLE: &str = "PARLEY_PROFILE";

/// One parsed command line.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    /// The arguments are handed on as they are.
    Bench(Vec<OsString>),
    Dev(DevOptions),
    Build(Profile),
    Simulate(simulate::Options),
    Test(Selection),
}

/// What `dev` was asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct DevOptions {
    pub(crate) port: u16,
    pub(crate) profile: Profile,
    /// Handed to `wrangler dev` as they are.
    pub(crate) wrangler: Vec<OsString>,
}

/// Which test steps were asked for. Empty means all of them.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Selection {
    only: Vec<String>,
    skip: Vec<String>,
}

impl Selection {
    /// Whether the step of this name is to run.
    pub(crate) fn includes(&self, step: &str) -> bool {
        let named = |steps: &[String]| steps.iter().any(|name| name == step);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// Reads the arguments behind `cargo xtask`.
pub(crate) fn parse(mut args: lexopt::Parser) -> Result<Command> {
    let Some(first) = args.next()? else {
        return Ok(Command::Help);
    };
    let name = match first {
        Short('h') | Long("help") => return Ok(Command::Help),
        Value(name) => name.string()?,
        Short(_) | Long(_) => return Err(first.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "bench" => Ok(Command::Bench(args.raw_args()?.collect())),
        "dev" => parse_dev(args),
        "build" => parse_build(args),
        "simulate" => parse_simulate(args),
        "test" => parse_test(args),
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}

fn parse_dev(mut args: lexopt::Parser) -> Result<Command> {
    let mut options = DevOptions {
        port: 8787,
        profile: Profile::Dev,
        wrangler: Vec::new(),
    };
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => options.port = args.value()?.parse()?,
            Long("release") => options.profile = Profile::Release,
            // lexopt hands over what stands behind `--` as values.
            Value(value) => {
                options.wrangler.push(value);
                options.wrangler.extend(args.raw_args()?);
            }
            Short(_) | Long(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(Command::Dev(options))
}

fn parse_build(mut args: lexopt::Parser) -> Result<Command> {
    let mut profile = match env::var(PROFILE_VARIABLE) {
        Ok(name) if name == Profile::Dev.name() => Profile::Dev,
        Ok(_) | Err(_) => Profile::Release,
    };
    while let Some(arg) = args.next()? {
        match arg {
            Long("dev") => profile = Profile::Dev,
            Long("release") => profile = Profile::Release,
            Short(_) | Long(_) | Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(Command::Build(profile))
}

fn parse_simulate(mut args: lexopt::Parser) -> Result<Command> {
    let mut options = simulate::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("seeds") => options.seeds = args.value()?.parse()?,
            Long("from") => options.from = args.value()?.parse()?,
            Long("peers") => options.peers = Some(args.value()?.parse()?),
            Short(_) | Long(_) | Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(Command::Simulate(options))
}

fn parse_test(mut args: lexopt::Parser) -> Result<Command> {
    let mut selection = Selection::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => selection.only.extend(step_names(&args.value()?.string()?)?),
            Long("skip") => selection.skip.extend(step_names(&args.value()?.string()?)?),
            Short(_) | Long(_) | Value(_) => return Err(arg.unexpected().into()),
        }
    }
    Ok(Command::Test(selection))
}

/// Splits `fmt,unit` and refuses a name that no step has, so that a typing error never skips a check silently.
fn step_names(list: &str) -> Result<Vec<String>> {
    let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    for name in &names {
        if !STEPS.iter().any(|step| step.name == name) {
            let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
            bail!(
                "there is no step `{name}`; the steps are {}",
                known.join(", ")
            );
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Command> {
        parse(lexopt::Parser::from_args(args))
    }

    fn selection(args: &[&str]) -> Selection {
        let Command::Test(selection) = parsed(args).unwrap() else {
            panic!("not a test command");
        };
        selection
    }

    #[test]
    fn every_step_runs_unless_told_otherwise() {
        let all = selection(&["test"]);
        assert!(STEPS.iter().all(|step| all.includes(step.name)));
    }

    #[test]
    fn skip_removes_the_named_steps() {
        let some = selection(&["test", "--skip", "e2e,build"]);
        assert!(some.includes("unit"));
        assert!(!some.includes("e2e"));
        assert!(!some.includes("build"));
    }

    #[test]
    fn only_keeps_the_named_steps_and_skip_wins_over_it() {
        let some = selection(&["test", "--only", "unit, fmt", "--skip=fmt"]);
        assert!(some.includes("unit"));
        assert!(!some.includes("fmt"));
        assert!(!some.includes("clippy"));
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let error = parsed(&["test", "--skip", "e2"]).unwrap_err().to_string();
        assert!(error.contains("`e2`") && error.contains("e2e"), "{error}");
    }

    #[test]
    fn the_help_names_every_step() {
        assert!(STEPS.iter().all(|step| HELP.contains(step.name)));
    }

    #[test]
    fn what_follows_the_dashes_goes_to_wrangler_untouched() {
        let Command::Dev(options) = parsed(&[
            "dev", "--port", "9000", "--", "--env", "private", "--", "-x",
        ])
        .unwrap() else {
            panic!("not a dev command");
        };
        assert_eq!(options.port, 9000);
        assert_eq!(options.profile, Profile::Dev);
        assert_eq!(options.wrangler, ["--env", "private", "--", "-x"]);
    }

    #[test]
    fn a_simulation_may_be_replayed_by_its_seed() {
        let Command::Simulate(options) = parsed(&["simulate", "--seeds", "1", "--from=7"]).unwrap()
        else {
            panic!("not a simulation");
        };
        assert_eq!((options.seeds, options.from, options.peers), (1, 7, None));
    }

    #[test]
    fn what_is_to_be_measured_is_handed_on_untouched() {
        let command = parsed(&["bench", "relay", "--quick"]).unwrap();
        assert_eq!(
            command,
            Command::Bench(vec!["relay".into(), "--quick".into()])
        );
    }

    #[test]
    fn an_unknown_command_or_flag_is_refused() {
        assert!(parsed(&["bulid"]).is_err());
        assert!(parsed(&["build", "--fast"]).is_err());
    }
}
