//! Short sounds that are made, not loaded.

use std::time::Duration;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AudioContext, AudioContextState};

use super::page;

/// What a sound tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chime {
    /// Someone came.
    Came,
    /// Someone left.
    Left,
    /// Someone wrote.
    Message,
    /// Someone waits to be let in.
    Knock,
}

/// Plays sounds. Holds on to the speakers from the first one on.
#[derive(Default)]
pub(crate) struct Chimes {
    context: Option<AudioContext>,
    last: Option<(Chime, Duration)>,
}

/// The least time between a sound and the same once more: when many come at once, one is enough.
const PAUSE: Duration = Duration::from_millis(600);

/// How loud the loudest moment is: well below a voice.
const PEAK: f32 = 0.07;

/// Silence, as far as an exponential curve can get there.
const SILENCE: f32 = 0.0001;

/// How long a note takes to its peak, in seconds: short, but without a click.
const ATTACK: f64 = 0.012;

/// How long a note takes to fade, in seconds.
const FADE: f64 = 0.32;

/// How long after one note the next begins, in seconds.
const STEP: f64 = 0.11;

impl Chime {
    /// The notes, in hertz: up for who comes, down for who leaves, twice the same for who knocks.
    fn notes(self) -> &'static [f32] {
        match self {
            Self::Came => &[523.25, 783.99],
            Self::Left => &[783.99, 523.25],
            Self::Message => &[1046.5],
            Self::Knock => &[659.25, 659.25],
        }
    }
}

impl Chimes {
    /// Plays a sound, unless it has only just begun or the browser does not let the page be heard.
    pub(crate) fn play(&mut self, chime: Chime) {
        let now = page::now();
        let repeats = |(last, at): (Chime, Duration)| last == chime && now < at + PAUSE;
        if self.last.is_some_and(repeats) {
            return;
        }
        self.last = Some((chime, now));
        // Nobody misses a sound that the browser cannot make.
        _ = self.sound(chime);
    }

    fn sound(&mut self, chime: Chime) -> Result<(), JsValue> {
        let context = match &self.context {
            Some(context) => context,
            None => self.context.insert(AudioContext::new()?),
        };
        if context.state() == AudioContextState::Suspended {
            let resumed = context.resume()?;
            spawn_local(async move { _ = resumed.await });
        }
        let mut start = context.current_time();
        for &pitch in chime.notes() {
            note(context, pitch, start)?;
            start += STEP;
        }
        Ok(())
    }
}

impl Drop for Chimes {
    fn drop(&mut self) {
        let closed = self.context.take().and_then(|context| context.close().ok());
        if let Some(closed) = closed {
            spawn_local(async move { _ = closed.await });
        }
    }
}

fn note(context: &AudioContext, pitch: f32, start: f64) -> Result<(), JsValue> {
    let tone = context.create_oscillator()?;
    let loudness = context.create_gain()?;
    tone.frequency().set_value(pitch);
    let gain = loudness.gain();
    gain.set_value_at_time(SILENCE, start)?;
    gain.exponential_ramp_to_value_at_time(PEAK, start + ATTACK)?;
    gain.exponential_ramp_to_value_at_time(SILENCE, start + ATTACK + FADE)?;
    tone.connect_with_audio_node(&loudness)?;
    loudness.connect_with_audio_node(&context.destination())?;
    tone.start_with_when(start)?;
    tone.stop_with_when(start + ATTACK + FADE)
}
