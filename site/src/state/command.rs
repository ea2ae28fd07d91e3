//! What a person can ask for in the call module.

use std::rc::Rc;

use parley_protocol::chat::Text;
use parley_protocol::message::{DisplayName, Emoji, PeerId, RoomName};

use super::{Panel, Volume};
use crate::hardware::{DeviceId, Role};

/// What a person can ask for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    /// Try again to reach someone to whom no way was found.
    Retry {
        /// Whom.
        peer: PeerId,
    },
    /// Enter the room, with the devices that there are. Others are added when they come.
    Join {
        /// The name.
        name: DisplayName,
    },
    /// Go on here with the call that another tab is in.
    MoveHere,
    /// Go back into the call that has ended.
    Rejoin {
        /// The room.
        room: RoomName,
        /// The name.
        name: DisplayName,
    },
    /// Microphone on or off. Asks for the device again where it was not to be had.
    ToggleMicrophone,
    /// Camera on or off. Asks for the device again where it was not to be had.
    ToggleCamera,
    /// Use another microphone, speaker or camera, now and on the next visit. No device leaves the choice
    /// of a speaker to the system.
    Pick(Role, Option<DeviceId>),
    /// Use the camera that looks the other way.
    TurnCamera,
    /// Play a tone on the speaker.
    PlayTone,
    /// Let the space bar unmute for as long as it is held, or not.
    SetPushToTalk(bool),
    /// Tell the person when they talk although they are muted, or not.
    SetMutedWarning(bool),
    /// Let all media go by way of a relay, or not, now and on the next visit.
    SetRelayOnly(bool),
    /// Ask for credentials for the relay again.
    AskForRelay,
    /// Test what the network allows.
    TestConnection,
    /// Open the settings, or close them.
    Settings(bool),
    /// Share a screen, or share it no more.
    ToggleScreen,
    /// Open a panel beside the stage instead of what is open there, or none.
    Open(Option<Panel>),
    /// Send a message to everyone, or to one other person.
    Say {
        /// The text.
        text: Text,
        /// The only person who shall see it.
        to: Option<PeerId>,
    },
    /// A key was struck in a message to everyone, or to one other person.
    Typing {
        /// The only person who shall see it.
        to: Option<PeerId>,
    },
    /// There is nothing written any more.
    StopTyping,
    /// Raise a hand, or lower it.
    ToggleHand,
    /// React to what is going on.
    React(Emoji),
    /// Turn back at the door, to seal the room with a passphrase.
    ToSeal,
    /// Have this browser remember the private room, or forget it.
    SetRemembered(bool),
    /// Let nobody else into the room, or let people in again. Only the host is heard.
    SetLocked(bool),
    /// Have those who come wait until someone lets them in, or not. Only the host is heard.
    SetKnocking(bool),
    /// Let in someone who waits for it.
    Admit {
        /// Whom.
        peer: PeerId,
    },
    /// Take someone out of the room, or refuse someone who waits to be let in. Only the host is heard.
    Remove {
        /// Whom.
        peer: PeerId,
    },
    /// Hang up, or turn back at the door.
    HangUp,
    /// Go from the screen after a call to the landing page.
    GoHome,
    /// Copy the room's link.
    CopyLink,
    /// Hand the room's link to another program on this device.
    ShareLink,
    /// Let sounds tell who comes, who goes and who writes, or not, now and on the next visit.
    SetSounds(bool),
    /// Play someone louder or softer.
    SetVolume {
        /// Whom.
        peer: PeerId,
        /// How loud.
        volume: Volume,
    },
    /// Play the sound that the browser refused.
    EnableSound,
}

/// Speaks a [`Command`]. A context of the whole page.
#[derive(Clone)]
pub(crate) struct Commands(pub(crate) Rc<dyn Fn(Command)>);

impl Commands {
    /// Speaks one.
    pub(crate) fn send(&self, command: Command) {
        (self.0)(command);
    }
}
