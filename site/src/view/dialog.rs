//! What opens over everything else.

use sycamore::prelude::*;
use web_sys::{Event, MouseEvent};

use super::announcer::AnnouncerAbove;
use super::head::Head;
use super::later::Later;
use crate::browser::dialog;
use crate::text::Texts;

/// A dialog with its head. What is in it is built when it first opens. Escape, a click beside it and its button close it.
#[component(inline_props)]
pub(super) fn Dialog(
    id: &'static str,
    open: Signal<bool>,
    title: fn(&'static Texts) -> &'static str,
    children: Children,
) -> View {
    let element = create_node_ref();
    let built = create_signal(false);
    let title_id = format!("{id}-title");
    let labelledby = title_id.clone();
    on_mount(move || {
        create_effect(move || {
            if open.get() {
                // Opening it moves the focus into it.
                built.set(true);
                dialog::open(element);
            } else {
                dialog::close(element);
            }
        });
    });
    let on_click = move |event: MouseEvent| {
        // What is in the dialog covers it: a click that meets the dialog itself went beside it.
        if event.target() == event.current_target() {
            open.set(false);
        }
    };

    view! {
        dialog(
            r#ref=element,
            id=id,
            class="dialog",
            aria-labelledby=labelledby,
            on:close=move |_: Event| open.set(false),
            on:click=on_click,
        ) {
            div(class="dialog-body") {
                Later(wanted=*built) {
                    Head(id=title_id, title=title, close=move || open.set(false))
                    (children)
                }
            }
            if open.get() {
                AnnouncerAbove {}
            }
        }
    }
}
