//! The screen between the form and the call.

use parley_protocol::message::RoomName;
use sycamore::prelude::*;

use super::page_head::PageHead;
use crate::browser::focus::focus;
use crate::state::{App, Command, Commands, Device};
use crate::text::t;

/// Waits with the person: first for the browser's prompt, then for the room.
#[component(inline_props)]
pub(crate) fn Joining(room: RoomName) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let asking = create_selector(move || {
        app.own
            .with(|own| own.microphone == Device::Unknown && own.camera == Device::Unknown)
    });
    let title = create_node_ref();
    on_mount(move || focus(title));

    view! {
        main(class="page", data-screen="joining", aria-busy="true") {
            PageHead()
            section(class="card message") {
                div(class="meeting", aria-hidden="true") { span {} span {} }
                h1(r#ref=title, tabindex="-1") {
                    (t().joining.title) bdi { (room.to_string()) }
                }
                div(role="status") {
                    if asking.get() {
                        p { (t().joining.asking) }
                        p(class="soft") { (t().joining.may_refuse) }
                    } else {
                        p { (t().joining.finding) }
                    }
                }
                button(
                    r#type="button",
                    class="button quiet",
                    on:click=move |_| commands.send(Command::HangUp),
                ) { (t().joining.cancel) }
            }
        }
    }
}
