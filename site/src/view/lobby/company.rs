//! Who is in the room already.

use parley_protocol::call::{Person, Signaling, Snapshot};
use sycamore::prelude::*;

use crate::state::App;
use crate::text::t;
use crate::view::avatar::{Disc, Hue};
use crate::view::icon::{Drawing, Icon};

/// How many are shown by name.
const NAMED: usize = 4;

/// What is known about those in the room.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    /// The server has not said yet.
    Nothing,
    /// The server was there, and does not answer any more.
    Unreachable,
    /// There are people in the room, all of them with another secret. Others speak of those.
    Strangers,
    /// These are in the room.
    People(Vec<Guest>),
}

/// Someone in the room.
#[derive(Clone, Debug, PartialEq)]
struct Guest {
    /// `None` if they gave none that is valid.
    name: Option<String>,
    hue: Hue,
}

/// How many are in the room, and their names.
#[component]
pub(super) fn Company() -> View {
    let app = use_context::<App>();
    let known = create_selector(move || app.call.with(Known::of));
    let full = create_selector(move || app.call.with(is_full));
    let rules = create_selector(move || app.call.with(|call| call.control.rules));
    let waits = create_selector(move || app.call.with(|call| call.control.waits));

    view! {
        div(class="company", role="status") {
            (match known.get_clone() {
                Known::Nothing => view! { p(class="soft") { (t().lobby.looking) } },
                Known::Unreachable => view! { p(class="soft") { (t().lobby.unreachable) } },
                Known::Strangers => view! {},
                Known::People(guests) => view! { Guests(guests=guests) },
            })
            if full.get() {
                p(class="notice") {
                    Drawing(icon=Icon::Warning)
                    span { (t().lobby.full) }
                }
            }
            if rules.get().locked {
                p(class="notice", data-notice="locked") {
                    Drawing(icon=Icon::Lock)
                    span { (t().host.door_locked) }
                }
            } else if rules.get().knocking {
                p(class="notice", data-notice="knocking") {
                    Drawing(icon=Icon::Door)
                    span {
                        if waits.get() { (t().host.asked) } else { (t().host.door_knocking) }
                    }
                }
            }
        }
    }
}

/// The count, and as many names as there is room for.
#[component(inline_props)]
fn Guests(guests: Vec<Guest>) -> View {
    let count = guests.len();
    let more = count.saturating_sub(NAMED);
    let named: Vec<_> = guests
        .into_iter()
        .take(NAMED)
        .map(|guest| view! { Named(guest=guest) })
        .collect();

    view! {
        p { ((t().lobby.people)(count)) }
        ul(hidden=count == 0) {
            (named)
            li(class="soft", hidden=more == 0) { ((t().lobby.more)(more)) }
        }
    }
}

#[component(inline_props)]
fn Named(guest: Guest) -> View {
    let Guest { name, hue } = guest;
    let disc = name.clone().unwrap_or_default();
    view! {
        li {
            Disc(name=disc, hue=hue)
            bdi { (name.clone().unwrap_or_else(|| t().news.someone.to_owned())) }
        }
    }
}

/// Whether the room takes nobody else.
pub(super) fn is_full(call: &Snapshot) -> bool {
    call.capacity.is_some_and(|max| call.people.len() >= max)
}

impl Known {
    fn of(call: &Snapshot) -> Self {
        match (call.capacity, call.signaling) {
            (_, Signaling::Lost) => Self::Unreachable,
            (None, Signaling::Off | Signaling::Connecting | Signaling::Up) => Self::Nothing,
            (Some(_), _) if call.people.is_empty() && call.strangers.count() > 0 => Self::Strangers,
            (Some(_), _) => Self::People(call.people.iter().map(Guest::of).collect()),
        }
    }
}

impl Guest {
    fn of(person: &Person) -> Self {
        Self {
            name: person.name.as_ref().map(ToString::to_string),
            hue: Hue::of(&person.id),
        }
    }
}
