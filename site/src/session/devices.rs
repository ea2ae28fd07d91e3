//! The person's devices over the length of a visit: which of them are used and switched on, and why not.
//!
//! This is the only owner of what is captured. Whatever wants another device, the person or a plug, asks
//! the browser for it, and the answer takes the place of what was captured before: the connections swap
//! their tracks, and nobody has to be called again.

mod answers;
mod notice;
mod plugging;
mod slot;
mod sound;
mod voice;

use std::collections::BTreeMap;

use parley_protocol::message::MediaState;

pub(super) use self::notice::Notice;
use self::slot::{Request, Slot, Why};
use self::sound::Sound;
use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::browser::media::{self, Answer, Answers, DeviceKind, Wish};
use crate::browser::memory::Memory;
use crate::browser::stream::Stream;
use crate::browser::talk_key::TalkKey;
use crate::browser::track::{Source, Track};
use crate::browser::{page, sink};
use crate::hardware::{DeviceId, Hardware, InUse, Inventory, Role};
use crate::preferences::{Preferences, Switches};
use crate::state::{Device, OwnMedia};

/// Where the choices are kept between visits.
const PREFERENCES_KEY: &str = "parley.devices";

/// Microphone, camera and speaker. Dropping them switches all off.
pub(super) struct Devices {
    microphone: Slot,
    camera: Slot,
    /// `None` leaves it to the system.
    speaker: Option<DeviceId>,
    has_sinks: bool,
    preferences: Preferences,
    /// As the browser last listed it. `None` until it has told names.
    inventory: Option<Inventory>,
    sound: Sound,
    /// Whether the level is shown.
    metered: bool,
    /// Whether the person is in the room.
    inside: bool,
    preview: Stream,
    requests: u64,
    notices: Vec<Notice>,
    events: Inbox<DeviceEvent>,
    talk_key: Option<TalkKey>,
    _plugged: Option<Listener>,
}

/// What can happen to devices.
pub(super) enum DeviceEvent {
    /// The browser has answered about both. A [`Request`] that nobody waits for any more is dropped,
    /// and with it whatever was switched on.
    AnsweredBoth(Request, Answers),
    /// The browser has answered about one.
    Answered(Request, DeviceKind, Answer),
    /// Something happened to what is captured from a device: it ended, because it was pulled out or its
    /// permission withdrawn, or it was taken by the system or another program, or given back.
    CaptureChanged(DeviceKind),
    /// Something was plugged in or pulled out.
    Plugged,
    /// The browser has listed what there is.
    Listed(Inventory),
    /// So loud is it at the microphone.
    Heard(f32),
    /// The tone has been played to its end.
    ToneOver,
    /// The key to talk with is held, or let go.
    TalkKey(bool),
}

impl Devices {
    /// Asks for both devices, or only for the microphone if the person goes without a picture: as they
    /// last entered a room, unless `switches` say how they were in the call that they come back to.
    pub(super) fn request(switches: Option<Switches>, events: Inbox<DeviceEvent>) -> Self {
        let kept = Memory::of_browser().recall(PREFERENCES_KEY);
        let preferences = Preferences::from_text(&kept.unwrap_or_default());
        let switches = switches.unwrap_or_else(|| preferences.switches());
        let mut devices = Self {
            microphone: Slot::new(DeviceKind::Microphone, switches.microphone),
            camera: Slot::new(DeviceKind::Camera, switches.camera),
            speaker: None,
            has_sinks: sink::can_choose(),
            preferences,
            inventory: None,
            sound: Sound::new(events.clone()),
            metered: true,
            inside: false,
            preview: Stream::new(),
            requests: 0,
            notices: Vec::new(),
            talk_key: None,
            _plugged: media::watch(events.map(|()| DeviceEvent::Plugged)),
            events,
        };
        if devices.camera.is_wanted() {
            devices.ask_for_both();
        } else {
            devices.ask_again(DeviceKind::Microphone);
        }
        devices
    }

    /// Switches a device on or off, or asks for it where it was not to be had.
    pub(super) fn toggle(&mut self, kind: DeviceKind) {
        let slot = self.slot(kind);
        if slot.is_there_or_asked_for() && !slot.is_taken() {
            slot.want(!slot.is_wanted());
        } else {
            slot.want(true);
            self.ask_again(kind);
        }
        if !self.inside {
            let Switches { microphone, camera } = self.switches();
            self.preferences.microphone_on = microphone;
            self.preferences.camera_on = camera;
            self.keep_preferences();
        }
        self.refresh();
    }

    /// Uses another device from now on.
    pub(super) fn pick(&mut self, role: Role, id: Option<DeviceId>) {
        let (kind, id) = match (role, id) {
            (Role::Microphone, Some(id)) => (DeviceKind::Microphone, id),
            (Role::Camera, Some(id)) => (DeviceKind::Camera, id),
            (Role::Speaker, id) => {
                self.speaker = id.clone();
                return self.prefer(role, id);
            }
            (Role::Microphone | Role::Camera, None) => return,
        };
        if kind == DeviceKind::Camera && !self.camera.is_wanted() {
            // It stays off, and will be this one.
            return self.prefer(role, Some(id));
        }
        let wish = Wish::Only(id);
        self.ask_for(kind, wish.clone(), Why::Picked(wish));
    }

    /// Uses the camera that looks the other way.
    pub(super) fn turn_camera(&mut self) {
        if let Some(facing) = self.camera.facing() {
            let wish = Wish::Facing(facing.other());
            self.ask_for(DeviceKind::Camera, wish.clone(), Why::Picked(wish));
        }
    }

    /// Plays the tone that tests the speaker.
    pub(super) fn play_tone(&mut self) {
        self.sound.play(self.speaker.as_ref());
    }

    /// Changes the choices that are not about one device.
    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Preferences)) {
        change(&mut self.preferences);
        self.keep_preferences();
        self.refresh();
    }

    /// Whether someone looks at the level.
    pub(super) fn meter(&mut self, metered: bool) {
        self.metered = metered;
        self.refresh();
    }

    /// The person has come into the room.
    pub(super) fn enter(&mut self) {
        self.inside = true;
        self.meter(false);
    }

    /// Takes note of what happened to a device.
    pub(super) fn handle(&mut self, event: DeviceEvent) {
        match event {
            DeviceEvent::AnsweredBoth(request, answers) => {
                self.answer(request, DeviceKind::Microphone, answers.microphone);
                self.answer(request, DeviceKind::Camera, answers.camera);
            }
            DeviceEvent::Answered(request, kind, answer) => self.answer(request, kind, answer),
            DeviceEvent::CaptureChanged(kind) => self.replace_ended(kind),
            DeviceEvent::Plugged => self.list(),
            DeviceEvent::Listed(inventory) => self.take_inventory(inventory),
            DeviceEvent::Heard(loudness) => return self.sound.hear(loudness, page::now()),
            DeviceEvent::ToneOver => return self.sound.tone_is_over(),
            DeviceEvent::TalkKey(held) => self.microphone.hold(held),
        }
        self.refresh();
    }

    /// What the person is to be told.
    pub(super) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// What the person sees of them.
    pub(super) fn own(&self) -> OwnMedia {
        OwnMedia {
            stream: self.camera.track().map(|_| self.preview.clone()),
            microphone: self.microphone.device(),
            camera: self.camera.device(),
        }
    }

    /// What there is to choose from.
    pub(super) fn hardware(&self) -> Hardware {
        Hardware {
            inventory: self.inventory.clone().unwrap_or_default(),
            used: self.used(),
            has_sinks: self.has_sinks,
            facing: self.camera.facing(),
        }
    }

    /// What the person has chosen.
    pub(super) fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// What is heard at the microphone.
    pub(super) fn sound(&self) -> &Sound {
        &self.sound
    }

    /// Whether the person talks, and nobody hears it.
    pub(super) fn talks_muted(&self) -> bool {
        self.listens_for_talk() && self.sound.is_talking()
    }

    /// What the person has on, or wants on.
    pub(super) fn switches(&self) -> Switches {
        Switches {
            microphone: self.microphone.is_wanted(),
            camera: self.camera.is_wanted(),
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
        [
            (Source::Microphone, self.microphone.track()),
            (Source::Camera, self.camera.track()),
        ]
        .into_iter()
        .filter_map(|(source, track)| Some((source, track?.clone())))
        .collect()
    }

    fn used(&self) -> InUse {
        let preferred = |role| self.preferences.picked(role).cloned();
        InUse {
            microphone: self.microphone.id().or(preferred(Role::Microphone)),
            speaker: self.speaker.clone(),
            camera: self.camera.id().or(preferred(Role::Camera)),
        }
    }

    fn listens_for_talk(&self) -> bool {
        let muted = self.microphone.device() == Device::Off;
        self.inside && self.preferences.warn_when_muted && muted
    }

    fn prefer(&mut self, role: Role, id: Option<DeviceId>) {
        self.preferences.pick(role, id);
        self.keep_preferences();
    }

    fn keep_preferences(&self) {
        Memory::of_browser().keep(PREFERENCES_KEY, &self.preferences.to_text());
    }

    fn slot(&mut self, kind: DeviceKind) -> &mut Slot {
        match kind {
            DeviceKind::Microphone => &mut self.microphone,
            DeviceKind::Camera => &mut self.camera,
        }
    }

    fn slot_of(&self, kind: DeviceKind) -> &Slot {
        match kind {
            DeviceKind::Microphone => &self.microphone,
            DeviceKind::Camera => &self.camera,
        }
    }

    /// Listens and shows as things stand now.
    fn refresh(&mut self) {
        self.preview.show(self.camera.track());
        let listens = self.metered || self.listens_for_talk();
        let microphone = self.microphone.track().filter(|_| listens);
        self.sound.listen_to(microphone);
        if self.inside && self.preferences.push_to_talk {
            let held = self.events.map(DeviceEvent::TalkKey);
            self.talk_key.get_or_insert_with(|| TalkKey::new(held));
        } else {
            self.talk_key = None;
            self.microphone.hold(false);
        }
    }
}
