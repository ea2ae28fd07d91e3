//! Skipping a step whose inputs did not change.
//!
//! `wrangler dev` starts a whole build on every save. Cargo knows what to leave alone; the steps behind it
//! (wasm-bindgen, wasm-opt, vite, worker-build) do not, so each keeps a stamp: a hash of all it read.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// What one step read, compared with what it read the last time it succeeded.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// The stamp of the step called `name`, which reads `settings` and `files`.
    pub(crate) fn new(
        workspace: &Workspace,
        name: &str,
        settings: &[&str],
        files: &[PathBuf],
    ) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        settings.hash(&mut hasher);
        for file in files {
            let bytes =
                fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            file.hash(&mut hasher);
            bytes.hash(&mut hasher);
        }
        Ok(Self {
            file: workspace.notes()?.join(format!("{name}.stamp")),
            hash: format!("{:016x}", hasher.finish()),
        })
    }

    /// Does `work`, unless it already succeeded with the same inputs and `output` is still there.
    pub(crate) fn unless_current(
        &self,
        output: &Path,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let current = fs::read_to_string(&self.file).is_ok_and(|hash| hash == self.hash);
        if current && output.exists() {
            return Ok(());
        }
        // A step that fails half-way has already touched its outputs.
        if self.file.exists() {
            fs::remove_file(&self.file)?;
        }
        work()?;
        fs::write(&self.file, &self.hash)?;
        Ok(())
    }
}

/// Every file below `folder`, sorted, but for the top-level entries named in `except`.
pub(crate) fn files_below(folder: &Path, except: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if except.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path(), &[])?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
