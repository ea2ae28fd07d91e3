//! How the others are reached: the same in the lobby and in the settings of a call.

use sycamore::prelude::*;

use super::switch::Switch;
use crate::network::{Access, ConnectionTest, Reach, Relay, Verdict};
use crate::state::{App, Command, Commands};
use crate::text::{NetworkTexts, t};

/// Whether to hide behind a relay, and what the network allows. `place` tells this one from others on the
/// page.
#[component(inline_props)]
pub(super) fn Network(place: &'static str) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let hidden = create_selector(move || app.preferences.with(|it| it.relay_only));
    let relay = create_selector(move || app.relay.get());
    // What is on can always be switched off.
    let in_vain = create_selector(move || relay.get() == Relay::None && !hidden.get());
    let test = create_selector(move || app.connection_test.get());
    let why = format!("{place}-relay-only");
    let explains = why.clone();
    let begin = move |_| {
        if test.get_untracked() != ConnectionTest::Running {
            commands.send(Command::TestConnection);
        }
    };

    view! {
        section(class="network", aria-label=t().network.title) {
            Switch(
                label=|texts| texts.network.relay_only,
                on=hidden,
                command=Command::SetRelayOnly,
                disabled=in_vain,
                describedby=why,
            )
            p(id=explains, class="soft") { (why_relay_only(relay.get(), hidden.get(), &t().network)) }
            button(
                r#type="button",
                class="button quiet",
                aria-busy=(test.get() == ConnectionTest::Running).then_some("true"),
                on:click=begin,
            ) { (test_button(test.get(), &t().network)) }
            div(class="verdict", role="status", data-reach=reach_in_words(test.get())) {
                (findings(test.get()))
            }
        }
    }
}

fn why_relay_only(relay: Relay, hidden: bool, texts: &NetworkTexts) -> &'static str {
    match (relay, hidden) {
        (Relay::None, true) => texts.relay_only_in_vain,
        (Relay::None, false) => texts.no_relay,
        (Relay::Refused, _) => texts.relay_refused,
        (Relay::Unavailable, true) => texts.relay_silent,
        (Relay::Unknown | Relay::Ready | Relay::Unavailable, _) => texts.relay_only_why,
    }
}

fn test_button(test: ConnectionTest, texts: &NetworkTexts) -> &'static str {
    match test {
        ConnectionTest::Running => texts.testing,
        ConnectionTest::Idle | ConnectionTest::Done(_) => texts.test,
    }
}

fn findings(test: ConnectionTest) -> View {
    let ConnectionTest::Done(Verdict { reach, access }) = test else {
        return View::new();
    };
    let texts = &t().network;
    let reach = match reach {
        Reach::Direct => texts.direct,
        Reach::ByRelay => texts.by_relay,
        Reach::ByRelayOverTcp => texts.by_relay_over_tcp,
        Reach::Blocked => texts.blocked,
        Reach::Unknown => texts.unknown,
    };
    let access = match access {
        Access::None => texts.relay_none,
        Access::Granted => texts.relay_granted,
        Access::Refused => texts.relay_refused,
        Access::Silent => texts.relay_silent,
    };
    view! {
        p { (reach) }
        p { (access) }
    }
}

/// The value of `data-reach`.
fn reach_in_words(test: ConnectionTest) -> Option<&'static str> {
    let ConnectionTest::Done(verdict) = test else {
        return None;
    };
    Some(match verdict.reach {
        Reach::Direct => "direct",
        Reach::ByRelay => "relay",
        Reach::ByRelayOverTcp => "relay-tcp",
        Reach::Blocked => "blocked",
        Reach::Unknown => "unknown",
    })
}
