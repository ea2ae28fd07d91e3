//! The choice of a language.

use sycamore::prelude::*;

use super::icon::{Drawing, Icon};
use crate::browser::page;
use crate::text::{Language, front};

/// Offers every language under the name that its speakers give it.
#[component]
pub(super) fn LanguagePicker() -> View {
    let language = use_context::<Signal<Language>>();
    let spoken = language.get_untracked();
    let chosen = create_signal(spoken.tag().to_owned());
    let choose = move |_| {
        if let Some(choice) = chosen.with_untracked(|tag| Language::from_tag(tag)) {
            page::remember_language(choice);
            page::speak(choice);
            language.set(choice);
        }
    };
    let options: Vec<View> = Language::ALL
        .into_iter()
        .map(|language| {
            let (tag, name) = (language.tag(), language.name());
            let selected = language == spoken;
            view! { option(value=tag, lang=tag, selected=selected) { (name) } }
        })
        .collect();

    view! {
        div(class="language") {
            Drawing(icon=Icon::Globe)
            select(
                aria-label=front().landing.language,
                name="language",
                autocomplete="off",
                bind:value=chosen,
                on:change=choose,
            ) { (options) }
        }
    }
}
