//! The devices to choose from, and the settings of a call.

use super::fixture::{own, render_call, tag};
use crate::browser::media::Facing;
use crate::hardware::{DeviceId, Hardware, InUse, Inventory, Listed, Role};
use crate::state::{App, Device, Problem};

fn id(name: &str) -> DeviceId {
    DeviceId(name.to_owned())
}

fn device(role: Role, name: &str) -> Listed {
    Listed {
        role,
        id: Some(id(name)),
        label: format!("The {name}"),
        group: String::new(),
    }
}

/// A machine with two microphones, two cameras and a speaker.
fn machine() -> Hardware {
    Hardware {
        inventory: Inventory(vec![
            device(Role::Microphone, "built-in"),
            device(Role::Microphone, "mouthpiece"),
            device(Role::Camera, "lid"),
            device(Role::Camera, "webcam"),
            device(Role::Speaker, "box"),
        ]),
        used: InUse {
            microphone: Some(id("mouthpiece")),
            speaker: None,
            camera: Some(id("lid")),
        },
        has_sinks: true,
        facing: None,
    }
}

/// The same, of a maker who named nothing.
pub(super) fn nameless_machine() -> Hardware {
    let mut hardware = machine();
    for device in &mut hardware.inventory.0 {
        device.label.clear();
    }
    hardware
}

fn settings(change: impl Fn(&mut Hardware) + 'static) -> String {
    render_call(move |app| {
        let mut hardware = machine();
        change(&mut hardware);
        app.hardware.set(hardware);
    })
}

fn picker<'a>(html: &'a str, role: &str) -> &'a str {
    tag(html, &format!("data-role=\"{role}\""))
}

#[test]
fn each_device_can_be_chosen_and_the_one_in_use_is() {
    let html = settings(|_| {});
    assert!(html.contains("<label for=\"settings-microphone\">"));
    assert!(tag(&html, "value=\"mouthpiece\"").contains("selected"));
    assert!(!tag(&html, "value=\"built-in\"").contains("selected"));
    assert!(html.contains(">The webcam</option>"));
}

#[test]
fn a_browser_that_names_no_default_speaker_still_leaves_the_choice_to_the_system() {
    let html = settings(|_| {});
    assert!(html.contains(">As the system chooses</option>"));

    let html = settings(|hardware| {
        let default = device(Role::Speaker, "default");
        hardware.inventory.0.push(default);
    });
    assert!(!html.contains("As the system chooses"));
}

#[test]
fn what_there_is_no_choice_of_is_left_out() {
    let html = settings(|hardware| hardware.has_sinks = false);
    assert!(picker(&html, "speaker").contains("hidden"));
    assert!(!picker(&html, "microphone").contains("hidden"));

    let untold = settings(|hardware| {
        for device in &mut hardware.inventory.0 {
            device.id = None;
        }
    });
    for role in ["microphone", "speaker", "camera"] {
        assert!(picker(&untold, role).contains("hidden"), "{role}");
    }
}

#[test]
fn a_device_without_a_name_is_numbered() {
    let html = settings(|hardware| hardware.inventory.0[1].label.clear());
    assert!(html.contains(">Microphone 2</option>"));
}

#[test]
fn only_a_camera_with_a_front_and_a_back_can_be_turned() {
    let turn = "aria-label=\"Switch between front and back camera\"";
    assert!(tag(&settings(|_| {}), turn).contains("hidden"));
    let phone = settings(|hardware| hardware.facing = Some(Facing::World));
    assert!(!tag(&phone, turn).contains("hidden"));
    assert!(tag(&phone, "data-self").contains("data-facing=\"environment\""));
}

#[test]
fn the_meter_tells_how_loud_it_is() {
    let html = render_call(|app| app.level.set(7));
    let meter = tag(&html, "role=\"meter\"");
    assert!(meter.contains("aria-valuenow=\"7\"") && meter.contains("aria-valuemax=\"20\""));
    assert!(html.contains("<rect width=\"7\" height=\"1\""));
}

#[test]
fn the_switches_stand_as_the_person_left_them() {
    let html = render_call(|app| {
        app.preferences.update(|it| it.push_to_talk = false);
    });
    let (before, _) = html
        .split_once("<span>Hold the space bar to talk while muted</span>")
        .unwrap();
    assert!(before.ends_with("role=\"switch\" aria-checked=\"false\">"));
    let (before, _) = html
        .split_once("<span>Tell me when I talk while muted</span>")
        .unwrap();
    assert!(before.ends_with("role=\"switch\" aria-checked=\"true\">"));
}

#[test]
fn whoever_talks_while_muted_reads_so_and_can_unmute_there() {
    let talking = |set: fn(App)| {
        render_call(move |app| {
            app.talking_muted.set(true);
            set(app);
        })
    };
    let html = talking(|_| {});
    assert!(html.contains("You are talking, but your microphone is muted."));
    assert!(html.contains("Hold the space bar to talk.</span>"));
    assert!(html.contains(">Unmute</button>"));

    let without = talking(|app| app.preferences.update(|it| it.push_to_talk = false));
    assert!(!without.contains("Hold the space bar to talk.</span>"));
    assert!(!render_call(|_| {}).contains("data-banner=\"muted\""));
}

#[test]
fn a_chosen_device_that_is_gone_has_words_of_its_own() {
    let html = render_call(|app| {
        app.own
            .set(own(Device::On, Device::Unavailable(Problem::Gone)));
    });
    assert!(html.contains("The camera you chose is not connected."));
    assert!(html.contains("choose another"));
}
