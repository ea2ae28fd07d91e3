use expect_test::expect;
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;

use super::fixture::{markup, render_landing, tag};
use crate::text::Language;
use crate::view::field::{Entry, Field, Typed};
use crate::view::landing::{Notice, Waiting};
use crate::view::unsupported::Unsupported;

fn landing(notice: Option<Notice>) -> String {
    render_landing(Language::English, notice, None)
}

/// The room's field after the person has tried to join with `text` in it.
fn checked<T: Typed>(text: &str) -> String {
    let text = text.to_owned();
    markup(|| {
        let entry = Entry::<T>::new(text);
        entry.check();
        view! { Field(id="it", label=|_| "It", hint=|_| "A hint.", autocomplete="off", entry=entry) }
    })
}

fn problem_with_room(text: &str) -> String {
    let field = checked::<RoomName>(text);
    let note = field.split_once("aria-live=\"polite\">").unwrap().1;
    note.split_once("</p>").unwrap().0.to_owned()
}

#[test]
fn a_field_has_a_label_and_a_hint_that_a_screen_reader_finds() {
    expect![[r#"<div class="field"><label for="it">It</label><input id="it" name="it" type="text" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="it-note"><p id="it-note" class="note" aria-live="polite">A hint.</p></div>"#]]
        .assert_eq(&markup(|| {
            let entry = Entry::<RoomName>::new(String::new());
            view! { Field(id="it", label=|_| "It", hint=|_| "A hint.", autocomplete="off", entry=entry) }
        }));
}

#[test]
fn nobody_is_told_off_before_they_have_typed() {
    let html = landing(None);
    assert!(!html.contains("aria-invalid"));
    assert!(!html.contains("role=\"alert\""));
}

#[test]
fn a_field_that_was_checked_says_what_is_wrong_with_it() {
    for (text, problem) in [
        ("", "Type a room name."),
        (" \t ", "Type a room name."),
        ("a/b", "A room name has no slash."),
        ("a\u{7}b", "Use no control characters."),
        ("..", "A room name has more than dots."),
        (&"x".repeat(65), "Use at most 64 characters."),
    ] {
        assert_eq!(problem_with_room(text), problem);
    }
    let html = checked::<RoomName>("a/b");
    assert!(tag(&html, "<input").contains("aria-invalid=\"true\""));
    assert!(tag(&html, "<input").contains("aria-describedby=\"it-note\""));
}

#[test]
fn a_field_that_was_checked_and_is_right_keeps_its_hint() {
    for text in ["Blue", "שלום", "<script>", &"🦜".repeat(64)] {
        assert_eq!(problem_with_room(text), "A hint.");
        assert!(!checked::<RoomName>(text).contains("aria-invalid"));
    }
}

#[test]
fn a_name_may_have_a_slash_but_not_be_empty() {
    assert!(!checked::<DisplayName>("a/b").contains("aria-invalid"));
    assert!(checked::<DisplayName>("").contains("Type a name."));
}

#[test]
fn a_notice_says_why_the_person_is_back_here() {
    for (notice, words) in [
        (Notice::NoServer, "The server did not answer."),
        (Notice::Offline, "You are offline."),
        (Notice::NotLoaded, "Look at your connection"),
        (Notice::DamagedLink, "This link is incomplete"),
        (Notice::NoKey, "could not make a key"),
    ] {
        let html = landing(Some(notice));
        assert!(tag(&html, "class=\"notice\"").contains("role=\"alert\""));
        assert!(html.contains(words));
    }
}

#[test]
fn whoever_has_to_wait_before_they_join_sees_that_it_goes_on() {
    let html = render_landing(Language::English, None, Some(Waiting::Module));
    assert!(tag(&html, "type=\"submit\"").contains("aria-busy=\"true\""));
    assert!(html.contains("Joining…"));
    assert!(!landing(None).contains("Joining…"));
}

#[test]
fn the_static_page_says_what_the_landing_page_says() {
    let page = include_str!("../../../index.html");
    let html = landing(None);
    let pitch = html.split_once("class=\"pitch\">").unwrap().1;
    let pitch = pitch.split_once("</section>").unwrap().0;
    let sentences = pitch.split(['<', '>']).filter(|text| text.ends_with('.'));
    assert_eq!(sentences.clone().count(), 3);
    for sentence in sentences {
        assert!(page.contains(sentence), "index.html lacks “{sentence}”");
    }
}

#[test]
fn a_browser_that_cannot_call_is_told_what_to_do() {
    let html = markup(|| view! { Unsupported {} });
    assert!(html.contains("data-screen=\"unsupported\""));
    assert!(html.contains("<h1>This browser cannot make calls</h1>"));
}
