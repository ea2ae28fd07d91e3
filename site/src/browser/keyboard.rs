//! Keys that are struck anywhere on the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::listener::Listener;
use super::page;

/// Where keys have a meaning of their own that no shortcut may take.
const TYPING: &str = "input, textarea, select, [contenteditable], [role=textbox]";

/// A key that was struck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stroke {
    /// What it writes in the person's layout, or its name.
    pub(crate) key: String,
    /// Where it is on the keyboard: `KeyM` is where M is in the United States.
    pub(crate) code: String,
    /// Whether Shift was held.
    pub(crate) shift: bool,
}

/// Listens to the keyboard for as long as it lives.
pub(crate) struct Keyboard {
    _listener: Listener,
}

impl Keyboard {
    /// Reports strokes that nobody else has a use for: not those that write a text or choose from a list,
    /// not those in a dialog, not those with Ctrl, Alt or Meta, which are the browser's and the system's,
    /// and no repetitions. One that `report` takes, which it says by returning `true`, does nothing else.
    pub(crate) fn listen(report: impl Fn(&Stroke) -> bool + 'static) -> Self {
        let struck = move |event: KeyboardEvent| {
            if is_free(&event) && report(&Stroke::of(&event)) {
                event.prevent_default();
            }
        };
        Self {
            _listener: Listener::new(&page::window(), "keydown", struck),
        }
    }
}

impl Stroke {
    fn of(event: &KeyboardEvent) -> Self {
        Self {
            key: event.key(),
            code: event.code(),
            shift: event.shift_key(),
        }
    }
}

/// Whether this is a machine whose keyboard has Apple's symbols on it.
pub(crate) fn is_apple() -> bool {
    let platform = page::window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

fn is_free(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.alt_key() || event.meta_key();
    if held || event.repeat() || event.is_composing() || event.default_prevented() {
        return false;
    }
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let writes = target.is_some_and(|it| matches!(it.closest(TYPING), Ok(Some(_))));
    !writes && !is_dialog_open()
}

fn is_dialog_open() -> bool {
    matches!(page::document().query_selector("dialog:modal"), Ok(Some(_)))
}
