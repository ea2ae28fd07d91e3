//! The space bar, held to talk.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, VisibilityState};

use super::inbox::Inbox;
use super::listener::Listener;
use super::page;

/// What makes use of the space bar itself.
const USERS: &str = "input, textarea, select, button, a[href], summary, video[controls], \
                     [contenteditable], [role='button'], [role='option'], [role='slider']";

/// Listens to the space bar for as long as it lives.
pub(crate) struct TalkKey {
    _listeners: [Listener; 4],
}

impl TalkKey {
    /// Reports when it is pressed and when it is let go, unless it is pressed to type a blank or to press
    /// a button. Whoever looks at another window has let go of it.
    pub(crate) fn new(held: Inbox<bool>) -> Self {
        let document = page::document();
        let target: &EventTarget = document.as_ref();
        let pressed = {
            let held = held.clone();
            move |event: KeyboardEvent| {
                if !is_free_space(&event) {
                    return;
                }
                // It would scroll the page.
                event.prevent_default();
                if !event.repeat() {
                    held.put(true);
                }
            }
        };
        let let_go = {
            let held = held.clone();
            move |event: KeyboardEvent| {
                if event.code() == "Space" {
                    held.put(false);
                }
            }
        };
        let hidden = {
            let (held, document) = (held.clone(), document.clone());
            move |_: Event| {
                if document.visibility_state() == VisibilityState::Hidden {
                    held.put(false);
                }
            }
        };
        let turned_away = move |_: Event| held.put(false);
        Self {
            _listeners: [
                Listener::new(target, "keydown", pressed),
                Listener::new(target, "keyup", let_go),
                Listener::new(target, "visibilitychange", hidden),
                Listener::new(&page::window(), "blur", turned_away),
            ],
        }
    }
}

fn is_free_space(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
    if event.code() != "Space" || modified || event.default_prevented() || event.is_composing() {
        return false;
    }
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    !target.is_some_and(|element| element.closest(USERS).is_ok_and(|user| user.is_some()))
}
