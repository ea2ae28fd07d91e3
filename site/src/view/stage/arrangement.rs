//! Who has the large place on the stage, if anyone.

use parley_protocol::message::PeerId;

/// What a tile shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Someone else.
    Person(PeerId),
    /// The screen that someone else shares.
    Screen(PeerId),
}

/// How the tiles stand on the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All tiles are equal.
    #[default]
    Grid,
    /// One tile is large, the others stand in a strip beside it.
    Spotlight,
}

/// What the person wants to see large, and what there is to be seen.
///
/// A tile that the person pinned comes first, then the screen that was shared last, then whoever
/// speaks. A screen takes the large place by itself, whatever the person chose before: it is shared to
/// be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Arrangement {
    /// What the person chose for a stage without screens.
    chosen: Mode,
    /// Whether the person chose the grid although there are screens.
    screens_in_grid: bool,
    pinned: Option<Subject>,
    /// Everyone on the stage, in the order in which they came.
    people: Vec<PeerId>,
    /// Those who share a screen, in the order in which they began.
    screens: Vec<PeerId>,
    speaker: Option<PeerId>,
}

impl Arrangement {
    /// Takes note of who is there and what they share.
    pub(crate) fn show(&mut self, subjects: &[Subject]) {
        let people = subjects.iter().filter_map(Subject::person);
        self.people = people.cloned().collect();
        self.screens
            .retain(|id| subjects.contains(&Subject::Screen(id.clone())));
        for id in subjects.iter().filter_map(Subject::screen) {
            if !self.screens.contains(id) {
                self.screens.push(id.clone());
                self.screens_in_grid = false;
            }
        }
        self.pinned.take_if(|pinned| !subjects.contains(pinned));
    }

    /// Takes note of who speaks, or spoke last.
    pub(crate) fn hear(&mut self, speaker: Option<PeerId>) {
        self.speaker = speaker;
    }

    /// Gives a tile the large place until it is taken back, or takes it back.
    pub(crate) fn pin(&mut self, subject: &Subject) {
        if self.pinned.as_ref() == Some(subject) {
            self.pinned = None;
        } else {
            self.pinned = Some(subject.clone());
        }
    }

    /// Changes to the other mode. What was pinned is so no more.
    pub(crate) fn switch(&mut self) {
        let mode = match self.mode() {
            Mode::Grid => Mode::Spotlight,
            Mode::Spotlight => Mode::Grid,
        };
        self.pinned = None;
        if self.screens.is_empty() {
            self.chosen = mode;
        } else {
            self.screens_in_grid = mode == Mode::Grid;
        }
    }

    /// How the tiles stand.
    pub(crate) fn mode(&self) -> Mode {
        match (&self.pinned, self.screens.is_empty()) {
            (Some(_), _) => Mode::Spotlight,
            (None, true) => self.chosen,
            (None, false) if self.screens_in_grid => Mode::Grid,
            (None, false) => Mode::Spotlight,
        }
    }

    /// What the person pinned.
    pub(crate) fn pinned(&self) -> Option<&Subject> {
        self.pinned.as_ref()
    }

    /// What has the large place. Nothing in a grid, and nothing while there is a single tile, which
    /// fills the stage anyway.
    pub(crate) fn spotlight(&self) -> Option<Subject> {
        if self.mode() == Mode::Grid || self.tiles() < 2 {
            return None;
        }
        self.foremost()
    }

    /// What would have the large place. Nothing where nobody is.
    pub(crate) fn foremost(&self) -> Option<Subject> {
        let screen = || Some(Subject::Screen(self.screens.last()?.clone()));
        let speaker = || {
            let speaker = self.speaker.as_ref();
            let speaker = speaker.filter(|speaker| self.people.contains(speaker));
            Some(Subject::Person(speaker.or(self.people.first())?.clone()))
        };
        self.pinned.clone().or_else(screen).or_else(speaker)
    }

    /// How many tiles there are.
    pub(crate) fn tiles(&self) -> usize {
        self.people.len() + self.screens.len()
    }
}

impl Subject {
    /// What tells it from all others, for a list.
    pub(crate) fn key(&self) -> (bool, String) {
        let (Self::Person(id) | Self::Screen(id)) = self;
        (self.screen().is_some(), id.to_string())
    }

    fn person(&self) -> Option<&PeerId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Screen(_) => None,
        }
    }

    fn screen(&self) -> Option<&PeerId> {
        match self {
            Self::Screen(id) => Some(id),
            Self::Person(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> PeerId {
        name.parse().unwrap()
    }

    fn person(name: &str) -> Subject {
        Subject::Person(id(name))
    }

    fn screen(name: &str) -> Subject {
        Subject::Screen(id(name))
    }

    fn stage(subjects: &[Subject]) -> Arrangement {
        let mut arrangement = Arrangement::default();
        arrangement.show(subjects);
        arrangement
    }

    fn two() -> Arrangement {
        stage(&[person("bob"), person("cleo")])
    }

    #[test]
    fn people_stand_in_a_grid_at_first() {
        assert_eq!(two().mode(), Mode::Grid);
        assert_eq!(two().spotlight(), None);
    }

    #[test]
    fn the_spotlight_follows_whoever_speaks() {
        let mut arrangement = two();
        arrangement.switch();
        arrangement.hear(Some(id("cleo")));
        assert_eq!(arrangement.spotlight(), Some(person("cleo")));
        arrangement.hear(Some(id("bob")));
        assert_eq!(arrangement.spotlight(), Some(person("bob")));
    }

    #[test]
    fn the_spotlight_is_on_the_first_who_came_until_someone_speaks() {
        let mut arrangement = two();
        arrangement.switch();
        assert_eq!(arrangement.spotlight(), Some(person("bob")));
        arrangement.hear(Some(id("someone who left")));
        assert_eq!(arrangement.spotlight(), Some(person("bob")));
    }

    #[test]
    fn a_lone_person_needs_no_spotlight() {
        let mut arrangement = stage(&[person("bob")]);
        arrangement.switch();
        assert_eq!(arrangement.spotlight(), None);
    }

    #[test]
    fn a_pinned_tile_stays_large_whoever_speaks_and_whatever_is_shared() {
        let mut arrangement = two();
        arrangement.pin(&person("bob"));
        arrangement.hear(Some(id("cleo")));
        arrangement.show(&[person("bob"), person("cleo"), screen("cleo")]);
        assert_eq!(arrangement.spotlight(), Some(person("bob")));
    }

    #[test]
    fn unpinning_goes_back_to_what_was_chosen_before() {
        let mut arrangement = two();
        arrangement.pin(&person("bob"));
        arrangement.pin(&person("bob"));
        assert_eq!(arrangement.mode(), Mode::Grid);
    }

    #[test]
    fn pinning_another_tile_needs_no_unpinning() {
        let mut arrangement = two();
        arrangement.pin(&person("bob"));
        arrangement.pin(&person("cleo"));
        assert_eq!(arrangement.pinned(), Some(&person("cleo")));
    }

    #[test]
    fn a_pinned_person_who_leaves_is_pinned_no_more() {
        let mut arrangement = two();
        arrangement.pin(&person("bob"));
        arrangement.show(&[person("cleo")]);
        arrangement.show(&[person("cleo"), person("bob")]);
        assert_eq!(arrangement.spotlight(), None);
    }

    #[test]
    fn a_shared_screen_is_large_at_once_and_the_grid_comes_back_after_it() {
        let mut arrangement = two();
        arrangement.show(&[person("bob"), screen("bob"), person("cleo")]);
        assert_eq!(arrangement.spotlight(), Some(screen("bob")));
        arrangement.show(&[person("bob"), person("cleo")]);
        assert_eq!(arrangement.mode(), Mode::Grid);
    }

    #[test]
    fn of_two_screens_the_later_one_is_large() {
        let mut arrangement = two();
        arrangement.show(&[person("bob"), person("cleo"), screen("cleo")]);
        arrangement.show(&[person("bob"), screen("bob"), person("cleo"), screen("cleo")]);
        assert_eq!(arrangement.spotlight(), Some(screen("bob")));
    }

    #[test]
    fn a_screen_can_be_put_in_the_grid_until_the_next_one_is_shared() {
        let mut arrangement = two();
        arrangement.show(&[person("bob"), screen("bob"), person("cleo")]);
        arrangement.switch();
        assert_eq!(arrangement.mode(), Mode::Grid);
        arrangement.show(&[person("bob"), person("cleo")]);
        arrangement.show(&[person("bob"), person("cleo"), screen("cleo")]);
        assert_eq!(arrangement.spotlight(), Some(screen("cleo")));
    }

    #[test]
    fn the_switch_leads_out_of_a_pin_too() {
        let mut arrangement = two();
        arrangement.pin(&person("bob"));
        arrangement.switch();
        assert_eq!(arrangement.mode(), Mode::Grid);
        assert_eq!(arrangement.pinned(), None);
    }
}
