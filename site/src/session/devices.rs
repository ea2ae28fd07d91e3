//! The person's devices over the length of a visit: which of them are switched on, and why not.

use std::collections::BTreeMap;

use parley_protocol::message::MediaState;
use wasm_bindgen_futures::spawn_local;

use crate::browser::inbox::Inbox;
use crate::browser::media::{self, Answer, Answers, Capture, DeviceKind};
use crate::browser::stream::Stream;
use crate::browser::track::{Source, Track};
use crate::state::{Device, OwnMedia, Problem};

/// Microphone and camera. Dropping them switches both off.
pub(super) struct Devices {
    microphone: Slot,
    camera: Slot,
    preview: Stream,
    requests: u64,
    events: Inbox<DeviceEvent>,
}

/// What can happen to devices.
pub(super) enum DeviceEvent {
    /// The browser has answered about both. A [`Request`] that nobody waits for any more is dropped,
    /// and with it whatever was switched on.
    AnsweredBoth(Request, Answers),
    /// The browser has answered about one.
    Answered(Request, DeviceKind, Answer),
    /// A device ended by itself: it was pulled out, or its permission withdrawn.
    Ended(DeviceKind),
}

/// The number of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Request(u64);

/// One device.
struct Slot {
    /// Whether the person wants it on.
    wanted: bool,
    capture: Option<Capture>,
    /// Why it is not to be had, as the browser last said.
    problem: Option<Problem>,
    waits_for: Option<Request>,
}

impl Devices {
    /// Asks for both devices.
    pub(super) fn request(events: Inbox<DeviceEvent>) -> Self {
        let mut devices = Self {
            microphone: Slot::new(),
            camera: Slot::new(),
            preview: Stream::new(),
            requests: 0,
            events,
        };
        let request = devices.next_request();
        devices.microphone.waits_for = Some(request);
        devices.camera.waits_for = Some(request);
        let events = devices.events.clone();
        spawn_local(async move {
            let answers = media::ask_for_both(events.map(DeviceEvent::Ended)).await;
            events.put(DeviceEvent::AnsweredBoth(request, answers));
        });
        devices
    }

    /// Switches a device on or off, or asks for it where it was not to be had.
    pub(super) fn toggle(&mut self, kind: DeviceKind) {
        let slot = self.slot(kind);
        if slot.is_there_or_asked_for() {
            slot.want(!slot.wanted);
            if kind == DeviceKind::Camera {
                slot.release_unwanted();
            }
        } else {
            slot.want(true);
            self.ask_for(kind);
        }
        self.show_preview();
    }

    /// Takes note of what happened to a device.
    pub(super) fn handle(&mut self, event: DeviceEvent) {
        match event {
            DeviceEvent::AnsweredBoth(request, answers) => {
                self.microphone.answer(request, answers.microphone);
                self.camera.answer(request, answers.camera);
            }
            DeviceEvent::Answered(request, kind, answer) => self.slot(kind).answer(request, answer),
            DeviceEvent::Ended(kind) => self.slot(kind).check(),
        }
        self.camera.release_unwanted();
        self.show_preview();
    }

    /// What the person sees of them.
    pub(super) fn own(&self) -> OwnMedia {
        OwnMedia {
            stream: self.camera.capture.as_ref().map(|_| self.preview.clone()),
            microphone: self.microphone.device(),
            camera: self.camera.device(),
        }
    }

    /// What others are told of them.
    pub(super) fn state(&self) -> MediaState {
        MediaState {
            microphone: self.microphone.device() == Device::On,
            camera: self.camera.device() == Device::On,
            ..MediaState::default()
        }
    }

    /// What others are sent. A muted microphone goes on sending, silence.
    pub(super) fn tracks(&self) -> BTreeMap<Source, Track> {
        let track = |slot: &Slot| Some(slot.capture.as_ref()?.track().clone());
        [
            (Source::Microphone, track(&self.microphone)),
            (Source::Camera, track(&self.camera)),
        ]
        .into_iter()
        .filter_map(|(source, track)| Some((source, track?)))
        .collect()
    }

    fn ask_for(&mut self, kind: DeviceKind) {
        let request = self.next_request();
        self.slot(kind).waits_for = Some(request);
        let events = self.events.clone();
        spawn_local(async move {
            let answer = media::ask_for(kind, events.map(DeviceEvent::Ended)).await;
            events.put(DeviceEvent::Answered(request, kind, answer));
        });
    }

    fn next_request(&mut self) -> Request {
        self.requests += 1;
        Request(self.requests)
    }

    fn slot(&mut self, kind: DeviceKind) -> &mut Slot {
        match kind {
            DeviceKind::Microphone => &mut self.microphone,
            DeviceKind::Camera => &mut self.camera,
        }
    }

    fn show_preview(&self) {
        let track = self.camera.capture.as_ref().map(Capture::track);
        self.preview.show(track);
    }
}

impl Slot {
    fn new() -> Self {
        Self {
            wanted: true,
            capture: None,
            problem: None,
            waits_for: None,
        }
    }

    fn device(&self) -> Device {
        let is_coming = self.capture.is_some() || self.waits_for.is_some();
        match (self.problem, is_coming) {
            (Some(problem), false) => Device::Unavailable(problem),
            _ if !self.wanted => Device::Off,
            _ if self.capture.is_some() => Device::On,
            _ => Device::Unknown,
        }
    }

    fn is_there_or_asked_for(&self) -> bool {
        self.capture.is_some() || self.waits_for.is_some()
    }

    fn answer(&mut self, request: Request, answer: Answer) {
        if self.waits_for != Some(request) {
            return;
        }
        self.waits_for = None;
        self.problem = answer.as_ref().err().copied();
        self.capture = answer.ok();
        self.want(self.wanted);
    }

    fn want(&mut self, wanted: bool) {
        self.wanted = wanted;
        if let Some(capture) = &self.capture {
            capture.track().set_enabled(wanted);
        }
    }

    /// Gives a device back that is there but not wanted, so that its light goes out.
    fn release_unwanted(&mut self) {
        if !self.wanted {
            self.capture = None;
        }
    }

    fn check(&mut self) {
        // The report may be about a capture that has been replaced since.
        let track = self.capture.as_ref().map(Capture::track);
        if track.is_some_and(Track::is_ended) {
            self.capture = None;
            self.problem = Some(Problem::Failed);
        }
    }
}
