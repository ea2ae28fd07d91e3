//! A page in a given state, as markup.

use std::rc::Rc;

use parley_protocol::call::{LinkState, Person, Signaling};
use parley_protocol::message::{DisplayName, MediaState, RoomName};
use sycamore::prelude::*;

use crate::app::Page;
use crate::state::{App, Commands, Device, OwnMedia, Screen};
use crate::text::Language;
use crate::view::invite::Inviting;
use crate::view::landing::{Form, Landing, Notice, Waiting};
use crate::view::stage::Stage;
use crate::view::staging::Staging;

/// The markup of the call module's page that shows `screen`, with the rest of the state as `set` leaves it.
pub(crate) fn render(screen: Screen, set: impl FnOnce(App)) -> String {
    render_in(Language::English, screen, set)
}

/// The same in another language.
pub(crate) fn render_in(language: Language, screen: Screen, set: impl FnOnce(App)) -> String {
    without_hydration(&sycamore::render_to_string(|| {
        let app = App::new(screen, language);
        set(app);
        view! { Page(app=app, commands=Commands(Rc::new(|_| {}))) }
    }))
}

/// The markup of a view that stands alone, in English.
pub(crate) fn markup(view: impl FnOnce() -> View) -> String {
    markup_in(Language::English, view)
}

/// The same in another language.
pub(crate) fn markup_in(language: Language, view: impl FnOnce() -> View) -> String {
    without_hydration(&sycamore::render_to_string(|| {
        provide_context(create_signal(language));
        view()
    }))
}

/// The markup of the landing page with empty fields.
pub(crate) fn render_landing(
    language: Language,
    notice: Option<Notice>,
    waiting: Option<Waiting>,
) -> String {
    render_form(language, Form::default(), notice, waiting)
}

/// The markup of the landing page with a form that is filled in.
pub(crate) fn render_form(
    language: Language,
    form: Form,
    notice: Option<Notice>,
    waiting: Option<Waiting>,
) -> String {
    markup_in(language, || {
        let (notice, waiting) = (*create_signal(notice), *create_signal(waiting));
        let rooms = *create_signal(Vec::new());
        view! { Landing(form=form, notice=notice, waiting=waiting, rooms=rooms, ask=|_| {}) }
    })
}

/// The markup of the landing page of a browser that remembers private rooms.
pub(crate) fn render_rooms(language: Language, rooms: &[&str]) -> String {
    let rooms = rooms.iter().map(|text| room(text)).collect();
    markup_in(language, || {
        let (notice, waiting) = (*create_signal(None), *create_signal(None));
        let (form, rooms) = (Form::default(), *create_signal(rooms));
        view! { Landing(form=form, notice=notice, waiting=waiting, rooms=rooms, ask=|_| {}) }
    })
}

/// The markup of a call in the room "Blue" in which the person is called Ada.
pub(crate) fn render_call(set: impl FnOnce(App)) -> String {
    render(in_call(), |app| {
        app.own.set(own(Device::On, Device::On));
        app.link.set("https://parley.example/r/Blue".to_owned());
        app.call.update(|call| call.signaling = Signaling::Up);
        set(app);
    })
}

/// The markup of the stage of such a call, as the person has set it.
pub(crate) fn render_stage(set: impl FnOnce(App, Staging)) -> String {
    without_hydration(&sycamore::render_to_string(|| {
        let app = App::new(in_call(), Language::English);
        app.own.set(own(Device::On, Device::On));
        provide_context(app);
        provide_context(app.language);
        provide_context(Commands(Rc::new(|_| {})));
        let staging = Staging::new();
        provide_context(staging);
        provide_context(Inviting(create_signal(false)));
        set(app, staging);
        view! { Stage(name=name("Ada")) }
    }))
}

fn in_call() -> Screen {
    Screen::Call {
        room: room("Blue"),
        name: name("Ada"),
    }
}

/// A room's name.
pub(crate) fn room(text: &str) -> RoomName {
    text.parse().unwrap()
}

/// A person's name.
pub(crate) fn name(text: &str) -> DisplayName {
    text.parse().unwrap()
}

/// Someone with a good link and both devices on, whose id is made from the name.
pub(crate) fn person(text: &str) -> Person {
    Person {
        id: format!("id of {text}").parse().unwrap(),
        name: Some(name(text)),
        guest: false,
        connection: None,
        link: LinkState::Connected,
        conditions: Default::default(),
        media: MediaState {
            microphone: true,
            camera: true,
            ..MediaState::default()
        },
    }
}

/// Own devices, without a picture.
pub(crate) fn own(microphone: Device, camera: Device) -> OwnMedia {
    OwnMedia {
        stream: None,
        microphone,
        camera,
    }
}

/// The opening tag of the only element that has `mark` in its tag.
pub(crate) fn tag<'a>(html: &'a str, mark: &str) -> &'a str {
    let mut tags = html
        .split_inclusive('>')
        .filter_map(|piece| piece.find('<').map(|start| &piece[start..]))
        .filter(|tag| tag.contains(mark));
    let tag = tags
        .next()
        .unwrap_or_else(|| panic!("no element with {mark} in {html}"));
    assert_eq!(tags.next(), None, "{mark} should be there once");
    tag
}

/// Leaves out what Sycamore adds for taking over markup in a browser, which Parley does not do.
fn without_hydration(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(" data-hk=\"") {
        plain.push_str(before);
        rest = after.split_once('"').expect("an attribute ends").1;
    }
    plain.push_str(rest);
    plain
        .replace("<!--/-->", "")
        .replace("<!--t-->", "")
        .replace("<!-->", "")
}
