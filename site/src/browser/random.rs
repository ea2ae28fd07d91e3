//! Numbers that nobody can guess.

use super::page::window;

/// Random bytes from the browser's cryptographic generator.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
        .expect(
            "a browser that makes calls has a generator, and 64 KiB at once are within its bounds",
        );
    bytes
}
