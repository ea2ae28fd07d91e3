//! Elements that lie over the page until the person looks elsewhere.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::page;

/// Shows the popover of this id.
pub(crate) fn show(id: &str) {
    if let Some(element) = find(id) {
        // Fails only for one that is shown already.
        _ = element.show_popover();
    }
}

/// Hides the popover of this id.
pub(crate) fn hide(id: &str) {
    if let Some(element) = find(id) {
        // Fails only for one that is hidden already.
        _ = element.hide_popover();
    }
}

fn find(id: &str) -> Option<HtmlElement> {
    page::document().get_element_by_id(id)?.dyn_into().ok()
}
