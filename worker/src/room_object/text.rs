//! Texts out of JavaScript, into memory that is there already.
//!
//! wasm-bindgen takes a text apart unit by unit in JavaScript, until one is not ASCII. In a room that has just
//! woken up that loop is interpreted, and costs more than all the rest of relaying a description. The runtime's
//! own encoder does not depend on how warm a room is.

use std::cell::RefCell;

use js_sys::JsString;
use parley_protocol::message::MAX_FRAME_BYTES;
use wasm_bindgen::prelude::*;

/// Room for the longest frame and for any one character more: whatever fills this is too long.
const CAPACITY: usize = MAX_FRAME_BYTES + 4;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, into: &mut [u8]) -> Progress;

    type Progress;

    #[wasm_bindgen(method, getter)]
    fn written(this: &Progress) -> u32;
}

/// Turns texts into UTF-8. All rooms of an isolate share one: no two events ever interleave.
struct Reader {
    encoder: TextEncoder,
    buffer: Vec<u8>,
}

thread_local! {
    static READER: RefCell<Reader> = RefCell::new(Reader {
        encoder: TextEncoder::new(),
        buffer: vec![0; CAPACITY],
    });
}

/// Reads a text, cut where a room would not read on: one that is too long gets the same answer cut or whole.
pub(super) fn read<R>(text: &JsString, then: impl FnOnce(&str) -> R) -> R {
    READER.with_borrow_mut(|Reader { encoder, buffer }| {
        let written = encoder.encode_into(text, buffer).written() as usize;
        let text = str::from_utf8(&buffer[..written]);
        then(text.expect("the encoder writes whole characters of UTF-8"))
    })
}
