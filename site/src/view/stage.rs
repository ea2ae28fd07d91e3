//! Where the people and their screens are.

pub(super) mod arrangement;

mod layout;
pub(super) mod marks;
pub(super) mod own_place;
pub(super) mod pin;
mod screen_tile;
mod strip;

use parley_protocol::message::DisplayName;
use sycamore::prelude::*;

use self::arrangement::Subject;
use self::layout::{Layout, Size};
use self::marks::ReactionNews;
use self::screen_tile::ScreenTile;
use self::strip::{Side, Strip};
use super::alone::Alone;
use super::own_tile::OwnTile;
use super::staging::Staging;
use super::tile::Tile;
use crate::browser::resize::Resize;
use crate::state::App;
use crate::text::t;

/// How the tiles are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Grid(Layout),
    Spotlight(Strip),
}

/// The others in a grid that needs no scrolling, or one of them large; and the own picture in a corner.
///
/// A tile never changes its place in the document, because a `<video>` that is moved there stops. Where
/// it is seen is a matter of style.
#[component(inline_props)]
pub(super) fn Stage(name: DisplayName) -> View {
    let app = use_context::<App>();
    let staging = use_context::<Staging>();
    let count = create_selector(move || app.call.with(|call| call.people.len()));
    let size = create_signal(Size::default());
    let setting = create_selector(move || setting(staging, size.get()));

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
            data-tiles=staging.subjects.with(Vec::len).to_string(),
            data-layout=setting.get().name(),
            data-columns=setting.get().columns().to_string(),
            data-rows=setting.get().rows().to_string(),
        ) {
            div(class="grid") {
                Keyed(
                    list=staging.subjects,
                    view=|subject| match subject {
                        Subject::Person(id) => view! { Tile(id=id) },
                        Subject::Screen(id) => view! { ScreenTile(id=id) },
                    },
                    key=Subject::key,
                )
            }
            OwnTile(name=name)
            ReactionNews {}
            if count.get() == 0 {
                Alone {}
            }
        }
    }
}

fn setting(staging: Staging, size: Size) -> Setting {
    let tiles = staging.subjects.with(Vec::len);
    let spotlight = staging.arrangement.with(|it| it.spotlight().is_some());
    if spotlight {
        Setting::Spotlight(Strip::best(tiles - 1, staging.own.get(), size))
    } else {
        Setting::Grid(Layout::best(tiles, size))
    }
}

impl Setting {
    fn name(self) -> &'static str {
        match self {
            Self::Grid(_) => "grid",
            Self::Spotlight(Strip {
                side: Side::End, ..
            }) => "spotlight",
            Self::Spotlight(Strip {
                side: Side::Below, ..
            }) => "spotlight-above",
        }
    }

    fn columns(self) -> usize {
        match self {
            Self::Grid(layout) => layout.columns,
            Self::Spotlight(strip) => strip.columns,
        }
    }

    fn rows(self) -> usize {
        match self {
            Self::Grid(layout) => layout.rows,
            Self::Spotlight(strip) => strip.rows,
        }
    }
}
