//! Who is not shown, and what was refused.

use parley_protocol::call::{Snapshot, Strangers};
use sycamore::prelude::*;

use crate::state::App;
use crate::text::{Texts, t};
use crate::view::icon::{Drawing, Icon};

/// Those in the room who are not shown, at the door.
#[component]
pub(crate) fn StrangerNotes() -> View {
    let app = use_context::<App>();
    let strangers = create_selector(move || app.call.with(|call| call.strangers));
    let tampered = create_selector(move || app.call.with(harm) > 0);
    view! {
        div(class="strangers", role="status") {
            if tampered.get() {
                p(class="notice", data-tampered="true") {
                    Drawing(icon=Icon::Warning)
                    span { (t().sealing.tampered) }
                }
            }
            (sentences(strangers.get(), t())
                .into_iter()
                .map(|words| view! { p(class="notice", data-strangers="true") { Drawing(icon=Icon::SealOff) span { (words) } } })
                .collect::<Vec<_>>())
        }
    }
}

/// The same in a call. Can be put away; comes back when there is more of it.
#[component]
pub(crate) fn SealBanners() -> View {
    let app = use_context::<App>();
    let strangers = create_selector(move || app.call.with(|call| call.strangers));
    let harm = create_selector(move || app.call.with(harm));
    let known = create_signal(Strangers::default());
    let seen = create_signal(0);
    let warns = create_selector(move || harm.get() > seen.get());
    let news = create_selector(move || has_more(strangers.get(), known.get()));

    view! {
        if warns.get() {
            div(class="banner", data-banner="tampered") {
                Drawing(icon=Icon::Warning)
                p { (t().sealing.tampered) }
                Dismiss(on=move || seen.set(harm.get_untracked()))
            }
        }
        if news.get() {
            div(class="banner", data-banner="strangers") {
                Drawing(icon=Icon::SealOff)
                p { (sentences(strangers.get(), t()).join(" ")) }
                Dismiss(on=move || known.set(strangers.get_untracked()))
            }
        }
    }
}

#[component(inline_props)]
fn Dismiss(on: impl Fn() + 'static) -> View {
    view! {
        button(
            r#type="button",
            class="button bare",
            aria-label=t().banner.dismiss,
            on:click=move |_| on(),
        ) { Drawing(icon=Icon::Close) }
    }
}

/// How often something came that somebody had changed.
fn harm(call: &Snapshot) -> u64 {
    let people = u64::try_from(call.strangers.tampered).unwrap_or(u64::MAX);
    call.refused.forged.max(people)
}

fn has_more(now: Strangers, known: Strangers) -> bool {
    now.other_secret > known.other_secret
        || now.no_secret > known.no_secret
        || now.secret_lacking > known.secret_lacking
}

/// Those whose profile was tampered with are told of as what was changed.
fn sentences(strangers: Strangers, texts: &Texts) -> Vec<String> {
    let texts = &texts.sealing;
    [
        (strangers.other_secret, texts.other_secret),
        (strangers.no_secret, texts.no_secret),
        (strangers.secret_lacking, texts.secret_lacking),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, say)| say(count))
    .collect()
}
