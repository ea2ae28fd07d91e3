//! A room that loses its memory goes on as if it had not.

use std::time::Duration;

use proptest::prelude::*;

use super::lobby::{Lobby, seconds};
use crate::message::{FRAMES_WAIT_FOR, RelayType, SEAT_HELD_FOR, STALE_AFTER};
use crate::room::Output;

const NOTHING: [&str; 0] = [];

/// Something that happens around a room.
#[derive(Clone, Debug)]
enum Event {
    Connects(usize),
    Joins(usize, Vec<usize>),
    Watches(usize),
    Updates(usize, u32),
    Leaves(usize),
    Drops(usize),
    Offers(usize, usize, u32),
    LeavesOne(usize, usize),
    Binary(usize),
    Passes(u64),
}

const PEOPLE: [&str; 5] = ["ada", "bob", "cy", "dan", "eve"];

fn event() -> impl Strategy<Value = Event> {
    let who = || 0..PEOPLE.len();
    prop_oneof![
        2 => who().prop_map(Event::Connects),
        4 => (who(), prop::collection::vec(who(), 0..3)).prop_map(|(w, c)| Event::Joins(w, c)),
        1 => who().prop_map(Event::Watches),
        1 => (who(), 0..3u32).prop_map(|(w, n)| Event::Updates(w, n)),
        1 => who().prop_map(Event::Leaves),
        3 => who().prop_map(Event::Drops),
        4 => (who(), who(), any::<u32>()).prop_map(|(a, b, n)| Event::Offers(a, b, n)),
        1 => (who(), who()).prop_map(|(a, b)| Event::LeavesOne(a, b)),
        1 => who().prop_map(Event::Binary),
        4 => (1..20_000u64).prop_map(Event::Passes),
    ]
}

fn happens(event: &Event, room: &mut Lobby) {
    room.now += Duration::from_millis(1);
    room.everyone_beats();
    room.outputs.clear();
    let absent = |room: &Lobby, who: usize| !room.is_connected(PEOPLE[who]);
    match *event {
        Event::Connects(who) => {
            room.connects(PEOPLE[who]);
        }
        Event::Joins(who, ref calls) => {
            let calls: Vec<&str> = calls.iter().map(|&other| PEOPLE[other]).collect();
            room.joins_calling(PEOPLE[who], &calls);
        }
        Event::Watches(who) => room.watches(PEOPLE[who]),
        Event::Passes(millis) => room.passes(Duration::from_millis(millis)),
        Event::Updates(who, _)
        | Event::Leaves(who)
        | Event::Drops(who)
        | Event::Offers(who, ..)
        | Event::LeavesOne(who, _)
        | Event::Binary(who)
            if absent(room, who) => {}
        Event::Updates(who, n) => room.updates(PEOPLE[who], &n.to_string()),
        Event::Leaves(who) => room.leaves(PEOPLE[who]),
        Event::Drops(who) => room.drops(PEOPLE[who]),
        Event::Offers(who, whom, n) => room.offers(PEOPLE[who], PEOPLE[whom], n),
        Event::LeavesOne(who, whom) => {
            room.sends(RelayType::Leave, PEOPLE[who], PEOPLE[whom], 0);
        }
        Event::Binary(who) => room.sends_binary(PEOPLE[who]),
    }
}

/// What the sockets notice. A woken room may have to ask for beats and to hold the seat of a socket that
/// woke it by closing, in an order of its own.
fn noticed(room: &Lobby) -> Vec<Output> {
    let notices = |output: &&Output| match output {
        Output::Send { .. } | Output::Close { .. } | Output::Attach(_) => true,
        Output::Put { .. } | Output::Erase { .. } | Output::AskBeats => false,
    };
    room.outputs.iter().filter(notices).cloned().collect()
}

proptest! {
    #[test]
    fn a_room_that_sleeps_between_any_two_events_behaves_like_one_that_never_does(
        events in prop::collection::vec(event(), 0..60)
    ) {
        let mut awake = Lobby::new();
        let mut asleep = Lobby::that_sleeps_between_events();
        for event in &events {
            happens(event, &mut awake);
            happens(event, &mut asleep);
            prop_assert_eq!(noticed(&awake), noticed(&asleep), "at {:?}", event);
            prop_assert_eq!(&awake.records, &asleep.records);
            prop_assert_eq!(awake.room.next_timeout(), asleep.room.next_timeout());
            prop_assert_eq!(awake.room.peers(), asleep.room.peers());
            prop_assert_eq!(awake.roster(), asleep.roster());
        }
    }
}

#[test]
fn waking_has_nothing_to_do_and_nobody_notices() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    room.watches("eve");
    room.drops("bob");
    room.offers("ada", "bob", 1);
    room.wakes();
    assert_eq!(room.outputs, []);
}

#[test]
fn a_seat_whose_socket_died_with_the_room_is_held_from_now() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    let socket = room.socket_of("ada");
    room.passes(seconds(60));
    room.attachments.remove(&socket);
    room.wakes();
    assert!(room.is_quiet());
    room.passes(SEAT_HELD_FOR - Duration::from_millis(1));
    assert!(room.is_quiet());
    room.passes(Duration::from_millis(1));
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}

#[test]
fn waking_again_and_again_does_not_hold_a_seat_for_longer() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    let socket = room.socket_of("ada");
    room.attachments.remove(&socket);
    for _ in 0..3 {
        room.wakes();
        room.passes(seconds(9));
        assert!(room.is_quiet());
    }
    room.wakes();
    room.passes(seconds(3));
    assert_eq!(room.heard_by("bob"), ["GONE ada"]);
}

#[test]
fn of_two_sockets_with_one_id_the_newest_wins() {
    let mut room = Lobby::new();
    room.joins("bob");
    room.joins("ada");
    let old = room.socket_of("ada");
    let attachment = room.attachments[&old].clone();
    room.passes(seconds(1));
    let new = room.connects("ada");
    // The runtime did not get round to closing the old one.
    room.attachments.insert(old, attachment);
    room.wakes();
    assert_eq!(room.close_code(old), Some(4000));
    assert_eq!(room.close_code(new), None);
    room.offers("bob", "ada", 1);
    assert_eq!(room.heard_on_socket(new), ["OFFER bob 1"]);
    assert_eq!(room.heard_on_socket(old), NOTHING);
}

#[test]
fn records_that_cannot_be_read_are_erased_and_the_rest_is_kept() {
    let mut room = Lobby::new();
    room.joins("ada");
    let before = room.records.clone();
    for (key, value) in [
        ("seat/bob", "not JSON"),
        ("seat/", "{}"),
        ("frame/x", "{}"),
        ("frame/1", "[]"),
        ("epoch", "never"),
        ("from a later version", "1"),
    ] {
        let mut broken = before.clone();
        broken.insert(key.to_owned(), value.to_owned());
        room.records = broken;
        room.wakes();
        assert!(!room.records.contains_key(key), "{key}");
        assert_eq!(room.roster(), ["ada"]);
        room.records = before.clone();
    }
}

#[test]
fn a_socket_whose_attachment_cannot_be_read_is_not_known() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    let socket = room.socket_of("ada");
    for text in ["", "null", "{}", r#"{"socket":-1}"#] {
        room.attachments.insert(socket, text.to_owned());
        room.wakes();
        assert_eq!(room.roster(), ["ada", "bob"]);
        assert_eq!(room.room.peers(), [super::lobby::id("bob")]);
    }
    room.closes(socket, 1006);
    assert_eq!(room.close_code(socket), Some(1000));
    assert_eq!(room.roster(), ["ada", "bob"]);
}

#[test]
fn frames_that_wait_survive_and_still_expire_in_time() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.offers("ada", "cy", 1);
    room.offers("ada", "dan", 2);
    room.passes(seconds(3));
    room.wakes();
    room.connects("cy");
    assert_eq!(room.heard_by("cy"), ["OPEN", "OFFER ada 1"]);
    room.passes(FRAMES_WAIT_FOR - seconds(3));
    assert_eq!(room.heard_by("ada"), ["EXPIRE dan"]);
}

#[test]
fn frames_do_not_wait_for_longer_because_the_clock_was_set_back_during_sleep() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.offers("ada", "cy", 1);
    room.now -= seconds(3_600);
    room.wakes();
    room.passes(FRAMES_WAIT_FOR);
    assert_eq!(room.heard_by("ada"), ["EXPIRE cy"]);
}

#[test]
fn a_watcher_still_watches() {
    let mut room = Lobby::new();
    room.watches("eve");
    room.wakes();
    room.joins("ada");
    assert_eq!(room.heard_by("eve"), ["JOINED ada calling []"]);
    room.joins("eve");
    room.wakes();
    room.leaves("ada");
    assert_eq!(room.heard_by("eve"), ["LEAVE ada"]);
}

#[test]
fn a_peerjs_page_can_still_be_called() {
    let mut room = Lobby::new();
    room.connects("a PeerJS page");
    room.joins("ada");
    room.wakes();
    room.offers("ada", "a PeerJS page", 1);
    assert_eq!(room.heard_by("a PeerJS page"), ["OFFER ada 1"]);
}

#[test]
fn a_held_seat_still_belongs_to_its_token() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.drops("ada");
    room.wakes();
    let impostor = room.connects_with_token("ada", "a guess");
    assert_eq!(room.heard_on_socket(impostor), ["ID-TAKEN"]);
    room.joins("ada");
    assert_eq!(room.heard_by("ada"), ["ROOM again []"]);
}

#[test]
fn a_room_that_slept_for_an_hour_condemns_nobody_who_beat() {
    let mut room = Lobby::new();
    room.joins("ada");
    room.joins("bob");
    let bob = room.socket_of("bob");
    room.passes(seconds(3_600));
    room.beats("ada");
    room.beats("bob");
    room.wakes();
    room.offers("ada", "bob", 1);
    assert_eq!(room.times_asked(), 1);
    assert_eq!(room.heard_by("bob"), ["OFFER ada 1"]);
    room.passes(STALE_AFTER);
    room.wakes();
    room.offers("ada", "bob", 2);
    assert_eq!(room.close_code(bob), Some(4001));
}

#[test]
fn the_longest_ids_and_tokens_fit_what_a_socket_can_carry() {
    let mut room = Lobby::new();
    for awkward in ["\"", "\u{10FFFF}", "\\"] {
        let longest = awkward.repeat(128);
        room.connects_with_token(&longest, &longest);
        for peer in 0..32 {
            room.offers(&longest, &format!("{}{peer:02}", awkward.repeat(126)), 1);
        }
        room.wakes();
        assert!(room.room.peers().contains(&super::lobby::id(&longest)));
    }
}
