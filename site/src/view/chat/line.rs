//! One message.

use parley_protocol::chat::{Delivery, Line, MessageId};
use sycamore::prelude::*;

use super::link::{Piece, pieces};
use crate::browser::clock::{self, Moment};
use crate::state::{App, name_of};
use crate::text::t;

/// The message, under a head if it begins something new, and what has become of it if it is an own one.
#[component(inline_props)]
pub(super) fn MessageLine(id: MessageId) -> View {
    let app = use_context::<App>();
    let Some(line) = app.conversation.with_untracked(|it| it.line(id).cloned()) else {
        return View::new();
    };
    let has_head = create_selector(move || app.conversation.with(|it| it.has_head(id)));
    let delivery = create_selector(move || app.conversation.with(|it| it.line(id)?.delivery));
    // Whoever it was written to is here now, and may not be later.
    let reader = line.message.to.as_ref();
    let reader = reader.and_then(|to| app.call.with_untracked(|call| name_of(call, to)));
    let reader = create_signal(reader.unwrap_or_default());
    let own = line.delivery.is_some();
    let private = line.message.to.is_some();
    let history = line.history;
    let text: Vec<View> = pieces(line.message.text.as_str())
        .into_iter()
        .map(show)
        .collect();

    view! {
        div(
            class="line",
            data-author=if own { "own" } else { "other" },
            data-head=has_head.get().then_some(""),
            data-private=private.then_some(""),
            data-history=history.then_some(""),
            data-delivery=delivery.get().map(delivery_name),
        ) {
            Head(line=line, reader=*reader)
            div(class="bubble", dir="auto") { (text) }
            Fate(delivery=delivery, private=private, reader=*reader)
        }
    }
}

/// Who wrote it, when, and to whom if not to everyone.
#[component(inline_props)]
fn Head(line: Line, reader: ReadSignal<String>) -> View {
    let Line {
        message, delivery, ..
    } = line;
    let own = delivery.is_some();
    let name = message.name.to_string();
    let moment = create_signal(Moment::default());
    on_mount(move || moment.set(clock::moment(message.at)));

    view! {
        p(class="line-head") {
            if own {
                strong { (t().stage.you) }
            } else {
                strong { bdi { (name.clone()) } }
            }
            " "
            if message.to.is_some() {
                span(class="line-private") {
                    (if own { reader.with(|name| (t().chat.only_to)(name)) } else { t().chat.only_to_you.to_owned() })
                }
                " "
            }
            time(datetime=moment.with(|it| it.machine.clone())) { (moment.with(|it| it.time.clone())) }
        }
    }
}

/// What has become of an own message.
#[component(inline_props)]
fn Fate(delivery: ReadSignal<Option<Delivery>>, private: bool, reader: ReadSignal<String>) -> View {
    view! {
        match delivery.get() {
            None => {},
            Some(Delivery::Sending(_)) => p(class="line-fate", aria-live="off") { (t().chat.sending) },
            Some(Delivery::Delivered) => p(class="line-fate", aria-live="off") { (t().chat.delivered) },
            Some(Delivery::Nobody) if private => p(class="line-fate") {
                (reader.with(|name| (t().chat.lost)(name)))
            },
            Some(Delivery::Nobody) => p(class="line-fate") { (t().chat.nobody) },
        }
    }
}

fn show(piece: Piece) -> View {
    match piece {
        Piece::Text(text) => text.into(),
        Piece::Link { text, href } => view! {
            a(href=href, target="_blank", rel="noopener noreferrer nofollow") { bdi { (text) } }
        },
    }
}

fn delivery_name(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sending(_) => "sending",
        Delivery::Nobody => "nobody",
        Delivery::Delivered => "delivered",
    }
}
