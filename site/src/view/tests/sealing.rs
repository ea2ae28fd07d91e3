use std::collections::{BTreeMap, BTreeSet};

use parley_protocol::call::{Snapshot, Strangers, Verified};
use parley_protocol::message::PeerId;
use parley_protocol::seal::Refused;
use parley_protocol::verification::{Fingerprints, RoomWords, Verification, person_words};

use super::fixture::{
    name, person, render, render_call, render_form, render_landing, render_rooms, room, tag,
};
use crate::secret::Sealing;
use crate::state::{App, Screen};
use crate::text::Language;
use crate::view::landing::{Form, Waiting};

fn prints(of: u8) -> Fingerprints {
    let digits: Vec<String> = (0..32).map(|_| format!("{of:02X}")).collect();
    Fingerprints::in_description(&format!("a=fingerprint:sha-256 {}", digits.join(":"))).unwrap()
}

/// The words that Ada and Grace find.
fn room_words() -> RoomWords {
    let (ada, grace): (PeerId, PeerId) = (person("Ada").id, person("Grace").id);
    let part = |id: &PeerId, seed| Verification::new(room("Blue"), id.clone(), [seed; 32]);
    let (mut adas, mut graces) = (part(&ada, 1), part(&grace, 2));
    let mut from_ada = adas.see(prints(1), BTreeMap::from([(grace.clone(), prints(2))]));
    let mut from_grace = graces.see(prints(2), BTreeMap::from([(ada.clone(), prints(1))]));
    while !from_ada.is_empty() || !from_grace.is_empty() {
        let hear = |part: &mut Verification, from: &PeerId, steps: Vec<_>| -> Vec<_> {
            let said = steps.into_iter();
            said.flat_map(|step| part.hear(from, step).into_steps())
                .collect()
        };
        let to_grace = std::mem::take(&mut from_ada);
        let to_ada = std::mem::take(&mut from_grace);
        from_grace = hear(&mut graces, &ada, to_grace);
        from_ada = hear(&mut adas, &grace, to_ada);
    }
    adas.words().expect("both have said all there is to say")
}

/// A call with Grace in which all is as it should be.
pub(crate) fn verified(app: App) {
    let grace = person("Grace");
    let verified = Verified {
        room: Some(room_words()),
        own: Some(person_words(&person("Ada").id, &prints(1))),
        people: BTreeMap::from([(grace.id.clone(), person_words(&grace.id, &prints(2)))]),
        disagreeing: BTreeSet::new(),
    };
    app.call.update(|call| {
        call.people.push(grace);
        call.verified = verified;
    });
}

/// A call in which Grace sees other certificates.
pub(crate) fn at_odds(app: App) {
    verified(app);
    app.call.update(|call| {
        call.verified.room = None;
        call.verified.disagreeing.insert(person("Grace").id);
    });
}

fn call(set: impl FnOnce(&mut Snapshot)) -> String {
    render_call(|app| {
        verified(app);
        app.call.update(set);
    })
}

fn lobby(sealing: Sealing, strangers: Strangers) -> String {
    let screen = Screen::Lobby {
        room: room("Blue"),
        name: name("Ada"),
    };
    render(screen, |app| {
        app.sealing.set(sealing);
        app.call.update(|call| call.strangers = strangers);
    })
}

fn form(form: Form) -> String {
    render_form(Language::English, form, None, None)
}

#[test]
fn a_call_says_whether_it_is_sealed() {
    for (sealing, chip, about) in [
        (Sealing::Open, "Not sealed", "you have to trust it"),
        (Sealing::Link, "Sealed", "The link holds a secret"),
        (Sealing::Passphrase, "Sealed", "never gets your passphrase"),
    ] {
        let html = render_call(|app| app.sealing.set(sealing));
        let button = html.split("seal-chip").nth(1).unwrap();
        let button = button.split("</button>").next().unwrap();
        assert!(button.contains(&format!("<span>{chip}</span>")));
        assert!(html.contains(about), "{sealing:?}");
    }
}

#[test]
fn the_words_of_the_room_are_shown_one_by_one() {
    let html = call(|_| {});
    let words: Vec<&str> = room_words().as_slice().to_vec();
    let list: String = words
        .iter()
        .map(|word| format!("<li>{word}</li>"))
        .collect();
    assert!(html.contains(&list));
    // They are to be read out as they stand there, and left alone by programs that translate.
    assert!(tag(&html, "data-words=\"room\"").contains("lang=\"en\""));
    assert!(tag(&html, "data-words=\"room\"").contains("translate=\"no\""));
}

#[test]
fn each_person_has_words_and_oneself_comes_first() {
    let html = call(|_| {});
    let list = html.split("<dl>").nth(1).unwrap();
    let (own, grace) = (list.find("<bdi>You</bdi>"), list.find("<bdi>Grace</bdi>"));
    assert!(own.unwrap() < grace.unwrap());
    assert!(list.contains(&person_words(&person("Grace").id, &prints(2)).to_string()));
}

#[test]
fn who_sees_other_certificates_is_pointed_out() {
    let html = render_call(at_odds);
    assert!(html.contains("There are no common words"));
    assert!(!html.contains("data-words=\"room\""));
    let list = html.split("<dl>").nth(1).unwrap();
    assert!(tag(list, "data-differs=\"true\"").contains("data-own=\"false\""));
}

#[test]
fn who_is_alone_has_no_words_to_compare() {
    let html = render_call(|_| {});
    assert!(html.contains("As soon as someone else is here"));
    assert!(!html.contains("data-words"));
}

#[test]
fn words_that_are_on_their_way_are_announced() {
    let html = call(|call| call.verified = Verified::default());
    assert!(html.contains("The words are being found"));
}

#[test]
fn whoever_is_with_guests_is_told_that_the_words_leave_them_out() {
    assert!(!call(|_| {}).contains("PeerJS pages"));
    let html = call(|call| {
        let mut guest = person("Mary");
        guest.guest = true;
        call.people.push(guest);
    });
    assert!(html.contains("The words say nothing about people on PeerJS pages"));
}

#[test]
fn what_was_changed_on_its_way_is_warned_of() {
    assert!(!call(|_| {}).contains("data-banner=\"tampered\""));
    let html = call(|call| {
        call.refused = Refused {
            forged: 1,
            ..Refused::default()
        };
    });
    assert!(tag(&html, "data-banner=\"tampered\"").contains("class=\"banner\""));
    let html = call(|call| call.strangers.tampered = 1);
    assert!(html.contains("Something was changed on its way to you"));
}

#[test]
fn what_good_rooms_refuse_too_is_no_reason_to_worry() {
    let html = call(|call| {
        call.refused = Refused {
            not_sealed: 9,
            other_key: 9,
            replayed: 9,
            not_understood: 9,
            forged: 0,
        };
    });
    assert!(!html.contains("data-banner=\"tampered\""));
}

#[test]
fn people_who_are_not_shown_are_counted_and_the_reason_is_given() {
    let strangers = Strangers {
        other_secret: 1,
        no_secret: 2,
        ..Strangers::default()
    };
    let expected = [
        "1 person is here with another link or passphrase.",
        "2 people came without the secret of this room.",
    ];
    let at_the_door = lobby(Sealing::Link, strangers);
    let inside = call(|call| call.strangers = strangers);
    for words in expected {
        assert!(at_the_door.contains(words));
        assert!(inside.contains(words));
    }
    let lacking = Strangers {
        secret_lacking: 1,
        ..Strangers::default()
    };
    assert!(lobby(Sealing::Open, lacking).contains("you need the whole link or the passphrase"));
}

#[test]
fn the_door_says_how_the_room_is_sealed_and_an_open_one_can_be() {
    let open = lobby(Sealing::Open, Strangers::default());
    assert!(open.contains("Not sealed: whoever knows the name can come in."));
    assert!(open.contains("Seal it with a passphrase</button>"));
    for sealing in [Sealing::Link, Sealing::Passphrase] {
        let html = lobby(sealing, Strangers::default());
        assert!(html.contains("Sealed: only people with the"));
        assert!(!html.contains("Seal it with a passphrase"));
    }
}

#[test]
fn the_form_asks_for_the_passphrase_that_the_link_tells_of() {
    let html = form(Form {
        room: "Blue".to_owned(),
        sealing: Sealing::Passphrase,
        ..Form::default()
    });
    assert!(tag(&html, "id=\"passphrase\"").contains("type=\"password\""));
    assert!(html.contains("This room has one."));
}

#[test]
fn the_form_says_that_a_link_seals_its_room_and_asks_for_no_passphrase() {
    let html = form(Form {
        room: "Blue".to_owned(),
        sealing: Sealing::Link,
        ..Form::default()
    });
    assert!(html.contains("A private room: this link seals it."));
    assert!(!html.contains("Seal it with a passphrase"));
}

#[test]
fn the_form_shows_the_field_for_a_passphrase_on_demand() {
    assert!(!form(Form::default()).contains("id=\"passphrase\""));
    assert!(form(Form::default()).contains("Seal it with a passphrase</button>"));
    let html = form(Form {
        to_seal: true,
        ..Form::default()
    });
    assert!(html.contains("id=\"passphrase\""));
}

#[test]
fn who_chose_to_type_a_passphrase_may_do_without_and_who_followed_a_link_that_says_so_may_not() {
    let html = form(Form {
        room: "Blue".to_owned(),
        to_seal: true,
        ..Form::default()
    });
    assert!(html.contains("Without a passphrase</button>"));
    let html = form(Form {
        room: "Blue".to_owned(),
        sealing: Sealing::Passphrase,
        ..Form::default()
    });
    assert!(!html.contains("Without a passphrase"));
}

#[test]
fn a_room_is_remembered_only_if_it_is_private_and_the_person_says_so() {
    let open = lobby(Sealing::Open, Strangers::default());
    assert!(!open.contains("Remember this room"));
    for sealing in [Sealing::Link, Sealing::Passphrase] {
        let html = lobby(sealing, Strangers::default());
        let switch = tag(&html, "aria-describedby=\"remember-hint\"");
        assert!(switch.contains("role=\"switch\""));
        assert!(switch.contains("aria-checked=\"false\""));
    }
    let html = render_call(|app| {
        app.sealing.set(Sealing::Link);
        app.remembered.set(true);
    });
    let switch = tag(&html, "aria-describedby=\"remember-hint\"");
    assert!(switch.contains("aria-checked=\"true\""));
}

#[test]
fn remembered_rooms_can_each_be_entered_and_forgotten() {
    let html = render_rooms(Language::English, &["3k9v-2m4p", "Blue"]);
    let section = html.split("class=\"kept-rooms\"").nth(1).unwrap();
    for name in ["3k9v-2m4p", "Blue"] {
        assert!(section.contains(&format!("<bdi>{name}</bdi></button>")));
        assert!(section.contains(&format!("aria-label=\"Forget {name}\"")));
    }
    assert_eq!(section.matches("<li>").count(), 2);
    assert!(!tag(&html, "class=\"kept-rooms\"").contains("hidden"));

    let none = render_landing(Language::English, None, None);
    assert!(tag(&none, "class=\"kept-rooms\"").contains("hidden"));
}

#[test]
fn whoever_waits_for_a_key_is_told_so() {
    let html = render_form(Language::English, Form::default(), None, Some(Waiting::Key));
    assert!(tag(&html, "type=\"submit\"").contains("aria-busy=\"true\""));
    assert!(html.contains("Making the key…"));
}
