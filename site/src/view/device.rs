//! The two own devices, and the words about them.

use super::icon::Icon;
use crate::state::{Command, Device, OwnMedia, Problem};

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
    pub(super) fn action(self, on: bool) -> &'static str {
        match (self, on) {
            (Self::Microphone, true) => "Mute microphone",
            (Self::Microphone, false) => "Unmute microphone",
            (Self::Camera, true) => "Turn camera off",
            (Self::Camera, false) => "Turn camera on",
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
    pub(super) fn title(&self) -> String {
        let what = self.what();
        match self.problem {
            Problem::Refused => format!("Parley may not use your {what}."),
            Problem::Missing => format!("No {what} was found."),
            Problem::InUse => format!("Your {what} cannot be used right now."),
            Problem::Failed => format!("Your {what} did not start."),
        }
    }

    /// What the person can do about it.
    pub(super) fn way_on(&self) -> &'static str {
        match self.problem {
            Problem::Refused => {
                "To change that, allow it in the browser’s settings for this page, \
                 beside the address. You can stay without."
            }
            Problem::Missing => "Connect one and try again, or stay without.",
            Problem::InUse => {
                "Another program may be using it. Close that, then try again, or stay without."
            }
            Problem::Failed => "Try again, or stay without.",
        }
    }

    fn what(&self) -> &'static str {
        match self.kinds[..] {
            [Kind::Microphone] => "microphone",
            [Kind::Camera] => "camera",
            _ => "camera or microphone",
        }
    }
}
