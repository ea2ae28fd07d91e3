//! The keyboard focus.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to `element`, if it is on the page and takes the focus.
pub(crate) fn focus(element: NodeRef) {
    let Some(node) = element.try_get() else {
        return;
    };
    // The only error is that of an element that takes no focus.
    _ = node.unchecked_into::<HtmlElement>().focus();
}
