//! How loud a track is.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{AnalyserNode, MediaStreamAudioSourceNode};

use super::{Audio, resume};
use crate::browser::inbox::Inbox;
use crate::browser::page;
use crate::browser::stream::Stream;
use crate::browser::track::Track;

/// How often it is measured, in milliseconds.
const INTERVAL: i32 = 100;

/// How many samples go into a measurement: 43 ms at 48 kHz.
const SAMPLES: u32 = 2048;

/// Measures how loud a microphone is, for as long as it lives, whether or not the microphone is muted.
///
/// A track that is disabled carries silence to whoever listens to it, senders and analysers alike. So the
/// meter listens to a clone of its own. The clone takes from the same source, with the same echo
/// cancellation, but has a switch of its own, which stays on; it is connected to nothing but the analyser
/// and never sent. Muting remains what it was: the track that *is* sent is disabled.
pub(crate) struct Meter {
    ear: Track,
    source: MediaStreamAudioSourceNode,
    timer: i32,
    _measure: Closure<dyn FnMut()>,
}

impl Meter {
    /// Reports the loudness, the root mean square of the samples from 0 to 1, to `inbox`.
    pub(crate) fn new(audio: &Audio, track: &Track, inbox: Inbox<f32>) -> Option<Self> {
        resume(&audio.context);
        let ear = track.duplicate();
        ear.set_enabled(true);
        let meter = Self::listen(audio, ear.clone(), inbox);
        if meter.is_err() {
            ear.stop();
        }
        meter.ok()
    }

    fn listen(audio: &Audio, ear: Track, inbox: Inbox<f32>) -> Result<Self, JsValue> {
        let stream = Stream::new();
        stream.add(&ear);
        let source = audio.context.create_media_stream_source(stream.raw())?;
        let analyser = audio.context.create_analyser()?;
        analyser.set_fft_size(SAMPLES);
        source.connect_with_audio_node(&analyser)?;
        let measure = Closure::<dyn FnMut()>::new(move || inbox.put(loudness(&analyser)));
        let timer = page::window().set_interval_with_callback_and_timeout_and_arguments_0(
            measure.as_ref().unchecked_ref(),
            INTERVAL,
        )?;
        Ok(Self {
            ear,
            source,
            timer,
            _measure: measure,
        })
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        page::window().clear_interval_with_handle(self.timer);
        // Fails only if it is not connected.
        _ = self.source.disconnect();
        self.ear.stop();
    }
}

fn loudness(analyser: &AnalyserNode) -> f32 {
    let mut samples = [0.0; SAMPLES as usize];
    analyser.get_float_time_domain_data(&mut samples);
    let power: f32 = samples.iter().map(|sample| sample * sample).sum();
    (power / samples.len() as f32).sqrt()
}
