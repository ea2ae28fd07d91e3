//! A labelled text field that says what is wrong with what was typed.

use std::marker::PhantomData;
use std::str::FromStr;

use parley_protocol::message::{DisplayName, NameError, RoomName};
use parley_protocol::seal::{Passphrase, PassphraseError};
use sycamore::prelude::*;

use super::icon::{Drawing, Icon};
use crate::browser::unicode::composed;
use crate::text::{FrontTexts, front};

/// What a person types where a `T` is wanted.
pub(super) struct Entry<T: 'static> {
    /// The text as it stands.
    pub(super) text: Signal<String>,
    /// The `<input>`.
    pub(super) input: NodeRef,
    /// Whether the person is done with it for the first time. Nobody is told off while typing, nor for passing by:
    /// what is said then may move the very button that they are about to press.
    done: Signal<bool>,
    wanted: PhantomData<T>,
}

/// Something that people type.
pub(super) trait Typed: FromStr + 'static {
    /// What to say of a text that is none.
    fn problem(error: Self::Err, texts: &FrontTexts) -> String;
}

impl Typed for RoomName {
    fn problem(error: NameError, texts: &FrontTexts) -> String {
        name_problem(error, texts.problem.room_empty, texts)
    }
}

impl Typed for DisplayName {
    fn problem(error: NameError, texts: &FrontTexts) -> String {
        name_problem(error, texts.problem.name_empty, texts)
    }
}

impl Typed for Passphrase {
    fn problem(error: PassphraseError, texts: &FrontTexts) -> String {
        match error {
            PassphraseError::TooShort => (texts.private.passphrase_short)(Self::MIN_CHARS),
            PassphraseError::TooLong => (texts.problem.too_long)(Self::MAX_CHARS),
        }
    }
}

impl<T: Typed> Entry<T> {
    /// An entry that starts as `text`.
    pub(super) fn new(text: String) -> Self {
        Self {
            text: create_signal(text),
            input: create_node_ref(),
            done: create_signal(false),
            wanted: PhantomData,
        }
    }

    /// The value, if the text is one. From now on the field says so if it is not.
    pub(super) fn check(self) -> Option<T> {
        self.done.set(true);
        self.text.with_untracked(|text| Self::parse(text)).ok()
    }

    /// What is wrong with it, to be shown now.
    fn problem(self) -> Option<String> {
        if !self.done.get() {
            return None;
        }
        let error = self.text.with(|text| Self::parse(text)).err()?;
        Some(T::problem(error, front()))
    }

    fn parse(text: &str) -> Result<T, T::Err> {
        composed(text).parse()
    }
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<T> {}

/// The field: its label, its input, and below it the hint or the problem. What is typed into a `secret` one is
/// seen only on demand.
#[component(inline_props)]
pub(super) fn Field<T: Typed>(
    id: &'static str,
    label: fn(&'static FrontTexts) -> &'static str,
    hint: fn(&'static FrontTexts) -> &'static str,
    autocomplete: &'static str,
    entry: Entry<T>,
    secret: Option<bool>,
) -> View {
    let problem = create_selector(move || entry.problem());
    let secret = secret.unwrap_or_default();
    view! {
        Input(
            id=id,
            label=label,
            hint=hint,
            autocomplete=autocomplete,
            text=entry.text,
            input=entry.input,
            done=entry.done,
            problem=problem,
            secret=secret,
        )
    }
}

/// The same for whatever is typed.
#[component(inline_props)]
fn Input(
    id: &'static str,
    label: fn(&'static FrontTexts) -> &'static str,
    hint: fn(&'static FrontTexts) -> &'static str,
    autocomplete: &'static str,
    text: Signal<String>,
    input: NodeRef,
    done: Signal<bool>,
    problem: ReadSignal<Option<String>>,
    secret: bool,
) -> View {
    let shown = create_signal(!secret);
    let note = format!("{id}-note");
    let describedby = note.clone();

    view! {
        div(class="field") {
            label(r#for=id) { (label(front())) }
            input(
                r#ref=input,
                id=id,
                name=id,
                r#type=if shown.get() { "text" } else { "password" },
                dir="auto",
                autocomplete=autocomplete,
                autocapitalize="off",
                "spellcheck"="false",
                aria-describedby=describedby,
                aria-invalid=problem.with(Option::is_some).then_some("true"),
                bind:value=text,
                on:blur=move |_| {
                    if !text.with_untracked(String::is_empty) {
                        done.set(true);
                    }
                },
            )
            (secret.then(|| view! { Reveal(shown=shown) }))
            p(id=note, class="note", aria-live="polite") {
                (problem.get_clone().unwrap_or_else(|| hint(front()).to_owned()))
            }
        }
    }
}

/// Shows what is typed, or hides it.
#[component(inline_props)]
fn Reveal(shown: Signal<bool>) -> View {
    view! {
        button(
            r#type="button",
            class="button bare reveal",
            aria-pressed=shown.get().to_string(),
            aria-label=front().private.show,
            title=if shown.get() { front().private.hide } else { front().private.show },
            on:click=move |_| shown.set(!shown.get_untracked()),
        ) {
            if shown.get() {
                Drawing(icon=Icon::EyeOff)
            } else {
                Drawing(icon=Icon::Eye)
            }
        }
    }
}

fn name_problem(error: NameError, empty: &str, texts: &FrontTexts) -> String {
    let texts = &texts.problem;
    match error {
        NameError::Empty => empty.to_owned(),
        NameError::TooLong(max) => (texts.too_long)(max),
        NameError::Control => texts.control.to_owned(),
        NameError::Slash => texts.slash.to_owned(),
        NameError::Dots => texts.dots.to_owned(),
    }
}
