//! A server in the middle, and participants who do not keep to the rules.

use super::*;

/// The server sits between `a` and `b`: each sees its certificate 9 for the other's, and it takes part
/// towards each under the other's name.
struct Middle {
    a: Verification,
    b: Verification,
    towards_a: Verification,
    towards_b: Verification,
}

impl Middle {
    fn new(attempt: u8) -> Self {
        let end =
            |name: &str, seed: u8| Verification::new("blue".parse().unwrap(), id(name), [seed; 32]);
        let others = |name: &str, number: u8| BTreeMap::from([(id(name), certificate(number))]);
        let mut middle = Self {
            a: end("a", 1),
            b: end("b", 2),
            towards_a: end("b", attempt),
            towards_b: end("a", attempt),
        };
        let mut to_a = middle.towards_a.see(certificate(9), others("a", 0));
        let mut to_b = middle.towards_b.see(certificate(9), others("b", 1));
        let mut of_a = middle.a.see(certificate(0), others("b", 9));
        let mut of_b = middle.b.see(certificate(1), others("a", 9));
        while !(to_a.is_empty() && to_b.is_empty() && of_a.is_empty() && of_b.is_empty()) {
            let all = |end: &mut Verification, from: &str, steps: &mut Vec<_>| {
                let steps = std::mem::take(steps).into_iter();
                steps
                    .flat_map(|step| end.hear(&id(from), step).into_steps())
                    .collect::<Vec<_>>()
            };
            let (next_of_a, next_of_b) = (
                all(&mut middle.a, "b", &mut to_a),
                all(&mut middle.b, "a", &mut to_b),
            );
            to_a = all(&mut middle.towards_a, "a", &mut of_a);
            to_b = all(&mut middle.towards_b, "b", &mut of_b);
            (of_a, of_b) = (next_of_a, next_of_b);
        }
        middle
    }
}

#[test]
fn whoever_sits_in_the_middle_gives_both_sides_other_words() {
    for attempt in 3..200 {
        let middle = Middle::new(attempt);
        let (a, b) = (middle.a.words().unwrap(), middle.b.words().unwrap());
        assert_ne!(a, b);
        assert_eq!(middle.towards_a.words(), Some(a));
    }
}

#[test]
fn relaying_the_steps_of_the_real_peers_through_the_middle_gives_no_words() {
    let others = |name: &str| BTreeMap::from([(id(name), certificate(9))]);
    let mut a = Verification::new("blue".parse().unwrap(), id("a"), [1; 32]);
    let mut b = Verification::new("blue".parse().unwrap(), id("b"), [2; 32]);
    let of_a = a.see(certificate(0), others("b"));
    let of_b = b.see(certificate(1), others("a"));
    for step in of_a {
        b.hear(&id("a"), step);
    }
    for step in of_b {
        a.hear(&id("b"), step);
    }
    assert_eq!((a.words(), b.words()), (None, None));
    assert_eq!(a.disagreeing().collect::<Vec<_>>(), [&id("b")]);
}

#[test]
fn nobody_hears_a_nonce_before_being_bound_to_their_own() {
    let mut a = alone_with("b");
    let revealed = |steps: &[VerificationStep]| {
        let mut steps = steps.iter();
        steps.any(|step| matches!(step, VerificationStep::Reveal { .. }))
    };
    assert!(!revealed(&a.repeat()));
    assert!(!revealed(&a.hear(&id("b"), reveal(1, 7)).into_steps()));
    let stranger = commit(&a, "c", 1, 7);
    assert!(!revealed(&a.hear(&id("c"), stranger).into_steps()));
    let mut elsewhere = commit(&a, "b", 1, 7);
    if let VerificationStep::Commit { view, .. } = &mut elsewhere {
        view.0[0] ^= 1;
    }
    assert!(!revealed(&a.hear(&id("b"), elsewhere).into_steps()));
    let bound = commit(&a, "b", 2, 7);
    assert!(revealed(&a.hear(&id("b"), bound).into_steps()));
}

#[test]
fn whoever_is_bound_can_neither_be_bound_anew_nor_reveal_another_nonce() {
    let mut a = alone_with("b");
    let (first, second) = (commit(&a, "b", 1, 7), commit(&a, "b", 1, 8));
    a.hear(&id("b"), first);
    assert_eq!(a.hear(&id("b"), second), Reply::default());
    a.hear(&id("b"), reveal(1, 8));
    assert_eq!(a.words(), None);
    a.hear(&id("b"), reveal(1, 7));
    let words = a.words();
    assert!(words.is_some());
    a.hear(&id("b"), reveal(1, 8));
    assert_eq!(a.words(), words);
}

#[test]
fn a_new_round_takes_a_new_nonce() {
    let mut a = alone_with("b");
    let mut seen = Vec::new();
    for round in 1..50 {
        let bound = commit(&a, "b", round, 7);
        for step in a.hear(&id("b"), bound).into_steps() {
            if let VerificationStep::Reveal { nonce, .. } = step {
                assert!(!seen.contains(&nonce));
                seen.push(nonce);
            }
        }
    }
    assert_eq!(seen.len(), 49);
}

#[test]
fn whoever_is_made_to_start_over_without_end_shows_no_words_any_more() {
    let mut a = alone_with("b");
    let last = Verification::MAX_ROUNDS + 10;
    for round in 1..=last {
        let bound = commit(&a, "b", round, 7);
        a.hear(&id("b"), bound);
        a.hear(&id("b"), reveal(round, 7));
        assert_eq!(a.words().is_some(), round < Verification::MAX_ROUNDS);
    }
    assert!(a.repeat().is_empty());
}
