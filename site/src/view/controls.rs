//! The buttons of a call.

use sycamore::prelude::*;

use super::device::Kind;
use super::icon::{Drawing, Icon};
use super::stage::arrangement::{Arrangement, Mode};
use super::staging::Staging;
use crate::state::{App, Command, Commands, Device, Panel, Sharing};
use crate::text::t;

/// Microphone, camera, screen, panels, leave.
#[component]
pub(super) fn Controls() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="controls", role="group", aria-label=t().controls.controls) {
            DeviceButton(kind=Kind::Microphone)
            DeviceButton(kind=Kind::Camera)
            ShareButton {}
            LayoutButton {}
            PanelButton(panel=Panel::Chat)
            PanelButton(panel=Panel::People)
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

/// Shares a screen, or ends the share. Is not there where the browser cannot share any.
#[component]
fn ShareButton() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let on = create_selector(move || app.sharing.get() == Sharing::On);
    let label = move || {
        if on.get() {
            t().share.stop_screen
        } else {
            t().share.start
        }
    };

    view! {
        button(
            r#type="button",
            class="control",
            aria-label=label(),
            title=label(),
            hidden=app.sharing.get() == Sharing::Unsupported,
            data-sharing=if on.get() { "on" } else { "off" },
            on:click=move |_| commands.send(Command::ToggleScreen),
        ) {
            if on.get() {
                Drawing(icon=Icon::ScreenOff)
            } else {
                Drawing(icon=Icon::Screen)
            }
        }
    }
}

/// Changes between the grid and the spotlight. Is not there while there is nothing to arrange.
#[component]
fn LayoutButton() -> View {
    let arrangement = use_context::<Staging>().arrangement;
    let mode = create_selector(move || arrangement.with(Arrangement::mode));
    let lone = create_selector(move || arrangement.with(|it| it.tiles() < 2));
    let label = move || match mode.get() {
        Mode::Grid => t().stage.spotlight,
        Mode::Spotlight => t().stage.grid,
    };

    view! {
        button(
            r#type="button",
            class="control",
            aria-label=label(),
            title=label(),
            hidden=lone.get(),
            on:click=move |_| arrangement.update(Arrangement::switch),
        ) {
            match mode.get() {
                Mode::Grid => Drawing(icon=Icon::Spotlight),
                Mode::Spotlight => Drawing(icon=Icon::Grid),
            }
        }
    }
}
