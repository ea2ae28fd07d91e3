//! What happens in passing.

use sycamore::prelude::*;

use crate::state::App;

/// Shows each announcement for a while, and reads it out when a screen reader has time.
///
/// The words are rebuilt with each announcement, the same one a second time included, so that they
/// are read again and appear again.
#[component]
pub(super) fn Announcer() -> View {
    let app = use_context::<App>();
    view! {
        div(class="announcer", role="status") {
            if !app.announcement.with(String::is_empty) {
                p { (app.announcement.get_clone()) }
            }
        }
    }
}
