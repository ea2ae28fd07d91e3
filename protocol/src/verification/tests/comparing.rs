//! Participants who find their words, and a server in their middle.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

/// Participants whose control channels deliver in order, and in whatever order among each other.
struct Room {
    people: BTreeMap<PeerId, (u8, Verification)>,
    links: BTreeMap<(PeerId, PeerId), VecDeque<VerificationStep>>,
}

impl Room {
    fn new(names: &[&str]) -> Self {
        let mut room = Self {
            people: BTreeMap::new(),
            links: BTreeMap::new(),
        };
        for (number, name) in (0_u8..).zip(names) {
            let seed = [number + 100; 32];
            let verification = Verification::new("blue".parse().unwrap(), id(name), seed);
            room.people.insert(id(name), (number, verification));
        }
        room
    }

    /// Everyone's channels to everyone are open.
    fn connect_all(&mut self) {
        let names: Vec<PeerId> = self.people.keys().cloned().collect();
        for (place, one) in names.iter().enumerate() {
            for other in &names[..place] {
                self.connect(one, other);
            }
        }
    }

    /// Opens a channel. What an earlier one between the two has not delivered is lost.
    fn connect(&mut self, one: &PeerId, other: &PeerId) {
        for (from, to) in [(one, other), (other, one)] {
            let link = (from.clone(), to.clone());
            self.links.insert(link, VecDeque::new());
        }
        for (from, to) in [(one, other), (other, one)] {
            self.look(from);
            let steps = self.people[from].1.repeat();
            let link = self.links.get_mut(&(from.clone(), to.clone()));
            link.unwrap().extend(steps);
        }
    }

    fn disconnect(&mut self, one: &PeerId, other: &PeerId) {
        for (from, to) in [(one, other), (other, one)] {
            self.links.remove(&(from.clone(), to.clone()));
        }
        self.look(one);
        self.look(other);
    }

    fn look(&mut self, who: &PeerId) {
        let peers = self.links.keys().filter(|(from, _)| from == who);
        let others = peers.map(|(_, to)| (to.clone(), certificate(self.people[to].0)));
        let others = others.collect();
        let (number, verification) = self.people.get_mut(who).unwrap();
        let steps = verification.see(certificate(*number), others);
        self.send(who, steps);
    }

    fn send(&mut self, who: &PeerId, steps: Vec<VerificationStep>) {
        for ((from, _), link) in &mut self.links {
            if from == who {
                link.extend(steps.iter().cloned());
            }
        }
    }

    /// Delivers one step of the link that `pick` points to. Whether there was one.
    fn deliver(&mut self, pick: usize) -> bool {
        let busy: Vec<_> = self
            .links
            .iter()
            .filter(|(_, link)| !link.is_empty())
            .collect();
        let Some((ends, _)) = busy.get(pick % busy.len().max(1)) else {
            return false;
        };
        let ends = (*ends).clone();
        let step = self.links.get_mut(&ends).unwrap().pop_front().unwrap();
        let (_, verification) = self.people.get_mut(&ends.1).unwrap();
        let reply = verification.hear(&ends.0, step);
        let back = (ends.1.clone(), ends.0.clone());
        if let Some(link) = self.links.get_mut(&back) {
            link.extend(reply.to_sender);
        }
        self.send(&ends.1, reply.to_all);
        true
    }

    fn settle(&mut self) {
        for _ in 0..10_000 {
            if !self.deliver(0) {
                return;
            }
        }
        panic!("they go on for ever");
    }

    fn words(&self) -> Vec<Option<RoomWords>> {
        let people = self.people.values();
        people
            .map(|(_, verification)| verification.words())
            .collect()
    }

    fn agreed(&self) -> RoomWords {
        let words = self.words();
        assert!(words.iter().all(|other| *other == words[0]), "{words:?}");
        words[0].unwrap()
    }
}

#[test]
fn everyone_in_a_room_has_the_same_words() {
    for names in [
        &["a", "b"][..],
        &["a", "b", "c"],
        &["a", "b", "c", "d", "e", "f"],
    ] {
        let mut room = Room::new(names);
        room.connect_all();
        room.settle();
        assert_eq!(room.agreed().as_slice().len(), 5);
    }
}

#[test]
fn someone_who_spoke_and_went_unseen_disagrees_with_nobody() {
    let room = "blue".parse().unwrap();
    let mut a = Verification::new(room, id("a"), [1; 32]);
    a.see(certificate(1), BTreeMap::from([(id("b"), certificate(2))]));
    let mut stranger = Verification::new("blue".parse().unwrap(), id("c"), [3; 32]);
    for step in stranger.see(certificate(3), BTreeMap::from([(id("a"), certificate(1))])) {
        a.hear(&id("c"), step);
    }
    assert_eq!(a.disagreeing().count(), 0);
}

#[test]
fn someone_alone_has_no_words() {
    let mut room = Room::new(&["a"]);
    room.look(&id("a"));
    assert_eq!(room.words(), [None]);
}

#[test]
fn the_words_change_when_someone_joins_and_again_when_they_leave() {
    let (a, b, c) = (id("a"), id("b"), id("c"));
    let mut room = Room::new(&["a", "b", "c"]);
    room.connect(&a, &b);
    room.settle();
    let two = room.people[&a].1.words();
    room.connect(&c, &a);
    room.connect(&c, &b);
    room.settle();
    let three = Some(room.agreed());
    room.disconnect(&c, &a);
    room.disconnect(&c, &b);
    room.settle();
    let again = room.people[&a].1.words();
    assert_eq!(again, room.people[&b].1.words());
    assert!(two.is_some() && again.is_some());
    assert!(two != three && three != again && two != again);
}

#[test]
fn there_are_no_words_while_one_link_is_missing_and_it_shows_whose_view_differs() {
    let (a, b, c) = (id("a"), id("b"), id("c"));
    let mut room = Room::new(&["a", "b", "c"]);
    room.connect(&a, &b);
    room.connect(&b, &c);
    room.settle();
    assert_eq!(room.words(), [None, None, None]);
    let disagreeing: Vec<&PeerId> = room.people[&b].1.disagreeing().collect();
    assert_eq!(disagreeing, [&a, &c]);
    room.connect(&a, &c);
    room.settle();
    room.agreed();
    assert_eq!(room.people[&b].1.disagreeing().count(), 0);
}

#[test]
fn a_channel_that_lost_everything_is_made_up_for_when_it_opens_again() {
    let (a, b) = (id("a"), id("b"));
    let mut room = Room::new(&["a", "b"]);
    room.connect(&a, &b);
    room.links.values_mut().for_each(VecDeque::clear);
    room.settle();
    assert_eq!(room.words(), [None, None]);
    room.connect(&a, &b);
    room.settle();
    room.agreed();
}

#[test]
fn one_persons_words_are_the_same_for_everyone_and_another_certificate_has_others() {
    let words = person_words(&id("b"), &certificate(1));
    assert_eq!(alone_with("b").person(&id("b")), Some(words));
    assert_eq!(words.as_slice().len(), 8);
    assert_ne!(words, person_words(&id("b"), &certificate(2)));
    assert_ne!(words, person_words(&id("c"), &certificate(1)));
}

/// Whoever changes what comes out here gives pages of before and after different words.
#[test]
fn the_words_of_version_1_stay_as_they_are() {
    let words = person_words(&id("b"), &certificate(1));
    assert_eq!(
        words.to_string(),
        "lyric ribbon village eclipse panda peanut cello whistle"
    );
    let mut room = Room::new(&["a", "b"]);
    room.connect_all();
    room.settle();
    assert_eq!(
        room.agreed().to_string(),
        "laptop stable fence castle walnut"
    );
}

#[test]
fn a_step_reads_back_as_written_and_nothing_else_does() {
    for step in alone_with("b").repeat().into_iter().chain([reveal(3, 7)]) {
        let text = serde_json::to_string(&step).unwrap();
        assert_eq!(
            serde_json::from_str::<VerificationStep>(&text).ok(),
            Some(step)
        );
    }
    for nonce in [
        "",
        "AAAA",
        &"A".repeat(42),
        &"A".repeat(44),
        &"B".repeat(43),
        &"/".repeat(43),
    ] {
        let text = format!(r#"{{"reveal":{{"round":1,"nonce":"{nonce}"}}}}"#);
        assert!(
            serde_json::from_str::<VerificationStep>(&text).is_err(),
            "{nonce}"
        );
    }
}

#[test]
fn no_seed_and_no_nonce_shows_in_debug_output() {
    let shown = format!("{:?}", alone_with("b"));
    assert!(!shown.contains("seed") && !shown.contains("nonce: Nonce(["));
    assert_eq!(format!("{:?}", Nonce([7; 32])), "Nonce(…)");
}

proptest! {
    #[test]
    fn whatever_the_order_all_end_with_the_same_words(
        events in prop::collection::vec((0..4_usize, 0..4_usize, any::<bool>(), any::<u8>()), 0..40),
        picks in prop::collection::vec(any::<usize>(), 0..300),
    ) {
        let names = ["a", "b", "c", "d"];
        let mut room = Room::new(&names);
        let mut picks = picks.into_iter();
        for (one, other, up, deliveries) in events {
            if one == other {
                continue;
            }
            let (one, other) = (id(names[one]), id(names[other]));
            if up {
                room.connect(&one, &other);
            } else {
                room.disconnect(&one, &other);
            }
            for pick in picks.by_ref().take(usize::from(deliveries % 16)) {
                room.deliver(pick);
            }
        }
        for (place, one) in names.iter().enumerate() {
            for other in &names[..place] {
                let (one, other) = (id(one), id(other));
                if !room.links.contains_key(&(one.clone(), other.clone())) {
                    room.connect(&one, &other);
                }
            }
        }
        for pick in picks {
            room.deliver(pick);
        }
        room.settle();
        let words = room.words();
        prop_assert!(words[0].is_some());
        prop_assert!(words.iter().all(|other| *other == words[0]));
    }
}

#[test]
fn whoever_has_fallen_behind_is_told_alone() {
    let mut room = Room::new(&["a", "b", "c"]);
    room.connect_all();
    room.settle();
    let late = commit(&room.people[&id("a")].1, "d", 1, 7);
    let (_, a) = room.people.get_mut(&id("a")).unwrap();
    let reply = a.hear(&id("d"), late);
    assert_eq!((reply.to_sender.len(), reply.to_all), (2, Vec::new()));
}
