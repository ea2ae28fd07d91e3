//! Shortcuts: which key does what, and the sheet that tells.
//!
//! They are plain letters, which no browser and no system needs while nothing is being written, and are
//! told apart by what they write, wherever that is on the person's keyboard. Who drives the page by
//! voice, or strikes keys by accident, can switch them off. WCAG 2.1.4.

use sycamore::prelude::*;

use super::action::{Action, Actor};
use super::dialog::Dialog;
use super::staging::Staging;
use crate::browser::keyboard::{self, Keyboard, Stroke};
use crate::browser::memory::Memory;
use crate::text::{KeyTexts, t};

/// Where it is kept between visits whether shortcuts are off.
const OFF_KEY: &str = "parley.keys-off";

/// A key, and what it does. Letters are capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shortcut {
    /// What it writes.
    key: char,
    /// Whether it takes Shift, on top of what it may take to write it.
    shift: bool,
    /// What it does.
    action: Action,
}

const fn plain(key: char, action: Action) -> Shortcut {
    Shortcut {
        key,
        shift: false,
        action,
    }
}

/// All of them, in the order in which the sheet tells them.
const SHORTCUTS: [Shortcut; 14] = [
    plain('M', Action::Microphone),
    plain('V', Action::Camera),
    plain('S', Action::Screen),
    plain('H', Action::Hand),
    plain('R', Action::React),
    plain('C', Action::Chat),
    plain('P', Action::People),
    plain('G', Action::Layout),
    plain('O', Action::OwnPicture),
    plain('F', Action::FullScreen),
    plain('I', Action::SmallWindow),
    plain('T', Action::Settings),
    plain('?', Action::Keys),
    // Nobody leaves by accident.
    Shortcut {
        key: 'L',
        shift: true,
        action: Action::Leave,
    },
];

/// What a stroke asks for.
fn action(stroke: &Stroke) -> Option<Action> {
    let key = written(stroke)?;
    let found = SHORTCUTS.into_iter().find(|shortcut| {
        shortcut.key == key && (!key.is_alphabetic() || shortcut.shift == stroke.shift)
    });
    found.map(|shortcut| shortcut.action)
}

/// The character that a stroke writes, as a capital; where the person's alphabet is another one, what the
/// key writes in the United States.
fn written(stroke: &Stroke) -> Option<char> {
    let mut characters = stroke.key.chars();
    let (first, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    if first.is_ascii() {
        return Some(first.to_ascii_uppercase());
    }
    stroke.code.strip_prefix("Key")?.chars().next()
}

/// Listens to the keys of the call, and holds the sheet.
#[component]
pub(super) fn Keys() -> View {
    let staging = use_context::<Staging>();
    let actor = Actor::new();
    let on = create_signal(true);
    let apple = create_signal(false);
    let scope = use_current_scope();
    on_mount(move || {
        on.set(Memory::of_browser().recall(OFF_KEY).is_none());
        apple.set(keyboard::is_apple());
        let keyboard = Keyboard::listen(move |stroke| {
            let action = action(stroke).filter(|it| on.get() || *it == Action::Keys);
            if let Some(action) = action {
                scope.run_in(|| actor.perform(action));
            }
            action.is_some()
        });
        on_cleanup(move || drop(keyboard));
    });
    let switch = move |_| {
        let (memory, off) = (Memory::of_browser(), on.get_untracked());
        if off {
            memory.keep(OFF_KEY, "off");
        } else {
            memory.forget(OFF_KEY);
        }
        on.set(!off);
    };

    view! {
        Dialog(id="keys", open=staging.keys, title=|texts| texts.keys.title) {
            div(class="sheet") {
                dl(class="keys", data-off=(!on.get()).to_string()) {
                    (SHORTCUTS
                        .into_iter()
                        .map(|shortcut| view! { Row(shortcut=shortcut, apple=*apple) })
                        .collect::<Vec<_>>())
                }
                label(class="switch") {
                    input(r#type="checkbox", prop:checked=on.get(), on:change=switch)
                    span { (t().keys.use_them) }
                }
                p(class="soft") { (t().keys.typing) }
            }
        }
    }
}

#[component(inline_props)]
fn Row(shortcut: Shortcut, apple: ReadSignal<bool>) -> View {
    let shift = move || if apple.get() { "⇧" } else { t().keys.shift };
    view! {
        div {
            dt("data-always"=(shortcut.action == Action::Keys).then_some("")) {
                if shortcut.shift {
                    kbd { (shift()) }
                    " "
                }
                kbd { (shortcut.key.to_string()) }
            }
            dd { (meaning(shortcut.action, &t().keys)) }
        }
    }
}

fn meaning(action: Action, texts: &KeyTexts) -> &'static str {
    match action {
        Action::Microphone => texts.microphone,
        Action::Camera => texts.camera,
        Action::Screen => texts.screen,
        Action::Hand => texts.hand,
        Action::React => texts.react,
        Action::Chat => texts.chat,
        Action::People => texts.people,
        Action::Layout => texts.layout,
        Action::OwnPicture => texts.own_picture,
        Action::FullScreen => texts.full_screen,
        Action::SmallWindow => texts.small_window,
        Action::Settings => texts.settings,
        Action::Keys => texts.keys,
        Action::Leave => texts.leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn struck(key: &str, code: &str, shift: bool) -> Option<Action> {
        action(&Stroke {
            key: key.to_owned(),
            code: code.to_owned(),
            shift,
        })
    }

    #[test]
    fn a_letter_does_what_the_sheet_says() {
        assert_eq!(struck("m", "KeyM", false), Some(Action::Microphone));
        assert_eq!(struck("v", "KeyV", false), Some(Action::Camera));
        assert_eq!(struck("x", "KeyX", false), None);
    }

    #[test]
    fn caps_lock_makes_no_difference() {
        assert_eq!(struck("M", "KeyM", false), Some(Action::Microphone));
    }

    #[test]
    fn leaving_takes_shift_and_nothing_else_does() {
        assert_eq!(struck("l", "KeyL", false), None);
        assert_eq!(struck("L", "KeyL", true), Some(Action::Leave));
        assert_eq!(struck("M", "KeyM", true), None);
    }

    #[test]
    fn a_question_mark_counts_whatever_it_takes_to_write_it() {
        assert_eq!(struck("?", "Slash", true), Some(Action::Keys));
        assert_eq!(struck("?", "Minus", true), Some(Action::Keys));
        assert_eq!(struck("?", "KeyM", false), Some(Action::Keys));
    }

    #[test]
    fn letters_count_where_they_are_written_and_not_where_they_are_in_the_united_states() {
        // AZERTY writes an M beside the L, and a question mark where QWERTY has its M.
        assert_eq!(struck("m", "Semicolon", false), Some(Action::Microphone));
        assert_eq!(struck(",", "KeyM", false), None);
    }

    #[test]
    fn other_alphabets_use_the_places_of_latin_letters() {
        assert_eq!(struck("ь", "KeyM", false), Some(Action::Microphone));
        assert_eq!(struck("ю", "Period", false), None);
    }

    #[test]
    fn keys_that_write_nothing_do_nothing() {
        for key in ["Enter", "Tab", "Escape", "Shift", "F1", "Dead", " ", ""] {
            assert_eq!(struck(key, key, false), None, "{key}");
        }
    }

    #[test]
    fn no_key_does_two_things_and_nothing_has_two_keys() {
        for (index, one) in SHORTCUTS.iter().enumerate() {
            for other in &SHORTCUTS[index + 1..] {
                assert_ne!((one.key, one.shift), (other.key, other.shift));
                assert_ne!(one.action, other.action);
            }
        }
    }
}
