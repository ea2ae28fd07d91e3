//! Whether someone is talking, by how loud it is at their microphone.

use std::time::Duration;

/// The loudness, as a root mean square from 0 to 1, above which there is more than the room's own noise:
/// -34 dB. Browsers raise a soft voice well above that.
const LOUD: f32 = 0.02;

/// A door that slams is over sooner.
const TALKS_FOR: Duration = Duration::from_millis(400);

/// Anyone breathes in between, and who is told something takes a while to act on it.
const BREATH: Duration = Duration::from_secs(4);

/// The gaps between the syllables.
const GAP: Duration = Duration::from_millis(250);

/// What is known of a voice from listening to it so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Voice {
    /// Since when it has been loud, gaps aside.
    loud_since: Option<Duration>,
    loud_last: Option<Duration>,
    talking: bool,
}

impl Voice {
    /// Takes a loudness. Whether the person is talking.
    pub(super) fn hear(&mut self, loudness: f32, now: Duration) -> bool {
        if loudness >= LOUD {
            let since = *self.loud_since.get_or_insert(now);
            self.loud_last = Some(now);
            self.talking |= now.saturating_sub(since) >= TALKS_FOR;
            return self.talking;
        }
        let silence = now.saturating_sub(self.loud_last.unwrap_or(now));
        if silence > GAP {
            self.loud_since = None;
        }
        if silence > BREATH {
            self.talking = false;
        }
        self.talking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: f32 = 0.002;
    const SPEECH: f32 = 0.1;
    const STEP: Duration = Duration::from_millis(100);

    /// Whether the person is taken to talk after each of these tenths of a second.
    fn heard(loudness: impl IntoIterator<Item = f32>) -> Vec<bool> {
        let mut voice = Voice::default();
        (0u32..)
            .zip(loudness)
            .map(|(tick, loudness)| voice.hear(loudness, STEP * tick))
            .collect()
    }

    #[test]
    fn who_goes_on_being_loud_is_talking() {
        assert_eq!(
            heard([QUIET, SPEECH, SPEECH, SPEECH, SPEECH, SPEECH]),
            [false, false, false, false, false, true]
        );
    }

    #[test]
    fn a_door_that_slams_is_not_talking() {
        let slam = [SPEECH, SPEECH, QUIET, QUIET, QUIET, QUIET];
        assert!(!heard(slam.repeat(5)).contains(&true));
    }

    #[test]
    fn the_gaps_between_syllables_do_not_count() {
        let syllables = [SPEECH, QUIET, QUIET, SPEECH, QUIET, SPEECH];
        assert_eq!(heard(syllables).last(), Some(&true));
    }

    #[test]
    fn who_breathes_in_is_still_talking_and_who_is_silent_is_not() {
        let spoken = [SPEECH; 6].into_iter();
        assert_eq!(heard(spoken.clone().chain([QUIET; 40])).last(), Some(&true));
        assert_eq!(heard(spoken.chain([QUIET; 41])).last(), Some(&false));
    }

    #[test]
    fn the_noise_of_a_room_is_not_talking() {
        assert!(!heard([QUIET; 50]).contains(&true));
    }
}
