//! A labelled text field that says what is wrong with what was typed.

use std::marker::PhantomData;
use std::str::FromStr;

use parley_protocol::message::{DisplayName, NameError, RoomName};
use sycamore::prelude::*;

use crate::browser::unicode::composed;
use crate::text::{ProblemTexts, Texts, t};

/// What a person types where a `T` is wanted.
pub(super) struct Entry<T: 'static> {
    /// The text as it stands.
    pub(super) text: Signal<String>,
    /// The `<input>`.
    pub(super) input: NodeRef,
    /// Whether the person is done with it for the first time. Nobody is told off while typing.
    done: Signal<bool>,
    wanted: PhantomData<T>,
}

/// A name that people type.
pub(super) trait Name: FromStr<Err = NameError> + 'static {
    /// What to say where it is missing.
    fn missing(texts: &ProblemTexts) -> &'static str;
}

impl Name for RoomName {
    fn missing(texts: &ProblemTexts) -> &'static str {
        texts.room_empty
    }
}

impl Name for DisplayName {
    fn missing(texts: &ProblemTexts) -> &'static str {
        texts.name_empty
    }
}

impl<T: Name> Entry<T> {
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
        Some(sentence::<T>(error))
    }

    fn parse(text: &str) -> Result<T, NameError> {
        composed(text).parse()
    }
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<T> {}

/// The field: its label, its input, and below it the hint or the problem.
#[component(inline_props)]
pub(super) fn Field<T: Name>(
    id: &'static str,
    label: fn(&'static Texts) -> &'static str,
    hint: fn(&'static Texts) -> &'static str,
    autocomplete: &'static str,
    entry: Entry<T>,
) -> View {
    let problem = create_selector(move || entry.problem());
    let note = format!("{id}-note");
    let describedby = note.clone();

    view! {
        div(class="field") {
            label(r#for=id) { (label(t())) }
            input(
                r#ref=entry.input,
                id=id,
                name=id,
                r#type="text",
                dir="auto",
                autocomplete=autocomplete,
                autocapitalize="off",
                "spellcheck"="false",
                aria-describedby=describedby,
                aria-invalid=problem.with(Option::is_some).then_some("true"),
                bind:value=entry.text,
                on:blur=move |_| entry.done.set(true),
            )
            p(id=note, class="note", aria-live="polite") {
                (problem.get_clone().unwrap_or_else(|| hint(t()).to_owned()))
            }
        }
    }
}

fn sentence<T: Name>(error: NameError) -> String {
    let texts = &t().problem;
    match error {
        NameError::Empty => T::missing(texts).to_owned(),
        NameError::TooLong(max) => (texts.too_long)(max),
        NameError::Control => texts.control.to_owned(),
        NameError::Slash => texts.slash.to_owned(),
        NameError::Dots => texts.dots.to_owned(),
    }
}
