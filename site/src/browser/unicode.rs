//! What every browser knows about Unicode, so that its tables need not be shipped.
//!
//! Where there is no browser, in tests, the protocol composes names by itself, and a letter is one
//! character.

use std::iter;

use js_sys::Intl::Segments;
use js_sys::JsString;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

#[wasm_bindgen]
extern "C" {
    /// Some browsers lack it: js-sys has the type, but no constructor that can fail.
    type Segmenter;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new() -> Result<Segmenter, JsValue>;

    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> Segments;
}

/// The same text in NFC, in which the protocol expects names. For what a person typed or followed.
pub(crate) fn composed(text: &str) -> String {
    if !IN_BROWSER {
        return text.to_owned();
    }
    JsString::from(text).normalize("NFC").into()
}

/// How a text begins: at most `count` letters as a reader sees them, with all their accents and joints.
pub(crate) fn beginning(text: &str, count: usize) -> String {
    if IN_BROWSER && let Ok(segmenter) = Segmenter::new() {
        segments(&segmenter.segment(text)).take(count).collect()
    } else {
        text.chars().take(count).collect()
    }
}

fn segments(segments: &Segments) -> impl Iterator<Item = String> {
    let mut end = 0;
    iter::from_fn(move || {
        let segment = segments.containing(end)?.segment();
        end += segment.length();
        Some(segment.into())
    })
}
