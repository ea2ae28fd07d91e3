use parley_protocol::call::Signaling;

use super::fixture::{name, person, render, render_call, room, tag};
use crate::state::{App, Screen};

fn add(app: App, names: &[&str]) {
    let people = names.iter().map(|name| person(name));
    app.call.update(|call| call.people.extend(people));
}

/// What is said to whoever is alone.
fn alone(html: &str) -> Option<&str> {
    let start = html.find("<section class=\"alone")?;
    html[start..].split("</section>").next()
}

#[test]
fn the_room_and_how_many_are_in_it_stand_at_the_top() {
    let html = render_call(|app| add(app, &["Grace", "Mary"]));
    assert!(html.contains("<bdi>Blue</bdi>"));
    assert!(tag(&html, "class=\"button bare people\"").contains("aria-label=\"3 people\""));
}

#[test]
fn who_is_alone_gets_the_link_to_send() {
    let html = render_call(|_| {});
    let html = alone(&html).expect("nobody else is here");
    assert!(html.contains("You are the only one here"));
    let link = tag(html, "aria-label=\"Link to this room\"");
    assert!(link.contains("value=\"https://parley.example/r/Blue\""));
    assert!(link.contains("readonly"));
    assert!(html.contains("Copy link</button>"));
}

#[test]
fn who_is_not_alone_is_not_told_so() {
    let html = render_call(|app| add(app, &["Grace"]));
    assert_eq!(alone(&html), None);
    assert!(!html.contains("You are the only one here"));
}

#[test]
fn a_copied_link_is_confirmed_on_the_button_and_aloud() {
    let html = render_call(|app| app.copied.set(true));
    assert!(html.contains("Copied</button>"));
    assert!(html.contains("role=\"status\">The link is on the clipboard.</p>"));
}

#[test]
fn the_stage_counts_the_others_and_not_oneself() {
    for (names, count) in [(&[][..], "0"), (&["Grace"], "1"), (&["Grace", "Mary"], "2")] {
        let html = render_call(|app| add(app, names));
        assert!(tag(&html, "data-stage").contains(&format!("data-count=\"{count}\"")));
        assert_eq!(html.matches("<article").count(), names.len());
        assert_eq!(html.matches("data-self").count(), 1);
    }
}

#[test]
fn people_stand_in_the_order_in_which_they_came() {
    let html = render_call(|app| add(app, &["Mary", "Grace", "Barbara"]));
    let place = |name: &str| html.find(&format!("data-peer=\"id of {name}\"")).unwrap();
    assert!(place("Mary") < place("Grace") && place("Grace") < place("Barbara"));
}

#[test]
fn a_lost_server_does_not_look_like_a_lost_call() {
    let html = render_call(|app| {
        add(app, &["Grace"]);
        app.call.update(|call| call.signaling = Signaling::Lost);
    });
    assert!(tag(&html, "<main").contains("data-signaling=\"lost\""));
    assert!(html.contains("Connection to the room is lost. The call goes on."));
    assert!(tag(&html, "<article").contains("data-link=\"connected\""));
}

#[test]
fn the_state_of_signaling_is_on_the_screen() {
    for (signaling, word) in [
        (Signaling::Off, "off"),
        (Signaling::Connecting, "connecting"),
        (Signaling::Up, "up"),
    ] {
        let html = render_call(|app| app.call.update(|call| call.signaling = signaling));
        assert!(tag(&html, "<main").contains(&format!("data-signaling=\"{word}\"")));
        assert!(!html.contains("data-banner"));
    }
}

#[test]
fn sound_that_the_browser_holds_back_can_be_enabled() {
    let html = render_call(|app| app.sound_blocked.set(true));
    assert!(html.contains(">Enable sound</button>"));
}

#[test]
fn what_happens_in_passing_is_read_out_politely() {
    let html = render_call(|app| app.announcement.set("Grace joined".to_owned()));
    assert!(html.contains("role=\"status\"><p>Grace joined</p></div>"));
}

#[test]
fn a_hostile_room_and_a_hostile_name_stay_text() {
    let screen = Screen::Call {
        room: room("<img src=x onerror=alert(1)>"),
        name: name("<script>alert(1)<\\script>"),
    };
    let html = render(screen, |_| {});
    assert!(!html.contains("<img"));
    assert!(!html.contains("<script"));
}
