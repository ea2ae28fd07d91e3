//! The settings of a call.

use sycamore::prelude::*;

use super::dialog::Dialog;
use super::icon::{Drawing, Icon};
use super::pickers::Pickers;
use crate::state::{App, Command, Commands};
use crate::text::t;

/// The devices.
#[component]
pub(super) fn Settings() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    // The dialog closes itself, and the session is told.
    let open = create_signal(false);
    create_effect(move || open.set(app.settings.get()));
    create_effect(move || {
        let open = open.get();
        if app.settings.get_untracked() != open {
            commands.send(Command::Settings(open));
        }
    });
    view! {
        Dialog(id="settings", open=open, title=|texts| texts.settings.title) {
            div(class="settings") {
                Pickers(place="settings")
            }
        }
    }
}

/// Opens the settings.
#[component]
pub(super) fn SettingsButton() -> View {
    let commands = use_context::<Commands>();
    view! {
        button(
            r#type="button",
            class="button bare",
            aria-label=t().settings.title,
            title=t().settings.title,
            aria-haspopup="dialog",
            on:click=move |_| commands.send(Command::Settings(true)),
        ) { Drawing(icon=Icon::Settings) }
    }
}
