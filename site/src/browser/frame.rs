//! The next moment at which the page is painted.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::page;
use super::timer::Timer;

/// How long a page is waited for that is not painted, since it has just gone out of sight for instance.
const PATIENCE: Duration = Duration::from_millis(100);

/// Rings when the page is about to be painted, once for all who asked since the last time.
pub(crate) struct Frame {
    ring: Closure<dyn FnMut()>,
    asked: Rc<Cell<Option<i32>>>,
    patience: Timer,
}

impl Frame {
    /// Nobody has asked yet.
    pub(crate) fn new(ring: impl Fn() + 'static) -> Self {
        let asked = Rc::new(Cell::new(None));
        let ring = {
            let asked = Rc::clone(&asked);
            Rc::new(move || {
                if let Some(id) = asked.take() {
                    // Where the patience was at an end first.
                    _ = page::window().cancel_animation_frame(id);
                    ring();
                }
            })
        };
        Self {
            patience: Timer::new({
                let ring = Rc::clone(&ring);
                move || ring()
            }),
            ring: Closure::new(move || ring()),
            asked,
        }
    }

    /// Asks to be rung for.
    pub(crate) fn ask(&mut self) {
        if self.asked.get().is_some() {
            return;
        }
        let ring = self.ring.as_ref().unchecked_ref();
        self.asked
            .set(page::window().request_animation_frame(ring).ok());
        self.patience.set(PATIENCE);
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let Some(id) = self.asked.take() {
            _ = page::window().cancel_animation_frame(id);
        }
    }
}
