//! The person's microphone and camera.

mod permission;

use futures::future::join;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack,
    MediaTrackConstraints,
};

use self::permission::Permission;
use super::inbox::Inbox;
use super::listener::Listener;
use super::page;
use super::track::Track;
use crate::state::Problem;

/// A device of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceKind {
    /// For the voice.
    Microphone,
    /// For the face.
    Camera,
}

/// A device that is switched on. Dropping it switches it off, and its light out.
pub(crate) struct Capture {
    track: Track,
    _ended: Listener,
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
/// answer. Devices that later end by themselves are reported to `ended`.
pub(crate) async fn ask_for_both(ended: Inbox<DeviceKind>) -> Answers {
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
            camera: ask_unless_denied(Camera, camera, &ended).await,
        },
        (_, Permission::Denied) => Answers {
            microphone: ask_unless_denied(Microphone, microphone, &ended).await,
            camera: Err(Problem::Refused),
        },
        _ => match user_media(&[Microphone, Camera]).await {
            Ok(stream) => Answers {
                microphone: Capture::from_stream(Microphone, &stream, &ended),
                camera: Capture::from_stream(Camera, &stream, &ended),
            },
            Err(problem) => Answers {
                microphone: ask_after(Microphone, problem, &ended).await,
                camera: ask_after(Camera, problem, &ended).await,
            },
        },
    }
}

/// Asks for one device.
pub(crate) async fn ask_for(device: DeviceKind, ended: Inbox<DeviceKind>) -> Answer {
    ask(device, &ended).await
}

async fn ask(device: DeviceKind, ended: &Inbox<DeviceKind>) -> Answer {
    let stream = user_media(&[device]).await?;
    Capture::from_stream(device, &stream, ended)
}

async fn ask_unless_denied(
    device: DeviceKind,
    permission: Permission,
    ended: &Inbox<DeviceKind>,
) -> Answer {
    match permission {
        Permission::Denied => Err(Problem::Refused),
        Permission::Granted | Permission::Undecided => ask(device, ended).await,
    }
}

/// Asks for one device after the question about both failed with `problem`.
async fn ask_after(device: DeviceKind, problem: Problem, ended: &Inbox<DeviceKind>) -> Answer {
    // After a refusal only what is allowed anyway is asked for, which does not trouble the person.
    if problem == Problem::Refused && permission::of(device).await != Permission::Granted {
        return Err(problem);
    }
    ask(device, ended).await
}

impl Capture {
    /// Takes over the track of a device from a stream that was just captured.
    fn from_stream(device: DeviceKind, stream: &MediaStream, ended: &Inbox<DeviceKind>) -> Answer {
        let tracks: Array = match device {
            DeviceKind::Microphone => stream.get_audio_tracks(),
            DeviceKind::Camera => stream.get_video_tracks(),
        };
        let track = tracks
            .get(0)
            .dyn_into::<MediaStreamTrack>()
            .map_err(|_| Problem::Failed)?;
        let ended = ended.clone();
        Ok(Self {
            _ended: Listener::new(&track, "ended", move |_: Event| ended.put(device)),
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

async fn user_media(devices: &[DeviceKind]) -> Result<MediaStream, Problem> {
    let constraints = MediaStreamConstraints::new();
    for device in devices {
        match device {
            DeviceKind::Microphone => {
                constraints.set_audio_media_track_constraints(&microphone_constraints());
            }
            DeviceKind::Camera => {
                constraints.set_video_media_track_constraints(&camera_constraints());
            }
        }
    }
    let stream = media_devices()
        .ok_or(Problem::Failed)?
        .get_user_media_with_constraints(&constraints)
        .map_err(|error| problem(&error))?
        .await
        .map_err(|error| problem(&error))?;
    Ok(stream.unchecked_into())
}

// Every constraint is an ideal, so that no device is turned down for want of one.

fn microphone_constraints() -> MediaTrackConstraints {
    let constraints = MediaTrackConstraints::new();
    constraints.set_echo_cancellation_bool(true);
    constraints.set_noise_suppression_bool(true);
    constraints.set_auto_gain_control_bool(true);
    constraints
}

fn camera_constraints() -> MediaTrackConstraints {
    let constraints = MediaTrackConstraints::new();
    constraints.set_width_i32(1280);
    constraints.set_height_i32(720);
    constraints.set_frame_rate_f64(30.0);
    constraints.set_facing_mode_str("user");
    constraints
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
        assert_eq!(problem_named("OverconstrainedError"), Problem::Failed);
        assert_eq!(problem_named("InvalidStateError"), Problem::Failed);
    }
}
