//! What happens in passing.

use sycamore::prelude::*;

use crate::state::App;

/// How many announcements are shown at a time.
const MOST: usize = 3;

/// An announcement, with its number.
#[derive(Clone, Debug, PartialEq)]
struct Toast(u64, String);

/// Shows each announcement for a while, and reads it out when a screen reader has time. What follows
/// hard upon another stands below it.
///
/// Each is an element of its own, the same words a second time included, so that they are read again and
/// appear again.
#[component]
pub(super) fn Announcer() -> View {
    view! { Toasts(since=0) }
}

/// The same within what opens over everything else, and keeps everything below from being seen and read
/// out. What was said before it opened is not said again.
#[component]
pub(super) fn AnnouncerAbove() -> View {
    view! { Toasts(since=1) }
}

/// Leaves the first announcements out, up to the number `since`.
#[component(inline_props)]
fn Toasts(since: u64) -> View {
    let app = use_context::<App>();
    let toasts = create_signal(Vec::new());
    let mut number = 0;
    create_effect(move || {
        let text = app.announcement.get_clone();
        number += 1;
        if number <= since {
            return;
        }
        toasts.update(|toasts| add(toasts, number, text));
    });

    view! {
        div(class="announcer", role="status") {
            Keyed(
                list=toasts,
                view=move |Toast(number, text)| {
                    let fade = move |_| toasts.update(|toasts| toasts.retain(|toast| toast.0 != number));
                    view! { p(on:animationend=fade) { (text) } }
                },
                key=|toast| toast.0,
            )
        }
    }
}

/// Adds an announcement. Nothing takes all of them away.
fn add(toasts: &mut Vec<Toast>, number: u64, text: String) {
    if text.is_empty() {
        return toasts.clear();
    }
    if toasts.len() == MOST {
        toasts.remove(0);
    }
    toasts.push(Toast(number, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_announcements_are_shown_in_order_until_there_is_nothing_to_say() {
        let mut toasts = Vec::new();
        for (number, text) in (1..).zip(["one", "two", "two", "three"]) {
            add(&mut toasts, number, text.to_owned());
        }
        let texts: Vec<&str> = toasts.iter().map(|toast| toast.1.as_str()).collect();
        assert_eq!(texts, ["two", "two", "three"]);

        add(&mut toasts, 5, String::new());
        assert_eq!(toasts, []);
    }
}
