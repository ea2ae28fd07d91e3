//! What is heard at the own microphone, and the tone that tests the speaker.

use std::time::Duration;

use super::DeviceEvent;
use super::voice::Voice;
use crate::browser::audio::{Audio, Meter, Tone};
use crate::browser::inbox::Inbox;
use crate::browser::track::Track;
use crate::hardware::DeviceId;
use crate::state::LEVELS;

/// What stands for silence, in decibels below the loudest there can be.
const SILENCE_DB: f32 = 56.0;

/// What stands for the loudest anybody speaks.
const LOUDEST_DB: f32 = 8.0;

/// Listens and plays.
pub(in crate::session) struct Sound {
    /// Made when it is needed for the first time; none where the browser has none.
    audio: Option<Audio>,
    /// Together with the track that it listens to.
    meter: Option<(Track, Meter)>,
    tone: Option<Tone>,
    loudness: f32,
    voice: Voice,
    talking: bool,
    events: Inbox<DeviceEvent>,
}

impl Sound {
    pub(super) fn new(events: Inbox<DeviceEvent>) -> Self {
        Self {
            audio: None,
            meter: None,
            tone: None,
            loudness: 0.0,
            voice: Voice::default(),
            talking: false,
            events,
        }
    }

    /// Listens to a track from now on, or to nothing.
    pub(super) fn listen_to(&mut self, track: Option<&Track>) {
        if self.meter.as_ref().map(|(track, _)| track) == track {
            return;
        }
        self.meter = None;
        self.loudness = 0.0;
        self.voice = Voice::default();
        self.talking = false;
        let Some(track) = track else {
            return;
        };
        let inbox = self.events.map(DeviceEvent::Heard);
        let meter = self
            .audio()
            .and_then(|audio| Meter::new(audio, track, inbox));
        self.meter = meter.map(|meter| (track.clone(), meter));
    }

    /// Takes what the meter measures.
    pub(super) fn hear(&mut self, loudness: f32, now: Duration) {
        self.loudness = loudness;
        self.talking = self.voice.hear(loudness, now);
    }

    /// Plays the tone, from its beginning if it is being played.
    pub(super) fn play(&mut self, speaker: Option<&DeviceId>) {
        let over = self.events.map(|()| DeviceEvent::ToneOver);
        self.tone = None;
        self.tone = self
            .audio()
            .and_then(|audio| Tone::play(audio, speaker, over));
    }

    pub(super) fn tone_is_over(&mut self) {
        self.tone = None;
    }

    /// How loud it is, from 0 to [`LEVELS`].
    pub(in crate::session) fn level(&self) -> u8 {
        level(self.loudness)
    }

    /// Whether someone is talking.
    pub(super) fn is_talking(&self) -> bool {
        self.talking
    }

    /// Whether the tone is being played.
    pub(in crate::session) fn plays(&self) -> bool {
        self.tone.is_some()
    }

    fn audio(&mut self) -> Option<&Audio> {
        if self.audio.is_none() {
            self.audio = Audio::new();
        }
        self.audio.as_ref()
    }
}

/// Ears hear ratios, so the steps are those of decibels.
fn level(loudness: f32) -> u8 {
    let decibels = 20.0 * loudness.max(f32::MIN_POSITIVE).log10();
    let share = (decibels + SILENCE_DB) / (SILENCE_DB - LOUDEST_DB);
    // The cast keeps what is left between the bounds.
    (share.clamp(0.0, 1.0) * f32::from(LEVELS)).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_nothing_and_a_shout_is_everything() {
        assert_eq!(level(0.0), 0);
        assert_eq!(level(0.001), 0);
        assert_eq!(level(0.5), LEVELS);
        assert_eq!(level(1.0), LEVELS);
    }

    #[test]
    fn calm_speech_is_in_the_middle() {
        let calm = level(0.03);
        assert!((LEVELS / 3..=2 * LEVELS / 3).contains(&calm), "{calm}");
    }

    #[test]
    fn what_is_louder_is_not_shown_as_less() {
        let steps: Vec<u8> = (0u16..=100)
            .map(|percent| level(f32::from(percent) / 100.0))
            .collect();
        assert!(steps.is_sorted());
    }

    #[test]
    fn what_cannot_be_measured_is_silence() {
        assert_eq!(level(f32::NAN), 0);
        assert_eq!(level(-1.0), 0);
    }
}
