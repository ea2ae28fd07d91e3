//! The call module, as the landing module sees it.

use js_sys::Function;
use parley_site::call;
use parley_site::handover::Begun;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, UnwrapThrowExt};

fn main() {
    parley_site::report_panics();
}

/// Takes the person into a room, which `secret` seals if it is not empty, with what the landing module has `begun` for
/// it. Once they have left, calls `left` with their [`Departure`](parley_site::handover::Departure), and has given up
/// the page.
///
/// # Errors
///
/// If the room or the name is none.
#[wasm_bindgen]
pub fn visit(
    room: &str,
    name: &str,
    secret: &[u8],
    begun: Option<Begun>,
    left: Function,
) -> Result<(), JsError> {
    call::visit(
        room.parse()?,
        name.parse()?,
        secret,
        begun,
        move |departure| {
            left.call1(&left, &departure.into()).unwrap_throw();
        },
    )
}
