//! Buttons for actions: round ones for a bar, and lines of a menu.

use sycamore::prelude::*;

use super::action::{Action, Actor};
use super::icon::Drawing;
use crate::browser::popover;

/// A round button without words on it. Is not there while its action cannot be done.
#[component(inline_props)]
pub(super) fn ActionButton(action: Action) -> View {
    let actor = Actor::new();
    let look = actor.look(action);
    let icon = create_selector(move || look.get().icon);

    view! {
        button(
            r#type="button",
            class="control",
            aria-label=look.get().label,
            title=look.get().label,
            hidden=!look.get().can,
            data-action=action.name(),
            data-on=look.get().on.to_string(),
            on:click=move |_| actor.perform(action),
        ) {
            match icon.get() {
                icon => Drawing(icon=icon),
            }
        }
    }
}

/// The same in words, in the menu of this id, which it closes.
#[component(inline_props)]
pub(super) fn ActionLine(action: Action, menu: &'static str) -> View {
    let actor = Actor::new();
    let look = actor.look(action);
    let icon = create_selector(move || look.get().icon);
    let act = move |_| {
        popover::hide(menu);
        actor.perform(action);
    };

    view! {
        button(
            r#type="button",
            class="menu-line",
            hidden=!look.get().can,
            data-action=action.name(),
            data-on=look.get().on.to_string(),
            on:click=act,
        ) {
            match icon.get() {
                icon => Drawing(icon=icon),
            }
            span { (look.get().label) }
        }
    }
}
