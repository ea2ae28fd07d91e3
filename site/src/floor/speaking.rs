//! Who is speaking, told from how loud everyone is: a few samples a second make a ring that does not
//! flicker, and a speaker who does not lose the floor for a breath or somebody's cough.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use parley_protocol::message::PeerId;

/// Who is at least this loud begins to speak. Loudness is from 0, silence, to 1, as loud as a sample can
/// be; this is −36 dB, quiet speech.
const BEGINS: f64 = 0.016;
/// Who is not even this loud, −42 dB, pauses.
const PAUSES: f64 = 0.008;
/// Pauses this long are part of speech.
const PAUSE: Duration = Duration::from_millis(700);
/// Someone must have spoken this long to take the floor from someone who is silent: a cough is shorter.
const TAKES: Duration = Duration::from_millis(500);
/// The same against someone who still speaks. Two who speak at once change places no more often.
const INTERRUPTS: Duration = Duration::from_millis(2500);

/// Everyone's voices over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Voices {
    voices: BTreeMap<PeerId, Voice>,
    /// Who has the floor, and since when.
    floor: Option<(PeerId, Duration)>,
}

/// What there is to show of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Speaking {
    /// Everyone who is speaking at the moment.
    pub(crate) now: BTreeSet<PeerId>,
    /// Whoever has the floor: the one who speaks, or the one who spoke last.
    pub(crate) floor: Option<PeerId>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Voice {
    began: Duration,
    heard: Duration,
}

impl Voices {
    /// Takes how loud everyone is at a moment. Whoever is not among them is not there.
    pub(crate) fn hear(&mut self, levels: &BTreeMap<PeerId, f64>, now: Duration) {
        self.voices
            .retain(|id, voice| levels.contains_key(id) && now.saturating_sub(voice.heard) < PAUSE);
        for (id, &level) in levels {
            match self.voices.get_mut(id) {
                Some(voice) if level >= PAUSES => voice.heard = now,
                None if level >= BEGINS => {
                    let (began, heard) = (now, now);
                    self.voices.insert(id.clone(), Voice { began, heard });
                }
                Some(_) | None => {}
            }
        }
        self.floor.take_if(|(id, _)| !levels.contains_key(id));
        if let Some(next) = self.next(now) {
            self.floor = Some((next, now));
        }
    }

    /// What there is to show.
    pub(crate) fn speaking(&self) -> Speaking {
        Speaking {
            now: self.voices.keys().cloned().collect(),
            floor: self.floor.as_ref().map(|(id, _)| id.clone()),
        }
    }

    /// Who takes the floor: the one who has spoken the longest of those who have spoken long enough since
    /// it last changed hands.
    fn next(&self, now: Duration) -> Option<PeerId> {
        let (holder, since) = match &self.floor {
            Some((holder, since)) => (Some(holder), *since),
            None => (None, Duration::ZERO),
        };
        let wait = match holder {
            Some(holder) if self.voices.contains_key(holder) => INTERRUPTS,
            Some(_) => TAKES,
            None => Duration::ZERO,
        };
        let others = self.voices.iter().filter(|(id, _)| Some(*id) != holder);
        others
            .filter(|(_, voice)| now.saturating_sub(voice.began.max(since)) >= wait)
            .min_by_key(|(_, voice)| voice.began)
            .map(|(id, _)| id.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOUD: f64 = 0.1;
    const STEP: Duration = Duration::from_millis(200);

    /// A conversation in steps of a fifth of a second.
    #[derive(Default)]
    struct Room {
        voices: Voices,
        now: Duration,
    }

    impl Room {
        /// Bob and Cleo are this loud for `millis`. Returns everyone who had the floor, without repeats.
        fn hears(&mut self, millis: u64, bob: f64, cleo: f64) -> Vec<&'static str> {
            let mut floors = Vec::new();
            for _ in 0..millis / 200 {
                self.now += STEP;
                let levels = [(id("bob"), bob), (id("cleo"), cleo)];
                self.voices.hear(&BTreeMap::from(levels), self.now);
                floors.push(self.floor());
            }
            floors.dedup();
            floors
        }

        fn floor(&self) -> &'static str {
            match self.voices.speaking().floor {
                Some(it) if it == id("bob") => "bob",
                Some(_) => "cleo",
                None => "nobody",
            }
        }

        fn rings(&self) -> Vec<String> {
            let now = self.voices.speaking().now;
            now.iter().map(ToString::to_string).collect()
        }
    }

    fn id(name: &str) -> PeerId {
        name.parse().unwrap()
    }

    #[test]
    fn nobody_speaks_in_silence() {
        let mut room = Room::default();
        assert_eq!(room.hears(2_000, 0.0, 0.002), ["nobody"]);
        assert_eq!(room.rings(), [""; 0]);
    }

    #[test]
    fn the_first_who_speaks_has_the_floor_at_once() {
        let mut room = Room::default();
        assert_eq!(room.hears(200, 0.0, LOUD), ["cleo"]);
        assert_eq!(room.rings(), ["cleo"]);
    }

    #[test]
    fn the_floor_stays_with_whoever_spoke_last() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        assert_eq!(room.hears(10_000, 0.0, 0.0), ["bob"]);
        assert_eq!(room.rings(), [""; 0]);
    }

    #[test]
    fn the_ring_outlasts_the_pauses_between_words() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        for _ in 0..5 {
            room.hears(400, 0.0, 0.0);
            assert_eq!(room.rings(), ["bob"]);
            room.hears(200, LOUD, 0.0);
        }
    }

    #[test]
    fn a_voice_that_trails_off_is_still_speech_but_does_not_begin_one() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.010);
        assert_eq!(room.rings(), ["bob"]);
        room.hears(2_000, 0.010, 0.010);
        assert_eq!(room.rings(), ["bob"]);
    }

    #[test]
    fn a_cough_takes_no_floor() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        room.hears(2_000, 0.0, 0.0);
        assert_eq!(room.hears(400, 0.0, LOUD), ["bob"]);
    }

    #[test]
    fn whoever_speaks_into_silence_takes_the_floor_soon() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        room.hears(2_000, 0.0, 0.0);
        assert_eq!(room.hears(1_000, 0.0, LOUD), ["bob", "cleo"]);
    }

    #[test]
    fn an_interruption_takes_longer() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        assert_eq!(room.hears(2_000, LOUD, LOUD), ["bob"]);
        assert_eq!(room.hears(1_000, LOUD, LOUD), ["bob", "cleo"]);
    }

    #[test]
    fn two_who_speak_at_once_change_places_slowly() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        let floors = room.hears(10_000, LOUD, LOUD);
        assert!(floors.len() <= 5, "{floors:?}");
    }

    #[test]
    fn who_leaves_gives_the_floor_up() {
        let mut room = Room::default();
        room.hears(1_000, LOUD, 0.0);
        room.voices
            .hear(&BTreeMap::from([(id("cleo"), 0.0)]), room.now + STEP);
        assert_eq!(room.voices.speaking(), Speaking::default());
    }
}
