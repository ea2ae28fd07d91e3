//! The person's own picture.

use parley_protocol::message::DisplayName;
use sycamore::prelude::*;
use web_sys::KeyboardEvent;

use super::avatar::{Avatar, Hue};
use super::icon::{Drawing, Icon};
use super::picture::Picture;
use super::stage::marks::{Floating, RaisedHand};
use super::stage::own_place::{Corner, Direction, OwnPlace};
use super::staging::Staging;
use super::tile::{Nameplate, on_or_off};
use crate::browser::drag::Drag;
use crate::browser::media::Facing;
use crate::floor::Party;
use crate::state::{App, Device};
use crate::text::{StageTexts, t};

/// What the others see, mirrored as in a mirror. Fills the stage as long as nobody else is there, and stands
/// in a corner of it then: any that the person drags it to or chooses by keyboard, or none.
#[component(inline_props)]
pub(super) fn OwnTile(name: DisplayName) -> View {
    let app = use_context::<App>();
    let staging = use_context::<Staging>();
    let microphone = create_selector(move || app.own.with(|own| own.microphone == Device::On));
    let camera = create_selector(move || app.own.with(|own| own.camera == Device::On));
    let facing = create_selector(move || app.hardware.with(|it| it.facing));
    let stream = create_selector(move || app.own.with(|own| own.stream.clone()));
    let alone = create_selector(move || app.call.with(|call| call.people.is_empty()));
    let hidden = create_selector(move || staging.own.get().hidden && !alone.get());
    let own_name = create_signal(name.to_string());
    let you = create_memo(move || t().stage.you.to_owned());

    let tile = create_node_ref();
    on_mount(move || {
        let drag = Drag::watch(tile, move |dropped| {
            if !alone.get_untracked() {
                put(staging, Corner::of(dropped.y < 0.5, dropped.x < 0.5));
            }
        });
        on_cleanup(move || drop(drag));
    });

    view! {
        div(
            r#ref=tile,
            class="own",
            role="group",
            aria-label=t().stage.you,
            hidden=hidden.get(),
            data-self="",
            data-corner=staging.own.get().corner.name(),
            data-facing=facing.get().map(Facing::as_str),
            data-microphone=on_or_off(microphone.get()),
            data-camera=on_or_off(camera.get()),
        ) {
            Avatar(name=*own_name, hue=Hue::OWN)
            Picture(stream=stream)
            RaisedHand(party=Party::Own)
            Floating(party=Party::Own)
            Nameplate(name=you, microphone=microphone, camera=camera)
            Mover(alone=alone)
        }
    }
}

/// Moves the own picture by keyboard, or by a click for each corner.
#[component(inline_props)]
fn Mover(alone: ReadSignal<bool>) -> View {
    let staging = use_context::<Staging>();
    let corner = create_selector(move || staging.own.get().corner);
    let steer = move |event: KeyboardEvent| {
        if let Some(direction) = direction(&event.key()) {
            event.prevent_default();
            put(staging, corner.get_untracked().towards(direction));
        }
    };

    view! {
        button(
            r#type="button",
            class="tile-button",
            aria-label=t().stage.move_self,
            title=t().stage.move_self,
            hidden=alone.get(),
            on:click=move |_| put(staging, corner.get_untracked().next()),
            on:keydown=steer,
        ) { Drawing(icon=Icon::Move) }
        p(class="visually-hidden", role="status") {
            (corner_name(corner.get(), &t().stage))
        }
    }
}

fn put(staging: Staging, corner: Corner) {
    let hidden = staging.own.get_untracked().hidden;
    staging.place_own(OwnPlace { corner, hidden });
}

fn corner_name(corner: Corner, texts: &StageTexts) -> &'static str {
    match corner {
        Corner::TopStart => texts.top_left,
        Corner::TopEnd => texts.top_right,
        Corner::BottomStart => texts.bottom_left,
        Corner::BottomEnd => texts.bottom_right,
    }
}

fn direction(key: &str) -> Option<Direction> {
    match key {
        "ArrowUp" => Some(Direction::Up),
        "ArrowDown" => Some(Direction::Down),
        "ArrowLeft" => Some(Direction::Start),
        "ArrowRight" => Some(Direction::End),
        _ => None,
    }
}
