//! Which room this is, and how many are in it.

use parley_protocol::message::RoomName;
use sycamore::prelude::*;

use super::icon::{Drawing, Icon, Wordmark};
use crate::state::{App, Command, Commands};
use crate::text::t;

/// The head of a call.
#[component(inline_props)]
pub(super) fn RoomBar(room: RoomName) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let others = create_selector(move || app.call.with(|call| call.people.len()));

    view! {
        header(class="room-bar") {
            Wordmark()
            div(class="room-chip") {
                h1 {
                    span(class="visually-hidden") { (t().room.room) }
                    bdi { (room.to_string()) }
                }
                p(class="people") {
                    Drawing(icon=Icon::People)
                    span(aria-hidden="true") { (others.get() + 1) }
                    span(class="visually-hidden") { ((t().room.people)(others.get() + 1)) }
                }
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
        }
    }
}
