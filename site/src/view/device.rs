//! The two own devices, and the words about them.

use super::icon::Icon;
use crate::state::{Command, Device, OwnMedia, Problem};
use crate::text::{DeviceTexts, Texts};

/// One of the own devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Microphone,
    Camera,
}

impl Kind {
    /// How it stands.
    pub(super) fn of(self, own: &OwnMedia) -> Device {
        match self {
            Self::Microphone => own.microphone,
            Self::Camera => own.camera,
        }
    }

    /// What switches it, and asks for it again where it was not to be had.
    pub(super) fn toggle(self) -> Command {
        match self {
            Self::Microphone => Command::ToggleMicrophone,
            Self::Camera => Command::ToggleCamera,
        }
    }

    /// What its button does while it is `on` or not.
    pub(super) fn action(self, on: bool, texts: &Texts) -> &'static str {
        let texts = &texts.controls;
        match (self, on) {
            (Self::Microphone, true) => texts.mute,
            (Self::Microphone, false) => texts.unmute,
            (Self::Camera, true) => texts.camera_off,
            (Self::Camera, false) => texts.camera_on,
        }
    }

    /// Its picture while it is `on` or not.
    pub(super) fn icon(self, on: bool) -> Icon {
        match (self, on) {
            (Self::Microphone, true) => Icon::Microphone,
            (Self::Microphone, false) => Icon::MicrophoneOff,
            (Self::Camera, true) => Icon::Camera,
            (Self::Camera, false) => Icon::CameraOff,
        }
    }
}

/// Devices that are not to be had, all for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// Which ones: one or both.
    pub(super) kinds: Vec<Kind>,
    /// The reason.
    pub(super) problem: Problem,
}

impl Trouble {
    /// All there is to say about `own`: at most one trouble for each device.
    pub(super) fn all(own: &OwnMedia) -> Vec<Self> {
        let mut troubles: Vec<Self> = Vec::new();
        for kind in [Kind::Camera, Kind::Microphone] {
            let Device::Unavailable(problem) = kind.of(own) else {
                continue;
            };
            match troubles
                .iter_mut()
                .find(|trouble| trouble.problem == problem)
            {
                Some(same) => same.kinds.push(kind),
                None => troubles.push(Self {
                    kinds: vec![kind],
                    problem,
                }),
            }
        }
        troubles
    }

    /// What is the matter.
    pub(super) fn title(&self, texts: &Texts) -> &'static str {
        let texts = &texts.trouble;
        self.of_these(match self.problem {
            Problem::Refused => &texts.refused,
            Problem::Missing => &texts.missing,
            Problem::InUse => &texts.in_use,
            Problem::Taken => &texts.taken,
            Problem::Gone => &texts.gone,
            Problem::Failed => &texts.failed,
        })
    }

    /// What the person can do about it.
    pub(super) fn way_on(&self, texts: &Texts) -> &'static str {
        let texts = &texts.trouble;
        match self.problem {
            Problem::Refused => texts.refused_way_on,
            Problem::Missing => texts.missing_way_on,
            Problem::InUse => texts.in_use_way_on,
            Problem::Taken => texts.taken_way_on,
            Problem::Gone => texts.gone_way_on,
            Problem::Failed => texts.failed_way_on,
        }
    }

    fn of_these(&self, texts: &DeviceTexts) -> &'static str {
        match self.kinds[..] {
            [Kind::Microphone] => texts.microphone,
            [Kind::Camera] => texts.camera,
            _ => texts.both,
        }
    }
}
