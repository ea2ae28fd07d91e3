//! The devices, as far as the session has a part in them.

use super::devices::Devices;
use super::visit::Visit;
use super::{Session, set};
use crate::preferences::Preferences;
use crate::state::App;

impl Session {
    pub(super) fn with_devices(&mut self, act: impl FnOnce(&mut Devices)) {
        self.with_visit(|visit| visit.with_devices(act));
    }

    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Preferences)) {
        self.with_devices(|devices| devices.choose(change));
    }

    /// Opens the settings, which show how loud it is, or closes them.
    pub(super) fn open_settings(&mut self, open: bool) {
        set(self.app.settings, open);
        self.with_devices(|devices| devices.meter(open));
    }
}

/// Shows how the devices stand, and tells what happened to them.
pub(super) fn publish(app: App, visit: &mut Visit) {
    let devices = &mut visit.devices;
    let notices = devices.take_notices();
    set(app.own, devices.own());
    set(app.hardware, devices.hardware());
    set(app.preferences, devices.preferences().clone());
    set(app.talking_muted, devices.talks_muted());
    set(app.level, devices.sound().level());
    set(app.tone, devices.sound().plays());
    if !notices.is_empty() {
        let words = notices.iter().map(|notice| notice.words(app.texts()));
        let words: Vec<String> = words.collect();
        app.announcement.set(words.join(" "));
    }
}

/// Shows none, once the person is outside.
pub(super) fn clear(app: App) {
    app.own.set(Default::default());
    app.hardware.set(Default::default());
    app.talking_muted.set(false);
    app.level.set(0);
    app.tone.set(false);
    app.settings.set(false);
}
