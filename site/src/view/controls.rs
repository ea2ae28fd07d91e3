//! The buttons of a call.

use sycamore::prelude::*;

use super::device::Kind;
use super::icon::{Drawing, Icon};
use crate::state::{App, Command, Commands, Device};
use crate::text::t;

/// Microphone, camera, leave.
#[component]
pub(super) fn Controls() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="controls", role="group", aria-label=t().controls.controls) {
            DeviceButton(kind=Kind::Microphone)
            DeviceButton(kind=Kind::Camera)
            button(
                r#type="button",
                class="control leave",
                on:click=move |_| commands.send(Command::HangUp),
            ) {
                Drawing(icon=Icon::HangUp)
                span { (t().controls.leave) }
            }
        }
    }
}

/// Switches an own device on and off.
#[component(inline_props)]
fn DeviceButton(kind: Kind) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let device = create_selector(move || app.own.with(|own| kind.of(own)));
    let on = create_selector(move || device.get() == Device::On);

    view! {
        button(
            r#type="button",
            class="control",
            aria-pressed=if on.get() { "true" } else { "false" },
            aria-label=kind.action(on.get(), t()),
            title=kind.action(on.get(), t()),
            data-device=match device.get() {
                Device::On => "on",
                Device::Off | Device::Unknown => "off",
                Device::Unavailable(_) => "unavailable",
            },
            on:click=move |_| commands.send(kind.toggle()),
        ) {
            if on.get() {
                Drawing(icon=kind.icon(true))
            } else {
                Drawing(icon=kind.icon(false))
            }
        }
    }
}
