//! The screen for a browser that cannot make calls.

use sycamore::prelude::*;

use super::icon::Wordmark;

/// Says so, and what would work.
#[component]
pub(crate) fn Unsupported() -> View {
    view! {
        main(class="page", data-screen="unsupported") {
            header(class="page-head") { Wordmark() }
            section(class="card message") {
                h1 { "This browser cannot make calls" }
                p {
                    "Parley needs WebRTC, which browsers offer to pages that come over https. \
                     Open this page in a current Chrome, Edge, Firefox or Safari."
                }
                p { "In an app that shows web pages, look for “Open in browser” in its menu." }
            }
        }
    }
}
