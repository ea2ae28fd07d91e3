//! The screen for a browser that cannot make calls.

use sycamore::prelude::*;

use super::page_head::PageHead;
use crate::text::t;

/// Says so, and what would work.
#[component]
pub(crate) fn Unsupported() -> View {
    view! {
        main(class="page", data-screen="unsupported") {
            PageHead()
            section(class="card message") {
                h1 { (t().unsupported.title) }
                p { (t().unsupported.needs) }
                p { (t().unsupported.in_an_app) }
            }
        }
    }
}
