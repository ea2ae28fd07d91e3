//! The texts that every language has, in groups: one for each screen or part of one.

use std::ops::Deref;

use super::host::HostTexts;
use super::network::NetworkTexts;
use super::private::PrivateTexts;
use super::sealing::SealingTexts;
use crate::floor::reactions::PALETTE;

/// What Parley says before there is a call. The landing module has these texts and no others.
pub(crate) struct FrontTexts {
    /// The language's BCP 47 tag, without a region.
    pub(crate) tag: &'static str,
    /// The language's name in itself.
    pub(crate) name: &'static str,

    pub(crate) landing: LandingTexts,
    pub(crate) notice: NoticeTexts,
    pub(crate) problem: ProblemTexts,
    pub(crate) private: PrivateTexts,
    pub(crate) unsupported: UnsupportedTexts,
    pub(crate) crash: CrashTexts,
}

/// Everything that Parley says.
pub(crate) struct Texts {
    /// Part of these, as fields of their own.
    pub(super) front: &'static FrontTexts,

    pub(crate) lobby: LobbyTexts,
    pub(crate) settings: SettingsTexts,
    pub(crate) room: RoomTexts,
    pub(crate) invitation: InvitationTexts,
    pub(crate) stage: StageTexts,
    pub(crate) link: LinkTexts,
    pub(crate) network: NetworkTexts,
    pub(crate) sealing: SealingTexts,
    pub(crate) host: HostTexts,
    pub(crate) controls: ControlTexts,
    pub(crate) actions: ActionTexts,
    pub(crate) keys: KeyTexts,
    pub(crate) share: ShareTexts,
    pub(crate) panel: PanelTexts,
    pub(crate) chat: ChatTexts,
    pub(crate) people: PeopleTexts,
    pub(crate) banner: BannerTexts,
    pub(crate) trouble: TroubleTexts,
    pub(crate) news: NewsTexts,
    pub(crate) ended: EndedTexts,
}

impl Deref for Texts {
    type Target = FrontTexts;

    fn deref(&self) -> &FrontTexts {
        self.front
    }
}

/// The landing page.
pub(crate) struct LandingTexts {
    /// Names the choice of a language.
    pub(crate) language: &'static str,
    pub(crate) title: &'static str,
    pub(crate) pitch: &'static str,
    pub(crate) privacy: &'static str,
    pub(crate) room: &'static str,
    pub(crate) room_hint: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_hint: &'static str,
    /// Names the form and its button.
    pub(crate) join: &'static str,
    /// On the button, while the person has to wait.
    pub(crate) joining: &'static str,
}

/// Why a person is back on the landing page.
pub(crate) struct NoticeTexts {
    pub(crate) offline: &'static str,
    pub(crate) no_server: &'static str,
    /// Only the landing page came.
    pub(crate) not_loaded: &'static str,
}

/// What is wrong with a name, beside the field that it was typed into.
pub(crate) struct ProblemTexts {
    pub(crate) room_empty: &'static str,
    pub(crate) name_empty: &'static str,
    pub(crate) too_long: fn(max: usize) -> String,
    pub(crate) control: &'static str,
    /// Only rooms mind slashes.
    pub(crate) slash: &'static str,
    /// Only rooms mind being "." or "..".
    pub(crate) dots: &'static str,
}

/// The screen between the form and the call. The name's field is that of the landing page.
pub(crate) struct LobbyTexts {
    pub(crate) join: &'static str,
    pub(crate) joining: &'static str,
    pub(crate) back: &'static str,
    /// Names the own picture.
    pub(crate) preview: &'static str,
    pub(crate) asking: &'static str,
    pub(crate) may_wait: &'static str,
    pub(crate) camera_off: &'static str,
    pub(crate) no_picture: &'static str,
    pub(crate) looking: &'static str,
    pub(crate) unreachable: &'static str,
    /// How many others are in the room.
    pub(crate) people: fn(count: usize) -> String,
    /// How many more there are than those whose names stand before it.
    pub(crate) more: fn(count: usize) -> String,
    pub(crate) full: &'static str,
    /// Another tab of this browser is in the room.
    pub(crate) elsewhere: &'static str,
    /// The button that goes on with the call in this tab.
    pub(crate) move_here: &'static str,
}

/// The devices to choose from, in the lobby and in a call, and the settings of a call.
pub(crate) struct SettingsTexts {
    pub(crate) title: &'static str,
    /// Names the part with the devices.
    pub(crate) devices: &'static str,
    pub(crate) microphone: &'static str,
    pub(crate) speaker: &'static str,
    pub(crate) camera: &'static str,
    /// The speaker that the system chooses.
    pub(crate) system: &'static str,
    /// A device without a name of its own.
    pub(crate) unnamed: fn(role: &str, number: usize) -> String,
    /// Names the meter of the microphone.
    pub(crate) level: &'static str,
    /// Plays a tone.
    pub(crate) test: &'static str,
    /// Between the camera that looks at the person and the one that looks away.
    pub(crate) turn_camera: &'static str,
    pub(crate) push_to_talk: &'static str,
    pub(crate) muted_warning: &'static str,
}

/// The screen of a browser that cannot make calls.
pub(crate) struct UnsupportedTexts {
    pub(crate) title: &'static str,
    pub(crate) needs: &'static str,
    pub(crate) in_an_app: &'static str,
}

/// The head of a call.
pub(crate) struct RoomTexts {
    /// Said before the room's name.
    pub(crate) room: &'static str,
    /// How many are in the room, oneself included.
    pub(crate) people: fn(count: usize) -> String,
    pub(crate) copy_link: &'static str,
}

/// What to do while nobody else is in the room.
pub(crate) struct InvitationTexts {
    /// Names the dialog, and what opens it.
    pub(crate) title: &'static str,
    /// Names the code to photograph.
    pub(crate) code: &'static str,
    pub(crate) scan: &'static str,
    pub(crate) share: &'static str,
    pub(crate) alone: &'static str,
    pub(crate) invite: &'static str,
    pub(crate) link: &'static str,
    pub(crate) copy: &'static str,
    /// On the button, for a moment after.
    pub(crate) copied: &'static str,
    /// The same, read out.
    pub(crate) on_clipboard: &'static str,
}

/// The tiles.
pub(crate) struct StageTexts {
    /// Names the stage.
    pub(crate) people: &'static str,
    /// Names the own tile.
    pub(crate) you: &'static str,
    /// The button that gives someone's tile, or screen, the large place.
    pub(crate) pin: fn(name: &str) -> String,
    pub(crate) unpin: fn(name: &str) -> String,
    /// Said of someone who raises a hand.
    pub(crate) hand: &'static str,
    pub(crate) reacted: fn(name: &str, emoji: &str) -> String,
    /// The button that moves the own picture to the next corner.
    pub(crate) move_self: &'static str,
    /// Where the own picture is now.
    pub(crate) top_left: &'static str,
    pub(crate) top_right: &'static str,
    pub(crate) bottom_left: &'static str,
    pub(crate) bottom_right: &'static str,
    /// The buttons that change between the two layouts.
    pub(crate) grid: &'static str,
    pub(crate) spotlight: &'static str,
    /// Said before a name, so with a full stop.
    pub(crate) microphone_off: &'static str,
    /// Said before a name, so with a full stop.
    pub(crate) camera_off: &'static str,
}

/// How the link to someone stands.
pub(crate) struct LinkTexts {
    pub(crate) connecting: &'static str,
    pub(crate) reconnecting: &'static str,
    /// Their page is being loaded again, or was closed.
    pub(crate) away: &'static str,
    /// No path was found.
    pub(crate) unreachable: &'static str,
    pub(crate) retry: &'static str,
    /// The name of the button, with whom to reach.
    pub(crate) retry_for: fn(name: &str) -> String,
    /// Media go by way of a TURN server: in a word, and as an explanation.
    pub(crate) relayed: &'static str,
    pub(crate) relayed_long: &'static str,
    /// They hold their picture back.
    pub(crate) their_network: &'static str,
    /// The own picture is held back for them.
    pub(crate) own_network: &'static str,
}

/// The buttons of a call.
pub(crate) struct ControlTexts {
    /// Names the bar of buttons.
    pub(crate) controls: &'static str,
    pub(crate) mute: &'static str,
    pub(crate) unmute: &'static str,
    pub(crate) camera_off: &'static str,
    pub(crate) camera_on: &'static str,
    /// With how many messages are unread.
    pub(crate) chat: fn(unread: usize) -> String,
    pub(crate) leave: &'static str,
    /// The button, and the menu that it opens.
    pub(crate) more: &'static str,
}

/// What one can do in a call, on its buttons.
pub(crate) struct ActionTexts {
    pub(crate) raise_hand: &'static str,
    pub(crate) lower_hand: &'static str,
    /// The button, and the reactions that it offers.
    pub(crate) react: &'static str,
    /// In the order of [`PALETTE`](crate::floor::reactions::PALETTE).
    pub(crate) reactions: [&'static str; PALETTE.len()],
    pub(crate) show_self: &'static str,
    pub(crate) hide_self: &'static str,
    pub(crate) full_screen: &'static str,
    pub(crate) leave_full_screen: &'static str,
    pub(crate) small_window: &'static str,
    pub(crate) close_small_window: &'static str,
}

/// The sheet of keys.
pub(crate) struct KeyTexts {
    /// The sheet, and the button that opens it.
    pub(crate) title: &'static str,
    /// What stands on that key, where it has words on it.
    pub(crate) shift: &'static str,
    pub(crate) microphone: &'static str,
    pub(crate) camera: &'static str,
    pub(crate) screen: &'static str,
    pub(crate) hand: &'static str,
    pub(crate) react: &'static str,
    pub(crate) chat: &'static str,
    pub(crate) people: &'static str,
    pub(crate) layout: &'static str,
    pub(crate) own_picture: &'static str,
    pub(crate) full_screen: &'static str,
    pub(crate) small_window: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) keys: &'static str,
    pub(crate) leave: &'static str,
    /// The switch for all of them but the one that opens the sheet.
    pub(crate) use_them: &'static str,
    pub(crate) typing: &'static str,
}

/// Shared screens.
pub(crate) struct ShareTexts {
    pub(crate) start: &'static str,
    /// In the bar of buttons.
    pub(crate) stop_screen: &'static str,
    /// Beside [`Self::sharing`].
    pub(crate) stop: &'static str,
    pub(crate) sharing: &'static str,
    pub(crate) failed: &'static str,
    /// Names the tile of someone else's screen.
    pub(crate) screen_of: fn(name: &str) -> String,
    /// Until its first picture is there.
    pub(crate) arriving: &'static str,
}

/// What opens beside the stage.
pub(crate) struct PanelTexts {
    pub(crate) close: &'static str,
}

/// The text chat.
pub(crate) struct ChatTexts {
    pub(crate) title: &'static str,
    /// Names the list of messages.
    pub(crate) log: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) privacy: &'static str,
    /// Stands between what is from before one came and the rest.
    pub(crate) came: &'static str,
    /// Leads to messages that are out of sight.
    pub(crate) more: &'static str,
    /// Beside the author of a message that nobody else sees.
    pub(crate) only_to_you: &'static str,
    pub(crate) only_to: fn(name: &str) -> String,
    pub(crate) sending: &'static str,
    pub(crate) delivered: &'static str,
    /// Of a message to everyone while nobody else is there.
    pub(crate) nobody: &'static str,
    /// Of a message to one person, who left before it arrived.
    pub(crate) lost: fn(name: &str) -> String,
    pub(crate) one_types: fn(name: &str) -> String,
    pub(crate) two_type: fn(one: &str, other: &str) -> String,
    pub(crate) many_type: &'static str,
    /// Stands before the choice of a reader.
    pub(crate) to: &'static str,
    pub(crate) everyone: &'static str,
    /// A reader who was chosen and has left.
    pub(crate) gone: fn(name: &str) -> String,
    pub(crate) gone_remark: fn(name: &str) -> String,
    /// Names the field.
    pub(crate) message: &'static str,
    /// In the empty field.
    pub(crate) prompt: &'static str,
    pub(crate) prompt_one: fn(name: &str) -> String,
    pub(crate) send: &'static str,
    /// How many characters may be added.
    pub(crate) left: fn(count: usize) -> String,
    /// How many characters must go.
    pub(crate) too_many: fn(count: usize) -> String,
}

/// The list of people.
pub(crate) struct PeopleTexts {
    pub(crate) title: &'static str,
    /// Stands behind the own name.
    pub(crate) you: &'static str,
    /// Of someone who called from a PeerJS page.
    pub(crate) guest: &'static str,
    /// Said before what else there is to say, so with a full stop.
    pub(crate) hand: &'static str,
    /// Said before what else there is to say, so with a full stop.
    pub(crate) screen: &'static str,
    /// Names the slider.
    pub(crate) volume: fn(name: &str) -> String,
    /// Names the switch.
    pub(crate) sounds: &'static str,
    pub(crate) invite: &'static str,
}

/// What needs saying for as long as it lasts.
pub(crate) struct BannerTexts {
    pub(crate) room_lost: &'static str,
    pub(crate) talking_muted: &'static str,
    /// Beside [`Self::talking_muted`], where the space bar lets one talk.
    pub(crate) hold_space: &'static str,
    /// Beside [`Self::talking_muted`].
    pub(crate) unmute: &'static str,
    pub(crate) silent: &'static str,
    pub(crate) enable_sound: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) dismiss: &'static str,
}

/// Why an own device is not to be had, and what the person can do about it.
pub(crate) struct TroubleTexts {
    pub(crate) refused: DeviceTexts,
    pub(crate) missing: DeviceTexts,
    pub(crate) in_use: DeviceTexts,
    pub(crate) taken: DeviceTexts,
    pub(crate) gone: DeviceTexts,
    pub(crate) failed: DeviceTexts,
    pub(crate) refused_way_on: &'static str,
    pub(crate) missing_way_on: &'static str,
    pub(crate) in_use_way_on: &'static str,
    pub(crate) taken_way_on: &'static str,
    pub(crate) gone_way_on: &'static str,
    pub(crate) failed_way_on: &'static str,
}

/// The same about one device, the other, or both.
pub(crate) struct DeviceTexts {
    pub(crate) microphone: &'static str,
    pub(crate) camera: &'static str,
    pub(crate) both: &'static str,
}

/// What happens in passing, shown for a moment and read out.
pub(crate) struct NewsTexts {
    pub(crate) joined: fn(name: &str) -> String,
    pub(crate) left: fn(name: &str) -> String,
    pub(crate) shares: fn(name: &str) -> String,
    pub(crate) shares_no_more: fn(name: &str) -> String,
    /// Someone wrote, to everyone.
    pub(crate) message: fn(name: &str, text: &str) -> String,
    /// Someone wrote to this person alone.
    pub(crate) private_message: fn(name: &str, text: &str) -> String,
    pub(crate) raises_hand: fn(name: &str) -> String,
    /// Who joined or left, if nobody knows the name. Begins the sentence.
    pub(crate) someone: &'static str,
    pub(crate) link_copied: &'static str,
    pub(crate) link_not_copied: &'static str,
    /// A device by its name.
    pub(crate) device_used: fn(device: &str) -> String,
    pub(crate) device_gone: fn(device: &str) -> String,
    /// A device by what it is for.
    pub(crate) device_absent: fn(role: &str) -> String,
    pub(crate) device_kept: fn(role: &str) -> String,
}

/// The screen after a call, and of who is not let into one.
pub(crate) struct EndedTexts {
    pub(crate) left: EndingTexts,
    /// Another tab took the seat over.
    pub(crate) superseded: EndingTexts,
    /// Stands before the room's name.
    pub(crate) room: &'static str,
    /// Leads to the landing page.
    pub(crate) home: &'static str,
}

/// One of the ways in which a call ends.
pub(crate) struct EndingTexts {
    pub(crate) title: &'static str,
    pub(crate) note: &'static str,
    /// On the button that leads back in, if there is a way.
    pub(crate) enter: Option<&'static str>,
}

/// The page is broken for good.
pub(crate) struct CrashTexts {
    pub(crate) sorry: &'static str,
    pub(crate) restart: &'static str,
}
