use super::fixture::{person, render_call, tag};
use crate::floor::speaking::Speaking;
use crate::state::App;

/// A call with Grace and Mary.
fn call(app: App) {
    let people = [person("Grace"), person("Mary")];
    app.call.update(|call| call.people.extend(people));
}

#[test]
fn a_tile_tells_that_somebody_speaks() {
    let html = render_call(|app| {
        call(app);
        app.speaking.set(Speaking {
            now: [person("Mary").id].into(),
            floor: Some(person("Mary").id),
        });
    });
    assert!(tag(&html, "aria-label=\"Mary\"").contains("data-speaking=\"true\""));
    assert!(tag(&html, "aria-label=\"Grace\"").contains("data-speaking=\"false\""));
}

#[test]
fn the_own_picture_is_in_a_corner_and_can_be_moved_when_there_is_company() {
    let html = render_call(call);
    assert!(tag(&html, "data-self").contains("data-corner=\"bottom-end\""));
    assert!(!tag(&html, "aria-label=\"Move your picture\"").contains("hidden"));

    let html = render_call(|_| {});
    assert!(tag(&html, "aria-label=\"Move your picture\"").contains("hidden"));
}

#[test]
fn the_menu_offers_what_can_be_done_and_nothing_else() {
    let line = |html: &str, name: &str| {
        let start = html.find("class=\"menu-line\"").unwrap();
        tag(&html[start - 30..], &format!("data-action=\"{name}\"")).contains("hidden")
    };
    let menu = |html: String| {
        let start = html.find("id=\"more\"").unwrap();
        html[start..].to_owned()
    };

    let company = menu(render_call(call));
    assert!(!line(&company, "layout"));
    assert!(!line(&company, "own-picture"));
    assert!(!line(&company, "keys"));
    // A browser that has told nothing yet cannot.
    assert!(line(&company, "full-screen"));

    let alone = menu(render_call(|_| {}));
    assert!(line(&alone, "layout"));
    assert!(line(&alone, "own-picture"));
}

#[test]
fn the_sheet_tells_every_key() {
    let html = render_call(|_| {});
    assert!(tag(&html, "id=\"keys\"").contains("aria-labelledby=\"keys-title\""));
    assert!(html.contains("<kbd>M</kbd></dt><dd>Microphone on or off</dd>"));
    assert!(html.contains("<kbd>Shift</kbd> <kbd>L</kbd></dt><dd>Leave call</dd>"));
    assert_eq!(html.matches("<dd>").count(), 10);
}
