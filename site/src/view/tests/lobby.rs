use parley_protocol::call::{Phase, Signaling};

use super::fixture::{name, own, person, render, room, tag};
use crate::state::{App, Device, Problem, Screen};

fn lobby(set: impl FnOnce(App)) -> String {
    let screen = Screen::Lobby {
        room: room("Blue"),
        name: name("Ada"),
    };
    render(screen, |app| {
        app.own.set(own(Device::On, Device::On));
        app.call.update(|call| {
            call.phase = Phase::Watching;
            call.signaling = Signaling::Up;
            call.capacity = Some(12);
        });
        set(app);
    })
}

fn with_people(names: &[&str]) -> String {
    lobby(|app| {
        let people = names.iter().map(|name| person(name));
        app.call.update(|call| call.people.extend(people));
    })
}

fn with_devices(microphone: Device, camera: Device) -> String {
    lobby(|app| app.own.set(own(microphone, camera)))
}

fn join_button(html: &str) -> &str {
    tag(html, "type=\"submit\"")
}

#[test]
fn the_lobby_has_the_name_of_the_room_and_ones_own_to_change() {
    let html = lobby(|_| {});
    assert!(html.contains("<h1 id=\"room-title\"><bdi>Blue</bdi></h1>"));
    assert!(tag(&html, "<main").contains("aria-labelledby=\"room-title\""));
    assert!(html.contains("<label for=\"name\">Your name</label>"));
    assert!(html.contains(">Join now</button>"));
    assert!(html.contains(">Back</button>"));
}

#[test]
fn an_empty_room_is_said_to_be_empty() {
    let html = with_people(&[]);
    assert!(html.contains("Nobody is here yet"));
    assert!(tag(&html, "<ul").contains("hidden"));
}

#[test]
fn one_person_is_counted_and_named() {
    let html = with_people(&["Grace"]);
    assert!(html.contains("1 person is here"));
    assert!(html.contains("<bdi>Grace</bdi>"));
}

#[test]
fn many_people_are_counted_and_the_first_of_them_named() {
    let html = with_people(&["Grace", "Mary", "Katherine", "Barbara", "Frances", "Radia"]);
    assert!(html.contains("6 people are here"));
    for name in ["Grace", "Mary", "Katherine", "Barbara"] {
        assert!(html.contains(&format!("<bdi>{name}</bdi>")));
    }
    assert!(!html.contains("Frances"));
    assert!(html.contains("and 2 more"));
}

#[test]
fn someone_without_a_name_is_someone() {
    let html = lobby(|app| {
        let mut nameless = person("Grace");
        nameless.name = None;
        app.call.update(|call| call.people.push(nameless));
    });
    assert!(html.contains("<bdi>Someone</bdi>"));
}

#[test]
fn nobody_is_counted_before_the_server_has_said_who_is_here() {
    let html = lobby(|app| app.call.update(|call| call.capacity = None));
    assert!(html.contains("Looking who is here…"));
    assert!(!html.contains("Nobody"));
}

#[test]
fn a_server_that_went_away_is_not_taken_at_its_last_word() {
    let html = lobby(|app| app.call.update(|call| call.signaling = Signaling::Lost));
    assert!(html.contains("The server does not answer."));
    assert!(!html.contains("Nobody"));
}

#[test]
fn a_full_room_says_so_before_anyone_tries_to_enter() {
    let full = lobby(|app| {
        app.call.update(|call| {
            call.capacity = Some(2);
            call.people.extend([person("Grace"), person("Mary")]);
        });
    });
    assert!(full.contains("This room is full."));
    assert!(join_button(&full).contains("disabled"));

    let free = with_people(&["Grace", "Mary"]);
    assert!(!free.contains("This room is full."));
    assert!(!join_button(&free).contains("disabled"));
}

#[test]
fn who_has_asked_to_enter_sees_that_it_takes_its_time() {
    let html = lobby(|app| app.call.update(|call| call.phase = Phase::Joining));
    assert!(html.contains("Joining…"));
    assert!(join_button(&html).contains("aria-busy=\"true\""));
    assert!(html.contains(">Back</button>"));
}

#[test]
fn while_the_browser_asks_one_is_told_where_and_may_go_in_all_the_same() {
    let html = with_devices(Device::Unknown, Device::Unknown);
    assert!(html.contains("Your browser asks whether Parley may use your camera and microphone."));
    assert!(html.contains("You can join before you answer, or without."));
    assert!(!join_button(&html).contains("disabled"));
    for label in ["Mute microphone", "Turn camera off"] {
        let button = tag(&html, &format!("aria-label=\"{label}\""));
        assert!(button.contains("aria-pressed=\"true\""));
        assert!(button.contains("data-device=\"asked\""));
    }
}

#[test]
fn once_the_question_is_answered_nobody_is_sent_to_look_for_it() {
    let refused = Device::Unavailable(Problem::Refused);
    for (microphone, camera) in [
        (Device::On, Device::On),
        (Device::Off, Device::Off),
        (refused, refused),
    ] {
        assert!(!with_devices(microphone, camera).contains("Your browser asks"));
    }
}

#[test]
fn a_camera_that_is_off_is_not_taken_for_one_that_is_missing() {
    let html = with_devices(Device::On, Device::Off);
    assert!(html.contains("Your camera is off"));
    assert!(!html.contains("data-trouble"));
    assert!(tag(&html, "data-self").contains("data-camera=\"off\""));
}

#[test]
fn a_device_that_is_not_to_be_had_has_words_and_a_way_on_and_does_not_bar_the_way_in() {
    for (problem, words) in [
        (Problem::Refused, "Parley may not use your camera."),
        (Problem::Missing, "No camera was found."),
        (Problem::InUse, "Your camera cannot be used right now."),
        (Problem::Failed, "Your camera did not start."),
    ] {
        let html = with_devices(Device::On, Device::Unavailable(problem));
        assert!(html.contains(words), "{words}");
        assert_eq!(html.matches("data-trouble").count(), 1);
        assert!(html.contains(">Try again</button>"));
        assert!(!join_button(&html).contains("disabled"));
    }
}

#[test]
fn what_the_session_has_to_say_is_read_out_politely() {
    let html = lobby(|app| app.announcement.set("This room is full.".to_owned()));
    assert!(html.contains("role=\"status\"><p>This room is full.</p></div>"));
}
