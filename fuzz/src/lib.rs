//! What the fuzz targets do with their bytes. They run under libFuzzer (`cargo +nightly fuzz run frames`), and
//! over the seeds in `corpus/` with the other tests (`protocol/tests/corpus.rs`).
//!
//! - [`frames`] reads a text as everything that a text from a network can be;
//! - [`room`] and [`call`] play a script to a machine: one step a line, as their documentation says;
//! - [`unseal`] opens texts, and seals, changes and opens its own.

pub mod call;
pub mod frames;
pub mod room;
pub mod unseal;

use std::time::Duration;

/// More than this is no script that anyone would write.
const MAX_STEPS: usize = 400;

/// A line of a script: a letter that says what happens, a digit that says to which socket or connection, and
/// a text.
struct Step<'a> {
    what: u8,
    which: u64,
    text: &'a str,
}

/// The steps of a script. `None` if it is no text.
fn steps(data: &[u8]) -> Option<impl Iterator<Item = Step<'_>>> {
    let script = std::str::from_utf8(data).ok()?;
    let step = |line| {
        let (what, rest) = split_byte(line)?;
        let (digit, rest) = split_byte(rest).unwrap_or((b'0', ""));
        Some(Step {
            what,
            which: digit.wrapping_sub(b'0').into(),
            text: rest.strip_prefix(' ').unwrap_or(rest),
        })
    };
    Some(script.lines().take(MAX_STEPS).filter_map(step))
}

fn split_byte(text: &str) -> Option<(u8, &str)> {
    let byte = *text.as_bytes().first()?;
    Some((byte, text.get(1..)?))
}

/// How much time a step says has passed: at most some days.
fn elapsed(text: &str) -> Duration {
    Duration::from_secs(text.parse::<u32>().unwrap_or(1).min(1_000_000).into())
}

/// A frame that is sent is JSON with a type, or the answer to a heartbeat.
fn check_frame(text: &str) {
    if text != "beat" {
        let frame: serde_json::Value = serde_json::from_str(text).expect("a frame is JSON");
        assert!(frame["type"].is_string(), "{text}");
    }
}
