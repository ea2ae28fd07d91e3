//! `cargo xtask dev`: the whole of Parley on this machine.
//!
//! `wrangler dev` watches the sources (`watch_dir` in `wrangler.toml`), runs `cargo xtask build` on every
//! save, and then tells the open pages to reload. This module makes the first build, which is the long one,
//! where its progress can be seen, and then becomes wrangler.

use std::process::Command;

use anyhow::{Context, Result};

use crate::bundle;
use crate::cli::{DevOptions, PROFILE_VARIABLE};
use crate::workspace::Workspace;

/// Serves until interrupted.
pub(crate) fn serve(workspace: &Workspace, options: &DevOptions) -> Result<()> {
    bundle::build(workspace, options.profile)?;
    println!("Parley will be at http://127.0.0.1:{}", options.port);

    let mut wrangler = Command::new(workspace.npm_program("wrangler"));
    wrangler
        .args(["dev", "--ip", "127.0.0.1", "--port"])
        .arg(options.port.to_string())
        .args(&options.wrangler)
        .current_dir(&workspace.root)
        .env(PROFILE_VARIABLE, options.profile.name());
    for name in ["PATH", "WRANGLER_SEND_METRICS"] {
        wrangler.env(name, workspace.shell.var(name)?);
    }
    become_program(wrangler).context("wrangler did not start")
}

/// Turns this process into `program`: signals then reach it directly, and nothing is left to clean up.
#[cfg(unix)]
fn become_program(mut program: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(program.exec().into())
}

#[cfg(not(unix))]
fn become_program(mut program: Command) -> Result<()> {
    let status = program.status()?;
    anyhow::ensure!(status.success(), "it ended with {status}");
    Ok(())
}
