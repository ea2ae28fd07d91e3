//! The words, of the room and of each person in it.

use parley_protocol::call::{Person, Snapshot};
use sycamore::prelude::*;

use crate::state::{App, name_of};
use crate::text::t;

/// How it stands with the words of the room.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    /// There is nobody to compare them with.
    Alone,
    /// They are on their way.
    Coming,
    /// Not everyone sees the same.
    Differ,
    /// These.
    Words(Vec<&'static str>),
}

impl Found {
    fn of(call: &Snapshot) -> Self {
        let verified = &call.verified;
        match &verified.room {
            Some(words) => Self::Words(words.as_slice().to_vec()),
            None if !verified.disagreeing.is_empty() => Self::Differ,
            None if call.people.iter().all(|person| person.guest) => Self::Alone,
            None => Self::Coming,
        }
    }
}

/// The words of the room, large, and what to do with them.
#[component]
pub(super) fn RoomWords() -> View {
    let app = use_context::<App>();
    let found = create_selector(move || app.call.with(Found::of));
    let guests = create_selector(move || app.call.with(has_guests));

    view! {
        section(class="seal-words", aria-labelledby="seal-words") {
            h3(id="seal-words") { (t().sealing.words) }
            div(role="status") {
                (match found.get_clone() {
                    Found::Alone => view! { p(class="soft") { (t().sealing.words_alone) } },
                    Found::Coming => view! { p(class="soft") { (t().sealing.words_coming) } },
                    Found::Differ => view! { p(class="notice", data-words="differ") { (t().sealing.words_differ) } },
                    Found::Words(words) => view! { Words(words=words) },
                })
            }
            p(class="soft") { (t().sealing.words_how) }
            if guests.get() {
                p(class="soft") { (t().sealing.guests) }
            }
        }
    }
}

/// They are English in every language: whoever reads them out to somebody may speak another one.
#[component(inline_props)]
fn Words(words: Vec<&'static str>) -> View {
    let words: Vec<_> = words
        .into_iter()
        .map(|word| view! { li { (word) } })
        .collect();
    view! { ol(class="words", lang="en", translate="no", data-words="room") { (words) } }
}

fn has_guests(call: &Snapshot) -> bool {
    call.people.iter().any(|person| person.guest)
}

/// One row of the list: whose words, and which.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    /// `None` for the own words.
    name: Option<String>,
    words: String,
    /// Whether this person sees others than this page does.
    differs: bool,
}

/// The words for the certificate of each person.
#[component]
pub(super) fn PersonalWords() -> View {
    let app = use_context::<App>();
    let rows = create_selector(move || app.call.with(rows));
    let none = create_selector(move || rows.with(Vec::is_empty));

    view! {
        details(class="seal-each", hidden=none.get()) {
            summary { (t().sealing.each) }
            p(class="soft") { (t().sealing.each_how) }
            dl {
                (rows.get_clone().into_iter().map(draw).collect::<Vec<_>>())
            }
        }
    }
}

fn draw(row: Row) -> View {
    let Row {
        name,
        words,
        differs,
    } = row;
    let own = name.is_none();
    view! {
        div(data-own=own.to_string(), data-differs=differs.to_string()) {
            dt { bdi { (name.clone().unwrap_or_else(|| t().sealing.you.to_owned())) } }
            dd(lang="en", translate="no") { (words) }
        }
    }
}

fn rows(call: &Snapshot) -> Vec<Row> {
    let verified = &call.verified;
    let Some(own) = &verified.own else {
        return Vec::new();
    };
    let own = Row {
        name: None,
        words: own.to_string(),
        differs: false,
    };
    let others = call.people.iter().filter_map(|Person { id, .. }| {
        Some(Row {
            name: name_of(call, id),
            words: verified.people.get(id)?.to_string(),
            differs: verified.room.is_none() && verified.disagreeing.contains(id),
        })
    });
    [own].into_iter().chain(others).collect()
}
