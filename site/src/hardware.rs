//! The microphones, speakers and cameras of the person's machine, and which of them are used.

use serde::{Deserialize, Serialize};

use crate::browser::media::Facing;
use crate::text::Texts;

/// The browser's name for a device: the same on each visit, and another one for every site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct DeviceId(pub(crate) String);

/// What a device is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Takes up the voice.
    Microphone,
    /// Plays the others' voices.
    Speaker,
    /// Films the face.
    Camera,
}

/// A device as the browser lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// What it is for.
    pub(crate) role: Role,
    /// Its name. `None` as long as the person has not allowed any of the kind: there is one, and no more
    /// is told.
    pub(crate) id: Option<DeviceId>,
    /// What the maker calls it. May be empty.
    pub(crate) label: String,
    /// The same for all devices in one case, such as the two halves of a headset. May be empty.
    pub(crate) group: String,
}

/// The devices of the machine, in the browser's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inventory(pub(crate) Vec<Listed>);

/// All that there is to choose from, and what is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hardware {
    /// What there is.
    pub(crate) inventory: Inventory,
    /// What is used of it.
    pub(crate) used: InUse,
    /// Whether this browser lets pages choose a speaker.
    pub(crate) has_sinks: bool,
    /// Which way the camera looks, if the browser tells.
    pub(crate) facing: Option<Facing>,
}

/// The devices that are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InUse {
    /// Captured from.
    pub(crate) microphone: Option<DeviceId>,
    /// Played on. `None` leaves it to the system.
    pub(crate) speaker: Option<DeviceId>,
    /// Captured from, or the one that will be.
    pub(crate) camera: Option<DeviceId>,
}

impl Hardware {
    /// The devices that can be chosen for a role. None as long as the browser only tells that there are
    /// some.
    pub(crate) fn choices(&self, role: Role) -> Vec<Listed> {
        if role == Role::Speaker && !self.has_sinks {
            return Vec::new();
        }
        let told = self.inventory.of(role).filter(|it| it.id.is_some());
        told.cloned().collect()
    }

    /// Whether there is a camera that looks the other way.
    pub(crate) fn can_turn(&self) -> bool {
        self.facing.is_some() && self.inventory.of(Role::Camera).count() > 1
    }
}

impl DeviceId {
    /// Whether it stands for another device, which the system chooses, rather than for one of its own.
    pub(crate) fn is_alias(&self) -> bool {
        matches!(self.0.as_str(), "default" | "communications")
    }
}

impl Role {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Microphone, Self::Speaker, Self::Camera];

    /// What it is called.
    pub(crate) fn name(self, texts: &Texts) -> &'static str {
        match self {
            Self::Microphone => texts.settings.microphone,
            Self::Speaker => texts.settings.speaker,
            Self::Camera => texts.settings.camera,
        }
    }
}

impl Inventory {
    /// The devices of a role.
    pub(crate) fn of(&self, role: Role) -> impl Iterator<Item = &Listed> {
        self.0.iter().filter(move |device| device.role == role)
    }

    /// A device by its name. The same name may be given in several roles.
    pub(crate) fn find(&self, role: Role, id: &DeviceId) -> Option<&Listed> {
        self.of(role).find(|device| device.id.as_ref() == Some(id))
    }

    /// What a device is called; empty if nobody knows.
    pub(crate) fn label(&self, role: Role, id: &DeviceId) -> String {
        self.find(role, id)
            .map(|device| device.label.clone())
            .unwrap_or_default()
    }
}

impl InUse {
    /// The device of a role.
    pub(crate) fn of(&self, role: Role) -> Option<&DeviceId> {
        match role {
            Role::Microphone => self.microphone.as_ref(),
            Role::Speaker => self.speaker.as_ref(),
            Role::Camera => self.camera.as_ref(),
        }
    }
}
