//! What most people never open, and nobody before the call has begun.

use sycamore::prelude::*;

/// Builds its children as soon as they are `wanted`, and keeps them.
///
/// A page that is rendered to a string has them from the start: nobody could ask it for more.
#[component(inline_props)]
pub(super) fn Later(wanted: ReadSignal<bool>, children: Children) -> View {
    if is_ssr!() {
        return children.call();
    }
    let mut was_wanted = false;
    let wanted = create_selector(move || {
        was_wanted |= wanted.get();
        was_wanted
    });
    let mut children = Some(children);
    View::from_dynamic(move || {
        let now = children.take_if(|_| wanted.get());
        untrack(|| now.map(Children::call).unwrap_or_default())
    })
}
