//! A tone to test the speaker with.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlMediaElement, OscillatorNode};

use super::{Audio, resume};
use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::browser::page;
use crate::browser::sink;
use crate::hardware::DeviceId;

/// The notes, in hertz: a fifth.
const NOTES: [f32; 2] = [523.25, 783.99];

/// How long each lasts, in seconds.
const NOTE: f64 = 0.35;

/// As loud as someone who speaks calmly.
const LOUDNESS: f32 = 0.2;

/// Two notes on a speaker. Dropping it silences them.
pub(crate) struct Tone {
    oscillator: OscillatorNode,
    element: HtmlMediaElement,
    _ended: Listener,
}

impl Tone {
    /// Plays them on `speaker`, or on whichever the system chooses, and reports when they are over.
    ///
    /// By way of a media element, since that is what browsers let pages choose a speaker for.
    pub(crate) fn play(audio: &Audio, speaker: Option<&DeviceId>, over: Inbox<()>) -> Option<Self> {
        resume(&audio.context);
        Self::start(audio, speaker, over).ok()
    }

    fn start(audio: &Audio, speaker: Option<&DeviceId>, over: Inbox<()>) -> Result<Self, JsValue> {
        let context = &audio.context;
        let oscillator = context.create_oscillator()?;
        let gain = context.create_gain()?;
        let destination = context.create_media_stream_destination()?;
        oscillator.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&destination)?;

        let begin = context.current_time() + 0.1;
        gain.gain().set_value_at_time(0.0, 0.0)?;
        let mut at = begin;
        for note in NOTES {
            oscillator.frequency().set_value_at_time(note, at)?;
            // Faded in and out: an abrupt note clicks.
            gain.gain().set_value_at_time(0.0, at)?;
            gain.gain()
                .linear_ramp_to_value_at_time(LOUDNESS, at + 0.03)?;
            gain.gain().linear_ramp_to_value_at_time(0.0, at + NOTE)?;
            at += NOTE;
        }
        oscillator.start()?;
        oscillator.stop_with_when(at + 0.1)?;

        let element: HtmlMediaElement = page::document().create_element("audio")?.unchecked_into();
        element.set_src_object(Some(&destination.stream()));
        let (speaker, playing) = (speaker.cloned(), element.clone());
        spawn_local(async move {
            sink::route(&playing, speaker.as_ref()).await;
            // Refused before the person has touched the page; but it was a touch that asked for it.
            if let Ok(started) = playing.play() {
                _ = started.await;
            }
        });
        Ok(Self {
            _ended: Listener::new(&oscillator, "ended", move |_: Event| over.put(())),
            oscillator,
            element,
        })
    }
}

impl Drop for Tone {
    fn drop(&mut self) {
        // Fails only if it was never started.
        _ = self.oscillator.stop();
        self.element.set_src_object(None);
    }
}
