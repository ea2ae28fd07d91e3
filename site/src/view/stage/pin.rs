//! The button that gives a tile the large place.

use sycamore::prelude::*;

use super::arrangement::Subject;
use crate::browser::focus;
use crate::text::t;
use crate::view::icon::{Drawing, Icon};
use crate::view::staging::Staging;

/// Pins a tile, whose `name` it says, or unpins it. Is not there while there is nothing to choose from.
#[component(inline_props)]
pub(in crate::view) fn Pin(subject: Subject, name: ReadSignal<String>) -> View {
    let staging = use_context::<Staging>();
    let arrangement = staging.arrangement;
    let pinned = create_selector({
        let subject = subject.clone();
        move || arrangement.with(|it| it.pinned() == Some(&subject))
    });
    let lone = create_selector(move || arrangement.with(|it| it.tiles() < 2));
    let label = move || {
        let texts = &t().stage;
        let label = if pinned.get() { texts.unpin } else { texts.pin };
        name.with(|name| label(name))
    };

    let button = create_node_ref();
    on_mount(move || {
        on_cleanup(move || focus::leave(button));
        create_effect(move || {
            if lone.get() {
                focus::leave(button);
            }
        });
    });

    view! {
        button(
            r#ref=button,
            r#type="button",
            class="tile-button",
            aria-label=label(),
            title=label(),
            hidden=lone.get(),
            data-pinned=pinned.get().to_string(),
            on:click=move |_| arrangement.update(|it| it.pin(&subject)),
        ) {
            if pinned.get() {
                Drawing(icon=Icon::Unpin)
            } else {
                Drawing(icon=Icon::Pin)
            }
        }
    }
}
