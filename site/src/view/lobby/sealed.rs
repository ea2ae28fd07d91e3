//! Whether the room is sealed.

use sycamore::prelude::*;

use crate::secret::Sealing;
use crate::state::{App, Command, Commands};
use crate::text::t;
use crate::view::icon::Drawing;

/// How the room is sealed, and the way to seal one that is not.
#[component]
pub(super) fn Sealed() -> View {
    let app = use_context::<App>();
    let sealing = create_selector(move || app.sealing.get());
    view! {
        div(class="seal-note", data-sealing=sealing.get().as_str()) {
            Drawing(icon=sealing.get().icon())
            p {
                (match sealing.get() {
                    Sealing::Open => t().sealing.door_open,
                    Sealing::Link => t().sealing.door_link,
                    Sealing::Passphrase => t().sealing.door_passphrase,
                })
            }
            if sealing.get() == Sealing::Open {
                ToSeal {}
            }
        }
    }
}

#[component]
fn ToSeal() -> View {
    let commands = use_context::<Commands>();
    view! {
        button(
            r#type="button",
            class="button bare",
            on:click=move |_| commands.send(Command::ToSeal),
        ) { (t().private.use_passphrase) }
    }
}
