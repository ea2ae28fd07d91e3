//! Where the people are.

use parley_protocol::call::Person;
use parley_protocol::message::{DisplayName, PeerId};
use sycamore::prelude::*;

use super::alone::Alone;
use super::layout::{Layout, Size};
use super::own_tile::OwnTile;
use super::tile::Tile;
use crate::browser::resize::Resize;
use crate::state::App;
use crate::text::t;

/// The others in a grid that needs no scrolling, and the own picture in a corner of it.
#[component(inline_props)]
pub(super) fn Stage(name: DisplayName) -> View {
    let app = use_context::<App>();
    let people = create_selector(move || app.call.with(|call| ids(&call.people)));
    let count = create_selector(move || people.with(Vec::len));
    let size = create_signal(Size::default());
    let layout = create_selector(move || Layout::best(count.get(), size.get()));

    let stage = create_node_ref();
    on_mount(move || {
        let resize = Resize::watch(stage, move |width, height| size.set(Size { width, height }));
        on_cleanup(move || drop(resize));
    });

    view! {
        section(
            r#ref=stage,
            class="stage",
            aria-label=t().stage.people,
            data-stage="",
            data-count=count.get().to_string(),
            data-columns=layout.get().columns.to_string(),
            data-rows=layout.get().rows.to_string(),
        ) {
            div(class="grid") {
                Keyed(
                    list=people,
                    view=|id| view! { Tile(id=id) },
                    key=|id: &PeerId| id.to_string(),
                )
            }
            OwnTile(name=name)
            if count.get() == 0 {
                Alone {}
            }
        }
    }
}

fn ids(people: &[Person]) -> Vec<PeerId> {
    people.iter().map(|person| person.id.clone()).collect()
}
