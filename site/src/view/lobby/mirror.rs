//! How the person will look and sound in the room.

use sycamore::prelude::*;

use crate::browser::media::Facing;
use crate::state::{App, Commands, Device};
use crate::text::t;
use crate::view::avatar::{Avatar, Hue};
use crate::view::controls::DeviceButton;
use crate::view::device::{Kind, Trouble};
use crate::view::icon::{Drawing, Icon};
use crate::view::picture::Picture;
use crate::view::tile::on_or_off;

/// The own picture as in a mirror, and the two switches on it.
#[component(inline_props)]
pub(super) fn Mirror(name: ReadSignal<String>) -> View {
    let app = use_context::<App>();
    let facing = create_selector(move || app.hardware.with(|it| it.facing));
    let stream = create_selector(move || app.own.with(|own| own.stream.clone()));
    let camera = create_selector(move || app.own.with(|own| own.camera));
    let microphone = create_selector(move || app.own.with(|own| own.microphone == Device::On));
    let troubles = create_selector(move || app.own.with(Trouble::all));

    view! {
        section(class="mirror", aria-label=t().lobby.preview) {
            div(
                class="glass",
                data-self="",
            data-facing=facing.get().map(Facing::as_str),
                data-microphone=on_or_off(microphone.get()),
                data-camera=on_or_off(camera.get() == Device::On),
            ) {
                Avatar(name=name, hue=Hue::OWN)
                Picture(stream=stream)
                Caption()
                div(class="switches") {
                    DeviceButton(kind=Kind::Microphone)
                    DeviceButton(kind=Kind::Camera)
                }
            }
            div(class="troubles", aria-live="polite") {
                (troubles
                    .get_clone()
                    .into_iter()
                    .map(|trouble| view! { TroubleNote(trouble=trouble) })
                    .collect::<Vec<_>>())
            }
        }
    }
}

/// Why there is no picture.
#[component]
fn Caption() -> View {
    let app = use_context::<App>();
    let asking = create_selector(move || {
        app.own
            .with(|own| own.microphone == Device::Unknown || own.camera == Device::Unknown)
    });
    let camera = create_selector(move || app.own.with(|own| own.camera));
    view! {
        div(class="caption", role="status") {
            if asking.get() {
                p { (t().lobby.asking) }
                p { (t().lobby.may_wait) }
            } else {
                (match camera.get() {
                    Device::Off => view! { p { (t().lobby.camera_off) } },
                    Device::Unavailable(_) => view! { p { (t().lobby.no_picture) } },
                    Device::On | Device::Unknown => view! {},
                })
            }
        }
    }
}

/// A device that is not to be had, and a way on.
#[component(inline_props)]
fn TroubleNote(trouble: Trouble) -> View {
    let commands = use_context::<Commands>();
    let kinds = trouble.kinds.clone();
    let retry = move |_| {
        for kind in &kinds {
            commands.send(kind.toggle());
        }
    };
    let words = move || {
        let (title, way_on) = (trouble.title(t()), trouble.way_on(t()));
        view! { p { strong { (title) } " " (way_on) } }
    };
    view! {
        div(class="notice", data-trouble="") {
            Drawing(icon=Icon::Warning)
            (words())
            button(r#type="button", class="button quiet", on:click=retry) { (t().banner.try_again) }
        }
    }
}
