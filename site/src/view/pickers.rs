//! The devices to choose from: the same in the lobby and in the settings of a call.

use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};

use super::icon::{Drawing, Icon};
use crate::hardware::{DeviceId, Hardware, Listed, Role};
use crate::state::{App, Command, Commands, LEVELS};
use crate::text::t;

/// Microphone, speaker and camera, each with what tells whether it works. What there is no choice of is
/// left out. `place` tells this one from others on the page.
#[component(inline_props)]
pub(super) fn Pickers(place: &'static str) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let can_turn = create_selector(move || app.hardware.with(Hardware::can_turn));
    let test = {
        let commands = commands.clone();
        move |_| commands.send(Command::PlayTone)
    };
    let turn = move |_| commands.send(Command::TurnCamera);

    view! {
        div(class="pickers", role="group", aria-label=t().settings.devices) {
            Picker(role=Role::Microphone, icon=Icon::Microphone, place=place) { Level() }
            Picker(role=Role::Speaker, icon=Icon::Sound, place=place) {
                button(
                    r#type="button",
                    class="button quiet",
                    data-playing=app.tone.get().to_string(),
                    on:click=test,
                ) { (t().settings.test) }
            }
            Picker(role=Role::Camera, icon=Icon::Camera, place=place) {
                button(
                    r#type="button",
                    class="button quiet",
                    aria-label=t().settings.turn_camera,
                    title=t().settings.turn_camera,
                    hidden=!can_turn.get(),
                    on:click=turn,
                ) { Drawing(icon=Icon::TurnCamera) }
            }
        }
    }
}

/// The devices of one role, and beside them what goes with it.
#[component(inline_props)]
fn Picker(role: Role, icon: Icon, place: &'static str, children: Children) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let choices = create_selector(move || app.hardware.with(|it| it.choices(role)));
    let used = create_selector(move || app.hardware.with(|it| it.used.of(role).cloned()));
    let id = format!("{place}-{}", role.as_str());
    let labelled = id.clone();
    let pick = move |event: Event| {
        let Some(select) = event.target().and_then(|it| it.dyn_into().ok()) else {
            return;
        };
        let id = HtmlSelectElement::value(&select);
        let id = (!id.is_empty()).then_some(DeviceId(id));
        commands.send(Command::Pick(role, id));
    };
    let options = move || options(role, &choices.get_clone(), used.get_clone().as_ref());

    view! {
        div(class="picker", data-role=role.as_str(), hidden=choices.with(Vec::is_empty)) {
            label(r#for=labelled) {
                Drawing(icon=icon)
                (role.name(t()))
            }
            div(class="picker-row") {
                select(id=id, autocomplete="off", on:change=pick) { (options()) }
                (children)
            }
        }
    }
}

fn options(role: Role, choices: &[Listed], used: Option<&DeviceId>) -> Vec<View> {
    let aliased = choices
        .iter()
        .any(|it| it.id.as_ref().is_some_and(DeviceId::is_alias));
    let by_the_system = (role == Role::Speaker && !aliased).then(|| {
        let selected = used.is_none();
        view! { option(value="", selected=selected) { (t().settings.system) } }
    });
    let named = (1..).zip(choices).map(|(number, device)| {
        let value = device
            .id
            .as_ref()
            .map(|id| id.0.clone())
            .unwrap_or_default();
        let selected = device.id.as_ref() == used;
        let label = match device.label.as_str() {
            "" => (t().settings.unnamed)(role.name(t()), number),
            label => label.to_owned(),
        };
        view! { option(value=value, selected=selected) { (label) } }
    });
    by_the_system.into_iter().chain(named).collect()
}

/// How loud it is at the microphone.
#[component]
fn Level() -> View {
    let app = use_context::<App>();
    let level = create_selector(move || app.level.get());
    view! {
        div(
            class="level",
            role="meter",
            aria-label=t().settings.level,
            aria-valuemin="0",
            aria-valuemax=LEVELS.to_string(),
            aria-valuenow=level.get().to_string(),
        ) {
            svg(viewBox=format!("0 0 {LEVELS} 1"), preserveAspectRatio="none", aria-hidden="true") {
                rect(width=level.get().to_string(), height="1")
            }
        }
    }
}

impl Role {
    /// What tells it from the others, in attributes.
    fn as_str(self) -> &'static str {
        match self {
            Self::Microphone => "microphone",
            Self::Speaker => "speaker",
            Self::Camera => "camera",
        }
    }
}
