//! The websocket: opened, kept alive, doubted, opened again.

use std::time::Duration;

use super::client::{Client, NOTHING};
use crate::call::session::{BACKOFF, MAX_BACKOFF, OPEN_WITHIN};
use crate::call::{Input, Signaling, SocketSerial};
use crate::message::{ErrorCode, HEARTBEAT_REPLY, server};

const A_MOMENT: Duration = Duration::from_millis(1);

/// How long a client waits before it opens the next websocket. It passes.
fn wait_of(bob: &mut Client) -> Duration {
    let wait = bob.call.next_timeout().unwrap() - bob.now;
    bob.passes(wait);
    assert!(bob.did_any("opens socket"));
    wait
}

/// How long a client gives the websocket that it has just opened, which nobody answers.
fn patience_of(bob: &mut Client) -> Duration {
    let patience = bob.call.next_timeout().unwrap() - bob.now;
    bob.passes(patience);
    assert!(bob.did_any("closes socket"));
    patience
}

fn signaling(bob: &Client) -> Signaling {
    bob.call.snapshot().signaling
}

#[test]
fn a_call_that_has_not_begun_wants_nothing() {
    let bob = Client::new();
    assert_eq!(bob.call.next_timeout(), None);
    assert_eq!(signaling(&bob), Signaling::Off);
}

#[test]
fn a_websocket_counts_as_up_once_the_server_says_open() {
    let mut bob = Client::new();
    bob.watches();
    assert_eq!(signaling(&bob), Signaling::Connecting);
    bob.opens();
    assert_eq!(signaling(&bob), Signaling::Up);
    bob.opens();
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_websocket_without_open_within_10_s_is_given_up() {
    let mut bob = Client::new();
    bob.joins();
    bob.passes(Duration::from_secs(10) - A_MOMENT);
    assert_eq!(bob.did(), NOTHING);
    bob.passes(A_MOMENT);
    assert_eq!(bob.did()[0], "closes socket 1");
    bob.passes(BACKOFF);
    assert_eq!(signaling(&bob), Signaling::Connecting);
}

#[test]
fn a_lost_websocket_is_opened_again_after_at_most_half_a_second() {
    let mut bob = Client::in_room_with(&[]);
    bob.socket_closes(1006);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(signaling(&bob), Signaling::Lost);
    assert!(wait_of(&mut bob) <= BACKOFF);
}

#[test]
fn each_failure_in_a_row_doubles_the_bound_of_the_wait_up_to_4_s() {
    let mut longest = [Duration::ZERO; 12];
    for seed in 0..200 {
        let mut bob = Client::with_seed(seed);
        bob.joins();
        for (failures, longest) in longest.iter_mut().enumerate() {
            bob.socket_closes(1006);
            let bound = MAX_BACKOFF.min(BACKOFF * 2u32.pow(failures as u32));
            let wait = wait_of(&mut bob);
            assert!(wait < bound, "{wait:?} after {failures} failures");
            *longest = wait.max(*longest);
        }
    }
    // Full jitter: the waits fill the whole span.
    assert!(longest[0] > BACKOFF * 8 / 10);
    assert!(longest[11] > MAX_BACKOFF * 8 / 10);
}

#[test]
fn clients_with_different_seeds_do_not_come_back_together() {
    let waits = (0..50).map(|seed| {
        let mut bob = Client::with_seed(seed);
        bob.joins();
        bob.socket_closes(1006);
        wait_of(&mut bob)
    });
    let distinct: std::collections::BTreeSet<Duration> = waits.collect();
    assert!(distinct.len() > 40, "{distinct:?}");
}

#[test]
fn a_server_that_accepts_and_closes_is_met_with_more_and_more_patience() {
    let mut bob = Client::new();
    bob.joins();
    let mut slept = Duration::ZERO;
    for _ in 0..20 {
        bob.opens();
        bob.server_says(&server::error(ErrorCode::TooFast));
        bob.socket_closes(1008);
        slept += wait_of(&mut bob);
    }
    assert!(slept > Duration::from_secs(30), "{slept:?}");
}

#[test]
fn an_answer_of_the_server_ends_the_row_of_failures() {
    let mut bob = Client::new();
    bob.joins();
    for _ in 0..8 {
        bob.socket_closes(1006);
        wait_of(&mut bob);
    }
    bob.opens();
    bob.room(&[]);
    bob.socket_closes(1006);
    assert!(wait_of(&mut bob) <= BACKOFF);
}

#[test]
fn a_heartbeat_is_sent_every_25_s_and_its_answer_is_enough() {
    let mut bob = Client::in_room_with(&[]);
    bob.server_falls_silent();
    for _ in 0..10 {
        bob.passes(Duration::from_secs(25) - A_MOMENT);
        assert_eq!(bob.did(), NOTHING);
        bob.passes(A_MOMENT);
        assert_eq!(bob.did(), ["HEARTBEAT"]);
        bob.server_says(HEARTBEAT_REPLY);
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn a_heartbeat_unanswered_for_10_s_condemns_the_websocket() {
    let mut bob = Client::in_room_with(&[]);
    bob.server_falls_silent();
    bob.passes(Duration::from_secs(35) - A_MOMENT);
    assert_eq!(bob.did(), ["HEARTBEAT"]);
    bob.passes(A_MOMENT);
    assert_eq!(bob.did()[0], "closes socket 1");
    bob.passes(BACKOFF);
    bob.opens();
    assert_eq!(bob.did(), ["JOIN calling []"]);
}

#[test]
fn any_frame_is_an_answer_to_a_heartbeat() {
    let mut bob = Client::in_room_with(&[]);
    bob.server_falls_silent();
    bob.seconds(25);
    bob.server_says("what a newer server may say");
    bob.seconds(11);
    assert_eq!(bob.did(), NOTHING);
}

#[test]
fn a_doubted_websocket_has_3_s_to_answer() {
    let mut bob = Client::in_room_with(&[]);
    bob.server_falls_silent();
    bob.takes(Input::Doubt);
    assert_eq!(bob.did(), ["HEARTBEAT"]);
    bob.passes(Duration::from_secs(3) - A_MOMENT);
    assert_eq!(bob.did(), NOTHING);
    bob.passes(A_MOMENT);
    assert_eq!(bob.did()[0], "closes socket 1");
}

#[test]
fn a_doubted_websocket_that_answers_stays() {
    let mut bob = Client::in_room_with(&[]);
    bob.takes(Input::Doubt);
    bob.seconds(20);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(signaling(&bob), Signaling::Up);
}

#[test]
fn where_nobody_answers_short_attempts_take_turns_with_longer_ones() {
    let mut bob = Client::in_room_with(&[]);
    bob.socket_closes(1006);
    let patience = (0..10).map(|_| {
        assert!(wait_of(&mut bob) <= BACKOFF * 4);
        patience_of(&mut bob).as_secs()
    });
    assert_eq!(Vec::from_iter(patience), [1, 2, 1, 4, 1, 2, 1, 8, 10, 10]);
}

#[test]
fn doubting_leaves_an_attempt_the_time_that_the_last_one_took() {
    let mut bob = Client::new();
    bob.joins();
    bob.seconds(2);
    bob.opens();
    bob.socket_closes(1006);
    wait_of(&mut bob);
    bob.takes(Input::Doubt);
    assert_eq!(patience_of(&mut bob), Duration::from_secs(6));
}

#[test]
fn after_an_answer_attempts_are_short_again() {
    let mut bob = Client::in_room_with(&[]);
    for _ in 0..2 {
        bob.socket_closes(1006);
        wait_of(&mut bob);
        assert_eq!(patience_of(&mut bob), Duration::from_secs(1));
        wait_of(&mut bob);
        bob.opens();
    }
}

#[test]
fn a_server_that_took_long_to_answer_has_longer_the_next_time() {
    let mut bob = Client::new();
    bob.joins();
    bob.seconds(3);
    bob.opens();
    bob.socket_closes(1006);
    wait_of(&mut bob);
    assert_eq!(patience_of(&mut bob), Duration::from_secs(9));
    wait_of(&mut bob);
    assert_eq!(patience_of(&mut bob), OPEN_WITHIN);
}

#[test]
fn a_machine_that_sleeps_for_ever_before_it_hears_open_does_no_harm() {
    let mut bob = Client::new();
    bob.joins();
    bob.now = Duration::MAX - Duration::from_secs(3_600);
    bob.opens();
    bob.socket_closes(1006);
    wait_of(&mut bob);
    assert_eq!(patience_of(&mut bob), OPEN_WITHIN);
}

#[test]
fn doubting_again_grants_no_more_time() {
    let mut bob = Client::in_room_with(&[]);
    bob.server_falls_silent();
    bob.takes(Input::Doubt);
    bob.seconds(2);
    bob.takes(Input::Doubt);
    bob.seconds(1);
    assert_eq!(bob.did()[0], "closes socket 1");
}

#[test]
fn doubt_ends_the_wait_for_the_next_websocket() {
    let mut bob = Client::new();
    bob.joins();
    for _ in 0..8 {
        bob.socket_closes(1006);
        wait_of(&mut bob);
    }
    bob.socket_closes(1006);
    bob.takes(Input::Doubt);
    assert_eq!(bob.did(), ["opens socket 10"]);
}

#[test]
fn a_websocket_that_is_opening_has_3_s_left_when_it_is_doubted() {
    let mut bob = Client::new();
    bob.joins();
    bob.takes(Input::Doubt);
    bob.seconds(3);
    assert_eq!(bob.did()[0], "closes socket 1");
}

#[test]
fn what_a_websocket_took_that_was_opened_before_counts_from_then() {
    let mut bob = Client::new();
    bob.now = Duration::from_secs(100);
    bob.joins();
    bob.takes(Input::SocketAdopted {
        socket: SocketSerial(1),
        head_start: Duration::from_secs(3),
    });
    bob.opens();
    bob.socket_closes(1006);
    wait_of(&mut bob);
    assert_eq!(patience_of(&mut bob), Duration::from_secs(9));
}

#[test]
fn a_websocket_that_was_opened_before_has_had_part_of_its_time() {
    let mut bob = Client::new();
    bob.joins();
    bob.takes(Input::SocketAdopted {
        socket: SocketSerial(1),
        head_start: Duration::from_secs(4),
    });
    bob.seconds(5);
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(1);
    assert_eq!(bob.did()[0], "closes socket 1");
}

#[test]
fn what_an_earlier_websocket_says_is_ignored() {
    let mut bob = Client::in_room_with(&[]);
    bob.reconnects();
    let before = bob.call.clone();
    bob.says_on(1, &server::id_taken());
    bob.takes(Input::SocketClosed {
        socket: SocketSerial(1),
        code: 4000,
    });
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call, before);
}

#[test]
fn a_clock_that_steps_backwards_stands_still() {
    let mut bob = Client::in_room_with(&[]);
    bob.seconds(100);
    let due = bob.call.next_timeout();
    bob.now = Duration::ZERO;
    bob.takes(Input::Timeout);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call.next_timeout(), due);
}
