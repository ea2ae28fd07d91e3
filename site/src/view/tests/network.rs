//! How the others are reached, and what is said about it.

use parley_protocol::call::{LinkState, Person};

use super::fixture::{person, render_call, tag};
use crate::network::{Access, ConnectionTest, Reach, Relay, Verdict};
use crate::state::App;

fn with(relay: Relay, relay_only: bool) -> String {
    render_call(|app| {
        app.relay.set(relay);
        app.preferences.update(|it| it.relay_only = relay_only);
    })
}

fn with_grace(link: LinkState) -> impl FnOnce(App) {
    move |app| {
        let grace = Person {
            link,
            ..person("Grace")
        };
        app.call.update(|call| call.people.push(grace));
        app.relay.set(Relay::Refused);
    }
}

/// The switch that hides the address.
fn switch(html: &str) -> &str {
    tag(html, "aria-describedby=\"settings-relay-only\"")
}

#[test]
fn an_address_can_be_hidden_where_there_may_be_a_relay() {
    for relay in [
        Relay::Unknown,
        Relay::Ready,
        Relay::Unavailable,
        Relay::Refused,
    ] {
        assert!(!switch(&with(relay, false)).contains("disabled"));
    }
}

#[test]
fn an_address_cannot_be_hidden_without_a_relay_but_hiding_can_end() {
    let html = with(Relay::None, false);
    assert!(switch(&html).contains("disabled"));
    assert!(html.contains("This server has no relay."));

    let html = with(Relay::None, true);
    assert!(!switch(&html).contains("disabled"));
    assert!(html.contains("nobody can be reached while this is on"));
}

#[test]
fn a_relay_that_refuses_is_told_while_someone_needs_it() {
    let banner = "data-banner=\"relay\"";
    assert!(render_call(with_grace(LinkState::Connecting)).contains(banner));
    assert!(!render_call(with_grace(LinkState::Connected)).contains(banner));
    assert!(!render_call(with_grace(LinkState::Away)).contains(banner));
}

#[test]
fn a_test_says_what_the_network_allows_and_whether_there_is_a_relay() {
    let html = render_call(|app| {
        app.connection_test.set(ConnectionTest::Done(Verdict {
            reach: Reach::ByRelayOverTcp,
            access: Access::Granted,
        }));
    });
    assert!(html.contains("lets no UDP through"));
    assert!(html.contains("A relay is ready"));
    assert!(tag(&html, "data-reach").contains("\"relay-tcp\""));
}
