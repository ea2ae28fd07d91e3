use proptest::prelude::*;

use super::*;

/// Chats that hear each other while their channels are open.
struct Circle {
    chats: BTreeMap<PeerId, Chat>,
    /// The pairs whose channel is closed.
    cut: BTreeSet<(PeerId, PeerId)>,
    now: Duration,
    delivered: usize,
}

fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

fn life(peer: &PeerId) -> Instance {
    Instance(
        peer.as_str()
            .bytes()
            .fold(0, |life, byte| life << 8 | u64::from(byte)),
    )
}

impl Circle {
    fn of(names: &[&str]) -> Self {
        let chat = |name: &&str| {
            let id = id(name);
            (id.clone(), Chat::new(id.clone(), life(&id)))
        };
        Self {
            chats: names.iter().map(chat).collect(),
            cut: BTreeSet::new(),
            now: Duration::ZERO,
            delivered: 0,
        }
    }

    fn says(&mut self, name: &str, text: &str) {
        self.writes(name, text, None);
    }

    fn writes(&mut self, name: &str, text: &str, to: Option<&str>) {
        let others = self.chats.keys().filter(|other| other.as_str() != name);
        let present = others.cloned().collect();
        let chat = self.chats.get_mut(&id(name)).unwrap();
        let text = text.parse().unwrap();
        let letters = chat.say(text, name.parse().unwrap(), to.map(id), 0, &present);
        self.post(&id(name), letters);
    }

    fn joins(&mut self, name: &str) {
        let new = id(name);
        let others: Vec<PeerId> = self.chats.keys().cloned().collect();
        self.chats
            .insert(new.clone(), Chat::new(new.clone(), life(&new)));
        for other in others {
            self.open(&new, &other);
        }
    }

    fn cut(&mut self, a: &str, b: &str) {
        self.cut.insert(pair(&id(a), &id(b)));
    }

    fn mend(&mut self, a: &str, b: &str) {
        if self.cut.remove(&pair(&id(a), &id(b))) {
            self.open(&id(a), &id(b));
        }
    }

    fn open(&mut self, a: &PeerId, b: &PeerId) {
        let from_a = self.chats[a].opened(b);
        let from_b = self.chats[b].opened(a);
        self.post(a, from_a);
        self.post(b, from_b);
    }

    fn waits(&mut self) {
        self.now += FETCH_WITHIN;
        let peers: Vec<PeerId> = self.chats.keys().cloned().collect();
        for peer in peers {
            let letters = self.chats.get_mut(&peer).unwrap().timeout(self.now);
            self.post(&peer, letters);
        }
    }

    fn post(&mut self, from: &PeerId, letters: Vec<Letter>) {
        for (to, word) in letters {
            if self.cut.contains(&pair(from, &to)) {
                continue;
            }
            if let ChatWord::Say(messages) = &word {
                self.delivered += messages.len();
            }
            let Some(chat) = self.chats.get_mut(&to) else {
                continue;
            };
            let answers = chat.hears(from, Some(life(from)), word, self.now);
            self.post(&to, answers);
        }
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let lines = self.chats[&id(name)].lines();
        let texts = lines.iter().map(|line| line.message.text.as_str());
        texts.map(str::to_owned).collect()
    }

    fn last_delivery(&self, name: &str) -> Option<Delivery> {
        self.chats[&id(name)].lines().last()?.delivery
    }
}

fn pair(a: &PeerId, b: &PeerId) -> (PeerId, PeerId) {
    (a.min(b).clone(), a.max(b).clone())
}

#[test]
fn a_message_reaches_everyone_once() {
    let mut circle = Circle::of(&["ada", "bob", "cyd"]);
    circle.says("ada", "hello");
    for name in ["ada", "bob", "cyd"] {
        assert_eq!(circle.texts(name), ["hello"]);
    }
    assert_eq!(circle.delivered, 2);
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Delivered));
}

#[test]
fn a_message_is_not_called_delivered_while_someone_lacks_it() {
    let mut circle = Circle::of(&["ada", "bob", "cyd"]);
    circle.cut("ada", "bob");
    circle.says("ada", "hello");
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Sending(1)));
    circle.mend("ada", "bob");
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Delivered));
    assert_eq!(circle.texts("bob"), ["hello"]);
}

#[test]
fn a_message_to_an_empty_room_waits_for_whoever_comes() {
    let mut circle = Circle::of(&["ada"]);
    circle.says("ada", "anyone?");
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Nobody));
    circle.joins("bob");
    assert_eq!(circle.texts("bob"), ["anyone?"]);
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Delivered));
}

#[test]
fn answers_stand_behind_what_they_answer_on_every_screen() {
    let mut circle = Circle::of(&["ada", "bob", "cyd"]);
    circle.cut("bob", "cyd");
    circle.says("cyd", "zero");
    circle.says("ada", "one");
    circle.says("bob", "two");
    circle.mend("bob", "cyd");
    circle.says("cyd", "three");
    for name in ["ada", "bob", "cyd"] {
        assert_eq!(
            circle.texts(name),
            ["zero", "one", "two", "three"],
            "{name}"
        );
    }
}

#[test]
fn a_newcomer_gets_the_history_once_though_everyone_has_it() {
    let mut circle = Circle::of(&["ada", "bob", "cyd"]);
    for number in 0..30 {
        circle.says("ada", &number.to_string());
    }
    circle.delivered = 0;
    circle.joins("dan");
    assert_eq!(circle.texts("dan").len(), 30);
    assert_eq!(circle.delivered, 30);
}

#[test]
fn a_peer_that_does_not_hand_over_what_it_has_is_passed_over() {
    let mut circle = Circle::of(&["ada", "bob"]);
    circle.says("ada", "hello");
    let have = circle.chats[&id("ada")].opened(&id("dan"));
    let mut dan = Chat::new(id("dan"), Instance(7));
    for (_, word) in have.clone() {
        dan.hears(&id("mute"), None, word, Duration::ZERO);
    }
    for (_, word) in have {
        assert_eq!(dan.hears(&id("ada"), None, word, Duration::ZERO), []);
    }
    assert_eq!(dan.next_timeout(), Some(FETCH_WITHIN));
    let letters = dan.timeout(FETCH_WITHIN);
    let [(to, ChatWord::Want(ids))] = &letters[..] else {
        panic!("one request, not {letters:?}")
    };
    assert_eq!((to, ids.len()), (&id("ada"), 1));
}

#[test]
fn a_peer_that_hands_over_slowly_gets_the_time_it_takes() {
    let mut ada = Circle::of(&["ada"]);
    for number in 0..MAX_BATCH * 4 {
        ada.says("ada", &number.to_string());
    }
    let ada = ada.chats.get_mut(&id("ada")).unwrap();
    let mut dan = Chat::new(id("dan"), Instance(7));
    let [(_, have)] = &ada.opened(&id("dan"))[..] else {
        panic!("one word tells what she has")
    };
    let wants = dan.hears(&id("cyd"), None, have.clone(), Duration::ZERO);
    let [(_, want)] = &wants[..] else {
        panic!("one word asks for all")
    };
    let mut now = Duration::ZERO;
    for (_, batch) in ada.hears(&id("dan"), None, want.clone(), now) {
        now += FETCH_WITHIN - Duration::from_millis(1);
        assert_eq!(dan.timeout(now), []);
        dan.hears(&id("cyd"), None, batch, now);
    }
    assert_eq!(dan.lines().len(), MAX_BATCH * 4);
}

#[test]
fn a_message_to_one_person_stays_between_the_two() {
    let mut circle = Circle::of(&["ada", "bob", "cyd"]);
    circle.writes("ada", "psst", Some("bob"));
    circle.joins("dan");
    assert_eq!(circle.texts("bob"), ["psst"]);
    assert!(circle.texts("cyd").is_empty());
    assert!(circle.texts("dan").is_empty());
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Delivered));
}

#[test]
fn a_message_to_one_person_arrives_when_the_link_is_back() {
    let mut circle = Circle::of(&["ada", "bob"]);
    circle.cut("ada", "bob");
    circle.writes("ada", "psst", Some("bob"));
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Sending(1)));
    circle.mend("ada", "bob");
    assert_eq!(circle.texts("bob"), ["psst"]);
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Delivered));
}

#[test]
fn a_message_to_one_person_who_leaves_is_said_to_have_reached_nobody() {
    let mut circle = Circle::of(&["ada", "bob"]);
    circle.cut("ada", "bob");
    circle.writes("ada", "psst", Some("bob"));
    let ada = circle.chats.get_mut(&id("ada")).unwrap();
    ada.left(&id("bob"));
    assert_eq!(circle.last_delivery("ada"), Some(Delivery::Nobody));
}

#[test]
fn nobody_speaks_for_another_unasked() {
    let mut bob = Chat::new(id("bob"), Instance(1));
    let message = Message {
        id: MessageId {
            author: Instance(2),
            number: 1,
        },
        clock: 1,
        from: id("ada"),
        name: "Ada".parse().unwrap(),
        at: 0,
        to: None,
        text: "I owe you".parse().unwrap(),
    };
    let word = ChatWord::Say(vec![message]);
    bob.hears(&id("mallory"), Some(Instance(3)), word, Duration::ZERO);
    assert_eq!(bob.lines(), []);
}

#[test]
fn a_clock_that_runs_away_is_not_followed() {
    let mut circle = Circle::of(&["ada", "bob"]);
    circle.chats.get_mut(&id("ada")).unwrap().clock = u64::MAX - 1;
    circle.says("ada", "from the future");
    assert!(circle.texts("bob").is_empty());
}

#[test]
fn the_log_is_bounded_and_the_oldest_go_first() {
    let mut circle = Circle::of(&["ada", "bob"]);
    for number in 0..MAX_MESSAGES + 50 {
        circle.says("ada", &number.to_string());
    }
    let texts = circle.texts("bob");
    assert_eq!((texts.len(), texts[0].as_str()), (MAX_MESSAGES, "50"));
}

#[test]
fn typing_ends_with_the_message_and_with_the_channel() {
    let mut bob = Chat::new(id("bob"), Instance(1));
    let typing = |chat: &Chat| chat.typing().count();
    let hears_typing = |chat: &mut Chat| {
        chat.hears(&id("ada"), None, ChatWord::Typing(true), Duration::ZERO);
    };
    hears_typing(&mut bob);
    assert_eq!(typing(&bob), 1);
    bob.closed(&id("ada"));
    assert_eq!(typing(&bob), 0);
}

#[test]
fn writing_is_told_to_those_who_shall_read_it_and_ends_after_a_while_without_a_key() {
    let present = BTreeSet::from([id("bob"), id("cyd")]);
    let mut ada = Chat::new(id("ada"), Instance(1));
    let told = |who: &str, typing| (id(who), ChatWord::Typing(typing));

    let letters = ada.types(None, &present, Duration::ZERO);
    assert_eq!(letters, [told("bob", true), told("cyd", true)]);
    let letters = ada.types(Some(&id("cyd")), &present, Duration::ZERO);
    assert_eq!(letters, [told("bob", false)]);

    let later = Duration::from_secs(1);
    assert_eq!(ada.types(Some(&id("cyd")), &present, later), []);
    assert_eq!(ada.next_timeout(), Some(later + WRITING_FOR));
    assert_eq!(ada.timeout(later + WRITING_FOR), [told("cyd", false)]);
    assert_eq!(ada.next_timeout(), None);
}

#[test]
fn whoever_comes_while_one_writes_is_told_with_the_next_key() {
    let mut ada = Chat::new(id("ada"), Instance(1));
    assert_eq!(ada.types(None, &BTreeSet::new(), Duration::ZERO), []);
    let letters = ada.types(None, &BTreeSet::from([id("bob")]), Duration::ZERO);
    assert_eq!(letters, [(id("bob"), ChatWord::Typing(true))]);
}

#[test]
fn those_who_get_the_message_need_not_be_told_that_it_is_written() {
    let present = BTreeSet::from([id("bob"), id("cyd")]);
    let mut ada = Chat::new(id("ada"), Instance(1));
    ada.types(None, &present, Duration::ZERO);
    let text = "psst".parse().unwrap();
    let letters = ada.say(text, "Ada".parse().unwrap(), Some(id("bob")), 0, &present);
    let stops = letters
        .iter()
        .filter(|(_, word)| matches!(word, ChatWord::Typing(_)));
    let stops: Vec<&Letter> = stops.collect();
    assert_eq!(stops, [&(id("cyd"), ChatWord::Typing(false))]);
}

#[test]
fn a_message_to_someone_who_is_not_there_reaches_nobody() {
    let mut ada = Circle::of(&["ada"]);
    ada.writes("ada", "psst", Some("bob"));
    assert_eq!(ada.last_delivery("ada"), Some(Delivery::Nobody));
}

#[test]
fn a_text_is_trimmed_bounded_and_free_of_control_characters() {
    let text = |text: &str| text.parse::<Text>().map(String::from);
    assert_eq!(text(" a\u{7}\nb\t \n"), Ok("a\nb".to_owned()));
    assert_eq!(text(" \n "), Err(TextError::Blank));
    assert_eq!(text(&"x".repeat(4_001)), Err(TextError::TooLong));
}

proptest! {
    #[test]
    fn chats_agree_once_every_channel_is_open_again(
        steps in prop::collection::vec((0..4usize, 0..4usize, 0..3u8), 0..60)
    ) {
        let names = ["ada", "bob", "cyd", "dan"];
        let mut circle = Circle::of(&names);
        for (number, (a, b, step)) in steps.into_iter().enumerate() {
            match step {
                0 => circle.says(names[a], &number.to_string()),
                1 if a != b => circle.cut(names[a], names[b]),
                _ if a != b => circle.mend(names[a], names[b]),
                _ => circle.waits(),
            }
        }
        for a in names {
            for b in names {
                circle.mend(a, b);
            }
        }
        circle.waits();
        circle.waits();
        for name in names {
            prop_assert_eq!(circle.texts(name), circle.texts("ada"));
            for line in circle.chats[&id(name)].lines() {
                prop_assert!(matches!(line.delivery, None | Some(Delivery::Delivered)));
            }
        }
    }
}
