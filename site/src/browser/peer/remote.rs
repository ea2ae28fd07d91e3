//! What the other side of a connection sends.

use web_sys::{Event, RtcRtpTransceiver};

use crate::browser::listener::Listener;
use crate::browser::stream::Stream;
use crate::browser::track::{Source, Track};

/// The tracks that come in, gathered in streams that stay the same while the tracks change.
pub(super) struct Remote {
    person: Stream,
    screen: Stream,
    listeners: Vec<Listener>,
}

impl Remote {
    pub(super) fn new() -> Self {
        Self {
            person: Stream::new(),
            screen: Stream::new(),
            listeners: Vec::new(),
        }
    }

    /// What comes from the microphone and the camera.
    pub(super) fn person(&self) -> &Stream {
        &self.person
    }

    /// What comes from a shared screen.
    pub(super) fn screen(&self) -> &Stream {
        &self.screen
    }

    /// Takes what the transceivers receive, instead of what was taken before.
    pub(super) fn receive<'a>(
        &mut self,
        transceivers: impl IntoIterator<Item = (Source, &'a RtcRtpTransceiver)>,
    ) {
        self.listeners.clear();
        self.person.show(None);
        self.screen.show(None);
        for (source, transceiver) in transceivers {
            let track = Track::from(transceiver.receiver().track());
            match source {
                Source::Microphone => self.person.add(&track),
                Source::Camera => self.add_once_it_moves(&track),
                Source::Screen | Source::ScreenAudio => self.screen.add(&track),
            }
        }
    }

    /// Adds a picture as soon as there is one.
    ///
    /// A video element waits for the first picture of its stream, and stays silent until then: whoever
    /// has no camera would not be heard.
    fn add_once_it_moves(&mut self, track: &Track) {
        if !track.is_muted() {
            self.person.add(track);
            return;
        }
        let stream = self.person.clone();
        let arriving = track.clone();
        self.listeners
            .push(Listener::new(track.raw(), "unmute", move |_: Event| {
                stream.add(&arriving);
            }));
    }
}
