//! What a tile says about the person on it beside their name: a raised hand, and reactions.

use sycamore::prelude::*;

use crate::floor::Party;
use crate::floor::reactions::Reaction;
use crate::state::{App, name_of};
use crate::text::t;
use crate::view::icon::{Drawing, Icon};

/// A raised hand, with its place where there are several.
#[component(inline_props)]
pub(in crate::view) fn RaisedHand(party: Party) -> View {
    let app = use_context::<App>();
    let place = create_selector(move || app.hands.with(|hands| hands.place(&party)));
    let are_many = create_selector(move || app.hands.with(|hands| hands.are_many()));

    view! {
        match place.get() {
            Some(place) => p(class="raised-hand") {
                Drawing(icon=Icon::Hand)
                span(class="visually-hidden") { (t().stage.hand) }
                if are_many.get() {
                    span { (place) }
                }
            },
            None => {},
        }
    }
}

/// Reactions that float over the tile for a moment. Whoever listens is told by [`ReactionNews`].
#[component(inline_props)]
pub(in crate::view) fn Floating(party: Party) -> View {
    let app = use_context::<App>();
    let reactions = create_selector(move || {
        let own = |reaction: &&Reaction| reaction.party == party;
        app.reactions
            .with(|all| all.iter().filter(own).cloned().collect::<Vec<_>>())
    });

    view! {
        div(class="floating", aria-hidden="true") {
            Keyed(
                list=reactions,
                view=|reaction| {
                    let lane = (reaction.serial % 3).to_string();
                    view! { span(data-lane=lane) { (reaction.emoji.as_str().to_owned()) } }
                },
                key=|reaction| reaction.serial,
            )
        }
    }
}

/// The last reaction of someone else in words, for those who listen.
#[component]
pub(in crate::view) fn ReactionNews() -> View {
    let app = use_context::<App>();
    let words = create_selector(move || {
        let last = app.reactions.with(|all| all.last().cloned());
        match last {
            Some(Reaction {
                party: Party::Peer(id),
                emoji,
                ..
            }) => {
                let name = app.call.with(|call| name_of(call, &id));
                name.map_or_else(String::new, |name| {
                    (t().stage.reacted)(&name, emoji.as_str())
                })
            }
            Some(_) | None => String::new(),
        }
    });
    view! { p(class="visually-hidden", role="status") { (words) } }
}
