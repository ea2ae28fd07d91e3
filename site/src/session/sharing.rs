//! The screen that the person shares over the length of a visit.

use wasm_bindgen_futures::spawn_local;

use crate::browser::display::{self, Display, DisplayEnded, DisplayError};
use crate::browser::inbox::Inbox;
use crate::browser::track::{Source, Track};
use crate::state::Sharing;

/// The shared screen, or none. Dropping it ends the share.
pub(super) struct SharedScreen {
    state: State,
    events: Inbox<ShareEvent>,
}

/// What can happen to a share.
pub(super) enum ShareEvent {
    /// The person has chosen what to share, or not to. A screen that nobody waits for any more is
    /// dropped, which ends its capture.
    Chosen(Result<Display, DisplayError>),
    /// The share ended by other means than the site's own button.
    Ended(DisplayEnded),
}

enum State {
    Off,
    Failed,
    Asking,
    On(Display),
}

impl SharedScreen {
    /// Nothing is shared at first.
    pub(super) fn new(events: Inbox<ShareEvent>) -> Self {
        Self {
            state: State::Off,
            events,
        }
    }

    /// Has the person choose what to share, or ends the share. While the browser asks, its question
    /// stands.
    pub(super) fn toggle(&mut self) {
        match self.state {
            State::Off | State::Failed => self.ask(),
            State::Asking => {}
            State::On(_) => self.state = State::Off,
        }
    }

    /// Takes note of what happened.
    pub(super) fn handle(&mut self, event: ShareEvent) {
        match event {
            ShareEvent::Chosen(Ok(display)) => self.state = State::On(display),
            // Whoever has just said no need not be told.
            ShareEvent::Chosen(Err(DisplayError::Refused)) => self.state = State::Off,
            ShareEvent::Chosen(Err(DisplayError::Failed)) => self.state = State::Failed,
            ShareEvent::Ended(DisplayEnded) => {}
        }
        self.check();
    }

    /// What the person sees of it.
    pub(super) fn sharing(&self) -> Sharing {
        match self.state {
            _ if !display::is_supported() => Sharing::Unsupported,
            State::Off => Sharing::Off,
            State::Failed => Sharing::Failed,
            State::Asking => Sharing::Asking,
            State::On(_) => Sharing::On,
        }
    }

    /// What the others are sent.
    pub(super) fn tracks(&self) -> impl Iterator<Item = (Source, Track)> {
        let display = match &self.state {
            State::On(display) => Some(display),
            State::Off | State::Failed | State::Asking => None,
        };
        let picture = display.map(|it| (Source::Screen, it.picture().clone()));
        let sound = display.and_then(|it| Some((Source::ScreenAudio, it.sound()?.clone())));
        picture.into_iter().chain(sound)
    }

    fn ask(&mut self) {
        self.state = State::Asking;
        let events = self.events.clone();
        spawn_local(async move {
            let answer = display::ask(events.map(ShareEvent::Ended)).await;
            events.put(ShareEvent::Chosen(answer));
        });
    }

    fn check(&mut self) {
        // A report may be about a share before this one.
        if let State::On(display) = &self.state
            && display.picture().is_ended()
        {
            self.state = State::Off;
        }
    }
}
