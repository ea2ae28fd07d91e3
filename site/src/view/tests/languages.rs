//! Every screen in every language, and none in two.

use std::collections::BTreeSet;
use std::time::Duration;

use parley_protocol::call::{LinkState, Person, Phase, Signaling, Strangers};
use parley_protocol::chat::{Delivery, Line};
use parley_protocol::message::MediaState;
use sycamore::prelude::*;

use super::chat::{line, own as own_line};
use super::fixture::{
    markup_in, name, own, person, render_form, render_in, render_landing, render_rooms, room, tag,
};
use super::sealing::{at_odds, verified};
use super::settings::nameless_machine;
use crate::floor::Party;
use crate::floor::reactions::Reactions;
use crate::network::{Access, ConnectionTest, Reach, Relay, Verdict};
use crate::secret::Sealing;
use crate::state::{App, Device, Ending, Problem, Screen, Sharing};
use crate::text::Language;
use crate::view::landing::{Form, Notice, Waiting};
use crate::view::unsupported::Unsupported;

/// What is the same in every language: names, and marks of punctuation.
const SAME: [&str; 12] = [
    "Parley", "Chat", "hello", "99+", "Blue", "Ada", "Grace", "Mary", "English", "Deutsch",
    "Español", "en",
];

/// The attributes that are read out.
const SPOKEN: [&str; 4] = ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""];

/// Every state that has words of its own, in `language`. A new screen or state belongs in here.
fn gallery(language: Language) -> Vec<(&'static str, String)> {
    let landing = |notice| render_landing(language, notice, None);
    let lobby = || Screen::Lobby {
        room: room("Blue"),
        name: name("Ada"),
    };
    let call = || Screen::Call {
        room: room("Blue"),
        name: name("Ada"),
    };
    let ended = |ending| Screen::Ended {
        room: room("Blue"),
        name: name("Ada"),
        ending,
    };
    let render = |screen, set: &dyn Fn(App)| render_in(language, screen, set);
    let with_own =
        |microphone, camera| render(call(), &move |app| app.own.set(own(microphone, camera)));
    let with_sharing = |sharing| render(call(), &move |app| app.sharing.set(sharing));
    let without = |problem| {
        let device = Device::Unavailable(problem);
        with_own(device, device)
    };

    let tested = |reach, access| {
        let test = ConnectionTest::Done(Verdict { reach, access });
        render(lobby(), &move |app| app.connection_test.set(test))
    };

    let chat = |line: Line| {
        render(call(), &move |app| {
            company(app);
            app.conversation.update(|it| it.lines.push(line.clone()));
        })
    };

    vec![
        ("the landing page", landing(None)),
        (
            "a moment's wait",
            render_landing(language, None, Some(Waiting::Module)),
        ),
        ("no server", landing(Some(Notice::NoServer))),
        ("no network", landing(Some(Notice::Offline))),
        ("half a site", landing(Some(Notice::NotLoaded))),
        ("half a link", landing(Some(Notice::DamagedLink))),
        ("no key", landing(Some(Notice::NoKey))),
        (
            "a key in the making",
            render_landing(language, None, Some(Waiting::Key)),
        ),
        (
            "a link with a secret",
            render_form(language, linked(Sealing::Link), None, None),
        ),
        (
            "a link to a passphrase",
            render_form(language, linked(Sealing::Passphrase), None, None),
        ),
        (
            "a passphrase of one's own",
            render_form(
                language,
                Form {
                    to_seal: true,
                    ..Form::default()
                },
                None,
                None,
            ),
        ),
        ("a remembered room", render_rooms(language, &["Blue"])),
        ("an unfit browser", unsupported(language)),
        ("the browser's question", render(lobby(), &|_| {})),
        (
            "an empty room",
            render(lobby(), &|app| {
                app.own.set(own(Device::On, Device::Off));
                app.call.update(|call| call.capacity = Some(12));
            }),
        ),
        ("a full room", render(lobby(), &full_room)),
        (
            "the same room in another tab",
            render(lobby(), &|app| app.elsewhere.set(true)),
        ),
        (
            "the way to the others",
            render(lobby(), &|app| {
                app.call.update(|call| call.phase = Phase::Joining);
            }),
        ),
        (
            "a room that is not to be reached",
            render(lobby(), &|app| {
                app.call.update(|call| call.signaling = Signaling::Lost);
            }),
        ),
        (
            "the door of a private room",
            render(lobby(), &|app| app.sealing.set(Sealing::Link)),
        ),
        (
            "the door of a room with a passphrase",
            render(lobby(), &|app| app.sealing.set(Sealing::Passphrase)),
        ),
        ("strangers", render(lobby(), &|app| strangers(app, 1))),
        ("many strangers", render(lobby(), &|app| strangers(app, 2))),
        (
            "strangers in a call",
            render(call(), &|app| strangers(app, 2)),
        ),
        (
            "a private call",
            render(call(), &|app| app.sealing.set(Sealing::Link)),
        ),
        (
            "a call with a passphrase",
            render(call(), &|app| app.sealing.set(Sealing::Passphrase)),
        ),
        ("the words of a call", render(call(), &verified)),
        ("words that differ", render(call(), &at_odds)),
        ("a call of one", render(call(), &|_| {})),
        ("a copied link", render(call(), &|app| app.copied.set(true))),
        ("a call of three", render(call(), &company)),
        (
            "a lost room",
            render(call(), &|app| {
                app.call.update(|call| call.signaling = Signaling::Lost);
            }),
        ),
        ("a shared screen", render(call(), &screen)),
        ("an own screen", with_sharing(Sharing::On)),
        ("a screen that could be shared", with_sharing(Sharing::Off)),
        ("a failed share", with_sharing(Sharing::Failed)),
        (
            "silence",
            render(call(), &|app| app.sound_blocked.set(true)),
        ),
        (
            "a message on its way",
            chat(own_line(Delivery::Sending(1), None)),
        ),
        (
            "a delivered message",
            chat(own_line(Delivery::Delivered, None)),
        ),
        (
            "a message to nobody",
            chat(own_line(Delivery::Nobody, None)),
        ),
        (
            "a private message",
            chat(own_line(Delivery::Delivered, Some("Grace"))),
        ),
        (
            "a lost message",
            chat(own_line(Delivery::Nobody, Some("Grace"))),
        ),
        ("someone's messages", chat(history())),
        (
            "unread messages",
            render(call(), &|app| app.unread.set(100)),
        ),
        ("a busy guest", render(call(), &busy_guest)),
        ("one who writes", render(call(), &|app| typing(app, 1))),
        ("two who write", render(call(), &|app| typing(app, 2))),
        ("three who write", render(call(), &|app| typing(app, 3))),
        ("a raised hand", render(call(), &raised_hand)),
        ("a reaction", render(call(), &reaction)),
        ("devices that are on", with_own(Device::On, Device::On)),
        ("devices that are off", with_own(Device::Off, Device::Off)),
        ("refused devices", without(Problem::Refused)),
        ("missing devices", without(Problem::Missing)),
        ("busy devices", without(Problem::InUse)),
        ("devices that were taken", without(Problem::Taken)),
        ("devices that are gone", without(Problem::Gone)),
        ("broken devices", without(Problem::Failed)),
        (
            "devices to choose from",
            render(call(), &|app| app.hardware.set(nameless_machine())),
        ),
        (
            "talking while muted",
            render(call(), &|app| app.talking_muted.set(true)),
        ),
        (
            "a device each",
            with_own(
                Device::Unavailable(Problem::Missing),
                Device::Unavailable(Problem::Refused),
            ),
        ),
        (
            "a person who needs a relay",
            render(call(), &|app| needs_relay(app, Relay::None)),
        ),
        (
            "a relay that refuses",
            render(call(), &|app| needs_relay(app, Relay::Refused)),
        ),
        (
            "a relay that is out of service",
            render(call(), &|app| needs_relay(app, Relay::Unavailable)),
        ),
        (
            "an address that cannot be hidden",
            render(lobby(), &|app| {
                app.relay.set(Relay::None);
                app.preferences.update(|it| it.relay_only = true);
            }),
        ),
        (
            "a test of the connection",
            render(lobby(), &|app| {
                app.connection_test.set(ConnectionTest::Running)
            }),
        ),
        ("an open network", tested(Reach::Direct, Access::Granted)),
        ("a strict network", tested(Reach::ByRelay, Access::Refused)),
        (
            "a network without UDP",
            tested(Reach::ByRelayOverTcp, Access::Silent),
        ),
        ("a closed network", tested(Reach::Blocked, Access::None)),
        (
            "a network without a server",
            tested(Reach::Unknown, Access::None),
        ),
        ("the end of a call", render(ended(Ending::Left), &|_| {})),
        ("another tab", render(ended(Ending::Superseded), &|_| {})),
    ]
}

fn unsupported(language: Language) -> String {
    markup_in(language, || view! { Unsupported {} })
}

fn linked(sealing: Sealing) -> Form {
    Form {
        room: "Blue".to_owned(),
        sealing,
        ..Form::default()
    }
}

fn strangers(app: App, count: usize) {
    app.call.update(|call| {
        call.strangers = Strangers {
            other_secret: count,
            no_secret: count,
            secret_lacking: count,
            tampered: count,
        };
    });
}

fn full_room(app: App) {
    let refused = Device::Unavailable(Problem::Refused);
    app.own.set(own(refused, refused));
    app.call.update(|call| {
        call.capacity = Some(6);
        call.people = (0..6).map(|_| person("Grace")).collect();
        call.people[0].name = None;
    });
}

fn company(app: App) {
    let people = [
        Person {
            link: LinkState::Connecting,
            media: MediaState::default(),
            ..person("Grace")
        },
        Person {
            link: LinkState::Reconnecting,
            ..person("Mary")
        },
    ];
    app.call.update(|call| call.people.extend(people));
}

fn needs_relay(app: App, relay: Relay) {
    app.relay.set(relay);
    let unreachable = Person {
        link: LinkState::Unreachable,
        ..person("Grace")
    };
    app.call.update(|call| call.people.push(unreachable));
}

fn screen(app: App) {
    company(app);
    app.call.update(|call| call.people[0].media.screen = true);
}

fn busy_guest(app: App) {
    let media = MediaState {
        hand: true,
        screen: true,
        ..MediaState::default()
    };
    let guest = Person {
        guest: true,
        media,
        ..person("Grace")
    };
    app.call.update(|call| call.people.push(guest));
}

fn raised_hand(app: App) {
    company(app);
    app.hands.update(|hands| hands.see(true, &[]));
}

fn reaction(app: App) {
    company(app);
    let mut reactions = Reactions::default();
    let mary = Party::Peer(person("Mary").id);
    reactions.show(mary, "👍".parse().unwrap(), Duration::ZERO);
    app.reactions.set(reactions.seen());
}

fn history() -> Line {
    let mut line = line("Grace", 1, "hello");
    line.history = true;
    line.message.to = Some("id of Ada".parse().unwrap());
    line
}

fn typing(app: App, count: usize) {
    let people = ["Grace", "Mary", "Ada"].map(person);
    let ids = people.iter().map(|person| person.id.clone());
    app.conversation
        .update(|it| it.typing.extend(ids.take(count)));
    app.call.update(|call| call.people.extend(people));
}

/// What a page says but for what is the same in every language and says so.
fn translated(html: &str) -> String {
    let mut pieces = html.split("translate=\"no\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| {
        let end = ["</ol>", "</dd>"].map(|end| piece.find(end).unwrap_or(piece.len()));
        kept + ">" + &piece[end[0].min(end[1])..]
    })
}

/// Everything a page says: its text, and the attributes that are read out.
fn words(html: &str) -> BTreeSet<String> {
    let html = &translated(html);
    let texts = html
        .split('<')
        .filter_map(|piece| Some(piece.split_once('>')?.1.to_owned()));
    let attributes = SPOKEN.into_iter().flat_map(|attribute| {
        html.split(attribute)
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
    });
    texts
        .chain(attributes)
        .map(|text| text.trim().to_owned())
        // Letters alone are initials and keys.
        .filter(|text| text.chars().filter(|it| it.is_alphabetic()).count() > 1)
        .collect()
}

#[test]
fn no_screen_says_anything_in_two_languages() {
    let english = gallery(Language::English);
    for language in [Language::German, Language::Spanish] {
        for ((screen, english), (_, other)) in english.iter().zip(gallery(language)) {
            let (english, other) = (words(english), words(&other));
            let same: Vec<&String> = english
                .intersection(&other)
                .filter(|text| !SAME.contains(&text.as_str()))
                .collect();
            assert!(same.is_empty(), "{screen} in {language:?} says {same:?}");
            assert_eq!(english.len(), other.len(), "{screen} in {language:?}");
        }
    }
}

#[test]
fn every_language_is_offered_under_its_own_name_and_the_spoken_one_is_chosen() {
    for spoken in Language::ALL {
        let html = unsupported(spoken);
        for language in Language::ALL {
            let option = tag(&html, &format!("lang=\"{}\"", language.tag()));
            assert_eq!(option.contains("selected"), language == spoken);
            assert!(html.contains(&format!(">{}</option>", language.name())));
        }
    }
}

#[test]
fn one_person_is_not_many_in_any_language() {
    for language in Language::ALL {
        let people = language.texts().room.people;
        assert_ne!(people(1).replace('1', "2"), people(2));
        assert_eq!(people(2).replace('2', "3"), people(3));
    }
}

#[test]
fn who_comes_and_who_goes_is_named_in_every_language() {
    for language in Language::ALL {
        let news = &language.texts().news;
        assert!((news.joined)("Grace").contains("Grace"));
        assert!((news.left)("Grace").contains("Grace"));
        assert_ne!((news.joined)("Grace"), (news.left)("Grace"));
        assert!((news.shares)("Grace").contains("Grace"));
        assert!((news.shares_no_more)("Grace").contains("Grace"));
        assert_ne!((news.shares)("Grace"), (news.shares_no_more)("Grace"));
        assert!((news.raises_hand)("Grace").contains("Grace"));
        assert!((language.texts().stage.reacted)("Grace", "👍").contains("👍"));
    }
}
