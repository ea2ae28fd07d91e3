//! Which room this is, and how many are in it.

use parley_protocol::message::RoomName;
use sycamore::prelude::*;

use super::host::RuleMark;
use super::icon::{Drawing, Icon, Wordmark};
use super::invite::Inviting;
use super::sealing::SealButton;
use super::settings::SettingsButton;
use crate::state::{App, Command, Commands, Panel};
use crate::text::t;

/// The head of a call.
#[component(inline_props)]
pub(super) fn RoomBar(room: RoomName) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let Inviting(inviting) = use_context::<Inviting>();
    let others = create_selector(move || app.call.with(|call| call.people.len()));

    let listed = create_selector(move || app.panel.get() == Some(Panel::People));
    let list = {
        let commands = commands.clone();
        move |_| {
            let panel = (!listed.get_untracked()).then_some(Panel::People);
            commands.send(Command::Open(panel));
        }
    };

    view! {
        header(class="room-bar") {
            Wordmark()
            div(class="room-chip") {
                h1 {
                    span(class="visually-hidden") { (t().room.room) }
                    bdi { (room.to_string()) }
                }
                SealButton()
                RuleMark()
                button(
                    r#type="button",
                    class="button bare people",
                    aria-label=(t().room.people)(others.get() + 1),
                    title=t().people.title,
                    aria-expanded=if listed.get() { "true" } else { "false" },
                    aria-controls=Panel::People.id(),
                    on:click=list,
                ) {
                    Drawing(icon=Icon::People)
                    span(aria-hidden="true") { (others.get() + 1) }
                }
                button(
                    r#type="button",
                    class="button bare",
                    aria-label=t().invitation.title,
                    title=t().invitation.title,
                    aria-haspopup="dialog",
                    on:click=move |_| inviting.set(true),
                ) { Drawing(icon=Icon::Invite) }
                button(
                    r#type="button",
                    class="button bare",
                    aria-label=t().room.copy_link,
                    title=t().room.copy_link,
                    hidden=others.get() == 0,
                    on:click=move |_| commands.send(Command::CopyLink),
                ) {
                    if app.copied.get() {
                        Drawing(icon=Icon::Check)
                    } else {
                        Drawing(icon=Icon::Link)
                    }
                }
            }
            SettingsButton()
        }
    }
}
