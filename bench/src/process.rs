//! Servers as processes of their own, and what the kernel says they used.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

const STARTS_WITHIN: Duration = Duration::from_secs(20);

/// What a server says, in its folder.
pub(crate) const LOG: &str = "log";

/// A program that serves a port of this machine. It ends when this is dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) port: u16,
}

/// CPU time by thread.
#[derive(Clone, Debug)]
pub(crate) struct CpuTime(BTreeMap<u64, Duration>);

impl Process {
    /// Starts a program in a folder, and waits until it answers at `port`. What it says is kept in the folder, in a
    /// file called [`LOG`].
    pub(crate) fn start<S: AsRef<OsStr>>(
        program: &Path,
        arguments: &[S],
        folder: &Path,
        port: u16,
    ) -> Result<Self> {
        // Not even a killed benchmark leaves a server behind.
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(File::create(folder.join(LOG))?)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut process = Self { child, port };
        process.await_port()?;
        Ok(process)
    }

    /// What its threads used so far, in user and kernel mode, to the nanosecond.
    pub(crate) fn cpu(&self) -> Result<CpuTime> {
        let mut threads = BTreeMap::new();
        for task in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let task = task?;
            // A thread may end between being listed and being read.
            let Ok(text) = fs::read_to_string(task.path().join("schedstat")) else {
                continue;
            };
            let nanos = text.split(' ').next().unwrap_or_default().parse()?;
            let id = task.file_name().to_string_lossy().parse()?;
            threads.insert(id, Duration::from_nanos(nanos));
        }
        ensure!(
            !threads.is_empty(),
            "the kernel keeps no account of CPU time"
        );
        Ok(CpuTime(threads))
    }

    /// The memory that it has to itself, and its share of what it has in common with others (PSS), in bytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        let text = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id()))?;
        proportional_set(&text).context("the kernel does not say how much memory a process has")
    }

    fn await_port(&mut self) -> Result<()> {
        let deadline = Instant::now() + STARTS_WITHIN;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            ensure!(self.child.try_wait()?.is_none(), "a server ended at once");
            ensure!(Instant::now() < deadline, "a server did not start");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Asked politely, workerd would wait for everyone to hang up. Failure means that it ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl CpuTime {
    /// What was used since an earlier reading. What a thread used that ended meanwhile is not in it.
    pub(crate) fn since(&self, earlier: &Self) -> Duration {
        let used = self.0.iter().map(|(thread, &now)| {
            let then = earlier.0.get(thread).copied().unwrap_or_default();
            now.saturating_sub(then)
        });
        used.sum()
    }
}

fn proportional_set(rollup: &str) -> Option<u64> {
    let size = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kibibytes: u64 = size.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// A port that nobody uses at the moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(threads: &[(u64, u64)]) -> CpuTime {
        let threads = threads
            .iter()
            .map(|&(id, millis)| (id, Duration::from_millis(millis)));
        CpuTime(threads.collect())
    }

    #[test]
    fn a_thread_that_is_new_counts_whole_and_one_that_ended_does_not_count_back() {
        let earlier = reading(&[(1, 10), (2, 500)]);
        let now = reading(&[(1, 15), (3, 7)]);
        assert_eq!(now.since(&earlier), Duration::from_millis(12));
    }

    #[test]
    fn memory_is_what_the_kernel_sums_up() {
        let rollup =
            "55d0-7ffe ---p 0 00:00 0 [rollup]\nRss:  2048 kB\nPss:  1500 kB\nPss_Dirty: 9 kB\n";
        assert_eq!(proportional_set(rollup), Some(1500 * 1024));
        assert_eq!(proportional_set("Rss:  2048 kB\n"), None);
    }
}
