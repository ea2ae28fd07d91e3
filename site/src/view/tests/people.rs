use parley_protocol::call::{LinkState, Person};
use parley_protocol::message::MediaState;

use super::fixture::{own, person, render_call, tag};
use crate::state::{Device, Panel, Volume};

/// The list of people, open, with this one in it.
fn list(person: Person) -> String {
    let html = render_call(|app| {
        app.panel.set(Some(Panel::People));
        app.call.update(|call| call.people.push(person));
    });
    panel(&html)
}

fn panel(html: &str) -> String {
    let start = html.find("<aside id=\"panel-people\"").unwrap();
    let end = start + html[start..].find("</aside>").unwrap();
    html[start..end].to_owned()
}

#[test]
fn the_person_at_the_screen_comes_first_and_is_called_you() {
    let html = list(person("Grace"));
    let place = |text: &str| html.find(text).unwrap();
    assert!(place("<bdi>Ada</bdi>") < place("(you)"));
    assert!(place("(you)") < place("<bdi>Grace</bdi>"));
    assert_eq!(html.matches("<li").count(), 2);
}

#[test]
fn how_someone_stands_is_said_in_words() {
    let media = MediaState {
        hand: true,
        screen: true,
        ..MediaState::default()
    };
    let html = list(Person {
        media,
        ..person("Grace")
    });
    for words in [
        "Hand up.",
        "Shares a screen.",
        "Camera off.",
        "Microphone off.",
    ] {
        assert_eq!(html.matches(words).count(), 1, "{words}");
    }
    let html = list(person("Grace"));
    for words in [
        "Hand up.",
        "Shares a screen.",
        "Camera off.",
        "Microphone off.",
    ] {
        assert!(!html.contains(words), "{words}");
    }
}

#[test]
fn own_devices_that_are_off_are_said_too() {
    let html = render_call(|app| app.own.set(own(Device::Off, Device::Off)));
    let html = panel(&html);
    assert!(html.contains("Camera off.") && html.contains("Microphone off."));
}

#[test]
fn a_link_that_is_not_up_is_named() {
    for (link, words) in [
        (LinkState::Connecting, "Connecting…"),
        (LinkState::Reconnecting, "Reconnecting…"),
    ] {
        let html = list(Person {
            link,
            ..person("Grace")
        });
        assert!(html.contains(words));
    }
    assert!(!list(person("Grace")).contains("roster-note"));
}

#[test]
fn whoever_comes_from_a_peerjs_page_is_said_to_have_no_chat() {
    let html = list(Person {
        guest: true,
        ..person("Grace")
    });
    assert!(html.contains("On a PeerJS page, without chat"));
}

#[test]
fn everyone_else_has_a_volume_and_oneself_has_none() {
    let html = list(person("Grace"));
    let slider = tag(&html, "type=\"range\"");
    for attribute in [
        "min=\"0\"",
        "max=\"100\"",
        "value=\"100\"",
        "aria-valuetext=\"100 %\"",
    ] {
        assert!(slider.contains(attribute), "{slider} lacks {attribute}");
    }
    assert!(html.contains("Volume of Grace"));
}

#[test]
fn a_volume_that_was_set_is_shown() {
    let html = render_call(|app| {
        let grace = person("Grace");
        let volume = Volume::from_percent(35.0).unwrap();
        app.volumes
            .update(|volumes| volumes.insert(grace.id.clone(), volume));
        app.call.update(|call| call.people.push(grace));
    });
    assert!(tag(&html, "type=\"range\"").contains("value=\"35\""));
}

#[test]
fn a_volume_is_between_silence_and_full_whatever_a_slider_says() {
    let percent = |percent| Volume::from_percent(percent).map(Volume::percent);
    assert_eq!(percent(-5.0), Some(0));
    assert_eq!(percent(49.6), Some(50));
    assert_eq!(percent(1e9), Some(100));
    assert_eq!(percent(f64::NAN), None);
    assert!(Volume::from_percent(0.0).unwrap().is_silent());
    assert!((Volume::FULL.fraction() - 1.0).abs() < f64::EPSILON);
}

#[test]
fn a_hostile_name_stays_text() {
    let html = list(person("<img src=x>"));
    assert!(!html.contains("<img"));
}

#[test]
fn sounds_are_a_switch_that_tells_how_it_stands() {
    let switch = |on| {
        let html = render_call(|app| app.sounds.set(on));
        let (before, _) = html.split_once("<span>Sounds").unwrap();
        let start = before.rfind('<').unwrap();
        before[start..].to_owned()
    };
    assert!(switch(false).contains("role=\"switch\" aria-checked=\"false\""));
    assert!(switch(true).contains("role=\"switch\" aria-checked=\"true\""));
}

#[test]
fn the_invitation_shows_the_link_as_text_and_as_a_code() {
    let html = render_call(|_| {});
    let start = html.find("<dialog").unwrap();
    let end = html.find("</dialog>").unwrap();
    let dialog = &html[start..end];
    assert!(dialog.contains("value=\"https://parley.example/r/Blue\""));
    let code = tag(dialog, "class=\"qr\"");
    assert!(
        code.contains("role=\"img\"")
            && code.contains("aria-label=\"QR code with the link to this room\"")
    );
    assert!(dialog.contains("<path d=\"M4 4h7v1h-7z"));
}
