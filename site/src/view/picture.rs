//! The moving picture of a person, and the sound with it.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlVideoElement;

use crate::browser::player;
use crate::browser::stream::Stream;
use crate::state::{App, Volume};

/// A `<video>` that plays `stream`, whatever it is at the time, at this volume, or without its sound if
/// it has none. The element stays the same.
#[component(inline_props)]
pub(super) fn Picture(
    stream: ReadSignal<Option<Stream>>,
    volume: Option<ReadSignal<Volume>>,
) -> View {
    let app = use_context::<App>();
    let speaker = create_selector(move || app.hardware.with(|it| it.used.speaker.clone()));
    let video = create_node_ref();
    on_mount(move || {
        let element: HtmlVideoElement = video.get().unchecked_into();
        if let Some(volume) = volume {
            let element = element.clone();
            create_effect({
                let element = element.clone();
                move || element.set_volume(volume.get().fraction())
            });
            create_effect(move || player::play_on(&element, speaker.get_clone()));
        }
        let muted = volume.is_none();
        create_effect(move || player::play(&element, stream.get_clone().as_ref(), muted));
    });

    view! { video(r#ref=video, class="picture", playsinline=true, aria-hidden="true") }
}
