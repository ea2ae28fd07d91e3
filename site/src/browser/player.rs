//! Playing streams in media elements.
//!
//! A browser may refuse to play sound before the person has touched the page. Then the picture goes on
//! without it: the element is muted and marked, and says so by an event that bubbles to the document.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, DomException, HtmlMediaElement, HtmlVideoElement};

use super::page;
use super::sink;
use super::stream::Stream;
use crate::hardware::DeviceId;

/// The event of an element whose sound was refused.
pub(crate) const SOUND_REFUSED: &str = "soundrefused";

/// The mark on an element whose sound was refused.
const MARK: &str = "data-sound-refused";

/// Shows a stream in an element, or nothing, and keeps it running.
///
/// To be called whenever one of the arguments changes; what stays the same is left alone, so that the
/// picture does not flicker.
pub(crate) fn play(video: &HtmlVideoElement, stream: Option<&Stream>, muted: bool) {
    let raw = stream.map(Stream::raw);
    let changed = video.src_object().as_ref() != raw;
    // In the order that iOS asks for: how to play comes before what to play.
    _ = video.set_attribute("playsinline", "");
    _ = video.remove_attribute(MARK);
    video.set_autoplay(true);
    video.set_muted(muted);
    if changed {
        video.set_src_object(raw);
    }
    if stream.is_some() {
        start(video.clone().unchecked_into());
    }
}

/// Plays on `speaker` from now on, or on whichever the system chooses.
pub(crate) fn play_on(video: &HtmlVideoElement, speaker: Option<DeviceId>) {
    let element: HtmlMediaElement = video.clone().unchecked_into();
    spawn_local(async move { sink::route(&element, speaker.as_ref()).await });
}

/// Plays the sound that was refused. To be called while the person's touch still counts.
pub(crate) fn allow_sound() {
    let Ok(marked) = page::document().query_selector_all(&format!("[{MARK}]")) else {
        return;
    };
    for element in (0..marked.length()).filter_map(|index| marked.item(index)) {
        let element: HtmlMediaElement = element.unchecked_into();
        _ = element.remove_attribute(MARK);
        element.set_muted(false);
        start(element);
    }
}

fn start(element: HtmlMediaElement) {
    let Ok(started) = element.play() else {
        return;
    };
    spawn_local(async move {
        // Other errors tell that the stream has changed meanwhile, and another start is on its way.
        if let Err(error) = started.await
            && is_refusal(&error)
            && !element.muted()
        {
            refuse(&element);
        }
    });
}

/// Goes on without sound, and tells.
fn refuse(element: &HtmlMediaElement) {
    element.set_muted(true);
    _ = element.set_attribute(MARK, "");
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(SOUND_REFUSED, &options) {
        _ = element.dispatch_event(&event);
    }
    start(element.clone());
}

fn is_refusal(error: &JsValue) -> bool {
    error
        .dyn_ref::<DomException>()
        .is_some_and(|error| error.name() == "NotAllowedError")
}
