//! The place in the page where a module shows its views.

use sycamore::prelude::*;
use sycamore::reactive::{RootHandle, create_root};

use super::page;

thread_local! {
    /// The module's only root, since no root is ever freed. Both modules have one.
    static ROOT: RootHandle = create_root(|| {});
}

/// Shows a view instead of whatever is on the page. What it creates lives until it is replaced or
/// [disposed of](dispose).
pub(crate) fn show(view: impl FnOnce() -> View) {
    dispose();
    let mount = page::mount();
    mount.set_text_content(None);
    ROOT.with(|root| root.run_in(|| sycamore::web::render_in_scope(view, &mount)));
}

/// Ends all signals, effects and listeners of the view. Its elements stay until something else is
/// shown.
pub(crate) fn dispose() {
    ROOT.with(RootHandle::dispose);
}
