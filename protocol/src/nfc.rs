//! One form for texts that look the same: NFC, so that a room or a passphrase is the same however its
//! accents were typed.
//!
//! With the feature `nfc`, parsing brings texts into that form. Without it, parsing leaves the characters
//! alone, and whoever takes a text from a person or a link composes it first: a browser has
//! `String.prototype.normalize`, and need not load the tables.

/// The characters of a text in NFC.
#[cfg(feature = "nfc")]
pub(crate) fn composed(text: &str) -> impl Iterator<Item = char> {
    unicode_normalization::UnicodeNormalization::nfc(text)
}

/// The characters of a text, which is in NFC already.
#[cfg(not(feature = "nfc"))]
pub(crate) fn composed(text: &str) -> impl Iterator<Item = char> {
    text.chars()
}
