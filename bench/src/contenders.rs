//! The servers that are measured: Parley's Worker, the least a Durable Object can be, and npm's `peer`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{LOG, Process, free_port};
use crate::report::PARLEY;

/// A minimal JavaScript Durable Object.
pub(crate) const OBJECT: &str = "JavaScript object";
/// peerjs-server.
pub(crate) const PEER: &str = "npm peer";

/// What a room's object logs when it is made.
const WOKE: &str = "room-woke";

/// A signaling server that runs.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) process: Process,
    /// Whether it tells people who else is there.
    pub(crate) has_roster: bool,
    /// Whether its rooms sleep while nobody says anything.
    pub(crate) sleeps: bool,
    /// Where it keeps its files; gone when it is dropped.
    folder: PathBuf,
    /// The `key` that its clients give for a room.
    key: fn(&str) -> String,
}

impl Contender {
    /// Starts Parley's Worker, as it was built, on the bare runtime.
    pub(crate) fn parley(root: &Path) -> Result<Self> {
        let build = root.join("worker/build");
        let files = [build.join("index.js"), build.join("index_bg.wasm")];
        Self::workerd(root, PARLEY, "parley.capnp", &files)
    }

    /// Starts the JavaScript object on the bare runtime.
    pub(crate) fn object(root: &Path) -> Result<Self> {
        let files = [root.join("bench/contenders/object.js")];
        Self::workerd(root, OBJECT, "object.capnp", &files)
    }

    /// Starts npm's `peer`.
    pub(crate) fn peer(root: &Path) -> Result<Self> {
        let port = free_port()?;
        let program = root.join("node_modules/.bin/node");
        let script = root.join("bench/contenders/peer.js");
        let arguments = [script.display().to_string(), port.to_string()];
        let folder = scratch(PEER)?;
        Ok(Self {
            name: PEER,
            process: Process::start(&program, &arguments, &folder, port)?,
            has_roster: false,
            sleeps: false,
            folder,
            key: |_| "peerjs".to_owned(),
        })
    }

    fn workerd(root: &Path, name: &'static str, config: &str, files: &[PathBuf]) -> Result<Self> {
        let folder = scratch(name)?;
        fs::create_dir(folder.join("storage"))?;
        let config = root.join("bench/contenders").join(config);
        for file in files.iter().chain([&config]) {
            let target = folder.join(file.file_name().context("a file has a name")?);
            fs::copy(file, target).with_context(|| format!("cannot copy {}", file.display()))?;
        }
        let port = free_port()?;
        let config = config
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let arguments = [
            "serve".to_owned(),
            // For what wrangler sets too.
            "--experimental".to_owned(),
            format!("--socket-addr=http=127.0.0.1:{port}"),
            config,
        ];
        let program = root.join("node_modules/.bin/workerd");
        Ok(Self {
            name,
            process: Process::start(&program, &arguments, &folder, port)?,
            has_roster: name == PARLEY,
            sleeps: true,
            folder,
            key: str::to_owned,
        })
    }

    /// How often a room's object was made so far, for the first time or because it had slept: they log it.
    pub(crate) fn wakes(&self) -> Result<usize> {
        let log = fs::read_to_string(self.folder.join(LOG))?;
        Ok(log.lines().filter(|line| line.contains(WOKE)).count())
    }

    /// The address of the websocket of a peer in a room.
    pub(crate) fn url(&self, room: &str, id: &str) -> String {
        let (port, key) = (self.process.port, (self.key)(room));
        format!("ws://127.0.0.1:{port}/peerjs?key={key}&id={id}&token=token-of-{id}&version=1.5.5")
    }
}

impl Drop for Contender {
    fn drop(&mut self) {
        // What is left over lies in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn scratch(name: &str) -> Result<PathBuf> {
    let name = name.replace(' ', "-").to_lowercase();
    // Rooms wait for what they store to be on disk, and it is not the disk that is measured.
    let memory = PathBuf::from("/dev/shm");
    let parent = if memory.is_dir() {
        memory
    } else {
        env::temp_dir()
    };
    let folder = parent.join(format!("parley-bench-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
