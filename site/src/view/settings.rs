//! The settings of a call.

use sycamore::prelude::*;

use super::dialog::Dialog;
use super::icon::{Drawing, Icon};
use super::network::Network;
use super::pickers::Pickers;
use super::switch::Switch;
use crate::state::{App, Command, Commands};
use crate::text::t;

/// The devices, and what else can be chosen about them.
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
    let push_to_talk = create_selector(move || app.preferences.with(|it| it.push_to_talk));
    let warning = create_selector(move || app.preferences.with(|it| it.warn_when_muted));

    view! {
        Dialog(id="settings", open=open, title=|texts| texts.settings.title) {
            div(class="settings") {
                Pickers(place="settings")
                Switch(
                    label=|texts| texts.settings.push_to_talk,
                    on=push_to_talk,
                    command=Command::SetPushToTalk,
                )
                Switch(
                    label=|texts| texts.settings.muted_warning,
                    on=warning,
                    command=Command::SetMutedWarning,
                )
                Network(place="settings")
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
