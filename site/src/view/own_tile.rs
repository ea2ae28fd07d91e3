//! The person's own picture.

use parley_protocol::message::DisplayName;
use sycamore::prelude::*;

use super::avatar::{Avatar, Hue};
use super::picture::Picture;
use super::tile::{Nameplate, on_or_off};
use crate::state::{App, Device};
use crate::text::t;

/// What the others see, mirrored as in a mirror. Fills the stage as long as nobody else is there.
#[component(inline_props)]
pub(super) fn OwnTile(name: DisplayName) -> View {
    let app = use_context::<App>();
    let microphone = create_selector(move || app.own.with(|own| own.microphone == Device::On));
    let camera = create_selector(move || app.own.with(|own| own.camera == Device::On));
    let stream = create_selector(move || app.own.with(|own| own.stream.clone()));
    let own_name = create_signal(name.to_string());
    let you = create_memo(|| t().stage.you.to_owned());

    view! {
        div(
            class="own",
            role="group",
            aria-label=t().stage.you,
            data-self="",
            data-microphone=on_or_off(microphone.get()),
            data-camera=on_or_off(camera.get()),
        ) {
            Avatar(name=*own_name, hue=Hue::OWN)
            Picture(stream=stream)
            Nameplate(name=you, microphone=microphone, camera=camera)
        }
    }
}
