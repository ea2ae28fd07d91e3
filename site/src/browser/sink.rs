//! Which speaker a media element plays on.

use wasm_bindgen::prelude::*;
use web_sys::HtmlMediaElement;

use super::page;
use crate::hardware::DeviceId;

#[wasm_bindgen]
extern "C" {
    // web-sys does not know either member.
    #[wasm_bindgen(extends = HtmlMediaElement)]
    type SinkElement;

    #[wasm_bindgen(method, structural, getter, js_name = sinkId)]
    fn sink_id(this: &SinkElement) -> Option<String>;

    #[wasm_bindgen(method, structural, catch, js_name = setSinkId)]
    async fn set_sink_id(this: &SinkElement, id: &str) -> Result<(), JsValue>;
}

/// Whether this browser lets pages choose a speaker.
pub(crate) fn can_choose() -> bool {
    let element = page::document().create_element("audio");
    element.is_ok_and(|element| element.unchecked_into::<SinkElement>().sink_id().is_some())
}

/// Has an element play on `speaker`, or on whichever the system chooses. Where it cannot, it goes on as
/// before.
pub(crate) async fn route(element: &HtmlMediaElement, speaker: Option<&DeviceId>) {
    let element: &SinkElement = element.unchecked_ref();
    let wanted = speaker.map_or("", |id| id.0.as_str());
    if element.sink_id().is_some_and(|current| current != wanted) {
        // The speaker may have been pulled out just now.
        _ = element.set_sink_id(wanted).await;
    }
}
