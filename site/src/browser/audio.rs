//! The audio graph: listening to the own microphone, and playing a tone.

mod meter;
mod tone;

pub(crate) use self::meter::Meter;
pub(crate) use self::tone::Tone;

use wasm_bindgen_futures::spawn_local;
use web_sys::{AudioContext, AudioContextState, Event, EventTarget};

use super::listener::Listener;
use super::page;

/// The one audio graph of a visit. Dropping it releases the audio hardware.
///
/// Browsers let a graph run only once the person has touched the page. Until then it hears nothing, and
/// tries again at every touch.
pub(crate) struct Audio {
    context: AudioContext,
    _touched: [Listener; 2],
}

impl Audio {
    /// A graph with nothing in it. `None` where the browser has none to give.
    pub(crate) fn new() -> Option<Self> {
        let context = AudioContext::new().ok()?;
        let target: EventTarget = page::document().into();
        let touched = |event| {
            let context = context.clone();
            Listener::new(&target, event, move |_: Event| resume(&context))
        };
        Some(Self {
            _touched: [touched("pointerdown"), touched("keydown")],
            context,
        })
    }
}

impl Drop for Audio {
    fn drop(&mut self) {
        // Fails only if it is closed already.
        _ = self.context.close();
    }
}

fn resume(context: &AudioContext) {
    if context.state() != AudioContextState::Suspended {
        return;
    }
    if let Ok(resumed) = context.resume() {
        spawn_local(async {
            // The next touch may be one that counts.
            _ = resumed.await;
        });
    }
}
