//! What opens beside the stage.

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;

use super::head::Head;
use super::later::Later;
use crate::browser::focus::{Focused, focus};
use crate::state::{App, Command, Commands, Panel};
use crate::text::Texts;

impl Panel {
    /// What tells it from the others, in attributes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::People => "people",
        }
    }

    /// The id of its element.
    pub(super) fn id(self) -> String {
        format!("panel-{}", self.name())
    }
}

/// A panel with its head. What is in it is built when it first opens. While it is closed it is out of sight, with all
/// that was typed in it.
///
/// When it opens, the focus moves to `first`, and when it closes, back to where it was. Escape closes it.
#[component(inline_props)]
pub(super) fn Side(
    panel: Panel,
    title: fn(&'static Texts) -> &'static str,
    first: NodeRef,
    children: Children,
) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let open = create_selector(move || app.panel.get() == Some(panel));
    let aside = create_node_ref();
    let title_id = format!("{}-title", panel.id());
    let labelledby = title_id.clone();
    on_mount(move || move_focus(open, aside, first));

    let on_key = {
        let commands = commands.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                commands.send(Command::Open(None));
            }
        }
    };
    view! {
        aside(
            r#ref=aside,
            id=panel.id(),
            class="panel",
            data-panel=panel.name(),
            aria-labelledby=labelledby,
            hidden=!open.get(),
            on:keydown=on_key,
        ) {
            Later(wanted=open) {
                Head(id=title_id, title=title, close=move || commands.send(Command::Open(None)))
                (children)
            }
        }
    }
}

fn move_focus(open: ReadSignal<bool>, aside: NodeRef, first: NodeRef) {
    let mut before = None;
    create_effect(move || {
        // Once the panel is in sight, or out of it.
        if open.get() {
            before = Focused::now();
            spawn_local(async move { focus(first) });
        } else if let Some(before) = before.take() {
            spawn_local(async move { before.return_from(aside) });
        }
    });
}
