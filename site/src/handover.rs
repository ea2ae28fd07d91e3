//! How the two modules of the site pass the page to each other.
//!
//! Whoever has the page shows its views in it, listens to it, and answers for its title. To hand it
//! over, a module first gives up all three, then calls the other one: the landing module calls `visit`
//! with a room, a name, what seals the room and what it has begun for the visit, and the call module calls back the function that came with them. Views stay
//! on the screen, without life, until the other module replaces them in the same turn, so nothing
//! flickers.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use crate::browser::head_start::Begun;

/// How a person leaves the call module.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// They turned back at the door.
    TurnedBack,
    /// The server did not answer, or did not take the id.
    NoServer,
    /// They went elsewhere: the address says where.
    Elsewhere,
    /// They turned back at the door to seal the room with a passphrase, or with another one, or to leave it open.
    ToSeal,
}

#[wasm_bindgen]
extern "C" {
    /// The exports of the call module.
    pub(crate) type CallModule;

    /// What `src/bin/call.rs` exports.
    #[wasm_bindgen(method, catch)]
    pub(crate) fn visit(
        this: &CallModule,
        room: &str,
        name: &str,
        secret: &[u8],
        begun: Option<Begun>,
        left: &Function,
    ) -> Result<(), JsValue>;
}
