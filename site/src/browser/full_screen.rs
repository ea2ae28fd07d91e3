//! The page on the whole screen.

use web_sys::Event;

use super::listener::Listener;
use super::page;

/// Watches whether the page has the whole screen.
pub(crate) struct FullScreen {
    _changed: Listener,
}

impl FullScreen {
    /// Reports now and whenever it changes: `None` where this browser does not let pages have it.
    pub(crate) fn watch(report: impl Fn(Option<bool>) + 'static) -> Self {
        report(state());
        Self {
            _changed: Listener::new(&page::document(), "fullscreenchange", move |_: Event| {
                report(state());
            }),
        }
    }
}

/// Takes the whole screen, or gives it back. To be called while the person's touch still counts.
pub(crate) fn toggle() {
    let document = page::document();
    if state() == Some(true) {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // A browser that refuses leaves things as they are.
        _ = root.request_fullscreen();
    }
}

fn state() -> Option<bool> {
    let document = page::document();
    let is_on = document.fullscreen_element().is_some();
    document.fullscreen_enabled().then_some(is_on)
}
