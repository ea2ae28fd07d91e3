//! What needs saying for as long as it lasts.

use parley_protocol::call::{LinkState, Person, Signaling};
use sycamore::prelude::*;

use super::device::Trouble;
use super::host::KnockBanner;
use super::icon::{Drawing, Icon};
use super::sealing::SealBanners;
use crate::network::Relay;
use crate::state::{App, Command, Commands, Sharing};
use crate::text::t;

/// All banners of a call, over the head of the stage.
#[component]
pub(super) fn Banners() -> View {
    let app = use_context::<App>();
    let lost = create_selector(move || app.call.with(|call| call.signaling == Signaling::Lost));
    let silent = create_selector(move || app.sound_blocked.get());
    let muted = create_selector(move || app.talking_muted.get());
    let refused = create_selector(move || {
        app.relay.get() == Relay::Refused
            && app
                .call
                .with(|call| call.people.iter().any(is_out_of_reach))
    });
    let sharing = create_selector(move || app.sharing.get());
    let troubles = create_selector(move || app.own.with(Trouble::all));

    view! {
        div(class="banners", aria-live="polite") {
            if silent.get() {
                Silent {}
            }
            KnockBanner {}
            if muted.get() {
                Muted {}
            }
            if refused.get() {
                Refused {}
            }
            SealBanners()
            if lost.get() {
                div(class="banner", data-banner="lost") {
                    span(class="spinner", aria-hidden="true")
                    p { (t().banner.room_lost) }
                }
            }
            match sharing.get() {
                Sharing::On => Share {},
                Sharing::Failed => p(class="banner", data-banner="share-failed") {
                    Drawing(icon=Icon::Warning)
                    span { (t().share.failed) }
                },
                Sharing::Unsupported | Sharing::Off | Sharing::Asking => {},
            }
            (troubles
                .get_clone()
                .into_iter()
                .map(|trouble| view! { DeviceTrouble(trouble=trouble) })
                .collect::<Vec<_>>())
        }
    }
}

/// The browser waits for the person to touch the page before it plays sound.
#[component]
fn Silent() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="banner", data-banner="sound") {
            Drawing(icon=Icon::Sound)
            p { (t().banner.silent) }
            button(
                r#type="button",
                class="button primary",
                on:click=move |_| commands.send(Command::EnableSound),
            ) { (t().banner.enable_sound) }
        }
    }
}

/// The person talks, and nobody hears it.
#[component]
fn Muted() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let push_to_talk = create_selector(move || app.preferences.with(|it| it.push_to_talk));
    view! {
        div(class="banner", data-banner="muted") {
            Drawing(icon=Icon::MicrophoneOff)
            p {
                (t().banner.talking_muted)
                if push_to_talk.get() {
                    " " span(class="keys-only") { (t().banner.hold_space) }
                }
            }
            button(
                r#type="button",
                class="button primary",
                on:click=move |_| commands.send(Command::ToggleMicrophone),
            ) { (t().banner.unmute) }
        }
    }
}

/// The relay refuses, and someone needs it.
#[component]
fn Refused() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="banner", data-banner="relay") {
            Drawing(icon=Icon::Warning)
            p { (t().network.refused) }
            button(
                r#type="button",
                class="button quiet",
                on:click=move |_| commands.send(Command::AskForRelay),
            ) { (t().link.retry) }
        }
    }
}

fn is_out_of_reach(person: &Person) -> bool {
    !matches!(person.link, LinkState::Connected | LinkState::Away)
}

/// The others see the person's screen. Shown instead of that screen, which would show itself.
#[component]
fn Share() -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="banner", data-banner="sharing") {
            Drawing(icon=Icon::Screen)
            p { (t().share.sharing) }
            button(
                r#type="button",
                class="button quiet",
                on:click=move |_| commands.send(Command::ToggleScreen),
            ) { (t().share.stop) }
        }
    }
}

/// A device is not to be had. Can be put away; comes back when something changes about it.
#[component(inline_props)]
fn DeviceTrouble(trouble: Trouble) -> View {
    let commands = use_context::<Commands>();
    let away = create_signal(false);
    let kinds = trouble.kinds.clone();
    let retry = move || kinds.iter().for_each(|kind| commands.send(kind.toggle()));
    let words = move || {
        let (title, way_on) = (trouble.title(t()), trouble.way_on(t()));
        view! { strong { (title) } " " (way_on) }
    };

    view! {
        div(class="banner", data-banner="device", hidden=away.get()) {
            Drawing(icon=Icon::Warning)
            p { (words()) }
            button(r#type="button", class="button quiet", on:click=move |_| retry()) { (t().banner.try_again) }
            button(
                r#type="button",
                class="button bare",
                aria-label=t().banner.dismiss,
                on:click=move |_| away.set(true),
            ) { Drawing(icon=Icon::Close) }
        }
    }
}
