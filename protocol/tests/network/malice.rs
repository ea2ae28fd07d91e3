//! A malicious server: it changes the certificates in every description that it passes on, as it would have to in
//! order to sit in the middle of the media.

use parley_protocol::call::{LinkState, Snapshot, Strangers};

use crate::ms;
use crate::schedule::{Event, Schedule};
use crate::world::World;

/// What comes of a frame: other digests where they can be read, another byte where they cannot.
pub(crate) fn forged(text: String) -> String {
    const DIGEST: &str = "fingerprint:sha-256 00";
    if text.contains(DIGEST) {
        return text.replace(DIGEST, "fingerprint:sha-256 FF");
    }
    let carries = |kind: &str| text.starts_with(&format!(r#"{{"type":"{kind}""#));
    if !carries("OFFER") && !carries("ANSWER") {
        return text;
    }
    let (Some(mark), Some(end)) = (text.find("sealed1."), text.rfind('"')) else {
        return text;
    };
    let place = (mark + end) / 2;
    let other = match text.as_bytes()[place] {
        b'A' => "B",
        _ => "A",
    };
    let mut text = text;
    text.replace_range(place..=place, other);
    text
}

/// What three people see half a minute after they came into a room with these secrets.
fn three_see(secrets: Vec<u8>, forges: bool) -> Vec<Snapshot> {
    let schedule = Schedule {
        seed: 7,
        people: 3,
        capacity: 12,
        secrets,
        events: (0..3)
            .map(|who| (ms(who as u64 * 900), Event::Join(who)))
            .collect(),
        coda: vec![],
    };
    let mut world = World::new(schedule, false);
    world.server.forges = forges;
    world.plan();
    assert_eq!(world.pass(ms(30_000)), Ok(()));
    let pages = world.running();
    pages.map(|(_, page)| page.call.snapshot()).collect()
}

fn is_linked(snapshot: &Snapshot) -> bool {
    snapshot
        .people
        .iter()
        .any(|person| person.link == LinkState::Connected)
}

#[test]
fn with_an_honest_server_all_compare_the_same_words() {
    for secrets in [vec![], vec![1, 1, 1]] {
        let seen = three_see(secrets, false);
        assert!(seen[0].verified.room.is_some());
        assert!(
            seen.iter()
                .all(|one| one.verified.room == seen[0].verified.room)
        );
        assert!(seen.iter().all(|one| one.refused.forged == 0));
    }
}

#[test]
fn whoever_sits_in_the_middle_of_an_open_room_spoils_the_words() {
    for seen in three_see(vec![], true) {
        assert!(is_linked(&seen));
        assert_eq!(seen.verified.room, None);
        assert_eq!(seen.verified.disagreeing.len(), 2);
    }
}

#[test]
fn the_words_of_a_person_show_who_was_replaced() {
    let seen = three_see(vec![], true);
    for (place, one) in seen.iter().enumerate() {
        for other in seen.iter().enumerate().filter(|(other, _)| *other != place) {
            let own = other.1.verified.own;
            assert!(own.is_some());
            assert!(
                one.verified
                    .people
                    .values()
                    .all(|words| Some(*words) != own)
            );
        }
    }
}

#[test]
fn nobody_gets_into_the_middle_of_a_sealed_room_and_all_are_warned() {
    for seen in three_see(vec![1, 1, 1], true) {
        assert!(!is_linked(&seen));
        assert_eq!(seen.people.len(), 2);
        assert_eq!(seen.strangers, Strangers::default());
        assert!(seen.refused.forged > 0);
    }
}
