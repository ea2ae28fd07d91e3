//! Someone else on the stage.

use parley_protocol::call::{LinkState, Person, Snapshot};
use parley_protocol::message::PeerId;
use sycamore::prelude::*;

use super::avatar::{Avatar, Hue};
use super::icon::{Drawing, Icon};
use super::link_note::{LinkNote, RouteMark, link_in_words};
use super::picture::Picture;
use super::stage::arrangement::Subject;
use super::stage::marks::{Floating, RaisedHand};
use super::stage::pin::Pin;
use super::staging::Staging;
use crate::floor::Party;
use crate::state::{App, name_of};
use crate::text::t;

/// One person: the picture or what stands for it, the name, and how the link to them stands.
#[component(inline_props)]
pub(super) fn Tile(id: PeerId) -> View {
    let app = use_context::<App>();
    let staging = use_context::<Staging>();
    let peer = id.to_string();
    let peer_id = id.clone();
    let person = last_seen(app, id.clone());
    let name = last_name(app, id.clone());
    let link = create_selector(move || {
        person.with(|person| {
            person
                .as_ref()
                .map_or(LinkState::Connecting, |person| person.link)
        })
    });
    let conditions = create_selector(move || {
        person.with(|person| {
            person
                .as_ref()
                .map(|person| person.conditions)
                .unwrap_or_default()
        })
    });
    let media = create_selector(move || {
        person.with(|person| {
            person
                .as_ref()
                .map(|person| person.media)
                .unwrap_or_default()
        })
    });
    let microphone = create_selector(move || media.get().microphone);
    let camera = create_selector(move || media.get().camera);
    let hue = Hue::of(&id);
    let volume = create_selector({
        let id = id.clone();
        move || app.volume_of(&id)
    });
    let speaks = create_selector({
        let id = id.clone();
        move || app.speaking.with(|speaking| speaking.now.contains(&id))
    });
    let raises = Party::Peer(id.clone());
    let reacts = raises.clone();
    let subject = Subject::Person(id.clone());
    let spotlight = staging.has_spotlight(subject.clone());
    let stream = create_selector(move || app.streams.with(|streams| streams.get(&id).cloned()));

    view! {
        article(
            class="tile",
            aria-label=name.get_clone(),
            data-kind="person",
            data-peer=peer,
            data-spotlight=spotlight.get().to_string(),
            data-speaking=speaks.get().to_string(),
            data-link=link_in_words(link.get()),
            data-held=conditions.get().holds_picture.to_string(),
            data-microphone=on_or_off(microphone.get()),
            data-camera=on_or_off(camera.get()),
        ) {
            Avatar(name=name, hue=hue)
            Picture(stream=stream, volume=volume)
            LinkNote(id=peer_id, name=name, link=link, conditions=conditions)
            RouteMark(conditions=conditions)
            Nameplate(name=name, microphone=microphone, camera=camera)
            RaisedHand(party=raises)
            Floating(party=reacts)
            Pin(subject=subject, name=name)
        }
    }
}

/// The name at the foot of a tile, and which devices are off.
#[component(inline_props)]
pub(super) fn Nameplate(
    name: ReadSignal<String>,
    microphone: ReadSignal<bool>,
    camera: ReadSignal<bool>,
) -> View {
    view! {
        p(class="nameplate") {
            if !microphone.get() {
                Drawing(icon=Icon::MicrophoneOff)
                span(class="visually-hidden") { (t().stage.microphone_off) }
            }
            if !camera.get() {
                Drawing(icon=Icon::CameraOff)
                span(class="visually-hidden") { (t().stage.camera_off) }
            }
            bdi { (name) }
        }
    }
}

/// The value of `data-microphone` and `data-camera`.
pub(super) fn on_or_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// The name of someone in the call. Whoever leaves keeps it until their tile is gone.
pub(super) fn last_name(app: App, id: PeerId) -> ReadSignal<String> {
    let mut last = id.to_string();
    create_selector(move || {
        if let Some(name) = app.call.with(|call| name_of(call, &id)) {
            last = name;
        }
        last.clone()
    })
}

/// Someone in the call. Whoever leaves stays as they were until their tile is gone.
fn last_seen(app: App, id: PeerId) -> ReadSignal<Option<Person>> {
    let mut last = None;
    create_selector(move || {
        let find = |call: &Snapshot| call.people.iter().find(|person| person.id == id).cloned();
        if let Some(person) = app.call.with(find) {
            last = Some(person);
        }
        last.clone()
    })
}
