//! The screen between the form and the call.

use parley_protocol::message::RoomName;
use sycamore::prelude::*;

use super::icon::Wordmark;
use crate::browser::focus::focus;
use crate::state::{App, Command, Commands, Device};

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
            header(class="page-head") { Wordmark() }
            section(class="card message") {
                div(class="meeting", aria-hidden="true") { span {} span {} }
                h1(r#ref=title, tabindex="-1") {
                    "Joining " bdi { (room.to_string()) }
                }
                div(role="status") {
                    if asking.get() {
                        p {
                            "Your browser asks whether Parley may use your camera and microphone. \
                             Its question is near the address bar."
                        }
                        p(class="soft") {
                            "You can say no and join all the same: you will see and hear the others."
                        }
                    } else {
                        p { "Finding the others…" }
                    }
                }
                button(
                    r#type="button",
                    class="button quiet",
                    on:click=move |_| commands.send(Command::HangUp),
                ) { "Cancel" }
            }
        }
    }
}
