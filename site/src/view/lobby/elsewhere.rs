//! The same room in another tab.

use sycamore::prelude::*;

use crate::state::{App, Command, Commands};
use crate::text::t;
use crate::view::icon::{Drawing, Icon};

/// That another tab of this browser is in the room, and the way to go on in this one.
#[component]
pub(super) fn Elsewhere() -> View {
    let app = use_context::<App>();
    let elsewhere = create_selector(move || app.elsewhere.get());
    view! {
        div(role="status") {
            if elsewhere.get() {
                Offer {}
            }
        }
    }
}

#[component]
fn Offer() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="notice elsewhere") {
            Drawing(icon=Icon::Screen)
            p { (t().lobby.elsewhere) }
            button(
                r#type="button",
                class="button quiet",
                on:click=move |_| commands.send(Command::MoveHere),
            ) { (t().lobby.move_here) }
        }
    }
}
