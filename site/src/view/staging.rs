//! What the person wants to see of the call, as opposed to what is going on in it: a context of the
//! screen of a call.

use parley_protocol::call::Person;
use sycamore::prelude::*;

use super::stage::arrangement::{Arrangement, Subject};
use super::stage::own_place::OwnPlace;
use crate::browser::full_screen::FullScreen;
use crate::browser::memory::Memory;
use crate::state::App;

/// Where the place of the own picture is kept between visits.
const OWN_PLACE_KEY: &str = "parley.own-place";

/// How the stage is set.
#[derive(Clone, Copy)]
pub(super) struct Staging {
    /// Who has the large place.
    pub(super) arrangement: Signal<Arrangement>,
    /// All that there is to see, each person's screen after the person.
    pub(super) subjects: ReadSignal<Vec<Subject>>,
    /// Where the person's own picture is. Changed by [`Self::place_own`].
    pub(super) own: Signal<OwnPlace>,
    /// Whether the page has the whole screen. `None` where it cannot.
    pub(super) full_screen: Signal<Option<bool>>,
    /// Whether there is a small window of the call. `None` where there cannot be.
    pub(super) small_window: Signal<Option<bool>>,
    /// Whether the sheet of keys is open.
    pub(super) keys: Signal<bool>,
}

impl Staging {
    /// Follows who is there, and what the browser does. To be called in the scope of the screen.
    pub(super) fn new() -> Self {
        let app = use_context::<App>();
        let subjects = create_selector(move || app.call.with(|call| subjects(&call.people)));
        let floor = create_selector(move || app.speaking.with(|speaking| speaking.floor.clone()));
        let arrangement = create_signal(Arrangement::default());
        create_effect(move || {
            let (subjects, floor) = (subjects.get_clone(), floor.get_clone());
            arrangement.update(|it| {
                it.show(&subjects);
                it.hear(floor);
            });
        });

        let own = create_signal(OwnPlace::default());
        let full_screen = create_signal(None);
        on_mount(move || {
            let remembered = Memory::of_browser().recall(OWN_PLACE_KEY);
            let place = remembered.and_then(|text| text.parse().ok());
            own.set(place.unwrap_or_default());
            let watch = FullScreen::watch(move |state| full_screen.set(state));
            on_cleanup(move || drop(watch));
        });
        Self {
            arrangement,
            subjects,
            own,
            full_screen,
            small_window: create_signal(None),
            keys: create_signal(false),
        }
    }

    /// Puts the own picture somewhere else, now and on the next visit.
    pub(super) fn place_own(self, place: OwnPlace) {
        Memory::of_browser().keep(OWN_PLACE_KEY, &place.to_text());
        self.own.set(place);
    }

    /// Whether a tile has the large place.
    pub(super) fn has_spotlight(self, subject: Subject) -> ReadSignal<bool> {
        create_selector(move || {
            self.arrangement
                .with(|it| it.spotlight().as_ref() == Some(&subject))
        })
    }
}

fn subjects(people: &[Person]) -> Vec<Subject> {
    let of = |person: &Person| {
        let screen = person.media.screen;
        let screen = screen.then(|| Subject::Screen(person.id.clone()));
        [Some(Subject::Person(person.id.clone())), screen]
    };
    people.iter().flat_map(of).flatten().collect()
}
