//! Key frames on demand.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::RtcRtpSender;

/// Has a sender send a key frame at once, where the browser knows how. Elsewhere the other side's decoder
/// asks for one, some time later.
pub(super) async fn send(sender: &RtcRtpSender) {
    if sender.track().is_none() {
        return;
    }
    let sender: &KeyFrameSender = sender.unchecked_ref();
    let parameters = sender.get_parameters();
    let encodings = Reflect::get(&parameters, &"encodings".into()).unwrap_or_default();
    let options: Array = (0..Array::from(&encodings).length())
        .map(|_| with("keyFrame", &JsValue::TRUE))
        .collect();
    let options = with("encodingOptions", &options);
    if let Ok(done) = sender.set_parameters(&parameters, &options) {
        // Fails only on a connection that is being closed.
        _ = JsFuture::from(done).await;
    }
}

fn with(key: &str, value: &JsValue) -> Object {
    let object = Object::new();
    Reflect::set(&object, &key.into(), value).expect("a new object can be extended");
    object
}

#[wasm_bindgen]
extern "C" {
    // web-sys does not know the one, and not the second parameter of the other: W3C WebRTC Extensions, RTCSetParameterOptions.
    #[wasm_bindgen(extends = RtcRtpSender)]
    type KeyFrameSender;

    #[wasm_bindgen(method, structural, js_name = getParameters)]
    fn get_parameters(this: &KeyFrameSender) -> Object;

    #[wasm_bindgen(method, structural, catch, js_name = setParameters)]
    fn set_parameters(
        this: &KeyFrameSender,
        parameters: &Object,
        options: &Object,
    ) -> Result<Promise, JsValue>;
}
