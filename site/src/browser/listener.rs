//! Event listeners that end.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener that is registered for as long as it lives.
pub(crate) struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls back on every `event` of `target`.
    ///
    /// `E` must be the interface that the browser gives this event; it is not checked.
    pub(crate) fn new<E: JsCast>(
        target: &EventTarget,
        event: &'static str,
        mut callback: impl FnMut(E) + 'static,
    ) -> Self {
        let closure =
            Closure::<dyn FnMut(Event)>::new(move |event: Event| callback(event.unchecked_into()));
        target
            .add_event_listener_with_callback(event, closure.as_ref().unchecked_ref())
            .expect("a function can listen to any event target");
        Self {
            target: target.clone(),
            event,
            closure,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        // Nothing is lost if this fails: a listener that is not registered is what it is after.
        _ = self
            .target
            .remove_event_listener_with_callback(self.event, callback);
    }
}
