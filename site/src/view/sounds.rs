//! Whether Parley makes sounds of its own.

use sycamore::prelude::*;

use crate::state::{App, Command, Commands};
use crate::text::t;

/// Switches the sounds that tell who comes, who goes and who writes.
#[component]
pub(super) fn SoundSwitch() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let on = create_selector(move || app.sounds.get());
    let toggle = move |_| commands.send(Command::SetSounds(!on.get_untracked()));

    view! {
        button(
            r#type="button",
            class="switch",
            role="switch",
            aria-checked=if on.get() { "true" } else { "false" },
            on:click=toggle,
        ) {
            span { (t().people.sounds) }
            span(class="switch-track", aria-hidden="true")
        }
    }
}
