use expect_test::expect;
use parley_protocol::call::{Conditions, LinkState, Person};
use parley_protocol::gauge::Route;
use parley_protocol::message::MediaState;

use super::fixture::{name, person, render_call, tag};

fn tile(person: Person) -> String {
    let html = render_call(|app| app.call.update(|call| call.people.push(person)));
    let start = html.find("<article").unwrap();
    let end = html.find("</article>").unwrap();
    html[start..end].to_owned()
}

#[test]
fn a_tile_tells_who_it_is_and_how_things_stand() {
    let grace = tile(person("Grace"));
    expect![[r#"<article class="tile" aria-label="Grace" data-kind="person" data-peer="id of Grace" data-spotlight="false" data-speaking="false" data-link="connected" data-held="false" data-microphone="on" data-camera="on">"#]]
        .assert_eq(tag(&grace, "<article"));
    assert!(grace.contains("<bdi>Grace</bdi>"));
    assert!(!grace.contains("link-note"));
}

#[test]
fn a_link_that_is_not_up_is_named_in_words() {
    for (link, word, note) in [
        (LinkState::Connecting, "connecting", "Connecting…"),
        (LinkState::Reconnecting, "reconnecting", "Reconnecting…"),
        (LinkState::Away, "away", "Reloading, or gone"),
        (
            LinkState::Unreachable,
            "unreachable",
            "Found no way through yet",
        ),
    ] {
        let html = tile(Person {
            link,
            ..person("Grace")
        });
        assert!(tag(&html, "<article").contains(&format!("data-link=\"{word}\"")));
        assert!(html.contains(note));
    }
}

#[test]
fn someone_who_cannot_be_reached_can_be_tried_again() {
    let html = tile(Person {
        link: LinkState::Unreachable,
        ..person("Grace")
    });
    assert!(tag(&html, "link-retry").contains("aria-label=\"Try again to reach Grace\""));
}

#[test]
fn what_the_network_does_to_a_call_is_said() {
    let conditions = |conditions| {
        tile(Person {
            conditions,
            ..person("Grace")
        })
    };
    let held = conditions(Conditions {
        holds_picture: true,
        ..Conditions::default()
    });
    assert!(held.contains("Their network is weak: sound only"));
    assert!(tag(&held, "<article").contains("data-held=\"true\""));
    let missed = conditions(Conditions {
        misses_picture: true,
        ..Conditions::default()
    });
    assert!(missed.contains("Weak network: they get your sound only"));
    let relayed = conditions(Conditions {
        route: Some(Route::Relayed),
        ..Conditions::default()
    });
    assert!(relayed.contains(">relayed</span>"));
    let direct = conditions(Conditions {
        route: Some(Route::Direct),
        ..Conditions::default()
    });
    assert!(!direct.contains("route-mark"));
}

#[test]
fn devices_that_are_off_are_named_in_words() {
    let media = MediaState {
        microphone: false,
        camera: false,
        ..MediaState::default()
    };
    let html = tile(Person {
        media,
        ..person("Grace")
    });
    assert!(tag(&html, "<article").contains("data-microphone=\"off\" data-camera=\"off\""));
    assert!(html.contains("Microphone off."));
    assert!(html.contains("Camera off."));

    let html = tile(person("Grace"));
    assert!(!html.contains("Microphone off."));
    assert!(!html.contains("Camera off."));
}

#[test]
fn a_person_without_a_picture_is_shown_by_initials() {
    assert!(tile(person("Grace Hopper")).contains("<span>GH</span>"));
    assert!(tile(person(&"🦜".repeat(64))).contains("<span>🦜</span>"));
}

#[test]
fn a_person_without_a_name_goes_by_the_id() {
    let html = tile(Person {
        name: None,
        ..person("Grace")
    });
    assert!(tag(&html, "<article").contains("aria-label=\"id of Grace\""));
}

#[test]
fn a_name_is_never_markup() {
    let html = tile(person(r#""><script>alert(1)</script>"#));
    assert!(!html.contains("<script"));
    assert!(html.contains("<bdi>\"&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>"));
}

#[test]
fn a_name_from_right_to_left_does_not_turn_what_is_around_it() {
    let html = tile(person("שלום"));
    assert!(html.contains("<bdi>שלום</bdi>"));
    assert!(tag(&html, "<article").contains("aria-label=\"שלום\""));
}

#[test]
fn a_tile_has_one_video_whatever_its_state() {
    for link in [
        LinkState::Connecting,
        LinkState::Connected,
        LinkState::Reconnecting,
    ] {
        let name = Some(name("Grace"));
        let html = tile(Person {
            name,
            link,
            ..person("Grace")
        });
        assert_eq!(html.matches("<video").count(), 1);
    }
}
