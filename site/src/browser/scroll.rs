//! How far an element is scrolled.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// How close to its end counts as there, in CSS pixels: positions are rounded.
const CLOSE: i32 = 8;

/// Whether the end of what `element` holds is in sight.
pub(crate) fn is_at_end(element: NodeRef) -> bool {
    let Some(element) = found(element) else {
        return true;
    };
    let below = element.scroll_height() - element.scroll_top() - element.client_height();
    below <= CLOSE
}

/// Brings the end of what `element` holds in sight.
pub(crate) fn to_end(element: NodeRef) {
    if let Some(element) = found(element) {
        element.set_scroll_top(element.scroll_height());
    }
}

fn found(element: NodeRef) -> Option<Element> {
    Some(element.try_get()?.unchecked_into())
}
