//! The person's microphone and camera.

mod constraints;
mod listing;
mod permission;

pub(crate) use self::constraints::{Facing, Wish};
pub(crate) use self::listing::{list, watch};

use futures::future::join;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

use self::permission::Permission;
use super::inbox::Inbox;
use super::listener::Listener;
use super::page;
use super::track::Track;
use crate::hardware::Role;
use crate::state::Problem;

/// A device of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceKind {
    /// For the voice.
    Microphone,
    /// For the face.
    Camera,
}

impl DeviceKind {
    /// What it is for.
    pub(crate) fn role(self) -> Role {
        match self {
            Self::Microphone => Role::Microphone,
            Self::Camera => Role::Camera,
        }
    }
}

/// A device that is switched on. Dropping it switches it off, and its light out.
pub(crate) struct Capture {
    track: Track,
    _listeners: [Listener; 3],
}

/// Which devices are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    /// The microphone.
    pub(crate) microphone: Wish,
    /// The camera.
    pub(crate) camera: Wish,
}

/// What came of asking for a device.
pub(crate) type Answer = Result<Capture, Problem>;

/// What came of asking for both devices.
pub(crate) struct Answers {
    /// The microphone.
    pub(crate) microphone: Answer,
    /// The camera.
    pub(crate) camera: Answer,
}

/// Asks for microphone and camera in one question, and where that fails finds out which of the two
/// can be had.
///
/// The person is asked again only about a device on which the first question did not get as far as an
/// answer. Devices that later end by themselves, are taken away for a while or come back are reported to `changed`.
pub(crate) async fn ask_for_both(wishes: Wishes, changed: Inbox<DeviceKind>) -> Answers {
    use DeviceKind::{Camera, Microphone};

    if media_devices().is_none() {
        return Answers {
            microphone: Err(Problem::Failed),
            camera: Err(Problem::Failed),
        };
    }
    let (microphone, camera) = join(permission::of(Microphone), permission::of(Camera)).await;
    match (microphone, camera) {
        // One device that is refused beforehand would spoil a question about both.
        (Permission::Denied, _) => Answers {
            microphone: Err(Problem::Refused),
            camera: ask_unless_denied(Camera, &wishes, camera, &changed).await,
        },
        (_, Permission::Denied) => Answers {
            microphone: ask_unless_denied(Microphone, &wishes, microphone, &changed).await,
            camera: Err(Problem::Refused),
        },
        _ => match user_media(Some(&wishes.microphone), Some(&wishes.camera)).await {
            Ok(stream) => Answers {
                microphone: Capture::from_stream(Microphone, &stream, &changed),
                camera: Capture::from_stream(Camera, &stream, &changed),
            },
            Err(problem) => Answers {
                microphone: ask_after(Microphone, &wishes, problem, &changed).await,
                camera: ask_after(Camera, &wishes, problem, &changed).await,
            },
        },
    }
}

/// Asks for one device.
pub(crate) async fn ask_for(device: DeviceKind, wish: Wish, changed: Inbox<DeviceKind>) -> Answer {
    ask(device, &wish, &changed).await
}

async fn ask(device: DeviceKind, wish: &Wish, changed: &Inbox<DeviceKind>) -> Answer {
    let stream = match device {
        DeviceKind::Microphone => user_media(Some(wish), None).await?,
        DeviceKind::Camera => user_media(None, Some(wish)).await?,
    };
    Capture::from_stream(device, &stream, changed)
}

async fn ask_unless_denied(
    device: DeviceKind,
    wishes: &Wishes,
    permission: Permission,
    changed: &Inbox<DeviceKind>,
) -> Answer {
    match permission {
        Permission::Denied => Err(Problem::Refused),
        Permission::Granted | Permission::Undecided => {
            ask(device, wishes.of(device), changed).await
        }
    }
}

/// Asks for one device after the question about both failed with `problem`.
async fn ask_after(
    device: DeviceKind,
    wishes: &Wishes,
    problem: Problem,
    changed: &Inbox<DeviceKind>,
) -> Answer {
    // After a refusal only what is allowed anyway is asked for, which does not trouble the person.
    if problem == Problem::Refused && permission::of(device).await != Permission::Granted {
        return Err(problem);
    }
    ask(device, wishes.of(device), changed).await
}

impl Wishes {
    fn of(&self, device: DeviceKind) -> &Wish {
        match device {
            DeviceKind::Microphone => &self.microphone,
            DeviceKind::Camera => &self.camera,
        }
    }
}

impl Capture {
    /// Takes over the track of a device from a stream that was just captured.
    fn from_stream(
        device: DeviceKind,
        stream: &MediaStream,
        changed: &Inbox<DeviceKind>,
    ) -> Answer {
        let tracks: Array = match device {
            DeviceKind::Microphone => stream.get_audio_tracks(),
            DeviceKind::Camera => stream.get_video_tracks(),
        };
        let track = tracks
            .get(0)
            .dyn_into::<MediaStreamTrack>()
            .map_err(|_| Problem::Failed)?;
        let report = |event| {
            let changed = changed.clone();
            Listener::new(&track, event, move |_: Event| changed.put(device))
        };
        Ok(Self {
            _listeners: ["ended", "mute", "unmute"].map(report),
            track: track.into(),
        })
    }

    /// What it captures.
    pub(crate) fn track(&self) -> &Track {
        &self.track
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        self.track.stop();
    }
}

async fn user_media(
    microphone: Option<&Wish>,
    camera: Option<&Wish>,
) -> Result<MediaStream, Problem> {
    let constraints = MediaStreamConstraints::new();
    if let Some(wish) = microphone {
        let microphone = constraints::of(DeviceKind::Microphone, wish);
        constraints.set_audio_media_track_constraints(&microphone);
    }
    if let Some(wish) = camera {
        let camera = constraints::of(DeviceKind::Camera, wish);
        constraints.set_video_media_track_constraints(&camera);
    }
    let stream = media_devices()
        .ok_or(Problem::Failed)?
        .get_user_media_with_constraints(&constraints)
        .map_err(|error| problem(&error))?
        .await
        .map_err(|error| problem(&error))?;
    Ok(stream.unchecked_into())
}

/// The way to the devices, which pages of an insecure origin do not have.
fn media_devices() -> Option<MediaDevices> {
    let devices = page::window().navigator().media_devices().ok()?;
    (!devices.is_undefined()).then_some(devices)
}

fn problem(error: &JsValue) -> Problem {
    error
        .dyn_ref::<DomException>()
        .map_or(Problem::Failed, |error| problem_named(&error.name()))
}

/// What an error of `getUserMedia` means. W3C Media Capture and Streams §10.2.
fn problem_named(error: &str) -> Problem {
    match error {
        "NotAllowedError" | "SecurityError" => Problem::Refused,
        "NotFoundError" => Problem::Missing,
        "NotReadableError" | "AbortError" => Problem::InUse,
        "OverconstrainedError" => Problem::Gone,
        _ => Problem::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_of_the_browser_is_a_problem_that_the_person_can_be_told() {
        assert_eq!(problem_named("NotAllowedError"), Problem::Refused);
        assert_eq!(problem_named("NotFoundError"), Problem::Missing);
        assert_eq!(problem_named("NotReadableError"), Problem::InUse);
        assert_eq!(problem_named("OverconstrainedError"), Problem::Gone);
        assert_eq!(problem_named("InvalidStateError"), Problem::Failed);
    }
}
