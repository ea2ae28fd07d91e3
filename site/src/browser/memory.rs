//! What the browser keeps for the site between visits.

use web_sys::Storage;

use super::page::window;

/// A store of texts under keys. Where the browser lets pages keep nothing, it is empty and stays so.
pub(crate) struct Memory(Option<Storage>);

impl Memory {
    /// Kept for good, for all tabs.
    pub(crate) fn of_browser() -> Self {
        // Throws where storage is forbidden.
        Self(window().local_storage().ok().flatten())
    }

    /// Kept for as long as this tab, through reloads and crashes. A duplicate of the tab starts with a
    /// copy.
    pub(crate) fn of_tab() -> Self {
        Self(window().session_storage().ok().flatten())
    }

    /// What is kept under `key`.
    pub(crate) fn recall(&self, key: &str) -> Option<String> {
        self.0.as_ref()?.get_item(key).ok()?
    }

    /// Keeps `value` under `key`, if there is room for it.
    pub(crate) fn keep(&self, key: &str, value: &str) {
        if let Some(storage) = &self.0 {
            _ = storage.set_item(key, value);
        }
    }

    /// Keeps nothing under `key` any more.
    pub(crate) fn forget(&self, key: &str) {
        if let Some(storage) = &self.0 {
            _ = storage.remove_item(key);
        }
    }
}
