//! What there is no room for among the buttons of a call.

use sycamore::prelude::*;

use super::action::Action;
use super::action_button::ActionLine;
use super::icon::{Drawing, Icon};
use super::later::Later;
use crate::text::t;

/// The menu.
const MENU_ID: &str = "more";

/// What is always there.
const LINES: [Action; 6] = [
    Action::Layout,
    Action::OwnPicture,
    Action::SmallWindow,
    Action::FullScreen,
    Action::Settings,
    Action::Keys,
];

/// What has a button of its own where there is room for that.
const NARROW_LINES: [Action; 4] = [Action::Screen, Action::Hand, Action::React, Action::People];

/// A button that opens a menu.
#[component]
pub(super) fn More() -> View {
    let asked = create_signal(false);
    let lines = |actions: &[Action]| {
        let line = |&action: &Action| view! { ActionLine(action=action, menu=MENU_ID) };
        actions.iter().map(line).collect::<Vec<_>>()
    };
    view! {
        button(
            r#type="button",
            class="control",
            "popovertarget"=MENU_ID,
            aria-label=t().controls.more,
            title=t().controls.more,
            // Heard before the menu opens.
            on:click=move |_| asked.set(true),
        ) { Drawing(icon=Icon::More) }
        div(id=MENU_ID, class="menu", popover="auto", role="group", aria-label=t().controls.more) {
            Later(wanted=*asked) {
                div(class="menu-narrow") { (lines(&NARROW_LINES)) }
                div { (lines(&LINES)) }
            }
        }
    }
}
