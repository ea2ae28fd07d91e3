//! One alarm clock.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::page;

/// A timer that can be set again and again, and never rings once it is dropped.
pub(crate) struct Timer {
    ring: Closure<dyn FnMut()>,
    set: Option<i32>,
}

impl Timer {
    /// A timer that is not set.
    pub(crate) fn new(ring: impl FnMut() + 'static) -> Self {
        Self {
            ring: Closure::new(ring),
            set: None,
        }
    }

    /// Rings once, no earlier than after `wait`, instead of whenever it was set for before.
    pub(crate) fn set(&mut self, wait: Duration) {
        self.clear();
        // Rounded up, since a deadline that is answered early is only missed; a timer that is set for
        // longer than its longest time, 24 days, rings early.
        let milliseconds = wait.as_nanos().div_ceil(1_000_000);
        self.set = page::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                self.ring.as_ref().unchecked_ref(),
                i32::try_from(milliseconds).unwrap_or(i32::MAX),
            )
            .ok();
    }

    /// Does not ring after all.
    pub(crate) fn clear(&mut self) {
        if let Some(id) = self.set.take() {
            page::window().clear_timeout_with_handle(id);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.clear();
    }
}
