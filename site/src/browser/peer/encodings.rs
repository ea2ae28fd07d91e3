//! What a sender is told of its pictures besides their track.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::RtcRtpSender;

/// Has a sender send what it has, beginning with a key frame where the browser knows how. Elsewhere the other side's
/// decoder asks for one, some time later.
pub(super) async fn send_key_frame(sender: &RtcRtpSender) {
    let is_key_due = sender.track().is_some();
    let sender: &ParameterSender = sender.unchecked_ref();
    let parameters = with_active(sender, true);
    let options: Array = encodings(&parameters)
        .iter()
        .map(|_| with("keyFrame", &is_key_due.into()))
        .collect();
    set(sender, &parameters, &with("encodingOptions", &options)).await;
}

/// Has a sender send what it has, or nothing; what waits to be sent is then thrown away.
pub(super) async fn activate(sender: &RtcRtpSender, active: bool) {
    let sender: &ParameterSender = sender.unchecked_ref();
    set(sender, &with_active(sender, active), &Object::new()).await;
}

fn with_active(sender: &ParameterSender, active: bool) -> Object {
    let parameters = sender.get_parameters();
    for encoding in encodings(&parameters) {
        // The only error is that of something that is no object.
        _ = Reflect::set(&encoding, &"active".into(), &active.into());
    }
    parameters
}

fn encodings(parameters: &Object) -> Array {
    let encodings = Reflect::get(parameters, &"encodings".into());
    Array::from(&encodings.unwrap_or_default())
}

async fn set(sender: &ParameterSender, parameters: &Object, options: &Object) {
    if let Ok(done) = sender.set_parameters(parameters, options) {
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
    // web-sys does not know the second parameter of `setParameters`: W3C WebRTC Extensions, RTCSetParameterOptions.
    #[wasm_bindgen(extends = RtcRtpSender)]
    type ParameterSender;

    #[wasm_bindgen(method, structural, js_name = getParameters)]
    fn get_parameters(this: &ParameterSender) -> Object;

    #[wasm_bindgen(method, structural, catch, js_name = setParameters)]
    fn set_parameters(
        this: &ParameterSender,
        parameters: &Object,
        options: &Object,
    ) -> Result<Promise, JsValue>;
}
