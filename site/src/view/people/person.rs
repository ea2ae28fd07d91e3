//! One person in the list.

use parley_protocol::call::{LinkState, Person};
use parley_protocol::message::{DisplayName, MediaState, PeerId};
use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::state::{App, Command, Commands, Device, Volume, name_of};
use crate::text::t;
use crate::view::avatar::{Avatar, Hue};
use crate::view::host::Removing;
use crate::view::icon::{Drawing, Icon};

/// The person at this screen.
#[component(inline_props)]
pub(super) fn OwnRow(name: DisplayName) -> View {
    let app = use_context::<App>();
    let media = create_selector(move || {
        app.own.with(|own| MediaState {
            microphone: own.microphone == Device::On,
            camera: own.camera == Device::On,
            ..MediaState::default()
        })
    });
    let name = create_signal(name.to_string());
    let is_host = create_selector(move || app.call.with(|call| call.control.is_host));
    view! {
        li(class="roster-row") {
            Face(name=*name, hue=Hue::OWN)
            p(class="roster-name") {
                bdi { (name) }
                span(class="soft") { " " (t().people.you) }
                HostMark(is_host=is_host)
            }
            States(media=media)
        }
    }
}

/// Someone else.
#[component(inline_props)]
pub(super) fn PersonRow(id: PeerId) -> View {
    let app = use_context::<App>();
    let hue = Hue::of(&id);
    let peer = id.to_string();
    let name = create_selector({
        let id = id.clone();
        move || app.call.with(|call| name_of(call, &id)).unwrap_or_default()
    });
    // A person may be gone from the call just before the row is gone from the list.
    let person = create_selector({
        let id = id.clone();
        move || {
            app.call.with(|call| {
                let person = call.people.iter().find(|person| person.id == id)?;
                Some(Person {
                    connection: None,
                    ..person.clone()
                })
            })
        }
    });
    let media = create_selector(move || {
        person.with(|it| it.as_ref().map(|it| it.media).unwrap_or_default())
    });
    let link = create_selector(move || person.with(|it| it.as_ref().map(|it| it.link)));
    let guest = create_selector(move || person.with(|it| it.as_ref().is_some_and(|it| it.guest)));

    let is_host = create_selector({
        let id = id.clone();
        move || {
            app.call
                .with(|call| call.control.host.as_ref() == Some(&id))
        }
    });
    let may_remove = create_selector(move || app.call.with(|call| call.control.is_host));
    let Removing(removing) = use_context::<Removing>();
    let doomed = id.clone();
    let remove = move |_| removing.set(Some(doomed.clone()));

    view! {
        li(class="roster-row", data-person=peer) {
            Face(name=name, hue=hue)
            div {
                p(class="roster-name") { bdi { (name) } HostMark(is_host=is_host) }
                match link.get() {
                    Some(LinkState::Connecting) => p(class="roster-note") { (t().link.connecting) },
                    Some(LinkState::Reconnecting) => p(class="roster-note") { (t().link.reconnecting) },
                    Some(LinkState::Unreachable) => p(class="roster-note") { (t().link.unreachable) },
                    Some(LinkState::Away) => p(class="roster-note") { (t().link.away) },
                    Some(LinkState::Connected) if guest.get() => p(class="roster-note") { (t().people.guest) },
                    Some(LinkState::Connected) | None => {},
                }
            }
            States(media=media)
            button(
                r#type="button",
                class="button bare roster-remove",
                aria-label=(t().host.remove_name)(&name.get_clone()),
                title=(t().host.remove_name)(&name.get_clone()),
                aria-haspopup="dialog",
                hidden=!may_remove.get(),
                on:click=remove,
            ) { Drawing(icon=Icon::Close) }
            Loudness(id=id, name=name)
        }
    }
}

/// Marks the host.
#[component(inline_props)]
fn HostMark(is_host: ReadSignal<bool>) -> View {
    view! {
        if is_host.get() {
            span(class="roster-host") { (t().host.host) }
        }
    }
}

#[component(inline_props)]
fn Face(name: ReadSignal<String>, hue: Hue) -> View {
    view! { div(class="roster-face") { Avatar(name=name, hue=hue) } }
}

/// What there is to know at a glance: what is off, and what is up.
#[component(inline_props)]
fn States(media: ReadSignal<MediaState>) -> View {
    let state = |icon, words| {
        view! { Drawing(icon=icon) span(class="visually-hidden") { (words) } }
    };
    view! {
        p(class="roster-states") {
            if media.get().hand { (state(Icon::Hand, t().people.hand)) }
            if media.get().screen { (state(Icon::Screen, t().people.screen)) }
            if !media.get().camera { (state(Icon::CameraOff, t().stage.camera_off)) }
            if !media.get().microphone { (state(Icon::MicrophoneOff, t().stage.microphone_off)) }
        }
    }
}

/// How loud the person is here.
#[component(inline_props)]
fn Loudness(id: PeerId, name: ReadSignal<String>) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let volume = create_selector({
        let id = id.clone();
        move || app.volume_of(&id)
    });
    let turn = move |event: Event| {
        let slider = event.target().map(JsCast::unchecked_into);
        let percent = slider.map(|slider: HtmlInputElement| slider.value_as_number());
        if let Some(volume) = percent.and_then(Volume::from_percent) {
            commands.send(Command::SetVolume {
                peer: id.clone(),
                volume,
            });
        }
    };

    view! {
        label(class="loudness") {
            span(class="visually-hidden") { ((t().people.volume)(&name.get_clone())) }
            if volume.get().is_silent() {
                Drawing(icon=Icon::Silence)
            } else {
                Drawing(icon=Icon::Sound)
            }
            input(
                r#type="range",
                min="0",
                max="100",
                step="5",
                autocomplete="off",
                value=volume.get_untracked().percent().to_string(),
                aria-valuetext=format!("{} %", volume.get().percent()),
                on:input=turn,
            )
        }
    }
}
