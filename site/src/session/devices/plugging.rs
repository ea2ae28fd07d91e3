//! What is to be done when devices are plugged in or pulled out.
//!
//! A headset that is plugged in is meant to be used, and so is a microphone or a speaker by itself; the
//! microphone that comes with a camera is not. Who has no camera gets one that is plugged in; others keep
//! theirs, unless it is the one that they picked themselves. What is used and pulled out has to be replaced.

use crate::hardware::{DeviceId, InUse, Inventory, Listed, Role};

/// What is to be done about the device of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// Go to this device, which has just been plugged in.
    To(DeviceId),
    /// Go to another device: the one in use, of this label, is gone.
    From(String),
}

/// What is to be done about the device of `role`, now that the inventory has changed from `before` to
/// `after`. `picked` is what the person chose themselves.
pub(super) fn consequence(
    role: Role,
    before: &Inventory,
    after: &Inventory,
    used: &InUse,
    picked: Option<&DeviceId>,
) -> Option<Move> {
    let returns = |new: &Listed| picked.is_some() && new.id.as_ref() == picked;
    let wanted = |new: &&Listed| returns(new) || is_wanted(new, after, used);
    if let Some(new) = plugged_in(role, before, after).find(wanted) {
        return new.id.clone().map(Move::To);
    }
    let used = used.of(role)?;
    let was_there = before.find(role, used)?;
    let is_gone = after.find(role, used).is_none();
    is_gone.then(|| Move::From(was_there.label.clone()))
}

/// The devices of a role that were not there before.
fn plugged_in<'a>(
    role: Role,
    before: &'a Inventory,
    after: &'a Inventory,
) -> impl Iterator<Item = &'a Listed> {
    // A browser that begins to tell what there is does not mean that it has just been plugged in.
    let untold = before.of(role).any(|device| device.id.is_none());
    after.of(role).filter(move |device| {
        let id = device.id.as_ref();
        !untold && id.is_some_and(|id| !id.is_alias() && before.find(role, id).is_none())
    })
}

fn is_wanted(new: &Listed, after: &Inventory, used: &InUse) -> bool {
    match new.role {
        Role::Microphone | Role::Speaker => !shares_its_case_with_a_camera(new, after),
        Role::Camera => used.camera.is_none(),
    }
}

fn shares_its_case_with_a_camera(new: &Listed, after: &Inventory) -> bool {
    !new.group.is_empty() && after.of(Role::Camera).any(|it| it.group == new.group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> DeviceId {
        DeviceId(text.to_owned())
    }

    fn device(role: Role, name: &str, group: &str) -> Listed {
        Listed {
            role,
            id: Some(id(name)),
            label: format!("The {name}"),
            group: group.to_owned(),
        }
    }

    /// A laptop: one of each, and the names that stand for another.
    fn laptop() -> Inventory {
        Inventory(vec![
            device(Role::Microphone, "default", "board"),
            device(Role::Microphone, "built-in", "board"),
            device(Role::Camera, "lid", "lid"),
            device(Role::Speaker, "default", "board"),
            device(Role::Speaker, "box", "board"),
        ])
    }

    fn with(more: impl IntoIterator<Item = Listed>) -> Inventory {
        let mut all = laptop();
        all.0.extend(more);
        all
    }

    fn headset() -> [Listed; 2] {
        [
            device(Role::Microphone, "mouthpiece", "headset"),
            device(Role::Speaker, "earpiece", "headset"),
        ]
    }

    fn built_in() -> InUse {
        InUse {
            microphone: Some(id("built-in")),
            speaker: None,
            camera: Some(id("lid")),
        }
    }

    /// What happens to microphone, speaker and camera.
    fn consequences(before: &Inventory, after: &Inventory, used: &InUse) -> [Option<Move>; 3] {
        Role::ALL.map(|role| consequence(role, before, after, used, None))
    }

    #[test]
    fn a_headset_that_is_plugged_in_is_used_for_talking_and_for_listening() {
        let moves = consequences(&laptop(), &with(headset()), &built_in());
        let [mouthpiece, earpiece] = ["mouthpiece", "earpiece"].map(|it| Some(Move::To(id(it))));
        assert_eq!(moves, [mouthpiece, earpiece, None]);
    }

    #[test]
    fn a_headset_that_is_pulled_out_is_replaced() {
        let used = InUse {
            microphone: Some(id("mouthpiece")),
            speaker: Some(id("earpiece")),
            camera: Some(id("lid")),
        };
        let moves = consequences(&with(headset()), &laptop(), &used);
        let gone = |label: &str| Some(Move::From(label.to_owned()));
        assert_eq!(moves, [gone("The mouthpiece"), gone("The earpiece"), None]);
    }

    #[test]
    fn a_headset_that_is_not_used_may_be_pulled_out() {
        let moves = consequences(&with(headset()), &laptop(), &built_in());
        assert_eq!(moves, [None, None, None]);
    }

    #[test]
    fn a_camera_does_not_bring_its_microphone_into_use() {
        let webcam = [
            device(Role::Camera, "webcam", "webcam"),
            device(Role::Microphone, "webcam's", "webcam"),
        ];
        let moves = consequences(&laptop(), &with(webcam), &built_in());
        assert_eq!(moves, [None, None, None]);
    }

    #[test]
    fn who_has_no_camera_gets_the_one_that_is_plugged_in() {
        let mut before = laptop();
        before.0.retain(|device| device.role != Role::Camera);
        let used = InUse {
            camera: None,
            ..built_in()
        };
        let moves = consequences(&before, &laptop(), &used);
        assert_eq!(moves, [None, None, Some(Move::To(id("lid")))]);
    }

    #[test]
    fn the_camera_that_was_picked_is_gone_back_to_when_it_returns() {
        let after = with([device(Role::Camera, "webcam", "webcam")]);
        let back = |picked: &str| {
            let picked = id(picked);
            consequence(Role::Camera, &laptop(), &after, &built_in(), Some(&picked))
        };
        assert_eq!(back("webcam"), Some(Move::To(id("webcam"))));
        assert_eq!(back("lid"), None);
    }

    #[test]
    fn devices_that_the_browser_begins_to_tell_of_were_not_plugged_in() {
        let mut before = laptop();
        for device in &mut before.0 {
            device.id = None;
        }
        let moves = consequences(&before, &with(headset()), &InUse::default());
        assert_eq!(moves, [None, None, None]);
    }

    #[test]
    fn another_default_is_no_other_device() {
        let mut after = laptop();
        after
            .0
            .push(device(Role::Microphone, "communications", "board"));
        assert_eq!(
            consequences(&laptop(), &after, &built_in()),
            [None, None, None]
        );
    }

    #[test]
    fn nothing_happens_when_nothing_has_changed() {
        let moves = consequences(&with(headset()), &with(headset()), &built_in());
        assert_eq!(moves, [None, None, None]);
    }
}
