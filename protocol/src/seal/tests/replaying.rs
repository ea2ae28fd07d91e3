//! What was opened once.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::replay::Window;
use super::*;

fn context<'a>(kind: Kind, src: &'a PeerId, dst: Option<&'a PeerId>) -> Context<'a> {
    Context {
        kind,
        src,
        dst,
        generation: 0,
    }
}

#[test]
fn a_signal_opens_once() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    for kind in [Kind::Offer, Kind::Answer, Kind::Candidates] {
        let context = context(kind, &ada, Some(&bob));
        let text = sealer.seal(&context, b"hello").unwrap();
        assert!(opener.open(&context, &read(&text)).is_ok());
        let again = opener.open(&context, &read(&text));
        assert_eq!(again, Err(SealError::Replayed));
    }
}

#[test]
fn signals_that_overtook_each_other_all_open() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let mut seal = || read(&sealer.seal(&context, b"hello").unwrap());
    let texts: Vec<Sealed> = (0..128).map(|_| seal()).collect();
    for text in texts.iter().rev() {
        assert!(opener.open(&context, text).is_ok());
    }
    for text in &texts {
        assert_eq!(opener.open(&context, text), Err(SealError::Replayed));
    }
}

#[test]
fn a_signal_that_is_128_behind_is_too_late() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let mut seal = || read(&sealer.seal(&context, b"hello").unwrap());
    let texts: Vec<Sealed> = (0..129).map(|_| seal()).collect();
    assert!(opener.open(&context, &texts[128]).is_ok());
    assert_eq!(opener.open(&context, &texts[0]), Err(SealError::Replayed));
    assert!(opener.open(&context, &texts[1]).is_ok());
}

#[test]
fn a_profile_opens_again_until_a_newer_one_did() {
    let (mut sealer, mut opener) = pair(1);
    let ada = id("ada");
    let context = context(Kind::Profile, &ada, None);
    let old = read(&sealer.seal(&context, b"Ada").unwrap());
    let new = read(&sealer.seal(&context, b"Ada L.").unwrap());
    for profile in [&old, &old, &new, &new] {
        assert!(opener.open(&context, profile).is_ok());
    }
    assert_eq!(opener.open(&context, &old), Err(SealError::Replayed));
}

#[test]
fn profiles_and_signals_do_not_outdate_each_other() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let to_all = context(Kind::Profile, &ada, None);
    let to_bob = offer(&ada, &bob);
    let profile = read(&sealer.seal(&to_all, b"Ada").unwrap());
    for _ in 0..200 {
        let signal = read(&sealer.seal(&to_bob, b"hello").unwrap());
        assert!(opener.open(&to_bob, &signal).is_ok());
    }
    assert!(opener.open(&to_all, &profile).is_ok());
}

#[test]
fn stored_chat_opens_as_often_as_it_is_read_and_in_any_order() {
    let (mut sealer, mut opener) = pair(1);
    let ada = id("ada");
    let context = context(Kind::Chat, &ada, None);
    let mut seal = || read(&sealer.seal(&context, b"hello").unwrap());
    let log: Vec<Sealed> = (0..300).map(|_| seal()).collect();
    for text in log.iter().rev().chain(&log) {
        assert!(opener.open(&context, text).is_ok());
    }
}

#[test]
fn a_text_that_does_not_open_leaves_no_trace() {
    let (mut sealer, mut opener) = pair(1);
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let first = read(&sealer.seal(&context, b"hello").unwrap());
    let mut forged = first.clone();
    forged.header.counter = u64::MAX;
    let before = opener.clone();
    assert_eq!(opener.open(&context, &forged), Err(SealError::Forged));
    assert_eq!(opener, before);
    assert!(opener.open(&context, &first).is_ok());
}

#[test]
fn a_page_that_reloads_begins_a_stream_and_its_old_one_stays_used_up() {
    let (mut before, mut opener) = pair(1);
    let (mut after, _) = pair(2);
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    let old = read(&before.seal(&context, b"hello").unwrap());
    let new = read(&after.seal(&context, b"hello").unwrap());
    assert!(opener.open(&context, &old).is_ok());
    assert!(opener.open(&context, &new).is_ok());
    assert_eq!(opener.open(&context, &old), Err(SealError::Replayed));
    assert_eq!(opener.open(&context, &new), Err(SealError::Replayed));
}

#[test]
fn streams_without_end_take_no_memory_without_end() {
    let mut opener = Opener::new(key(7, "blue"), room("blue"));
    let (ada, bob) = (id("ada"), id("bob"));
    let context = offer(&ada, &bob);
    for number in 0..600_u16 {
        let mut stream = [0; 16];
        stream[..2].copy_from_slice(&number.to_be_bytes());
        let mut sealer = Sealer::new(key(7, "blue"), room("blue"), Stream(stream));
        let text = sealer.seal(&context, b"hello").unwrap();
        assert!(opener.open(&context, &read(&text)).is_ok());
        assert_eq!(
            opener.open(&context, &read(&text)),
            Err(SealError::Replayed)
        );
    }
    assert_eq!(opener.replay.len(), 512);
}

proptest! {
    #[test]
    fn the_window_admits_what_is_new_and_not_too_old(
        counters in prop::collection::vec(prop_oneof![0_u64..400, u64::MAX - 300..=u64::MAX], 0..200),
    ) {
        let mut window = Window::default();
        let mut seen = BTreeSet::new();
        for counter in counters {
            let newest = seen.last().copied().unwrap_or(counter);
            let fresh = newest.saturating_sub(counter) < 128 && !seen.contains(&counter);
            prop_assert_eq!(window.admits(counter), fresh);
            if fresh {
                window.take(counter);
                seen.insert(counter);
            }
        }
    }
}
