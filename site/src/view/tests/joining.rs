use super::fixture::{own, render, room};
use crate::state::{Device, OwnMedia, Problem, Screen};

fn joining(own: OwnMedia) -> String {
    let room = room("Blue");
    render(Screen::Joining { room }, |app| app.own.set(own))
}

#[test]
fn while_the_browser_asks_the_person_is_told_where_and_may_cancel() {
    let html = joining(own(Device::Unknown, Device::Unknown));
    assert!(html.contains("data-screen=\"joining\""));
    assert!(html.contains("Joining <bdi>Blue</bdi>"));
    assert!(html.contains("Your browser asks whether Parley may use your camera and microphone."));
    assert!(html.contains(">Cancel</button>"));
}

#[test]
fn once_the_question_is_answered_nobody_is_sent_to_look_for_it() {
    let refused = Device::Unavailable(Problem::Refused);
    for (microphone, camera) in [(Device::On, Device::On), (refused, refused)] {
        let html = joining(own(microphone, camera));
        assert!(!html.contains("Your browser asks"));
        assert!(html.contains("Finding the others…"));
    }
}
