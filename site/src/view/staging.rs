//! What the person wants to see of the call, as opposed to what is going on in it: a context of the
//! screen of a call.

use parley_protocol::call::Person;
use sycamore::prelude::*;

use super::stage::arrangement::{Arrangement, Subject};
use crate::state::App;

/// How the stage is set.
#[derive(Clone, Copy)]
pub(super) struct Staging {
    /// Who has the large place.
    pub(super) arrangement: Signal<Arrangement>,
    /// All that there is to see, each person's screen after the person.
    pub(super) subjects: ReadSignal<Vec<Subject>>,
}

impl Staging {
    /// Follows who is there and who speaks. To be called in the scope of the screen.
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
        Self {
            arrangement,
            subjects,
        }
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
