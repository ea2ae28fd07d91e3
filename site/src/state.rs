//! What the screens of the call module show and what a person can ask for there: the seam between the
//! views and the session.
//!
//! The session publishes into the signals of [`App`]; the views only read them, and speak back in
//! [`Command`]s. Neither knows the other, so views render natively in tests.

mod command;
mod volume;

use std::collections::BTreeMap;

use parley_protocol::call::{Phase, Signaling, Snapshot};
use parley_protocol::message::{DisplayName, PeerId, RoomName};
use sycamore::prelude::*;

pub(crate) use self::command::{Command, Commands};
pub(crate) use self::volume::Volume;
use crate::browser::stream::Stream;
use crate::conversation::Conversation;
use crate::floor::hands::Hands;
use crate::floor::reactions::Reaction;
use crate::floor::speaking::Speaking;
use crate::hardware::Hardware;
use crate::network::{ConnectionTest, Relay};
use crate::preferences::Preferences;
use crate::secret::Sealing;
use crate::text::{Language, Texts};

/// How many steps there are from silence to the loudest voice.
pub(crate) const LEVELS: u8 = 20;

/// The signals that the session publishes. A context of the whole page.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// What the page speaks. Views read it with [`t`](crate::text::t).
    pub(crate) language: Signal<Language>,
    /// Which screen is shown.
    pub(crate) screen: Signal<Screen>,
    /// How the call stands. Changes often: derive from it with `create_selector`.
    pub(crate) call: Signal<Snapshot>,
    /// What each person sends from microphone and camera; the same stream for as long as its connection lives.
    pub(crate) streams: Signal<BTreeMap<PeerId, Stream>>,
    /// The screens that people share, as long as they do.
    pub(crate) screens: Signal<BTreeMap<PeerId, Stream>>,
    /// Whether another tab of this browser is in the room.
    pub(crate) elsewhere: Signal<bool>,
    /// Own microphone and camera.
    pub(crate) own: Signal<OwnMedia>,
    /// The machine's devices, and which of them are used.
    pub(crate) hardware: Signal<Hardware>,
    /// How loud it is at the own microphone, from 0 to [`LEVELS`]. Changes often.
    pub(crate) level: Signal<u8>,
    /// Whether the tone that tests the speaker is being played.
    pub(crate) tone: Signal<bool>,
    /// Whether the person talks although their microphone is muted.
    pub(crate) talking_muted: Signal<bool>,
    /// What the person has chosen about their devices.
    pub(crate) preferences: Signal<Preferences>,
    /// How it stands with the relay.
    pub(crate) relay: Signal<Relay>,
    /// What a test of the connection has shown.
    pub(crate) connection_test: Signal<ConnectionTest>,
    /// Whether the settings are open.
    pub(crate) settings: Signal<bool>,
    /// The screen that the person shares.
    pub(crate) sharing: Signal<Sharing>,
    /// The text chat.
    pub(crate) conversation: Signal<Conversation>,
    /// How many messages have come while the chat was closed.
    pub(crate) unread: Signal<usize>,
    /// Whether sounds tell who comes, who goes and who writes.
    pub(crate) sounds: Signal<bool>,
    /// How loud each person is here, if not at full volume.
    pub(crate) volumes: Signal<BTreeMap<PeerId, Volume>>,
    /// What is open beside the stage.
    pub(crate) panel: Signal<Option<Panel>>,
    /// Who speaks, and who spoke last.
    pub(crate) speaking: Signal<Speaking>,
    /// Whose hands are raised.
    pub(crate) hands: Signal<Hands>,
    /// The reactions of the last moments.
    pub(crate) reactions: Signal<Vec<Reaction>>,
    /// How the room is sealed.
    pub(crate) sealing: Signal<Sealing>,
    /// Whether this browser remembers the room, as sealed as it is.
    pub(crate) remembered: Signal<bool>,
    /// The link to the room, for others to come in by. What [`Command::CopyLink`] copies.
    pub(crate) link: Signal<String>,
    /// Whether the link was copied a moment ago: set for two seconds once it is on the clipboard.
    pub(crate) copied: Signal<bool>,
    /// Whether the browser refuses to play sound until the person touches the page.
    pub(crate) sound_blocked: Signal<bool>,
    /// The last thing that happened in passing, for the polite live region: "Ada joined".
    pub(crate) announcement: Signal<String>,
}

impl App {
    /// The signals at the start of a visit. To be called in the scope that is to own them.
    pub(crate) fn new(screen: Screen, language: Language) -> Self {
        Self {
            language: create_signal(language),
            screen: create_signal(screen),
            call: create_signal(Self::no_call()),
            streams: create_signal(BTreeMap::new()),
            screens: create_signal(BTreeMap::new()),
            elsewhere: create_signal(false),
            own: create_signal(OwnMedia::default()),
            hardware: create_signal(Hardware::default()),
            level: create_signal(0),
            tone: create_signal(false),
            talking_muted: create_signal(false),
            preferences: create_signal(Preferences::default()),
            relay: create_signal(Relay::default()),
            connection_test: create_signal(ConnectionTest::default()),
            settings: create_signal(false),
            sharing: create_signal(Sharing::default()),
            conversation: create_signal(Conversation::default()),
            unread: create_signal(0),
            sounds: create_signal(true),
            volumes: create_signal(BTreeMap::new()),
            panel: create_signal(None),
            speaking: create_signal(Speaking::default()),
            hands: create_signal(Hands::default()),
            reactions: create_signal(Vec::new()),
            sealing: create_signal(Sealing::default()),
            remembered: create_signal(false),
            link: create_signal(String::new()),
            copied: create_signal(false),
            sound_blocked: create_signal(false),
            announcement: create_signal(String::new()),
        }
    }

    /// The texts in the language that the page speaks now.
    pub(crate) fn texts(self) -> &'static Texts {
        self.language.get_untracked().texts()
    }

    /// How loud someone is played.
    pub(crate) fn volume_of(self, peer: &PeerId) -> Volume {
        self.volumes
            .with(|volumes| volumes.get(peer).copied().unwrap_or(Volume::FULL))
    }

    /// The state of a call that nobody has begun.
    pub(crate) fn no_call() -> Snapshot {
        Snapshot {
            phase: Phase::Idle,
            signaling: Signaling::Off,
            capacity: None,
            people: Vec::new(),
            strangers: Default::default(),
            refused: Default::default(),
            control: Default::default(),
            verified: Default::default(),
        }
    }
}

/// The screens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Screen {
    /// Before the door of a room: who is in it, and how one will look and sound there.
    Lobby {
        /// Of this room.
        room: RoomName,
        /// The name to go in under, unless the person changes it.
        name: DisplayName,
    },
    /// In the call.
    Call {
        /// In this room.
        room: RoomName,
        /// Under this name.
        name: DisplayName,
    },
    /// Out of the call.
    Ended {
        /// Out of this room.
        room: RoomName,
        /// Under this name.
        name: DisplayName,
        /// Why.
        ending: Ending,
    },
}

impl Screen {
    /// Whether the person stands before the door of a room.
    pub(crate) fn is_lobby(&self) -> bool {
        matches!(self, Self::Lobby { .. })
    }
}

/// What someone in the call goes by. `None` if they are not in it.
pub(crate) fn name_of(call: &Snapshot, id: &PeerId) -> Option<String> {
    let person = call.people.iter().find(|person| person.id == *id)?;
    let name = person.name.as_ref();
    Some(name.map_or_else(|| id.to_string(), DisplayName::to_string))
}

/// What can be open beside the stage, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// The text chat.
    Chat,
    /// Who is in the room.
    People,
}

/// Why a person is out of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The person hung up.
    Left,
    /// Another tab took the seat over.
    Superseded,
    /// The host took the person out.
    Removed,
    /// The host did not let the person in.
    Denied,
}

impl Ending {
    /// The value of `data-ending`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Superseded => "superseded",
            Self::Removed => "removed",
            Self::Denied => "denied",
        }
    }
}

/// Own microphone and camera.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OwnMedia {
    /// What the own tile shows.
    pub(crate) stream: Option<Stream>,
    /// The microphone.
    pub(crate) microphone: Device,
    /// The camera.
    pub(crate) camera: Device,
}

/// The screen that the person shares, as they see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// This browser cannot.
    #[default]
    Unsupported,
    /// Nothing is shared.
    Off,
    /// Nothing is shared: the last attempt did not work.
    Failed,
    /// The browser asks what to share.
    Asking,
    /// The others see a screen, a window or a tab.
    On,
}

/// An own device as the person sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Device {
    /// Sends.
    On,
    /// Switched off by the person.
    Off,
    /// The browser has not answered yet. It will be on if the answer is yes.
    #[default]
    Unknown,
    /// Not to be had.
    Unavailable(Problem),
}

/// Why a device is not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The person, the system or a policy refused it.
    Refused,
    /// There is none.
    Missing,
    /// Another program holds it, or the system cannot start it.
    InUse,
    /// The system or another program has taken it, and may give it back.
    Taken,
    /// The one that was chosen is not there any more.
    Gone,
    /// Something else.
    Failed,
}
