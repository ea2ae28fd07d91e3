//! The keyboard focus.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::page;

/// What had the focus before something else took it.
pub(crate) struct Focused(HtmlElement);

impl Focused {
    /// What has the focus now, if anything has.
    pub(crate) fn now() -> Option<Self> {
        let element = page::document().active_element()?;
        Some(Self(element.dyn_into().ok()?))
    }

    /// Gives the focus back, if it is somewhere in `element` or nowhere at all.
    pub(crate) fn return_from(&self, element: NodeRef) {
        let within = |active: &Node| {
            let element = element.try_get().map(|node| node.unchecked_into::<Node>());
            element.is_some_and(|element| element.contains(Some(active)))
        };
        let document = page::document();
        let active: Option<Node> = document.active_element().map(Into::into);
        let body: Option<Node> = document.body().map(Into::into);
        if active.as_ref().is_none_or(within) || active == body {
            // The only error is that of an element that takes no focus.
            _ = self.0.focus();
        }
    }
}

/// Moves the focus to `element`, if it is on the page and takes the focus.
pub(crate) fn focus(element: NodeRef) {
    let Some(node) = element.try_get() else {
        return;
    };
    // The only error is that of an element that takes no focus.
    _ = node.unchecked_into::<HtmlElement>().focus();
}

/// Moves a focus that is within `element`, which is about to go, to what it stands in: keys would lead on
/// from the beginning of the page otherwise.
pub(crate) fn leave(element: NodeRef) {
    let Some(element) = element.try_get() else {
        return;
    };
    let element: Element = element.unchecked_into();
    let active = page::document().active_element();
    if !active.is_some_and(|active| element.contains(Some(&active))) {
        return;
    }
    let around = element.parent_element();
    let around = around.and_then(|it| it.closest("[tabindex]").ok().flatten());
    if let Some(around) = around.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // The only error is that of an element that takes no focus.
        _ = around.focus();
    }
}
