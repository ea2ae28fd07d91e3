//! What a person can do in a call with one button or one key, and what the buttons and keys say about it.

use sycamore::prelude::*;

use super::icon::Icon;
use super::stage::arrangement::{Arrangement, Mode};
use super::staging::Staging;
use crate::browser::{full_screen, popover};
use crate::floor::Party;
use crate::state::{App, Command, Commands, Panel, Sharing};
use crate::text::t;

/// The element that offers reactions.
pub(super) const PALETTE_ID: &str = "palette";

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Microphone on or off.
    Microphone,
    /// Camera on or off.
    Camera,
    /// Share a screen, or no more.
    Screen,
    /// Raise the hand, or lower it.
    Hand,
    /// Offer reactions.
    React,
    /// Open the chat, or close it.
    Chat,
    /// Open the list of people, or close it.
    People,
    /// Change between grid and spotlight.
    Layout,
    /// Show or hide the own picture.
    OwnPicture,
    /// Take the whole screen, or give it back.
    FullScreen,
    /// A small window, or none.
    SmallWindow,
    /// Open the settings.
    Settings,
    /// Open the sheet of keys.
    Keys,
    /// Leave the call.
    Leave,
}

/// How an action stands, for whatever offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether it can be done at all.
    pub(super) can: bool,
    /// Whether what it switches is on.
    pub(super) on: bool,
    /// What doing it does.
    pub(super) label: &'static str,
    /// The same as a picture.
    pub(super) icon: Icon,
}

impl Action {
    /// The value of `data-action`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Microphone => "microphone",
            Self::Camera => "camera",
            Self::Screen => "screen",
            Self::Hand => "hand",
            Self::React => "react",
            Self::Chat => "chat",
            Self::People => "people",
            Self::Layout => "layout",
            Self::OwnPicture => "own-picture",
            Self::FullScreen => "full-screen",
            Self::SmallWindow => "small-window",
            Self::Settings => "settings",
            Self::Keys => "keys",
            Self::Leave => "leave",
        }
    }
}

/// Everything that actions look at and act on.
#[derive(Clone)]
pub(super) struct Actor {
    app: App,
    commands: Commands,
    staging: Staging,
}

impl Actor {
    /// The actor of this call.
    pub(super) fn new() -> Self {
        Self {
            app: use_context(),
            commands: use_context(),
            staging: use_context(),
        }
    }

    /// How an action stands, as long as it does.
    pub(super) fn look(&self, action: Action) -> ReadSignal<Look> {
        let actor = self.clone();
        create_selector(move || {
            let on = actor.is_on(action);
            Look {
                can: actor.can(action),
                on,
                label: label(action, on),
                icon: icon(action, on),
            }
        })
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Screen => self.app.sharing.get() != Sharing::Unsupported,
            Action::Layout => self.staging.arrangement.with(|it| it.tiles() > 1),
            Action::OwnPicture => self.app.call.with(|call| !call.people.is_empty()),
            Action::FullScreen => self.staging.full_screen.get().is_some(),
            Action::SmallWindow => {
                let company = self.app.call.with(|call| !call.people.is_empty());
                company && self.staging.small_window.get().is_some()
            }
            Action::Microphone
            | Action::Camera
            | Action::Hand
            | Action::React
            | Action::Chat
            | Action::People
            | Action::Settings
            | Action::Keys
            | Action::Leave => true,
        }
    }

    fn is_on(&self, action: Action) -> bool {
        match action {
            Action::Screen => self.app.sharing.get() == Sharing::On,
            Action::Hand => self
                .app
                .hands
                .with(|hands| hands.place(&Party::Own).is_some()),
            Action::Chat => self.app.panel.get() == Some(Panel::Chat),
            Action::People => self.app.panel.get() == Some(Panel::People),
            Action::Layout => self
                .staging
                .arrangement
                .with(|it| it.mode() == Mode::Spotlight),
            Action::OwnPicture => !self.staging.own.get().hidden,
            Action::FullScreen => self.staging.full_screen.get() == Some(true),
            Action::SmallWindow => self.staging.small_window.get() == Some(true),
            Action::Settings => self.app.settings.get(),
            Action::Microphone | Action::Camera | Action::React | Action::Keys | Action::Leave => {
                false
            }
        }
    }

    /// Does it, if it can be done.
    pub(super) fn perform(&self, action: Action) {
        if !untrack(|| self.can(action)) {
            return;
        }
        let staging = self.staging;
        match action {
            Action::Microphone => self.commands.send(Command::ToggleMicrophone),
            Action::Camera => self.commands.send(Command::ToggleCamera),
            Action::Screen => self.commands.send(Command::ToggleScreen),
            Action::Hand => self.commands.send(Command::ToggleHand),
            Action::React => popover::show(PALETTE_ID),
            Action::Chat => self.toggle(Panel::Chat),
            Action::People => self.toggle(Panel::People),
            Action::Layout => staging.arrangement.update(Arrangement::switch),
            Action::OwnPicture => {
                let mut place = staging.own.get_untracked();
                place.hidden = !place.hidden;
                staging.place_own(place);
            }
            Action::FullScreen => full_screen::toggle(),
            Action::SmallWindow => staging
                .small_window
                .set(staging.small_window.get_untracked().map(|on| !on)),
            Action::Settings => self.commands.send(Command::Settings(true)),
            Action::Keys => staging.keys.set(true),
            Action::Leave => self.commands.send(Command::HangUp),
        }
    }

    fn toggle(&self, panel: Panel) {
        let open = self.app.panel.get_untracked() == Some(panel);
        let panel = (!open).then_some(panel);
        self.commands.send(Command::Open(panel));
    }
}

fn label(action: Action, on: bool) -> &'static str {
    let texts = t();
    let (begin, end) = match action {
        Action::Screen => (texts.share.start, texts.share.stop_screen),
        Action::Hand => (texts.actions.raise_hand, texts.actions.lower_hand),
        Action::Layout => (texts.stage.spotlight, texts.stage.grid),
        Action::OwnPicture => (texts.actions.show_self, texts.actions.hide_self),
        Action::FullScreen => (texts.actions.full_screen, texts.actions.leave_full_screen),
        Action::SmallWindow => (texts.actions.small_window, texts.actions.close_small_window),
        Action::Chat => (texts.chat.title, texts.chat.title),
        Action::People => (texts.people.title, texts.people.title),
        Action::React => (texts.actions.react, texts.actions.react),
        Action::Settings => (texts.settings.title, texts.settings.title),
        Action::Keys => (texts.keys.title, texts.keys.title),
        Action::Microphone => (texts.controls.unmute, texts.controls.mute),
        Action::Camera => (texts.controls.camera_on, texts.controls.camera_off),
        Action::Leave => (texts.controls.leave, texts.controls.leave),
    };
    if on { end } else { begin }
}

fn icon(action: Action, on: bool) -> Icon {
    let (begin, end) = match action {
        Action::Screen => (Icon::Screen, Icon::ScreenOff),
        Action::Hand => (Icon::Hand, Icon::Hand),
        Action::Layout => (Icon::Spotlight, Icon::Grid),
        Action::OwnPicture => (Icon::OwnPicture, Icon::OwnPictureOff),
        Action::FullScreen => (Icon::FullScreen, Icon::FullScreenOff),
        Action::SmallWindow => (Icon::SmallWindow, Icon::SmallWindow),
        Action::Chat => (Icon::Chat, Icon::Chat),
        Action::People => (Icon::People, Icon::People),
        Action::React => (Icon::React, Icon::React),
        Action::Settings => (Icon::Settings, Icon::Settings),
        Action::Keys => (Icon::Keys, Icon::Keys),
        Action::Microphone => (Icon::MicrophoneOff, Icon::Microphone),
        Action::Camera => (Icon::CameraOff, Icon::Camera),
        Action::Leave => (Icon::HangUp, Icon::HangUp),
    };
    if on { end } else { begin }
}
