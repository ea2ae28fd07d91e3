//! The screen for a browser that cannot make calls.

use sycamore::prelude::*;

use super::page_head::PageHead;
use crate::text::front;

/// Says so, and what would work.
#[component]
pub(crate) fn Unsupported() -> View {
    view! {
        main(class="page", data-screen="unsupported") {
            PageHead()
            section(class="card message") {
                h1 { (front().unsupported.title) }
                p { (front().unsupported.needs) }
                p { (front().unsupported.in_an_app) }
            }
        }
    }
}
