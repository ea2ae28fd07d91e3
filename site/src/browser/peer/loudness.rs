//! How loud the other side is.
//!
//! Browsers write it beside the sound (RFC 6464) and tell what they have just played: no sound is decoded
//! or analysed a second time for this.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{RtcPeerConnection, RtcRtpReceiver, RtcRtpSynchronizationSource};

/// An ear for the voice on one connection.
pub(super) struct Ear {
    /// When what was heard last was played.
    last: Cell<f64>,
}

impl Ear {
    pub(super) fn new() -> Self {
        Self {
            last: Cell::new(0.0),
        }
    }

    /// How loud the voice is, from 0 to 1. Silence where nothing has been played since the last look.
    pub(super) fn listen(&self, connection: &RtcPeerConnection) -> f64 {
        let receivers = connection.get_receivers();
        let mut receivers = receivers.iter().map(RtcRtpReceiver::unchecked_from_js);
        // The microphone comes before the sound of a screen in every offer.
        let Some(voice) = receivers.find(|it| it.track().kind() == "audio") else {
            return 0.0;
        };
        let sources = voice.get_synchronization_sources();
        let sources = sources
            .iter()
            .map(RtcRtpSynchronizationSource::unchecked_from_js);
        let latest =
            sources.max_by(|one, other| one.get_timestamp().total_cmp(&other.get_timestamp()));
        latest.map_or(0.0, |source| self.level(&source))
    }

    fn level(&self, source: &RtcRtpSynchronizationSource) -> f64 {
        let played = source.get_timestamp();
        if self.last.replace(played) == played {
            return 0.0;
        }
        source.get_audio_level().unwrap_or_default()
    }
}
