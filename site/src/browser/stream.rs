//! Streams of tracks, as a media element plays them.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{MediaStream, MediaStreamTrack};

use super::track::Track;

/// A handle to a stream. Copies are handles to the same one, and equal; no two streams are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stream(MediaStream);

impl Stream {
    /// A stream without tracks.
    pub(crate) fn new() -> Self {
        Self(MediaStream::new().expect("every browser that can make calls can make a stream"))
    }

    /// Adds a track, unless it is in the stream already.
    pub(crate) fn add(&self, track: &Track) {
        self.0.add_track(track.raw());
    }

    /// Takes a track out. It goes on running.
    pub(crate) fn remove(&self, track: &Track) {
        self.0.remove_track(track.raw());
    }

    /// Makes a track, or nothing, all that is in the stream.
    pub(crate) fn show(&self, track: Option<&Track>) {
        let tracks: Array = self.0.get_tracks();
        for other in tracks.iter().map(MediaStreamTrack::unchecked_from_js) {
            let other = Track::from(other);
            if Some(&other) != track {
                self.remove(&other);
            }
        }
        if let Some(track) = track {
            self.add(track);
        }
    }

    /// The browser's own object.
    pub(crate) fn raw(&self) -> &MediaStream {
        &self.0
    }
}
