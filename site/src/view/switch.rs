//! Something that is on or off.

use sycamore::prelude::*;

use crate::state::{Command, Commands};
use crate::text::{Texts, t};

/// A switch that speaks a command. `disabled` and `describedby` are for one that has to explain itself.
#[component(inline_props)]
pub(super) fn Switch(
    label: fn(&'static Texts) -> &'static str,
    on: ReadSignal<bool>,
    command: fn(bool) -> Command,
    disabled: Option<ReadSignal<bool>>,
    describedby: Option<String>,
) -> View {
    let commands = use_context::<Commands>();
    view! {
        button(
            r#type="button",
            class="switch",
            role="switch",
            aria-checked=on.get().to_string(),
            aria-describedby=describedby,
            disabled=disabled.is_some_and(|it| it.get()),
            on:click=move |_| commands.send(command(!on.get_untracked())),
        ) {
            span { (label(t())) }
            span(class="switch-track", aria-hidden="true")
        }
    }
}
