//! The size of an element.

use js_sys::Array;
use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches the size of an element for as long as it lives.
#[must_use = "the watch ends when it is dropped"]
pub(crate) struct Resize {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Resize {
    /// Reports width and height of the content box of `element`, in CSS pixels, now and whenever
    /// they change.
    ///
    /// # Panics
    ///
    /// If `element` is not on the page yet.
    pub(crate) fn watch(element: NodeRef, mut report: impl FnMut(f64, f64) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let Some(entry) = entries.iter().next_back() else {
                return;
            };
            let content = entry.unchecked_into::<ResizeObserverEntry>().content_rect();
            report(content.width(), content.height());
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref())
            .expect("a function is all that the constructor wants");
        observer.observe(&element.get().unchecked_into::<Element>());
        Self {
            observer,
            _callback: callback,
        }
    }
}

impl Drop for Resize {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
