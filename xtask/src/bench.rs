//! `cargo xtask bench`: what is shipped, beside what people would otherwise use.

use std::ffi::OsString;

use anyhow::Result;
use xshell::cmd;

use crate::bundle::{self, Profile};
use crate::tools;
use crate::workspace::Workspace;

/// Builds what is shipped, then runs the benchmarks that the arguments name. Their own crate knows which there
/// are.
pub(crate) fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    bundle::build(workspace, Profile::Release)?;
    let chromium = tools::system_program(workspace, &["chromium", "chromium-browser"], "chromium")?;
    cmd!(
        workspace.shell,
        "cargo run --profile simulate --package parley-bench -- {arguments...}"
    )
    .env("CHROMIUM", chromium)
    .run()?;
    Ok(())
}
