//! What a person has chosen about their devices and their connection, and finds again on the next visit.

use serde::{Deserialize, Serialize};

use crate::hardware::{DeviceId, Role};

/// The choices. What is missing from what was kept is as it is for a newcomer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// The devices that were picked. One that is not there now may come back.
    pub(crate) microphone: Option<DeviceId>,
    pub(crate) speaker: Option<DeviceId>,
    pub(crate) camera: Option<DeviceId>,
    /// Whether to enter with the microphone on.
    pub(crate) microphone_on: bool,
    /// Whether to enter with the camera on.
    pub(crate) camera_on: bool,
    /// Whether holding the space bar lets a muted person talk.
    pub(crate) push_to_talk: bool,
    /// Whether to listen to a muted person for the sake of telling them that they are muted.
    pub(crate) warn_when_muted: bool,
    /// Whether media go by way of a relay only, so that the others do not learn the own address.
    pub(crate) relay_only: bool,
}

/// Which devices someone in a call has on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Switches {
    /// Whether the microphone is on.
    pub(crate) microphone: bool,
    /// Whether the camera is on.
    pub(crate) camera: bool,
}

impl Preferences {
    /// The choices that were kept as `text`; those of a newcomer if it does not make sense.
    pub(crate) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The choices, to be kept.
    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("texts and switches can be written as JSON")
    }

    /// What to enter with.
    pub(crate) fn switches(&self) -> Switches {
        Switches {
            microphone: self.microphone_on,
            camera: self.camera_on,
        }
    }

    /// The device that was picked for a role.
    pub(crate) fn picked(&self, role: Role) -> Option<&DeviceId> {
        match role {
            Role::Microphone => self.microphone.as_ref(),
            Role::Speaker => self.speaker.as_ref(),
            Role::Camera => self.camera.as_ref(),
        }
    }

    /// Picks a device for a role, or leaves the choice to the system.
    pub(crate) fn pick(&mut self, role: Role, id: Option<DeviceId>) {
        let picked = match role {
            Role::Microphone => &mut self.microphone,
            Role::Speaker => &mut self.speaker,
            Role::Camera => &mut self.camera,
        };
        *picked = id;
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            microphone: None,
            speaker: None,
            camera: None,
            microphone_on: true,
            camera_on: true,
            push_to_talk: true,
            warn_when_muted: true,
            relay_only: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_found_again() {
        let mut chosen = Preferences {
            microphone_on: false,
            push_to_talk: false,
            ..Preferences::default()
        };
        chosen.pick(Role::Speaker, Some(DeviceId("headset".to_owned())));
        assert_eq!(Preferences::from_text(&chosen.to_text()), chosen);
    }

    #[test]
    fn what_an_older_release_did_not_know_is_as_for_a_newcomer() {
        let kept = Preferences::from_text(r#"{"camera_on":false,"of_a_newer_release":7}"#);
        let expected = Preferences {
            camera_on: false,
            ..Preferences::default()
        };
        assert_eq!(kept, expected);
    }

    #[test]
    fn what_makes_no_sense_is_as_for_a_newcomer() {
        for text in ["", "null", "[]", r#"{"camera_on":"perhaps"}"#] {
            assert_eq!(Preferences::from_text(text), Preferences::default());
        }
    }
}
