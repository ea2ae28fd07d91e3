//! What the other side of a connection sends.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use web_sys::{Event, RtcPeerConnection, RtcPeerConnectionState, RtcRtpTransceiver};

use crate::browser::listener::Listener;
use crate::browser::stream::Stream;
use crate::browser::timer::Timer;
use crate::browser::track::{Source, Track};

/// How long a new connection's picture is waited for, at the price of hearing nothing.
const PICTURE_WITHIN: Duration = Duration::from_millis(400);

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

    /// Takes what the transceivers of a connection receive, instead of what was taken before.
    pub(super) fn receive<'a>(
        &mut self,
        connection: &RtcPeerConnection,
        transceivers: impl IntoIterator<Item = (Source, &'a RtcRtpTransceiver)>,
    ) {
        self.listeners.clear();
        self.person.show(None);
        self.screen.show(None);
        for (source, transceiver) in transceivers {
            let track = Track::from(transceiver.receiver().track());
            match source {
                Source::Microphone => self.person.add(&track),
                Source::Camera => self.add_once_it_moves(&track, connection),
                Source::Screen | Source::ScreenAudio => self.screen.add(&track),
            }
        }
    }

    /// Adds a picture as soon as there is one.
    ///
    /// A video element waits for the first picture of its stream, and stays silent until then: whoever
    /// has no camera would not be heard.
    fn add_once_it_moves(&mut self, track: &Track, connection: &RtcPeerConnection) {
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
        self.await_first(track, connection);
    }

    /// Adds a picture for a moment when the connection comes up: an element to which it is added with its first
    /// image shows the second one first.
    fn await_first(&mut self, track: &Track, connection: &RtcPeerConnection) {
        let give_up = {
            let (stream, track) = (self.person.clone(), track.clone());
            move || {
                if track.is_muted() {
                    stream.remove(&track);
                }
            }
        };
        let patience = RefCell::new(Timer::new(give_up));
        let (stream, track) = (self.person.clone(), track.clone());
        let (watched, awaited) = (connection.clone(), Cell::new(false));
        let came_up = move |_: Event| {
            let is_up = watched.connection_state() == RtcPeerConnectionState::Connected;
            if is_up && !awaited.replace(true) && track.is_muted() {
                stream.add(&track);
                patience.borrow_mut().set(PICTURE_WITHIN);
            }
        };
        self.listeners
            .push(Listener::new(connection, "connectionstatechange", came_up));
    }
}
