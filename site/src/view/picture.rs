//! The moving picture of a person, and the sound with it.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlVideoElement;

use crate::browser::player;
use crate::browser::stream::Stream;

/// A `<video>` that plays `stream`, whatever it is at the time. The element stays the same.
#[component(inline_props)]
pub(super) fn Picture(stream: ReadSignal<Option<Stream>>, muted: bool) -> View {
    let video = create_node_ref();
    on_mount(move || {
        let element: HtmlVideoElement = video.get().unchecked_into();
        create_effect(move || player::play(&element, stream.get_clone().as_ref(), muted));
    });

    view! { video(r#ref=video, class="picture", playsinline=true, aria-hidden="true") }
}
