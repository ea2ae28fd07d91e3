//! The private rooms that this browser remembers.

use parley_protocol::message::RoomName;
use sycamore::prelude::*;

use super::{Entries, Request};
use crate::browser::focus::focus;
use crate::text::front;
use crate::view::icon::{Drawing, Icon};

/// The way into each of them, and the way to forget it.
#[component(inline_props)]
pub(super) fn Rooms<F>(rooms: ReadSignal<Vec<RoomName>>, entries: Entries, ask: F) -> View
where
    F: Fn(Request) + Clone + 'static,
{
    let list = create_node_ref();
    let draw = move |room: RoomName| {
        let (to_enter, to_forget) = (room.clone(), room.clone());
        let (enter, forget) = (ask.clone(), ask.clone());
        let enter = move |_| {
            if let Some(name) = entries.named() {
                let room = to_enter.clone();
                enter(Request::Enter { room, name });
            }
        };
        let forget = move |_| {
            // The button goes, and the keys lead on from there.
            focus(match rooms.with_untracked(Vec::len) {
                1 => entries.room.input,
                _ => list,
            });
            let room = to_forget.clone();
            forget(Request::Forget { room });
        };
        let name = room.to_string();
        let label = (front().private.forget)(&name);
        let title = label.clone();
        view! {
            li {
                button(r#type="button", class="button quiet", on:click=enter) {
                    Drawing(icon=Icon::Seal) bdi { (name) }
                }
                button(
                    r#type="button",
                    class="button bare",
                    aria-label=label,
                    title=title,
                    on:click=forget,
                ) { Drawing(icon=Icon::Close) }
            }
        }
    };
    view! {
        section(class="kept-rooms", aria-labelledby="kept-rooms", hidden=rooms.with(Vec::is_empty)) {
            h2(id="kept-rooms") { (front().private.remembered) }
            ul(r#ref=list, role="list", tabindex="-1", aria-labelledby="kept-rooms") {
                (rooms.get_clone().into_iter().map(&draw).collect::<Vec<_>>())
            }
        }
    }
}
