//! The head of what opens beside the stage or over it.

use sycamore::prelude::*;

use super::icon::{Drawing, Icon};
use crate::text::{Texts, t};

/// A title, which is the element of this id, and the button that closes what is below.
#[component(inline_props)]
pub(super) fn Head<F>(id: String, title: fn(&'static Texts) -> &'static str, close: F) -> View
where
    F: Fn() + 'static,
{
    view! {
        header(class="panel-head") {
            h2(id=id) { (title(t())) }
            button(
                r#type="button",
                class="button bare",
                aria-label=t().panel.close,
                title=t().panel.close,
                on:click=move |_| close(),
            ) { Drawing(icon=Icon::Close) }
        }
    }
}
