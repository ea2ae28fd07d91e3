use parley_protocol::call::Person;
use parley_protocol::message::MediaState;

use super::fixture::{person, render_call, tag};
use crate::state::{App, Sharing};

/// A call with Grace, who shares a screen, and Mary, who does not.
fn call(app: App) {
    let media = MediaState {
        screen: true,
        ..person("Grace").media
    };
    let grace = Person {
        media,
        ..person("Grace")
    };
    app.call
        .update(|call| call.people.extend([grace, person("Mary")]));
}

#[test]
fn a_shared_screen_has_a_tile_of_its_own_and_the_large_place() {
    let html = render_call(call);
    let screen = tag(&html, "data-kind=\"screen\"");
    assert!(screen.contains("aria-label=\"Screen of Grace\""));
    assert!(screen.contains("data-peer=\"id of Grace\""));
    assert!(screen.contains("data-spotlight=\"true\""));
    assert_eq!(html.matches("data-kind=\"person\"").count(), 2);
    assert_eq!(html.matches("data-spotlight=\"true\"").count(), 1);

    let stage = tag(&html, "data-stage");
    assert!(stage.contains("data-layout=\"spotlight\""));
    assert!(stage.contains("data-count=\"2\" data-tiles=\"3\""));
}

#[test]
fn a_screen_that_is_on_its_way_says_so() {
    assert!(render_call(call).contains("The screen is on its way…"));
}

#[test]
fn a_stage_without_screens_is_a_grid() {
    let html = render_call(|app| app.call.update(|call| call.people.push(person("Mary"))));
    assert!(tag(&html, "data-stage").contains("data-layout=\"grid\""));
    assert!(!html.contains("data-kind=\"screen\""));
}

#[test]
fn a_tile_can_be_pinned_when_there_is_another_one() {
    let html = render_call(call);
    for name in ["Grace", "Screen of Grace", "Mary"] {
        let pin = tag(&html, &format!("aria-label=\"Pin {name}\""));
        assert!(!pin.contains("hidden"), "{pin}");
    }

    let html = render_call(|app| app.call.update(|call| call.people.push(person("Mary"))));
    assert!(tag(&html, "aria-label=\"Pin Mary\"").contains("hidden"));
}

#[test]
fn whoever_shares_reads_so_and_can_stop_in_two_places() {
    let html = render_call(|app| app.sharing.set(Sharing::On));
    assert!(html.contains("data-banner=\"sharing\""));
    assert!(html.contains("The others see your screen."));
    assert!(html.contains(">Stop sharing</button>"));
    tag(&html, "aria-label=\"Stop sharing screen\"");
    assert!(!html.contains("data-kind=\"screen\""));
}

#[test]
fn sharing_begins_with_a_button_where_the_browser_can_share() {
    for (sharing, hidden) in [
        (Sharing::Off, false),
        (Sharing::Asking, false),
        (Sharing::Unsupported, true),
    ] {
        let html = render_call(|app| app.sharing.set(sharing));
        let button = tag(&html, "aria-label=\"Share screen\"");
        assert_eq!(button.contains("hidden"), hidden, "{sharing:?}");
        assert!(!html.contains("data-banner"));
    }
}

#[test]
fn a_share_that_did_not_work_is_told() {
    let html = render_call(|app| app.sharing.set(Sharing::Failed));
    assert!(html.contains("Your screen could not be shared."));
    tag(&html, "aria-label=\"Share screen\"");
}
