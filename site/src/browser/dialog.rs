//! Dialogs that hold the page until they are closed.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// Opens a `<dialog>` over the page, unless it is open. The focus goes into it, and back when it closes.
pub(crate) fn open(dialog: NodeRef) {
    if let Some(dialog) = find(dialog)
        && !dialog.open()
    {
        // Fails only for one that is not on the page.
        _ = dialog.show_modal();
    }
}

/// Closes it.
pub(crate) fn close(dialog: NodeRef) {
    if let Some(dialog) = find(dialog) {
        dialog.close();
    }
}

fn find(dialog: NodeRef) -> Option<HtmlDialogElement> {
    Some(dialog.try_get()?.unchecked_into())
}
