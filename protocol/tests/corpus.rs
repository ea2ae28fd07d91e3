//! The seeds of the fuzz targets, played without a fuzzer: what it once found stays found.

use std::path::Path;
use std::{fs, io};

#[allow(
    unreachable_pub,
    reason = "it is a crate of its own, whose targets call it"
)]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// Plays every seed of a target. It fails by panicking.
fn play(target: &str, run: fn(&[u8])) -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let mut seeds = 0;
    for entry in fs::read_dir(corpus.join(target))? {
        let path = entry?.path();
        // What a fuzzer found on this machine has no extension.
        if path.extension().is_some_and(|extension| extension == "txt") {
            println!("{}", path.display());
            run(&fs::read(path)?);
            seeds += 1;
        }
    }
    assert!(seeds > 0, "{target} has no seeds");
    Ok(())
}

#[test]
fn every_seeded_text_is_read_or_refused() -> io::Result<()> {
    play("frames", targets::frames::run)
}

#[test]
fn a_room_plays_every_seeded_script() -> io::Result<()> {
    play("room", targets::room::run)
}

#[test]
fn a_call_plays_every_seeded_script() -> io::Result<()> {
    play("call", targets::call::run)
}

#[test]
fn every_seeded_sealed_text_opens_or_is_refused() -> io::Result<()> {
    play("unseal", targets::unseal::run)
}
