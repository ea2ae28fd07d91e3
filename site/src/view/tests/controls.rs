use super::fixture::{own, render_call, tag};
use crate::state::{Device, Problem};

fn call(microphone: Device, camera: Device) -> String {
    render_call(|app| app.own.set(own(microphone, camera)))
}

fn has(tag: &str, attributes: &[&str]) {
    for attribute in attributes {
        assert!(tag.contains(attribute), "{tag} lacks {attribute}");
    }
}

#[test]
fn a_device_that_is_on_can_be_switched_off() {
    let html = call(Device::On, Device::On);
    for label in ["Mute microphone", "Turn camera off"] {
        let button = tag(&html, &format!("aria-label=\"{label}\""));
        has(
            button,
            &["<button", "aria-pressed=\"true\"", "data-device=\"on\""],
        );
    }
}

#[test]
fn a_device_that_is_off_can_be_switched_on() {
    let html = call(Device::Off, Device::Off);
    for label in ["Unmute microphone", "Turn camera on"] {
        let button = tag(&html, &format!("aria-label=\"{label}\""));
        has(
            button,
            &["<button", "aria-pressed=\"false\"", "data-device=\"off\""],
        );
    }
    has(
        tag(&html, "data-self"),
        &["data-microphone=\"off\"", "data-camera=\"off\""],
    );
}

#[test]
fn a_device_that_is_not_to_be_had_can_be_asked_for_again() {
    let html = call(Device::Unavailable(Problem::InUse), Device::On);
    let button = tag(&html, "aria-label=\"Unmute microphone\"");
    has(
        button,
        &["aria-pressed=\"false\"", "data-device=\"unavailable\""],
    );
    assert!(html.contains(">Try again</button>"));
}

#[test]
fn a_device_problem_is_told_in_plain_words() {
    for (problem, words) in [
        (Problem::Refused, "Parley may not use your camera."),
        (Problem::Missing, "No camera was found."),
        (Problem::InUse, "Your camera cannot be used right now."),
        (Problem::Failed, "Your camera did not start."),
    ] {
        let html = call(Device::On, Device::Unavailable(problem));
        assert!(html.contains(words), "{words}");
        assert_eq!(html.matches("data-banner=\"device\"").count(), 1);
    }
}

#[test]
fn one_reason_for_both_devices_is_told_once() {
    let refused = Device::Unavailable(Problem::Refused);
    let html = call(refused, refused);
    assert_eq!(html.matches("data-banner=\"device\"").count(), 1);
    assert!(html.contains("Parley may not use your camera or microphone."));
}

#[test]
fn two_reasons_are_told_apart() {
    let html = call(
        Device::Unavailable(Problem::InUse),
        Device::Unavailable(Problem::Missing),
    );
    assert!(html.contains("No camera was found."));
    assert!(html.contains("Your microphone cannot be used right now."));
}

#[test]
fn devices_that_work_or_are_merely_off_are_no_problem() {
    for device in [Device::On, Device::Off, Device::Unknown] {
        assert!(!call(device, device).contains("data-banner"));
    }
}

#[test]
fn leaving_is_a_button_with_its_name_on_it() {
    let html = call(Device::On, Device::On);
    assert!(html.contains("<span>Leave call</span></button>"));
}
