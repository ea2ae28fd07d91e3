//! How the link to someone stands, in a few words.

use parley_protocol::call::{Conditions, LinkState};
use parley_protocol::gauge::Route;
use parley_protocol::message::PeerId;
use sycamore::prelude::*;

use crate::network::Relay;
use crate::state::{App, Command, Commands};
use crate::text::t;

/// What is wrong with the link to someone, if anything is, and what can be done about it.
#[component(inline_props)]
pub(super) fn LinkNote(
    id: PeerId,
    name: ReadSignal<String>,
    link: ReadSignal<LinkState>,
    conditions: ReadSignal<Conditions>,
) -> View {
    let id = create_signal(id);
    view! {
        match link.get() {
            LinkState::Connected => NetworkNote(conditions=conditions),
            LinkState::Connecting => p(class="link-note") { (t().link.connecting) },
            LinkState::Reconnecting => p(class="link-note") { (t().link.reconnecting) },
            LinkState::Away => p(class="link-note") { (t().link.away) },
            LinkState::Unreachable => Unreachable(id=id.get_clone(), name=name),
        }
    }
}

/// That media go by way of a relay.
#[component(inline_props)]
pub(super) fn RouteMark(conditions: ReadSignal<Conditions>) -> View {
    view! {
        if conditions.get().route == Some(Route::Relayed) {
            span(class="route-mark", title=t().link.relayed_long) { (t().link.relayed) }
        }
    }
}

/// The value of `data-link`.
pub(super) fn link_in_words(link: LinkState) -> &'static str {
    match link {
        LinkState::Connecting => "connecting",
        LinkState::Connected => "connected",
        LinkState::Reconnecting => "reconnecting",
        LinkState::Unreachable => "unreachable",
        LinkState::Away => "away",
    }
}

#[component(inline_props)]
fn NetworkNote(conditions: ReadSignal<Conditions>) -> View {
    view! {
        if conditions.get().holds_picture {
            p(class="link-note", data-calm="true") { (t().link.their_network) }
        } else if conditions.get().misses_picture {
            p(class="link-note", data-calm="true") { (t().link.own_network) }
        }
    }
}

#[component(inline_props)]
fn Unreachable(id: PeerId, name: ReadSignal<String>) -> View {
    let app = use_context::<App>();
    let relay = create_selector(move || app.relay.get());
    let commands = use_context::<Commands>();
    view! {
        div(class="link-note", data-calm="true") {
            p { (no_way(relay.get())) }
            button(
                r#type="button",
                class="link-retry",
                aria-label=(t().link.retry_for)(&name.get_clone()),
                on:click=move |_| commands.send(Command::Retry { peer: id.clone() }),
            ) { (t().link.retry) }
        }
    }
}

/// That no way was found, and what the relay has to do with it.
fn no_way(relay: Relay) -> &'static str {
    match relay {
        Relay::None => t().network.unreachable_without_relay,
        Relay::Refused => t().network.unreachable_refused,
        Relay::Unavailable => t().network.unreachable_unavailable,
        Relay::Unknown | Relay::Ready => t().link.unreachable,
    }
}
