//! Someone else's page is closed, for good or to be loaded again.

use std::time::Duration;

use super::client::{Client, NOTHING};
use crate::call::LinkState;
use crate::message::{Control, RELOADED_WITHIN};

/// Ada's page is closed while Bob is linked with her.
fn ada_goes_away() -> Client {
    let mut bob = Client::linked_with("ada");
    bob.control_says(1, &Control::Away);
    bob
}

#[test]
fn whoever_closes_the_page_stays_on_the_screen_for_a_moment() {
    let mut bob = ada_goes_away();
    assert_eq!(bob.did(), ["closes 1"]);
    assert_eq!(bob.link_to("ada"), Some(LinkState::Away));
    bob.passes(RELOADED_WITHIN);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
}

#[test]
fn whoever_loads_it_again_was_never_away() {
    let mut bob = ada_goes_away();
    bob.updated("ada'");
    assert_eq!(bob.did(), ["opens 2 to ada to offer", "makes offer on 2"]);
    assert_eq!(bob.people(), ["ada"]);
    assert_ne!(bob.link_to("ada"), Some(LinkState::Away));
}

#[test]
fn whoever_does_not_is_gone_when_the_server_says_so() {
    let mut bob = ada_goes_away();
    bob.gone("ada");
    assert_eq!(bob.did(), ["tells that ada left"]);
}

#[test]
fn whoever_does_not_is_gone_soon_even_if_the_server_says_nothing() {
    let mut bob = ada_goes_away();
    bob.passes(RELOADED_WITHIN + Duration::from_secs(2));
    assert_eq!(bob.did(), ["tells that ada left"]);
    bob.reconnects();
    bob.room_again(&["ada"]);
    assert!(bob.people().is_empty(), "that life is over");
}

#[test]
fn nobody_calls_a_page_that_was_closed() {
    let mut bob = ada_goes_away();
    bob.reconnects();
    bob.room_again(&["ada"]);
    bob.hears_offer("ada", "7.1", "late");
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(4);
    assert!(!bob.did_any("opens"), "{:?}", bob.did());
}
