//! What is asked of a device.

use web_sys::{ConstrainDomStringParameters, MediaTrackConstraints};

use super::DeviceKind;
use crate::hardware::DeviceId;

/// Which of the devices of a kind is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Whichever the browser, or the person in its prompt, chooses.
    #[default]
    Any,
    /// This one if it is there, else any.
    Rather(DeviceId),
    /// This one and no other.
    Only(DeviceId),
    /// Rather the camera that looks this way.
    Facing(Facing),
}

/// Which way a camera looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facing {
    /// At the person.
    Person,
    /// Away from them.
    World,
}

impl Facing {
    /// The other way.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Person => Self::World,
            Self::World => Self::Person,
        }
    }

    /// What `facingMode` says, if it is one of the two.
    pub(crate) fn of_mode(mode: &str) -> Option<Self> {
        match mode {
            "user" => Some(Self::Person),
            "environment" => Some(Self::World),
            _ => None,
        }
    }

    /// What `facingMode` calls it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Person => "user",
            Self::World => "environment",
        }
    }
}

/// The constraints of a request. But for [`Wish::Only`] each is an ideal, so that no device is turned
/// down for want of one.
pub(super) fn of(kind: DeviceKind, wish: &Wish) -> MediaTrackConstraints {
    let constraints = MediaTrackConstraints::new();
    match kind {
        DeviceKind::Microphone => {
            constraints.set_echo_cancellation_bool(true);
            constraints.set_noise_suppression_bool(true);
            constraints.set_auto_gain_control_bool(true);
        }
        DeviceKind::Camera => {
            constraints.set_width_i32(1280);
            constraints.set_height_i32(720);
            constraints.set_frame_rate_f64(30.0);
        }
    }
    match wish {
        Wish::Any if kind == DeviceKind::Camera => {
            constraints.set_facing_mode_str(Facing::Person.as_str());
        }
        Wish::Any => {}
        Wish::Facing(facing) => constraints.set_facing_mode_str(facing.as_str()),
        Wish::Rather(id) => constraints.set_device_id_str(&id.0),
        Wish::Only(id) => {
            let exact = ConstrainDomStringParameters::new();
            exact.set_exact_str(&id.0);
            constraints.set_device_id_constrain_dom_string_parameters(&exact);
        }
    }
    constraints
}
