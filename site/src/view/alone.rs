//! What to do while nobody else is here.

use sycamore::prelude::*;

use super::icon::{Drawing, Icon};
use crate::state::{App, Command, Commands};
use crate::text::t;

/// The room's link, to be sent to someone.
#[component]
pub(super) fn Alone() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();

    view! {
        section(class="alone card", aria-labelledby="alone-title") {
            h2(id="alone-title") { (t().invitation.alone) }
            p(class="soft") { (t().invitation.invite) }
            div(class="copy") {
                input(
                    r#type="text",
                    readonly=true,
                    aria-label=t().invitation.link,
                    value=app.link.get_clone(),
                )
                button(
                    r#type="button",
                    class="button primary",
                    on:click=move |_| commands.send(Command::CopyLink),
                ) {
                    if app.copied.get() {
                        Drawing(icon=Icon::Check) (t().invitation.copied)
                    } else {
                        Drawing(icon=Icon::Link) (t().invitation.copy)
                    }
                }
            }
            p(class="visually-hidden", role="status") {
                (if app.copied.get() { t().invitation.on_clipboard } else { "" })
            }
        }
    }
}
