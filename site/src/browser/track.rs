//! Media tracks, and what they carry.

use js_sys::{JsString, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{MediaStreamTrack, MediaStreamTrackState};

use crate::hardware::DeviceId;

/// A handle to a track. Copies are handles to the same one.
///
/// `MediaStreamTrack` has a `clone` of its own, which opens the device a second time: hence this type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Track(MediaStreamTrack);

/// Where what a track carries comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// The voice.
    Microphone,
    /// The face.
    Camera,
    /// The picture of a shared screen.
    Screen,
    /// The sound of a shared screen.
    ScreenAudio,
}

impl Source {
    /// All sources in the order of their media sections in every offer between Parley clients.
    pub(crate) const ALL: [Self; 4] = [
        Self::Microphone,
        Self::Camera,
        Self::Screen,
        Self::ScreenAudio,
    ];

    /// The kind of its tracks, as `MediaStreamTrack.kind` tells it.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Microphone | Self::ScreenAudio => "audio",
            Self::Camera | Self::Screen => "video",
        }
    }
}

impl Track {
    /// Whether it will never carry anything again.
    pub(crate) fn is_ended(&self) -> bool {
        self.0.ready_state() == MediaStreamTrackState::Ended
    }

    /// Whether it carries nothing for the time being: a remote one before its first packet, an own one while
    /// the system or another program has its device.
    pub(crate) fn is_muted(&self) -> bool {
        self.0.muted()
    }

    /// Lets what it carries through, or sends silence and black instead.
    pub(crate) fn set_enabled(&self, enabled: bool) {
        self.0.set_enabled(enabled);
    }

    /// Another track that takes from the same source, and is switched on and off by itself.
    pub(crate) fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// What the maker of its device calls it. May be empty.
    pub(crate) fn label(&self) -> String {
        self.0.label()
    }

    /// The device that it captures from, if the browser tells.
    pub(crate) fn device_id(&self) -> Option<DeviceId> {
        self.setting("deviceId").map(DeviceId)
    }

    /// Which way its camera looks, as `MediaTrackSettings.facingMode` tells it.
    pub(crate) fn facing_mode(&self) -> Option<String> {
        self.setting("facingMode")
    }

    fn setting(&self, name: &str) -> Option<String> {
        // The getters of web-sys take settings that are missing for texts.
        let value = Reflect::get(&self.0.get_settings(), &name.into()).ok()?;
        let text: String = value.dyn_into::<JsString>().ok()?.into();
        (!text.is_empty()).then_some(text)
    }

    /// Ends it and gives its device back.
    pub(crate) fn stop(&self) {
        self.0.stop();
    }

    /// The browser's own object.
    pub(crate) fn raw(&self) -> &MediaStreamTrack {
        &self.0
    }
}

impl From<MediaStreamTrack> for Track {
    fn from(track: MediaStreamTrack) -> Self {
        Self(track)
    }
}
