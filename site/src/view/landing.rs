//! The first screen: which room, and under which name.

use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use super::field::{Entry, Field};
use super::icon::{Drawing, Icon};
use super::page_head::PageHead;
use crate::browser::focus::focus;
use crate::text::t;

/// Why a person is here, if not by choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// There is no network.
    Offline,
    /// The server did not answer, or did not take the id.
    NoServer,
    /// The rest of the site could not be loaded.
    NotLoaded,
}

/// The form, filled in with what is known. `join` is called with what the person asks for; from then
/// on they may have to wait a moment, `joining`.
#[component(inline_props)]
pub(crate) fn Landing(
    room: String,
    name: String,
    notice: ReadSignal<Option<Notice>>,
    joining: ReadSignal<bool>,
    join: impl Fn(RoomName, DisplayName) + 'static,
) -> View {
    let room = Entry::<RoomName>::new(room);
    let name = Entry::<DisplayName>::new(name);
    let button = create_node_ref();
    on_mount(move || focus(first_to_fill(room, name).unwrap_or(button)));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match (room.check(), name.check()) {
            (Some(room), Some(name)) => join(room, name),
            (None, _) => focus(room.input),
            (Some(_), None) => focus(name.input),
        }
    };

    view! {
        main(class="page landing", data-screen="landing") {
            PageHead()
            section(class="pitch") {
                h1 { (t().landing.title) }
                p { (t().landing.pitch) }
                p(class="soft") { (t().landing.privacy) }
            }
            form(class="card", aria-label=t().landing.join, novalidate=true, on:submit=submit) {
                (notice.get().map(|notice| view! { NoticeBox(notice=notice) }))
                Field(
                    id="room",
                    label=|texts| texts.landing.room,
                    hint=|texts| texts.landing.room_hint,
                    autocomplete="off",
                    entry=room,
                )
                Field(
                    id="name",
                    label=|texts| texts.landing.name,
                    hint=|texts| texts.landing.name_hint,
                    autocomplete="name",
                    entry=name,
                )
                button(
                    r#ref=button,
                    r#type="submit",
                    class="button primary",
                    aria-busy=joining.get().then_some("true"),
                ) {
                    (if joining.get() { t().landing.joining } else { t().landing.join })
                }
            }
        }
    }
}

/// The input of the first field that is still empty.
fn first_to_fill(room: Entry<RoomName>, name: Entry<DisplayName>) -> Option<NodeRef> {
    let empty = |text: Signal<String>| text.with_untracked(String::is_empty);
    if empty(room.text) {
        return Some(room.input);
    }
    empty(name.text).then_some(name.input)
}

/// Why the person is back here.
#[component(inline_props)]
fn NoticeBox(notice: Notice) -> View {
    let words = move || match notice {
        Notice::Offline => t().notice.offline,
        Notice::NoServer => t().notice.no_server,
        Notice::NotLoaded => t().notice.not_loaded,
    };
    view! {
        p(class="notice", role="alert") {
            Drawing(icon=Icon::Warning)
            span { (words()) }
        }
    }
}
