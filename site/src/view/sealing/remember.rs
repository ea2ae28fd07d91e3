//! Whether this browser remembers a private room.

use sycamore::prelude::*;

use crate::secret::Sealing;
use crate::state::{App, Command};
use crate::text::t;
use crate::view::switch::Switch;

/// The switch, in a room that is sealed: any other is found by its name.
#[component]
pub(crate) fn Remember() -> View {
    let app = use_context::<App>();
    let is_sealed = create_selector(move || app.sealing.get() != Sealing::Open);
    view! {
        if is_sealed.get() {
            div(class="remember") {
                Switch(
                    label=|texts| texts.sealing.remember,
                    on=*app.remembered,
                    command=Command::SetRemembered,
                    describedby="remember-hint".to_owned(),
                )
                p(id="remember-hint", class="note") { (t().sealing.remember_hint) }
            }
        }
    }
}
