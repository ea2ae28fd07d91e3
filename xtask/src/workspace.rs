//! Where things are, and the shell that every tool is started from.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::Shell;

/// The checkout, with a shell whose `PATH` prefers the npm tools pinned in it.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    pub(crate) shell: Shell,
}

impl Workspace {
    pub(crate) fn open() -> Result<Self> {
        // Cargo sets the variable for `cargo run`; the compiled-in value serves a binary started by hand.
        let manifest = env::var("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&manifest)
            .parent()
            .context("the xtask crate has no parent folder")?
            .to_owned();

        let shell = Shell::new()?;
        shell.change_dir(&root);
        // wrangler needs a newer Node than many systems have; the npm package `node` puts one here.
        let mut path = vec![root.join("node_modules/.bin")];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        shell.set_var("PATH", env::join_paths(path)?);
        shell.set_var("WRANGLER_SEND_METRICS", "false");
        Ok(Self { root, shell })
    }

    /// A program of one of the npm packages.
    pub(crate) fn npm_program(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }

    /// The folder, made if need be, where this crate keeps notes between runs.
    ///
    /// It stays beside the outputs it describes, whatever `CARGO_TARGET_DIR` says.
    pub(crate) fn notes(&self) -> Result<PathBuf> {
        let folder = self.root.join("target/xtask");
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(folder)
    }

    /// Waits until no other build writes to the same outputs. The lock ends with the returned file.
    pub(crate) fn lock_outputs(&self) -> Result<File> {
        let file = File::create(self.notes()?.join("build.lock"))?;
        if file.try_lock().is_err() {
            println!("waiting for another build of this checkout to end");
            file.lock()?;
        }
        Ok(file)
    }
}
