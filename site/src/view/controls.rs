//! The buttons of a call.

use sycamore::prelude::*;

use super::action::Action;
use super::action_button::ActionButton;
use super::device::Kind;
use super::icon::{Drawing, Icon};
use super::more::More;
use super::palette::Palette;
use crate::state::{App, Command, Commands, Device, Panel};
use crate::text::t;

/// Everything one does in a call, and the way out of it.
#[component]
pub(super) fn Controls() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="controls", role="group", aria-label=t().controls.controls) {
            DeviceButton(kind=Kind::Microphone)
            DeviceButton(kind=Kind::Camera)
            div(class="controls-wide") {
                ActionButton(action=Action::Screen)
                ActionButton(action=Action::Hand)
                ActionButton(action=Action::React)
            }
            PanelButton(panel=Panel::Chat)
            div(class="controls-wide") { PanelButton(panel=Panel::People) }
            More {}
            button(
                r#type="button",
                class="control leave",
                aria-label=t().controls.leave,
                on:click=move |_| commands.send(Command::HangUp),
            ) {
                Drawing(icon=Icon::HangUp)
                span { (t().controls.leave) }
            }
            Palette {}
        }
    }
}

/// Opens and closes a panel. That of the chat counts what is unread.
#[component(inline_props)]
fn PanelButton(panel: Panel) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let open = create_selector(move || app.panel.get() == Some(panel));
    let unread = create_selector(move || match panel {
        Panel::Chat => app.unread.get(),
        Panel::People => 0,
    });
    let label = move || match panel {
        Panel::Chat => (t().controls.chat)(unread.get()),
        Panel::People => t().people.title.to_owned(),
    };
    let icon = match panel {
        Panel::Chat => Icon::Chat,
        Panel::People => Icon::People,
    };
    let toggle = move |_| {
        let panel = (!open.get_untracked()).then_some(panel);
        commands.send(Command::Open(panel));
    };

    view! {
        button(
            r#type="button",
            class="control",
            aria-expanded=if open.get() { "true" } else { "false" },
            aria-controls=panel.id(),
            aria-label=label(),
            title=label(),
            on:click=toggle,
        ) {
            Drawing(icon=icon)
            if unread.get() > 0 {
                span(class="badge", aria-hidden="true") { (count(unread.get())) }
            }
        }
    }
}

/// A number that fits on a badge.
fn count(number: usize) -> String {
    if number > 99 {
        "99+".to_owned()
    } else {
        number.to_string()
    }
}

/// Switches an own device on and off.
#[component(inline_props)]
pub(super) fn DeviceButton(kind: Kind) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let device = create_selector(move || app.own.with(|own| kind.of(own)));
    // What is asked for counts as on: the person wants it, and may think better of it.
    let on = create_selector(move || matches!(device.get(), Device::On | Device::Unknown));

    view! {
        button(
            r#type="button",
            class="control",
            aria-pressed=if on.get() { "true" } else { "false" },
            aria-label=kind.action(on.get(), t()),
            title=kind.action(on.get(), t()),
            data-device=match device.get() {
                Device::On => "on",
                Device::Off => "off",
                Device::Unknown => "asked",
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
