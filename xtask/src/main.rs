//! `cargo xtask`: everything one does with Parley from a terminal.
//!
//! A fresh clone needs `cargo`, `rustup` and `npm`, nothing else: each command first sees to the tools it
//! uses ([`tools`]), and a second run finds them all in place. [`bundle`] makes what is shipped,
//! [`dev`] serves it and makes it anew on every save, and [`test`] runs every check there is, in the
//! order in which they fail fastest.

#![allow(
    clippy::disallowed_methods,
    reason = "the ban on clocks is for wasm32; this crate only ever runs natively"
)]

mod bench;
mod bundle;
mod cli;
mod dev;
mod simulate;
mod sizes;
mod stamp;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use cli::Command;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let command = cli::parse(lexopt::Parser::from_env())?;
    let workspace = Workspace::open()?;
    match command {
        Command::Help => print!("{}", cli::HELP),
        Command::Bench(arguments) => bench::run(&workspace, &arguments)?,
        Command::Dev(options) => dev::serve(&workspace, &options)?,
        Command::Build(profile) => {
            bundle::build(&workspace, profile)?;
            bundle::print_sizes(&workspace, profile)?;
        }
        Command::Simulate(options) => simulate::run(&workspace, &options)?,
        Command::Test(selection) => return Ok(test::run(&workspace, &selection)),
    }
    Ok(ExitCode::SUCCESS)
}
