//! Media tracks, and what they carry.

use web_sys::{MediaStreamTrack, MediaStreamTrackState};

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

    /// Whether a remote track has carried nothing yet.
    pub(crate) fn is_muted(&self) -> bool {
        self.0.muted()
    }

    /// Lets what it carries through, or sends silence and black instead.
    pub(crate) fn set_enabled(&self, enabled: bool) {
        self.0.set_enabled(enabled);
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
