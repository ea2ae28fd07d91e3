//! What a run ran on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

/// The machine and the programs that matter. What cannot be found out is left out.
pub(crate) fn describe(root: &Path) -> BTreeMap<&'static str, String> {
    let bin = root.join("node_modules/.bin");
    let version = |program: &Path| {
        let said = Command::new(program).arg("--version").output().ok()?;
        Some(String::from_utf8(said.stdout).ok()?.trim().to_owned())
    };
    let cores = thread::available_parallelism().ok();
    let facts = [
        ("processor", processor()),
        ("cores", cores.map(|cores| cores.to_string())),
        ("kernel", version_of_kernel()),
        ("node", version(&bin.join("node"))),
        ("workerd", version(&bin.join("workerd"))),
        ("peer", package(root, "peer")),
        ("peerjs", package(root, "peerjs")),
        ("load before", load()),
    ];
    facts
        .into_iter()
        .filter_map(|(name, fact)| Some((name, fact?)))
        .collect()
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn version_of_kernel() -> Option<String> {
    let text = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
    Some(text.trim().split('-').next()?.to_owned())
}

fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    Some(text.split(' ').next()?.to_owned())
}

fn package(root: &Path, name: &str) -> Option<String> {
    let path = root.join("node_modules").join(name).join("package.json");
    let text = fs::read_to_string(path).ok()?;
    let package: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(package["version"].as_str()?.to_owned())
}
