//! The head of every screen but the call.

use sycamore::prelude::*;

use super::icon::Wordmark;
use super::language::LanguagePicker;

/// Parley's name, and the choice of a language.
#[component]
pub(super) fn PageHead() -> View {
    view! {
        header(class="page-head") {
            Wordmark()
            LanguagePicker()
        }
    }
}
