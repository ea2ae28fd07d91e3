//! `cargo xtask simulate`: the protocol's simulator, as fast as this machine runs it.

use anyhow::Result;
use xshell::cmd;

use crate::workspace::Workspace;

/// Which schedules to run.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    /// How many, beginning with the one of the seed `from`.
    pub(crate) seeds: u64,
    pub(crate) from: u64,
    /// How many people there are in each; two to eight if it is not said.
    pub(crate) peers: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seeds: 20_000,
            from: 0,
            peers: None,
        }
    }
}

/// Builds the simulator and runs the schedules on all cores, up to the first that goes wrong. That one is
/// shown at its shortest.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut simulator = cmd!(
        workspace.shell,
        "cargo test --profile simulate --package parley-protocol --test network
         -- --exact every_schedule_keeps_the_promises --nocapture"
    )
    .env("PARLEY_SEEDS", options.seeds.to_string())
    .env("PARLEY_FROM", options.from.to_string());
    if let Some(peers) = options.peers {
        simulator = simulator.env("PARLEY_PEERS", peers.to_string());
    }
    simulator.run()?;
    Ok(())
}
