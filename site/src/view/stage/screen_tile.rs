//! A screen that someone else shares.

use parley_protocol::message::PeerId;
use sycamore::prelude::*;

use super::arrangement::Subject;
use super::pin::Pin;
use crate::state::App;
use crate::text::t;
use crate::view::icon::{Drawing, Icon};
use crate::view::picture::Picture;
use crate::view::staging::Staging;
use crate::view::tile::last_name;

/// The whole of a screen, with its sound, and a word about whose it is.
///
/// Until its first picture is there, the words behind it are to be seen.
#[component(inline_props)]
pub(super) fn ScreenTile(id: PeerId) -> View {
    let app = use_context::<App>();
    let staging = use_context::<Staging>();
    let peer = id.to_string();
    let name = last_name(app, id.clone());
    let subject = Subject::Screen(id.clone());
    let spotlight = staging.has_spotlight(subject.clone());
    let label = create_memo(move || name.with(|name| (t().share.screen_of)(name)));
    let volume = create_selector({
        let id = id.clone();
        move || app.volume_of(&id)
    });
    let stream = create_selector(move || app.screens.with(|screens| screens.get(&id).cloned()));

    view! {
        article(
            class="tile",
            aria-label=label.get_clone(),
            data-kind="screen",
            data-peer=peer,
            data-spotlight=spotlight.get().to_string(),
        ) {
            p(class="screen-note") {
                span(class="spinner", aria-hidden="true")
                (t().share.arriving)
            }
            Picture(stream=stream, volume=volume)
            p(class="nameplate") {
                Drawing(icon=Icon::Screen)
                bdi { (name) }
            }
            Pin(subject=subject, name=label)
        }
    }
}
