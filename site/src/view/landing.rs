//! The first screen: which room, and under which name.

use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use super::field::{Entry, Field};
use super::icon::{Drawing, Icon, Wordmark};
use crate::browser::focus::focus;
use crate::state::{Command, Commands, Notice};

/// The form, filled in with what is known.
#[component(inline_props)]
pub(crate) fn Landing(
    room: String,
    name: String,
    #[prop(!optional)] notice: Option<Notice>,
) -> View {
    let commands = use_context::<Commands>();
    let notice = notice.map(|notice| view! { NoticeBox(notice=notice) });
    let room = Entry::<RoomName>::new(room);
    let name = Entry::<DisplayName>::new(name);
    let join = create_node_ref();
    on_mount(move || focus(first_to_fill(room, name).unwrap_or(join)));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match (room.check(), name.check()) {
            (Some(room), Some(name)) => commands.send(Command::Join { room, name }),
            (None, _) => focus(room.input),
            (Some(_), None) => focus(name.input),
        }
    };

    view! {
        main(class="page landing", data-screen="landing") {
            header(class="page-head") { Wordmark() }
            section(class="pitch") {
                h1 { "Talk, face to face." }
                p {
                    "Pick a room, share its link, and see and hear each other. \
                     Nothing to install, no account."
                }
                p(class="soft") {
                    "Calls go from browser to browser. Our server introduces you \
                     to each other, then stays out of it."
                }
            }
            form(class="card", aria-label="Join", novalidate=true, on:submit=submit) {
                (notice)
                Field(
                    id="room",
                    label="Room",
                    hint="Same name, same room.",
                    autocomplete="off",
                    entry=room,
                )
                Field(
                    id="name",
                    label="Your name",
                    hint="The others see it on your picture.",
                    autocomplete="name",
                    entry=name,
                )
                button(r#ref=join, r#type="submit", class="button primary") { "Join" }
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
    let (role, words) = match notice {
        Notice::RoomFull => (
            "alert",
            "This room is full. Try again when someone has left.",
        ),
        Notice::Superseded => (
            "status",
            "You joined this room in another tab. The call goes on there.",
        ),
        Notice::NoServer => (
            "alert",
            "The server did not answer. Look at your connection, then try again.",
        ),
    };
    view! {
        p(class="notice", role=role) {
            Drawing(icon=Icon::Warning)
            span { (words) }
        }
    }
}
