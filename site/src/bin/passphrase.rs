//! What the worker runs that makes passphrases expensive to try. Loaded for nothing else, and gone afterwards with
//! all its memory.

use parley_protocol::message::RoomName;
use parley_protocol::seal::Passphrase;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// [Stretches](Passphrase::stretch) a passphrase, in NFC, for a room.
///
/// # Errors
///
/// If one of them is none, or if there is not enough memory.
#[wasm_bindgen]
pub fn stretch(passphrase: &str, room: &str) -> Result<Vec<u8>, JsError> {
    let room: RoomName = room.parse()?;
    let stretched = passphrase.parse::<Passphrase>()?.stretch(&room)?;
    Ok(stretched.as_bytes().to_vec())
}
