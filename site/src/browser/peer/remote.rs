//! What the other side of a connection sends.

use web_sys::{Event, RtcRtpTransceiver};

use crate::browser::listener::Listener;
use crate::browser::stream::Stream;
use crate::browser::track::{Source, Track};

/// The tracks that come in, gathered in one stream that stays the same while they change.
pub(super) struct Remote {
    stream: Stream,
    tracks: Vec<Track>,
    listeners: Vec<Listener>,
}

impl Remote {
    pub(super) fn new() -> Self {
        Self {
            stream: Stream::new(),
            tracks: Vec::new(),
            listeners: Vec::new(),
        }
    }

    pub(super) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Takes what the transceivers receive, instead of what was taken before.
    pub(super) fn receive<'a>(
        &mut self,
        transceivers: impl IntoIterator<Item = (Source, &'a RtcRtpTransceiver)>,
    ) {
        self.listeners.clear();
        for track in self.tracks.drain(..) {
            self.stream.remove(&track);
        }
        for (source, transceiver) in transceivers {
            let track = Track::from(transceiver.receiver().track());
            match source {
                Source::Microphone => self.stream.add(&track),
                Source::Camera => self.add_once_it_moves(&track),
                Source::Screen | Source::ScreenAudio => continue,
            }
            self.tracks.push(track);
        }
    }

    /// Adds a picture as soon as there is one.
    ///
    /// A video element waits for the first picture of its stream, and stays silent until then: whoever
    /// has no camera would not be heard.
    fn add_once_it_moves(&mut self, track: &Track) {
        if !track.is_muted() {
            self.stream.add(track);
            return;
        }
        let stream = self.stream.clone();
        let arriving = track.clone();
        self.listeners
            .push(Listener::new(track.raw(), "unmute", move |_: Event| {
                stream.add(&arriving);
            }));
    }
}
