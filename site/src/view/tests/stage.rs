use parley_protocol::call::Person;
use parley_protocol::message::MediaState;

use super::fixture::{person, render_call, render_stage, tag};
use crate::floor::Party;
use crate::floor::hands::Hands;
use crate::floor::reactions::Reactions;
use crate::floor::speaking::Speaking;
use crate::state::App;
use crate::view::stage::arrangement::{Arrangement, Subject};
use crate::view::stage::own_place::{Corner, OwnPlace};
use crate::view::staging::Staging;

/// A call with Grace and Mary.
fn call(app: App) {
    let people = [person("Grace"), person("Mary")];
    app.call.update(|call| call.people.extend(people));
}

fn peer(name: &str) -> Party {
    Party::Peer(person(name).id)
}

/// What lies within the tile of this person.
fn tile(html: &str, name: &str) -> String {
    let start = html
        .find(&format!("aria-label=\"{name}\" data-kind=\"person\""))
        .unwrap();
    let end = html[start..].find("</article>").unwrap();
    html[start..start + end].to_owned()
}

/// Grace has her hand up for longer than Ada.
fn hands() -> Hands {
    let media = MediaState {
        hand: true,
        ..MediaState::default()
    };
    let grace = Person {
        media,
        ..person("Grace")
    };
    let mut hands = Hands::default();
    hands.see(false, std::slice::from_ref(&grace));
    hands.see(true, &[grace]);
    hands
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
fn raised_hands_are_shown_with_their_places_and_named() {
    let html = render_call(|app| {
        call(app);
        app.hands.set(hands());
    });
    let grace = tile(&html, "Grace");
    assert!(grace.contains("class=\"raised-hand\""));
    assert!(grace.contains("Raises a hand."));
    assert!(grace.contains("<span>1</span>"));
    assert!(!tile(&html, "Mary").contains("raised-hand"));
    assert_eq!(html.matches("class=\"raised-hand\"").count(), 2);
    assert!(html.contains("<span>2</span>"));
}

#[test]
fn a_single_hand_needs_no_number() {
    let html = render_call(|app| {
        let mut hands = Hands::default();
        hands.see(true, &[]);
        app.hands.set(hands);
    });
    assert!(html.contains("class=\"raised-hand\""));
    assert!(!html.contains("<span>1</span></p>"));
}

#[test]
fn the_button_for_the_hand_says_which_way_it_goes() {
    let html = render_call(call);
    assert!(tag(&html, "aria-label=\"Raise hand\"").contains("data-on=\"false\""));
    let html = render_call(|app| app.hands.set(hands()));
    assert!(tag(&html, "aria-label=\"Lower hand\"").contains("data-on=\"true\""));
}

#[test]
fn a_reaction_is_over_its_tile_and_in_words() {
    let html = render_call(|app| {
        call(app);
        let mut reactions = Reactions::default();
        reactions.show(peer("Mary"), "🎉".parse().unwrap(), Default::default());
        app.reactions.set(reactions.seen());
    });
    assert!(tile(&html, "Mary").contains("🎉"));
    assert!(!tile(&html, "Grace").contains("🎉"));
    assert!(html.contains("role=\"status\">Mary reacts with 🎉</p>"));
}

#[test]
fn an_own_reaction_is_not_read_out_to_oneself() {
    let html = render_call(|app| {
        let mut reactions = Reactions::default();
        reactions.show(Party::Own, "🎉".parse().unwrap(), Default::default());
        app.reactions.set(reactions.seen());
    });
    assert!(html.contains("🎉</span>"));
    assert!(!html.contains("reacts with"));
}

#[test]
fn every_reaction_has_a_name() {
    let html = render_call(|_| {});
    for name in [
        "Thumbs up",
        "Heart",
        "Laughter",
        "Surprise",
        "Applause",
        "Party",
    ] {
        assert!(tag(&html, &format!("aria-label=\"{name}\"")).contains("class=\"reaction\""));
    }
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
    // A browser that has told nothing yet can do neither.
    assert!(line(&company, "full-screen"));
    assert!(line(&company, "small-window"));

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
    assert_eq!(html.matches("<dd>").count(), 14);
}

#[test]
fn the_stage_is_divided_among_all_who_are_on_it() {
    for (count, columns, rows) in [(1, 1, 1), (2, 2, 1), (4, 2, 2), (6, 3, 2), (12, 4, 3)] {
        let html = render_stage(|app, _| {
            let people = (0..count).map(|number| person(&format!("Person {number}")));
            app.call.update(|call| call.people.extend(people));
        });
        let stage = tag(&html, "data-stage");
        assert!(stage.contains("data-layout=\"grid\""), "{count}: {stage}");
        assert!(stage.contains(&format!("data-columns=\"{columns}\" data-rows=\"{rows}\"")));
        assert_eq!(html.matches("data-kind=\"person\"").count(), count);
    }
}

#[test]
fn a_pinned_tile_is_large_and_says_how_to_let_it_go() {
    let html = render_stage(|app, staging| {
        call(app);
        let mary = Subject::Person(person("Mary").id);
        staging.arrangement.update(|it| it.pin(&mary));
    });
    assert!(tag(&html, "data-stage").contains("data-layout=\"spotlight\""));
    assert!(tag(&html, "aria-label=\"Mary\"").contains("data-spotlight=\"true\""));
    assert!(tag(&html, "aria-label=\"Grace\"").contains("data-spotlight=\"false\""));
    assert!(tag(&html, "aria-label=\"Unpin Mary\"").contains("data-pinned=\"true\""));
    assert!(tag(&html, "aria-label=\"Pin Grace\"").contains("data-pinned=\"false\""));
}

#[test]
fn the_spotlight_is_on_whoever_has_the_floor() {
    let html = render_stage(|app, staging| {
        call(app);
        staging.arrangement.update(Arrangement::switch);
        app.speaking.set(Speaking {
            now: [].into(),
            floor: Some(person("Mary").id),
        });
    });
    assert!(tag(&html, "aria-label=\"Mary\"").contains("data-spotlight=\"true\""));
}

#[test]
fn a_lone_tile_fills_the_stage_and_cannot_be_pinned() {
    let html = render_stage(|app, staging| {
        app.call.update(|call| call.people.push(person("Grace")));
        staging.arrangement.update(Arrangement::switch);
    });
    let stage = tag(&html, "data-stage");
    assert!(stage.contains("data-tiles=\"1\"") && stage.contains("data-layout=\"grid\""));
    assert!(tag(&html, "aria-label=\"Pin Grace\"").contains("hidden"));
}

#[test]
fn a_hidden_own_picture_is_still_there_for_whoever_is_alone() {
    let hide = |staging: Staging| {
        staging.own.set(OwnPlace {
            corner: Corner::TopStart,
            hidden: true,
        });
    };
    let html = render_stage(|app, staging| {
        call(app);
        hide(staging);
    });
    assert!(tag(&html, "data-self").contains("hidden"));
    assert!(tag(&html, "data-self").contains("data-corner=\"top-start\""));

    let html = render_stage(|_, staging| hide(staging));
    assert!(!tag(&html, "data-self").contains("hidden"));
}
