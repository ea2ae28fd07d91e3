//! A screen, window or tab that the person shares, with its sound.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::{
    DisplayMediaStreamConstraints, DomException, Event, MediaDevices, MediaStream,
    MediaStreamTrack, MediaTrackConstraints,
};

use super::inbox::Inbox;
use super::listener::Listener;
use super::page;
use super::track::Track;

/// What is captured has no more points than this from side to side: more would cost every peer a
/// stream that few screens can show.
const MAX_WIDTH: i32 = 2560;
/// The same from top to bottom.
const MAX_HEIGHT: i32 = 1600;
/// Text needs few frames; a film that is shown to the others needs these.
const MAX_FRAMES_PER_SECOND: i32 = 30;

/// A capture of a screen. Dropping it ends it.
pub(crate) struct Display {
    picture: Track,
    sound: Option<Track>,
    _ended: Listener,
}

/// Why there is no capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisplayError {
    /// The person, or a policy, decided against it.
    Refused,
    /// It did not work.
    Failed,
}

/// The end of a capture by other means than dropping it: the person used the browser's own bar, or
/// closed what was shared.
pub(crate) struct DisplayEnded;

/// Whether this browser can capture screens. Those of phones cannot.
pub(crate) fn is_supported() -> bool {
    media_devices().is_some_and(|devices| devices.offers().is_some())
}

/// Has the person choose what to share. To be called while the person's touch still counts.
pub(crate) async fn ask(ended: Inbox<DisplayEnded>) -> Result<Display, DisplayError> {
    let stream = media_devices()
        .ok_or(DisplayError::Failed)?
        .get_display_media_with_constraints(&constraints())
        .map_err(|error| reason(&error))?
        .await
        .map_err(|error| reason(&error))?;
    Display::new(&stream.unchecked_into(), ended).ok_or(DisplayError::Failed)
}

impl Display {
    fn new(stream: &MediaStream, ended: Inbox<DisplayEnded>) -> Option<Self> {
        let picture = first(&stream.get_video_tracks())?;
        // Sharpness before smoothness: letters must stay legible when the network gets narrow.
        picture
            .unchecked_ref::<HintedTrack>()
            .set_content_hint("detail");
        let end = move |_: Event| ended.put(DisplayEnded);
        Some(Self {
            _ended: Listener::new(&picture, "ended", end),
            picture: picture.into(),
            sound: first(&stream.get_audio_tracks()).map(Track::from),
        })
    }

    /// What is to be seen.
    pub(crate) fn picture(&self) -> &Track {
        &self.picture
    }

    /// What is to be heard, if the person shares that too.
    pub(crate) fn sound(&self) -> Option<&Track> {
        self.sound.as_ref()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.picture.stop();
        if let Some(sound) = &self.sound {
            sound.stop();
        }
    }
}

#[wasm_bindgen]
extern "C" {
    // web-sys does not know what follows.
    #[wasm_bindgen(extends = MediaDevices)]
    type DisplayDevices;

    #[wasm_bindgen(method, structural, getter, js_name = getDisplayMedia)]
    fn offers(this: &DisplayDevices) -> Option<js_sys::Function>;

    #[wasm_bindgen(extends = MediaStreamTrack)]
    type HintedTrack;

    #[wasm_bindgen(method, structural, setter, js_name = contentHint)]
    fn set_content_hint(this: &HintedTrack, hint: &str);

    #[wasm_bindgen(extends = MediaTrackConstraints)]
    type SoundConstraints;

    #[wasm_bindgen(method, structural, setter, js_name = restrictOwnAudio)]
    fn set_restrict_own_audio(this: &SoundConstraints, restrict: bool);

    #[wasm_bindgen(method, structural, setter, js_name = suppressLocalAudioPlayback)]
    fn set_suppress_local_audio_playback(this: &SoundConstraints, suppress: bool);

    #[wasm_bindgen(extends = DisplayMediaStreamConstraints)]
    type Offer;

    #[wasm_bindgen(method, structural, setter, js_name = systemAudio)]
    fn set_system_audio(this: &Offer, choice: &str);

    #[wasm_bindgen(method, structural, setter, js_name = selfBrowserSurface)]
    fn set_self_browser_surface(this: &Offer, choice: &str);

    #[wasm_bindgen(method, structural, setter, js_name = surfaceSwitching)]
    fn set_surface_switching(this: &Offer, choice: &str);

    #[wasm_bindgen(extends = Object)]
    type Supported;

    #[wasm_bindgen(method, structural, getter, js_name = restrictOwnAudio)]
    fn restrict_own_audio(this: &Supported) -> Option<bool>;
}

/// What to offer the person.
fn constraints() -> Offer {
    let picture = MediaTrackConstraints::new();
    picture.set_width(&at_most(MAX_WIDTH));
    picture.set_height(&at_most(MAX_HEIGHT));
    picture.set_frame_rate(&at_most(MAX_FRAMES_PER_SECOND));

    let offer: Offer = DisplayMediaStreamConstraints::new().unchecked_into();
    offer.set_video(&picture);
    offer.set_audio(&sound_constraints());
    // This tab would show itself in itself.
    offer.set_self_browser_surface("exclude");
    offer.set_surface_switching("include");
    // The sound of the whole system holds the voices of the others, unless they can be left out.
    offer.set_system_audio(if leaves_own_sound_out() {
        "include"
    } else {
        "exclude"
    });
    offer
}

/// The sound as it is: what cleans up a voice spoils music.
fn sound_constraints() -> SoundConstraints {
    let sound = MediaTrackConstraints::new();
    sound.set_echo_cancellation_bool(false);
    sound.set_noise_suppression_bool(false);
    sound.set_auto_gain_control_bool(false);
    let sound: SoundConstraints = sound.unchecked_into();
    sound.set_restrict_own_audio(true);
    sound.set_suppress_local_audio_playback(false);
    sound
}

fn at_most(most: i32) -> JsValue {
    let range = web_sys::ConstrainLongRange::new();
    range.set_max(most);
    range.into()
}

fn leaves_own_sound_out() -> bool {
    let supported = media_devices().map(|devices| devices.get_supported_constraints());
    supported.is_some_and(|it| it.unchecked_into::<Supported>().restrict_own_audio() == Some(true))
}

fn media_devices() -> Option<DisplayDevices> {
    let devices = page::window().navigator().media_devices().ok()?;
    // Pages of an insecure origin have none.
    (!devices.is_undefined()).then(|| devices.unchecked_into())
}

fn first(tracks: &Array) -> Option<MediaStreamTrack> {
    tracks.get(0).dyn_into().ok()
}

fn reason(error: &JsValue) -> DisplayError {
    let refused = error
        .dyn_ref::<DomException>()
        .is_some_and(|error| error.name() == "NotAllowedError");
    if refused {
        DisplayError::Refused
    } else {
        DisplayError::Failed
    }
}
