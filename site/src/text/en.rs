//! English.

use super::table::*;
use super::{host, network, private, sealing};

pub(super) static FRONT: FrontTexts = FrontTexts {
    tag: "en",
    name: "English",

    landing: LandingTexts {
        language: "Language",
        title: "Talk, face to face.",
        pitch: "Pick a room, share its link, and see and hear each other. \
                Nothing to install, no account.",
        privacy: "Calls go from browser to browser. Our server introduces you to each other, \
                  then stays out of it.",
        room: "Room",
        room_hint: "Same name, same room.",
        name: "Your name",
        name_hint: "The others see it on your picture.",
        join: "Join",
        joining: "Joining…",
    },

    notice: NoticeTexts {
        offline: "You are offline. Parley is ready as soon as your network is back.",
        no_server: "The server did not answer. Look at your connection, then try again.",
        not_loaded: "Parley could not be loaded in full. \
                     Look at your connection, then try again.",
    },

    problem: ProblemTexts {
        room_empty: "Type a room name.",
        name_empty: "Type a name.",
        too_long: |max| format!("Use at most {max} characters."),
        control: "Use no control characters.",
        slash: "A room name has no slash.",
        dots: "A room name has more than dots.",
    },

    private: private::ENGLISH,

    unsupported: UnsupportedTexts {
        title: "This browser cannot make calls",
        needs: "Parley needs WebRTC, which browsers offer to pages that come over https. \
                Open this page in a current Chrome, Edge, Firefox or Safari.",
        in_an_app: "In an app that shows web pages, look for “Open in browser” in its menu.",
    },

    crash: CrashTexts {
        sorry: "Parley has broken down. Sorry about that.",
        restart: "Start again",
    },
};

pub(super) static TEXTS: Texts = Texts {
    front: &FRONT,

    lobby: LobbyTexts {
        join: "Join now",
        joining: "Joining…",
        back: "Back",
        preview: "Your picture",
        asking: "Your browser asks whether Parley may use your camera and microphone. \
                 Its question is near the address bar.",
        may_wait: "You can join before you answer, or without.",
        camera_off: "Your camera is off",
        no_picture: "No picture of you",
        looking: "Looking who is here…",
        unreachable: "The server does not answer. Trying again…",
        people: |count| match count {
            0 => "Nobody is here yet".to_owned(),
            1 => "1 person is here".to_owned(),
            _ => format!("{count} people are here"),
        },
        more: |count| format!("and {count} more"),
        full: "This room is full. You can join as soon as someone leaves.",
        elsewhere: "You are in this room in another tab.",
        move_here: "Move here",
    },

    settings: SettingsTexts {
        title: "Settings",
        devices: "Devices",
        microphone: "Microphone",
        speaker: "Speaker",
        camera: "Camera",
        system: "As the system chooses",
        unnamed: |role, number| format!("{role} {number}"),
        level: "Loudness of your microphone",
        test: "Test",
        turn_camera: "Switch between front and back camera",
        push_to_talk: "Hold the space bar to talk while muted",
        muted_warning: "Tell me when I talk while muted",
    },

    room: RoomTexts {
        room: "Room ",
        people: |count| match count {
            1 => "1 person".to_owned(),
            _ => format!("{count} people"),
        },
        copy_link: "Copy room link",
    },

    invitation: InvitationTexts {
        title: "Invite",
        code: "QR code with the link to this room",
        scan: "Point another phone’s camera at the code, or send the link.",
        share: "Share…",
        alone: "You are the only one here",
        invite: "Invite someone with this link.",
        link: "Link to this room",
        copy: "Copy link",
        copied: "Copied",
        on_clipboard: "The link is on the clipboard.",
    },

    stage: StageTexts {
        people: "People",
        you: "You",
        pin: |name| format!("Pin {name}"),
        unpin: |name| format!("Unpin {name}"),
        hand: "Raises a hand. ",
        reacted: |name, emoji| format!("{name} reacts with {emoji}"),
        move_self: "Move your picture",
        top_left: "Your picture is at the top left",
        top_right: "Your picture is at the top right",
        bottom_left: "Your picture is at the bottom left",
        bottom_right: "Your picture is at the bottom right",
        grid: "Show everyone in a grid",
        spotlight: "Show the speaker large",
        microphone_off: "Microphone off. ",
        camera_off: "Camera off. ",
    },

    link: LinkTexts {
        connecting: "Connecting…",
        reconnecting: "Reconnecting…",
        away: "Reloading, or gone",
        unreachable: "Found no way through yet",
        retry: "Try again",
        retry_for: |name| format!("Try again to reach {name}"),
        relayed: "relayed",
        relayed_long: "No direct way was found. Sound and picture go through a relay, which cannot read them.",
        their_network: "Their network is weak: sound only",
        own_network: "Weak network: they get your sound only",
    },

    network: network::ENGLISH,
    host: host::ENGLISH,
    sealing: sealing::ENGLISH,

    controls: ControlTexts {
        controls: "Call controls",
        mute: "Mute microphone",
        unmute: "Unmute microphone",
        camera_off: "Turn camera off",
        camera_on: "Turn camera on",
        chat: |unread| match unread {
            0 => "Chat".to_owned(),
            1 => "Chat, 1 unread message".to_owned(),
            _ => format!("Chat, {unread} unread messages"),
        },
        leave: "Leave call",
        more: "More",
    },

    actions: ActionTexts {
        raise_hand: "Raise hand",
        lower_hand: "Lower hand",
        react: "React",
        reactions: [
            "Thumbs up",
            "Heart",
            "Laughter",
            "Surprise",
            "Applause",
            "Party",
        ],
        show_self: "Show your picture",
        hide_self: "Hide your picture",
        full_screen: "Full screen",
        leave_full_screen: "Leave full screen",
        small_window: "Small window",
        close_small_window: "Close small window",
    },

    keys: KeyTexts {
        title: "Keyboard shortcuts",
        shift: "Shift",
        microphone: "Microphone on or off",
        camera: "Camera on or off",
        screen: "Share a screen, or stop sharing",
        hand: "Raise or lower your hand",
        react: "React",
        chat: "Open or close the chat",
        people: "Open or close the list of people",
        layout: "Grid or one large",
        own_picture: "Show or hide your picture",
        full_screen: "Full screen on or off",
        small_window: "Small window on or off",
        settings: "Open the settings",
        keys: "This list",
        leave: "Leave call",
        use_them: "Use these keys",
        typing: "While you type, keys write as usual.",
    },

    share: ShareTexts {
        start: "Share screen",
        stop_screen: "Stop sharing screen",
        stop: "Stop sharing",
        sharing: "The others see your screen.",
        failed: "Your screen could not be shared.",
        screen_of: |name| format!("Screen of {name}"),
        arriving: "The screen is on its way…",
    },

    panel: PanelTexts { close: "Close" },

    chat: ChatTexts {
        title: "Chat",
        log: "Messages",
        empty: "No messages yet",
        privacy: "What you write goes straight to the others’ browsers. No server keeps it, and it \
              is gone once everyone has left.",
        came: "You joined",
        more: "New messages",
        only_to_you: "Only to you",
        only_to: |name| format!("Only to {name}"),
        sending: "Sending…",
        delivered: "Delivered",
        nobody: "Nobody is here yet. Whoever comes gets it.",
        lost: |name| format!("Not delivered: {name} has left."),
        one_types: |name| format!("{name} is writing…"),
        two_type: |one, other| format!("{one} and {other} are writing…"),
        many_type: "Several people are writing…",
        to: "To",
        everyone: "Everyone",
        gone: |name| format!("{name} (has left)"),
        gone_remark: |name| format!("{name} has left. Choose who gets this."),
        message: "Message",
        prompt: "Message to everyone",
        prompt_one: |name| format!("Message only to {name}"),
        send: "Send",
        left: |count| match count {
            1 => "1 character left".to_owned(),
            _ => format!("{count} characters left"),
        },
        too_many: |count| match count {
            1 => "1 character too many".to_owned(),
            _ => format!("{count} characters too many"),
        },
    },

    people: PeopleTexts {
        title: "People",
        you: "(you)",
        guest: "On a PeerJS page, without chat",
        hand: "Hand up. ",
        screen: "Shares a screen. ",
        volume: |name| format!("Volume of {name}"),
        sounds: "Sounds when someone comes, goes or writes",
        invite: "Invite someone",
    },

    banner: BannerTexts {
        room_lost: "Connection to the room is lost. The call goes on.",
        talking_muted: "You are talking, but your microphone is muted.",
        hold_space: "Hold the space bar to talk.",
        unmute: "Unmute",
        silent: "Your browser holds back the sound of the others.",
        enable_sound: "Enable sound",
        try_again: "Try again",
        dismiss: "Dismiss",
    },

    trouble: TroubleTexts {
        refused: DeviceTexts {
            microphone: "Parley may not use your microphone.",
            camera: "Parley may not use your camera.",
            both: "Parley may not use your camera or microphone.",
        },
        missing: DeviceTexts {
            microphone: "No microphone was found.",
            camera: "No camera was found.",
            both: "No camera or microphone was found.",
        },
        in_use: DeviceTexts {
            microphone: "Your microphone cannot be used right now.",
            camera: "Your camera cannot be used right now.",
            both: "Your camera and microphone cannot be used right now.",
        },
        taken: DeviceTexts {
            microphone: "Another app, or the system, has taken your microphone.",
            camera: "Another app, or the system, has taken your camera.",
            both: "Another app, or the system, has taken your camera and microphone.",
        },
        gone: DeviceTexts {
            microphone: "The microphone you chose is not connected.",
            camera: "The camera you chose is not connected.",
            both: "The camera and microphone you chose are not connected.",
        },
        failed: DeviceTexts {
            microphone: "Your microphone did not start.",
            camera: "Your camera did not start.",
            both: "Your camera and microphone did not start.",
        },
        refused_way_on: "To change that, allow it in the browser’s settings for this page, \
                         beside the address. You can stay without.",
        missing_way_on: "Connect one and try again, or stay without.",
        in_use_way_on: "Another program may be using it. Close that, then try again, \
                        or stay without.",
        taken_way_on: "Parley goes on as soon as it is free. You can also try again now.",
        gone_way_on: "Connect it again, choose another, or stay without.",
        failed_way_on: "Try again, or stay without.",
    },

    news: NewsTexts {
        joined: |name| format!("{name} joined"),
        left: |name| format!("{name} left"),
        shares: |name| format!("{name} shares a screen"),
        shares_no_more: |name| format!("{name} stopped sharing"),
        message: |name, text| format!("{name}: {text}"),
        private_message: |name, text| format!("{name}, only to you: {text}"),
        raises_hand: |name| format!("{name} raises a hand"),
        someone: "Someone",
        link_copied: "Link copied",
        link_not_copied: "The link could not be copied",
        device_used: |device| format!("Parley now uses “{device}”."),
        device_gone: |device| format!("“{device}” was unplugged."),
        device_absent: |role| {
            format!("{role}: the one you chose last time is not connected, so another is used.")
        },
        device_kept: |role| {
            format!("{role}: the one you chose did not start, so nothing has changed.")
        },
    },

    ended: EndedTexts {
        left: EndingTexts {
            title: "You left the call",
            note: "The room is still there, and its link still leads into it.",
            enter: Some("Rejoin"),
        },
        superseded: EndingTexts {
            title: "Another tab took your seat",
            note: "The call goes on over there. This tab sends nothing any more.",
            enter: Some("Use it here"),
        },
        room: "Room: ",
        home: "Home",
    },
};
