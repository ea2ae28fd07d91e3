//! Both sides offer at once.

use super::client::{Client, NOTHING};
use super::wire::{sdp, signal};
use crate::call::Transport;
use crate::message::SignalBody;

/// Bob and `who` call each other at once; Bob has said his offer on connection 1.
fn bob_has_called(who: &str) -> Client {
    let mut bob = Client::in_room_with(&[]);
    bob.joined(who);
    bob.describes(1, "b1");
    bob
}

#[test]
fn at_the_first_offer_the_impolite_side_ignores_the_others_and_says_its_own_again() {
    let mut bob = bob_has_called("ada");
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
    bob.hears_answer("ada", "1.1", "a1");
    assert_eq!(bob.did(), ["accepts answer a1 on 1"]);
}

#[test]
fn at_the_first_offer_the_polite_side_gives_its_connection_up() {
    let mut bob = bob_has_called("cy");
    bob.hears_offer("cy", "1.1", "c1");
    assert_eq!(
        bob.did(),
        [
            "closes 1",
            "opens 2 to cy to answer",
            "accepts offer c1 on 2"
        ]
    );
    bob.describes(2, "b2");
    assert_eq!(bob.did(), ["ANSWER 1.1 b2 to cy"]);
}

#[test]
fn the_polite_side_gives_way_even_before_its_own_offer_is_made() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("cy");
    bob.hears_offer("cy", "1.1", "c1");
    assert!(bob.did_any("accepts offer c1 on 2"));
    bob.describes(1, "b1");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn the_impolite_side_ignores_an_offer_even_before_its_own_is_made() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined("ada");
    bob.hears_offer("ada", "1.1", "a1");
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b1");
    assert_eq!(bob.did(), ["OFFER 1.1 b1 to ada"]);
}

#[test]
fn at_a_higher_generation_even_the_impolite_side_gives_way() {
    let mut bob = bob_has_called("ada");
    bob.hears_offer("ada", "2.1", "a2");
    assert!(bob.did_any("accepts offer a2 on 2"));
}

/// A link that was up and that Bob has begun to mend: his offer 1.2 is out.
fn bob_renegotiates_with(who: &str) -> Client {
    let mut bob = Client::linked_with(who);
    bob.transport(1, Transport::Failed);
    // The polite side takes its time.
    bob.seconds(if who == "cy" { 10 } else { 4 });
    bob.describes(1, "b2");
    assert_eq!(bob.did(), [format!("OFFER 1.2 b2 to {who}")]);
    bob
}

#[test]
fn at_renegotiation_the_polite_side_rolls_its_offer_back() {
    let mut bob = bob_renegotiates_with("cy");
    bob.hears_offer("cy", "1.2", "c2");
    assert_eq!(bob.did(), ["accepts offer c2 on 1"]);
    bob.describes(1, "b3");
    assert_eq!(bob.did(), ["ANSWER 1.2 b3 to cy"]);
    bob.hears_answer("cy", "1.2", "c9");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn at_renegotiation_the_impolite_side_ignores_the_others_offer_and_says_its_own_again() {
    let mut bob = bob_renegotiates_with("ada");
    bob.hears_offer("ada", "1.2", "a2");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to ada"]);
    bob.hears_answer("ada", "1.2", "a2");
    assert_eq!(bob.did(), ["accepts answer a2 on 1"]);
}

#[test]
fn the_polite_side_rolls_back_what_its_browser_is_still_making() {
    let mut bob = Client::linked_with("cy");
    bob.transport(1, Transport::Failed);
    bob.seconds(10);
    bob.hears_offer("cy", "1.2", "c2");
    assert_eq!(bob.did(), NOTHING);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["OFFER 1.2 b2 to cy", "accepts offer c2 on 1"]);
}

#[test]
fn an_offer_that_comes_while_an_answer_is_being_accepted_is_no_collision() {
    let mut bob = bob_renegotiates_with("ada");
    bob.hears_answer("ada", "1.2", "a2");
    bob.hears_offer("ada", "1.2", "a3");
    assert_eq!(bob.did(), NOTHING);
    bob.accepted(1);
    assert_eq!(bob.did(), ["accepts offer a3 on 1"]);
}

#[test]
fn two_that_call_each_other_at_once_end_up_with_one_link() {
    // What Bob says to Cy, as Cy would hear it, is what Cy says to Bob, as Ada does to Bob.
    let mut polite = bob_has_called("cy");
    let mut impolite = bob_has_called("ada");
    polite.hears_offer("cy", "1.1", "x");
    polite.describes(2, "y");
    assert_eq!(polite.did(), ["ANSWER 1.1 y to cy"]);
    impolite.hears_offer("ada", "1.1", "z");
    impolite.hears_answer("ada", "1.1", "y");
    assert_eq!(impolite.did(), ["accepts answer y on 1"]);
    impolite.accepted(1);
    for (client, connection) in [(&mut polite, 2), (&mut impolite, 1)] {
        client.transport(connection, Transport::Connected);
        client.seconds(60);
        assert_eq!(client.did(), NOTHING);
    }
}

#[test]
fn the_polite_side_answers_again_if_its_answer_got_lost_and_it_has_made_an_offer_since() {
    let mut bob = Client::linked_with("cy");
    bob.hears_offer("cy", "1.2", "c2");
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["ANSWER 1.2 b2 to cy"]);
    bob.transport(1, Transport::Failed);
    bob.seconds(10);
    bob.describes(1, "b3");
    bob.hears_offer("cy", "1.2", "c2");
    assert_eq!(bob.did(), ["accepts offer c2 on 1"]);
    bob.describes(1, "b2");
    assert_eq!(bob.did(), ["ANSWER 1.2 b2 to cy"]);
}

#[test]
fn an_offer_whose_connection_was_given_up_is_too_late_once_the_other_was_answered() {
    let mut bob = Client::linked_with("ada");
    bob.hears_offer("ada", "1.1", "late");
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn an_offer_that_was_rolled_back_is_not_taken_up_when_it_comes_late() {
    let mut bob = bob_renegotiates_with("ada");
    let body = SignalBody::Answer {
        answers: 2,
        voids: 2,
        sdp: sdp("a2"),
    };
    bob.hears("ada", &signal("ada", 1, body));
    bob.accepted(1);
    bob.hears_offer("ada", "1.2", "void");
    assert_eq!(bob.did(), NOTHING);
    bob.hears_offer("ada", "1.3", "a3");
    assert_eq!(bob.did(), ["accepts offer a3 on 1"]);
}
