//! Reactions to choose from.

use sycamore::prelude::*;

use super::action::PALETTE_ID;
use crate::browser::popover;
use crate::floor::reactions::PALETTE;
use crate::state::{Command, Commands};
use crate::text::t;

/// Lies over the foot of the stage until one is chosen, or the person looks elsewhere.
#[component]
pub(super) fn Palette() -> View {
    let commands = use_context::<Commands>();
    let reaction = move |(index, emoji): (usize, &'static str)| {
        let commands = commands.clone();
        let react = move |_| {
            popover::hide(PALETTE_ID);
            if let Ok(emoji) = emoji.parse() {
                commands.send(Command::React(emoji));
            }
        };
        view! {
            button(
                r#type="button",
                class="reaction",
                "autofocus"=(index == 0).then_some(""),
                aria-label=t().actions.reactions[index],
                title=t().actions.reactions[index],
                on:click=react,
            ) { (emoji) }
        }
    };

    view! {
        div(
            id=PALETTE_ID,
            class="palette",
            popover="auto",
            role="group",
            aria-label=t().actions.react,
        ) {
            (PALETTE.into_iter().enumerate().map(&reaction).collect::<Vec<_>>())
        }
    }
}
