//! What to do while nobody else is here.

use sycamore::prelude::*;

use super::icon::{Drawing, Icon};
use crate::state::{App, Command, Commands};

/// The room's link, to be sent to someone.
#[component]
pub(super) fn Alone() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();

    view! {
        section(class="alone card", aria-labelledby="alone-title") {
            h2(id="alone-title") { "You are the only one here" }
            p(class="soft") { "Invite someone with this link." }
            div(class="copy") {
                input(
                    r#type="text",
                    readonly=true,
                    aria-label="Link to this room",
                    value=app.link.get_clone(),
                )
                button(
                    r#type="button",
                    class="button primary",
                    on:click=move |_| commands.send(Command::CopyLink),
                ) {
                    if app.copied.get() {
                        Drawing(icon=Icon::Check) "Copied"
                    } else {
                        Drawing(icon=Icon::Link) "Copy link"
                    }
                }
            }
            p(class="visually-hidden", role="status") {
                (if app.copied.get() { "The link is on the clipboard." } else { "" })
            }
        }
    }
}
