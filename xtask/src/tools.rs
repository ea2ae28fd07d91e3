//! The tools the commands use: found where they are, fetched where they are not.
//!
//! A tool that is in place costs one cheap look. A missing one is installed if that needs nobody's leave;
//! otherwise the error names it together with the command that installs it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::workspace::Workspace;

/// The Rust target of both ends of Parley.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The cargo-installed tools of a build, each of the version that `Cargo.lock` calls for.
pub(crate) struct BuildTools {
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) worker_build: PathBuf,
}

impl BuildTools {
    /// Sees to everything a build needs.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Self> {
        rust_target(workspace)?;
        npm_packages(workspace)?;
        let lock = fs::read_to_string(workspace.root.join("Cargo.lock"))
            .context("cannot read Cargo.lock")?;
        let tool = |tool: &CargoTool| tool.prepare(workspace, &lock);
        Ok(Self {
            wasm_bindgen: tool(&WASM_BINDGEN)?,
            worker_build: tool(&WORKER_BUILD)?,
        })
    }
}

/// Finds or installs what checks the licences, versions and sources of dependencies.
pub(crate) fn cargo_deny(workspace: &Workspace) -> Result<PathBuf> {
    CARGO_DENY.prepare(workspace, "")
}

/// A program that comes from crates.io.
struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: Version,
    /// Whether the versions in the package's own lock file can be had from every registry.
    locked: bool,
}

/// Which version of a program it must be.
enum Version {
    /// That of this library in `Cargo.lock`, which the program has to match.
    OfLibrary(&'static str),
    /// This one.
    Exactly(&'static str),
}

const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: Version::OfLibrary("wasm-bindgen"),
    locked: false,
};

const WORKER_BUILD: CargoTool = CargoTool {
    package: "worker-build",
    program: "worker-build",
    version: Version::OfLibrary("worker"),
    locked: true,
};

const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: Version::Exactly("0.20.2"),
    locked: true,
};

impl CargoTool {
    fn prepare(&self, workspace: &Workspace, lock: &str) -> Result<PathBuf> {
        let version = match self.version {
            Version::OfLibrary(library) => locked_version(lock, library)
                .with_context(|| format!("Cargo.lock does not name {library}"))?,
            Version::Exactly(version) => version,
        };
        let root = workspace.root.join("target/tools");
        let installed = root.join("bin").join(self.program);
        for candidate in [installed.clone(), PathBuf::from(self.program)] {
            if version_of(workspace, &candidate).is_some_and(|found| found == version) {
                return Ok(candidate);
            }
        }
        self.install(workspace, &root, version)?;
        Ok(installed)
    }

    fn install(&self, workspace: &Workspace, root: &Path, version: &str) -> Result<()> {
        let package = self.package;
        println!("{package} {version}: installing into target/tools; a few minutes, once");
        let build = root.join("build");
        // The tool runs for a second either way; an unoptimised build of it takes half the time.
        let locked = self.locked.then_some("--locked");
        cmd!(
            workspace.shell,
            "cargo install --debug {locked...} --root {root} --target-dir {build} {package}@{version}"
        )
        .run()
        .with_context(|| format!("{package} {version} could not be installed"))?;
        fs::remove_dir_all(&build)?;
        Ok(())
    }
}

/// The version that `Cargo.lock` pins for a package.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// The last word of what `program --version` says, or `None` where there is no such program.
fn version_of(workspace: &Workspace, program: &Path) -> Option<String> {
    let said = cmd!(workspace.shell, "{program} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .ok()?;
    said.split_whitespace().next_back().map(str::to_owned)
}

fn runs(workspace: &Workspace, program: &str) -> bool {
    version_of(workspace, Path::new(program)).is_some()
}

/// Adds the wasm32 standard library to the active toolchain.
pub(crate) fn rust_target(workspace: &Workspace) -> Result<()> {
    let library = cmd!(
        workspace.shell,
        "rustc --print target-libdir --target {WASM_TARGET}"
    )
    .quiet()
    .read()?;
    if Path::new(&library).exists() {
        return Ok(());
    }
    if !runs(workspace, "rustup") {
        bail!(
            "the Rust target {WASM_TARGET} is missing, and there is no rustup to add it; \
             install rustup (https://rustup.rs), then run: rustup target add {WASM_TARGET}"
        );
    }
    println!("Rust target {WASM_TARGET}: adding");
    cmd!(workspace.shell, "rustup target add {WASM_TARGET}")
        .run()
        .with_context(|| format!("could not run: rustup target add {WASM_TARGET}"))
}

/// Adds a toolchain component, such as clippy, which a minimal toolchain lacks.
pub(crate) fn rust_component(workspace: &Workspace, component: &str, program: &str) -> Result<()> {
    if runs(workspace, program) {
        return Ok(());
    }
    println!("Rust component {component}: adding");
    cmd!(workspace.shell, "rustup component add {component}")
        .run()
        .with_context(|| format!("{component} is missing; run: rustup component add {component}"))
}

/// Installs the npm packages that `package-lock.json` pins, unless exactly these are installed.
pub(crate) fn npm_packages(workspace: &Workspace) -> Result<()> {
    let lock = fs::read(workspace.root.join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    let installed = workspace.root.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|found| found == lock) {
        return Ok(());
    }
    if !runs(workspace, "npm") {
        bail!(
            "npm is missing; install Node.js with npm (https://nodejs.org), on Debian with: \
             sudo apt-get install nodejs npm"
        );
    }
    println!("npm packages: installing into node_modules");
    cmd!(
        workspace.shell,
        "npm ci --no-audit --no-fund --loglevel=error"
    )
    .run()
    .context("the npm packages could not be installed")?;
    // A system that forbids npm's install scripts is left without these programs.
    for program in ["node", "esbuild", "workerd"] {
        let program = workspace.npm_program(program);
        if version_of(workspace, &program).is_none() {
            bail!(
                "{} does not run; if npm is configured with ignore-scripts, run: \
                 npm rebuild --ignore-scripts=false",
                program.display()
            );
        }
    }
    fs::write(installed, lock)?;
    Ok(())
}

/// Finds a system program, and where it is missing and Debian's packages can be had, installs it.
///
/// `programs` are the names it goes by, `package` what Debian calls it.
pub(crate) fn system_program(
    workspace: &Workspace,
    programs: &[&str],
    package: &str,
) -> Result<PathBuf> {
    let find = || programs.iter().find_map(|program| on_path(program));
    if let Some(found) = find() {
        return Ok(found);
    }
    if let Some((as_root, options)) = may_install(workspace) {
        println!("{package}: installing Debian's package");
        let apt_get = |words: &[&str]| {
            cmd!(
                workspace.shell,
                "{as_root} {options...} DEBIAN_FRONTEND=noninteractive apt-get --yes {words...}"
            )
            .run()
        };
        let install = || apt_get(&["install", "--no-install-recommends", package]);
        // The package lists of a fresh image are empty or stale.
        let installed = install().or_else(|_| apt_get(&["update"]).and_then(|()| install()));
        if installed.is_ok()
            && let Some(found) = find()
        {
            return Ok(found);
        }
    }
    bail!(
        "{package} is missing (looked for {} on PATH); install it, on Debian with: \
         sudo apt-get install {package}",
        programs.join(", ")
    )
}

/// The program, with its options, that runs the rest of a line as root, if that takes no password.
fn may_install(workspace: &Workspace) -> Option<(&'static str, &'static [&'static str])> {
    on_path("apt-get")?;
    if is_root(workspace) {
        return Some(("env", &[]));
    }
    let sudo = cmd!(workspace.shell, "sudo -n true");
    let sudo = sudo.quiet().ignore_stderr().run();
    sudo.is_ok().then_some(("sudo", &["-n", "env"]))
}

/// Whether this runs as root.
pub(crate) fn is_root(workspace: &Workspace) -> bool {
    let id = cmd!(workspace.shell, "id -u").quiet().read();
    id.is_ok_and(|id| id == "0")
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry+https://github.com/rust-lang/crates.io-index"
"#;

    #[test]
    fn the_lock_file_tells_the_version_of_exactly_the_named_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.80"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
