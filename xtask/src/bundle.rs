//! The build: from the crates to the files that are shipped.
//!
//! The site's modules go through `cargo build`, wasm-bindgen (`site/pkg`), wasm-opt and vite
//! (`site/dist`); the Worker through worker-build (`worker/build`), which runs the first three of these
//! itself.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::sizes;
use crate::stamp::{Stamp, files_below};
use crate::tools::{BuildTools, WASM_TARGET};
use crate::workspace::Workspace;

/// How much effort a build spends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Profile {
    /// What is shipped: small and fast.
    Release,
    /// What `cargo xtask dev` serves: rebuilt in seconds, some times larger, reloads itself.
    Dev,
}

impl Profile {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev",
        }
    }

    /// The flag for cargo and worker-build. Cargo's own default is a development build.
    const fn flag(self) -> Option<&'static str> {
        match self {
            Self::Release => Some("--release"),
            Self::Dev => None,
        }
    }
}

/// The modules of the site: what a visitor gets first, the rest, and what works on passphrases.
const SITE_MODULES: [&str; 3] = ["landing", "call", "passphrase"];

/// What rustc and wasm-bindgen make use of, said explicitly because a stripped module no longer says it.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-exception-handling",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the site, then the Worker.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    let tools = BuildTools::prepare(workspace)?;
    let _alone = workspace.lock_outputs()?;
    if profile == Profile::Dev {
        // Without any optimisation the cryptography takes seconds; debug information never reaches the browser.
        workspace.shell.set_var("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
        workspace.shell.set_var("CARGO_PROFILE_DEV_DEBUG", "none");
    }
    site(workspace, &tools, profile)?;
    worker(workspace, &tools, profile)
}

/// Prints what is shipped, file by file. Builds that wrangler starts go without: nobody asked.
pub(crate) fn print_sizes(workspace: &Workspace, profile: Profile) -> Result<()> {
    if profile == Profile::Release && env::var_os("WRANGLER_COMMAND").is_none() {
        print!("{}", sizes::table(&sizes::measure(workspace)?));
    }
    Ok(())
}

fn site(workspace: &Workspace, tools: &BuildTools, profile: Profile) -> Result<()> {
    let messages = cargo_build(workspace, "parley-site", profile)?;
    for name in SITE_MODULES {
        let wasm = wasm_artifact(&messages, name)?;
        bind(workspace, tools, profile, name, &wasm)?;
    }
    bundle_page(workspace, profile)
}

/// Makes one module of `site/pkg`: the WASM as the browser gets it, and the JavaScript that loads it.
fn bind(
    workspace: &Workspace,
    tools: &BuildTools,
    profile: Profile,
    name: &str,
    wasm: &Path,
) -> Result<()> {
    let package = workspace.root.join("site/pkg");
    let module = package.join(format!("{name}_bg.wasm"));
    let inputs = [wasm.to_owned(), workspace.root.join("package-lock.json")];
    let stamp = Stamp::new(
        workspace,
        &format!("site-{name}"),
        &[profile.name()],
        &inputs,
    )?;
    stamp.unless_current(&module, || {
        let wasm_bindgen = &tools.wasm_bindgen;
        cmd!(
            workspace.shell,
            "{wasm_bindgen} --target web --no-typescript --omit-default-module-path
             --out-dir {package} --out-name {name} {wasm}"
        )
        .run()?;
        if profile == Profile::Release {
            optimise(workspace, &module)?;
        }
        Ok(())
    })
}

/// Makes `site/dist` of `site/pkg`, the page and all that belongs to it.
fn bundle_page(workspace: &Workspace, profile: Profile) -> Result<()> {
    let mode = match profile {
        Profile::Release => "production",
        Profile::Dev => "development",
    };
    let page = workspace.root.join("site/dist/index.html");
    let mut inputs = files_below(&workspace.root.join("site"), &["src", "tests", "dist"])?;
    inputs.push(workspace.root.join("package-lock.json"));
    Stamp::new(workspace, "site-dist", &[mode], &inputs)?.unless_current(&page, || {
        cmd!(
            workspace.shell,
            "vite build site --mode {mode} --logLevel warn"
        )
        .run()?;
        Ok(())
    })
}

/// Shrinks a module in place.
fn optimise(workspace: &Workspace, module: &Path) -> Result<()> {
    let smaller = module.with_extension("opt.wasm");
    let features = WASM_FEATURES;
    cmd!(
        workspace.shell,
        "wasm-opt -Oz {features...} {module} --output {smaller}"
    )
    .run()?;
    fs::rename(smaller, module)?;
    Ok(())
}

fn worker(workspace: &Workspace, tools: &BuildTools, profile: Profile) -> Result<()> {
    // Until the Worker is built: what is built after it, the site in another run for one, is built as ever.
    // worker-build sets the first for its own run of cargo; set here too, that run finds all its work done.
    let _as_it_will = workspace.shell.push_env("WASM_BINDGEN_USE_JS_SYS", "1");
    // Nobody waits for the Worker to download, but every relayed frame for it to run.
    let _fast = (profile == Profile::Release).then(|| {
        workspace
            .shell
            .push_env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3")
    });
    let messages = cargo_build(workspace, "parley-worker", profile)?;
    let wasm = wasm_artifact(&messages, "parley-worker")?;

    let worker_build = &tools.worker_build;
    let flags: &[&str] = match profile {
        Profile::Release => &["--release"],
        Profile::Dev => &["--dev", "--no-opt"],
    };
    let inputs = [wasm, workspace.root.join("package-lock.json")];
    let entry = workspace.root.join("worker/build/index.js");
    Stamp::new(workspace, "worker-build", flags, &inputs)?.unless_current(&entry, || {
        // Without these variables worker-build downloads the three programs.
        cmd!(workspace.shell, "{worker_build} {flags...} worker")
            .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
            .env("WASM_OPT_BIN", workspace.npm_program("wasm-opt"))
            .env("ESBUILD_BIN", workspace.npm_program("esbuild"))
            .run()?;
        Ok(())
    })
}

/// Builds one crate for the browser or the edge, and returns what cargo says about it.
fn cargo_build(workspace: &Workspace, package: &str, profile: Profile) -> Result<String> {
    let release = profile.flag();
    let messages = cmd!(
        workspace.shell,
        "cargo build --package {package} --target {WASM_TARGET} {release...}
         --message-format json-render-diagnostics"
    )
    .read()?;
    Ok(messages)
}

/// Finds the module of a binary or library in what cargo says about a build, one JSON message a line.
fn wasm_artifact(messages: &str, name: &str) -> Result<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter(|message| {
            let target = message["target"]["name"].as_str();
            target.is_some_and(|target| target.replace('_', "-") == name)
        })
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.extension().is_some_and(|end| end == "wasm"))
        .with_context(|| format!("cargo built no wasm module {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_whether_the_crate_is_a_binary_or_a_library() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"other"},"filenames":["/t/other.wasm"]}
{"reason":"compiler-artifact","target":{"name":"parley_worker"},"filenames":["/t/libparley_worker.rlib","/t/parley_worker.wasm"]}
{"reason":"compiler-artifact","target":{"name":"call"},"filenames":["/t/call.wasm"]}
{"reason":"build-finished","success":true}"#;
        let found = |name| wasm_artifact(messages, name).ok();
        assert_eq!(
            found("parley-worker"),
            Some(PathBuf::from("/t/parley_worker.wasm"))
        );
        assert_eq!(found("call"), Some(PathBuf::from("/t/call.wasm")));
        assert_eq!(found("parley-protocol"), None);
    }
}
