//! What needs saying for as long as it lasts.

use parley_protocol::call::Signaling;
use sycamore::prelude::*;

use super::device::Trouble;
use super::icon::{Drawing, Icon};
use crate::state::{App, Command, Commands};

/// All banners of a call, over the head of the stage.
#[component]
pub(super) fn Banners() -> View {
    let app = use_context::<App>();
    let lost = create_selector(move || app.call.with(|call| call.signaling == Signaling::Lost));
    let silent = create_selector(move || app.sound_blocked.get());
    let troubles = create_selector(move || app.own.with(Trouble::all));

    view! {
        div(class="banners", aria-live="polite") {
            if silent.get() {
                Silent {}
            }
            if lost.get() {
                div(class="banner", data-banner="lost") {
                    span(class="spinner", aria-hidden="true")
                    p { "Connection to the room is lost. The call goes on." }
                }
            }
            (troubles
                .get_clone()
                .into_iter()
                .map(|trouble| view! { DeviceTrouble(trouble=trouble) })
                .collect::<Vec<_>>())
        }
    }
}

/// The browser waits for the person to touch the page before it plays sound.
#[component]
fn Silent() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="banner", data-banner="sound") {
            Drawing(icon=Icon::Sound)
            p { "Your browser holds back the sound of the others." }
            button(
                r#type="button",
                class="button primary",
                on:click=move |_| commands.send(Command::EnableSound),
            ) { "Enable sound" }
        }
    }
}

/// A device is not to be had. Can be put away; comes back when something changes about it.
#[component(inline_props)]
fn DeviceTrouble(trouble: Trouble) -> View {
    let commands = use_context::<Commands>();
    let away = create_signal(false);
    let (title, way_on) = (trouble.title(), trouble.way_on());
    let retry = move || {
        for kind in &trouble.kinds {
            commands.send(kind.toggle());
        }
    };

    view! {
        div(class="banner", data-banner="device", hidden=away.get()) {
            Drawing(icon=Icon::Warning)
            p { strong { (title) } " " (way_on) }
            button(r#type="button", class="button quiet", on:click=move |_| retry()) { "Try again" }
            button(
                r#type="button",
                class="button bare",
                aria-label="Dismiss",
                on:click=move |_| away.set(true),
            ) { Drawing(icon=Icon::Close) }
        }
    }
}
