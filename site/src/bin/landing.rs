//! The landing module, as `boot.js` sees it.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    parley_site::report_panics();
}

/// Shows where the address leads. Returns whether this browser can make calls at all.
///
/// `load_call` returns a promise of the call module, and may be called again if that is rejected. `stretch` takes
/// a passphrase and a room, and returns a promise of what `src/bin/passphrase.rs` makes of them.
#[wasm_bindgen]
pub fn start(load_call: Function, stretch: Function) -> bool {
    parley_site::landing::start(load_call, stretch)
}
