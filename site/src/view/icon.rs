//! The pictures that are not photographs: icons, and Parley's mark.
//!
//! All are decoration to a screen reader: what they mean is said in words beside them.

use sycamore::prelude::*;

/// An icon, drawn in strokes on a grid of 24 by 24 in the colour of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Camera,
    CameraOff,
    Chat,
    Check,
    Close,
    Eye,
    EyeOff,
    Door,
    Globe,
    FullScreen,
    FullScreenOff,
    Grid,
    Hand,
    HangUp,
    Invite,
    Keys,
    Link,
    Lock,
    Microphone,
    MicrophoneOff,
    More,
    Move,
    OwnPicture,
    OwnPictureOff,
    People,
    Pin,
    React,
    Screen,
    ScreenOff,
    Seal,
    SealOff,
    Send,
    Share,
    Silence,
    Settings,
    SmallWindow,
    Sound,
    Spotlight,
    TurnCamera,
    Unpin,
    Warning,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Camera => {
                "M4.5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z\
                 M14.5 11l7-3.5v9l-7-3.5"
            }
            Self::CameraOff => {
                "M9 6.5h3.5a2 2 0 0 1 2 2V12M14.5 11l7-3.5v9l-3-1.5\
                 M14.2 16.6a2 2 0 0 1-1.7.9h-8a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2M3 3l18 18"
            }
            Self::Chat => {
                "M6 4.5h12a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-6.5L7 20.5v-4H6A2.5 2.5 0 0 1 3.5 14V7\
                 A2.5 2.5 0 0 1 6 4.5z"
            }
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Eye => {
                "M2.5 12C4.5 7.8 8 5.5 12 5.5s7.5 2.3 9.5 6.5c-2 4.2-5.5 6.5-9.5 6.5S4.5 16.2 2.5 12z\
                 M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
            }
            Self::EyeOff => {
                "M9.5 5.8c.8-.2 1.6-.3 2.5-.3 4 0 7.5 2.3 9.5 6.5-.7 1.5-1.6 2.7-2.7 3.7M15.5 17.8c-1.1.5-2.3.7-3.5.7\
                 -4 0-7.5-2.3-9.5-6.5 .9-1.9 2.1-3.4 3.6-4.5M10 10a3 3 0 0 0 4.2 4.2M3 3l18 18"
            }
            Self::Door => "M6.5 20.5v-17h11v17M4 20.5h16M14 11.5v1",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18\
                 M12 3c2.7 2.6 4 5.6 4 9s-1.3 6.4-4 9c-2.7-2.6-4-5.6-4-9s1.3-6.4 4-9z"
            }
            Self::FullScreen => "M4 9V4.5h4.5M15.5 4.5H20V9M20 15v4.5h-4.5M8.5 19.5H4V15",
            Self::FullScreenOff => "M8.5 4.5V9H4M20 9h-4.5V4.5M15.5 19.5V15H20M4 15h4.5v4.5",
            Self::Hand => {
                "M7.5 12V6a1.5 1.5 0 0 1 3 0v5M10.5 11V4.5a1.5 1.5 0 0 1 3 0V11\
                 M13.5 11V5.5a1.5 1.5 0 0 1 3 0V13M16.5 13V9a1.5 1.5 0 0 1 3 0v5.5\
                 c0 4-2.5 7-6.5 7-3 0-4.5-1.5-6-4L4.3 13.8a1.5 1.5 0 0 1 2.5-1.6l.7 1"
            }
            Self::Grid => "M4 4.5h7v6.5h-7zM13 4.5h7v6.5h-7zM4 13h7v6.5h-7zM13 13h7v6.5h-7z",
            Self::HangUp => {
                "M12 9.5c-3.6 0-6.6.9-8.6 2.5-.8.6-1 1.5-.9 2.4l.2 1.2c.1.8.8 1.2 1.5 1.1l2.7-.6\
                 c.7-.2 1.2-.7 1.2-1.4v-1.3c2.5-.7 5.3-.7 7.8 0v1.3c0 .7.5 1.2 1.2 1.4l2.7.6\
                 c.7.1 1.4-.3 1.5-1.1l.2-1.2c.1-.9-.1-1.8-.9-2.4-2-1.6-5-2.5-8.6-2.5z"
            }
            Self::Invite => {
                "M10 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 19.5c.4-3.3 3.2-5.5 7-5.5 1.3 0 2.5.3 3.5.7\
                 M18 13v7M14.5 16.5h7"
            }
            Self::Link => {
                "M10 14a4.2 4.2 0 0 0 6 0l3.3-3.3a4.2 4.2 0 0 0-6-6L12 6\
                 M14 10a4.2 4.2 0 0 0-6 0l-3.3 3.3a4.2 4.2 0 0 0 6 6L12 18"
            }
            Self::Lock => {
                "M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7\
                 a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V7.5a4 4 0 0 1 8 0v3"
            }
            Self::Microphone => {
                "M12 3a3 3 0 0 1 3 3v5.5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z\
                 M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5"
            }
            Self::MicrophoneOff => {
                "M9.3 4.7A3 3 0 0 1 15 6v5M14.2 13.5A3 3 0 0 1 9 11.5V9\
                 M18.5 11.5c0 1-.2 1.9-.6 2.7M16.3 16.4a6.5 6.5 0 0 1-10.8-4.9M12 18v3.5M3 3l18 18"
            }
            Self::Keys => {
                "M4.5 6.5h15a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z\
                 M6.5 10.2v.1M10.2 10.2v.1M13.8 10.2v.1M17.5 10.2v.1M8 14h8"
            }
            Self::More => {
                "M12 4.7a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM12 11.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z\
                 M12 17.7a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z"
            }
            Self::Move => {
                "M12 3.5v17M3.5 12h17M9.5 6L12 3.5 14.5 6M9.5 18l2.5 2.5 2.5-2.5\
                 M6 9.5L3.5 12 6 14.5M18 9.5l2.5 2.5-2.5 2.5"
            }
            Self::OwnPicture => {
                "M4.5 4.5h15a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2z\
                 M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M7.5 19c.4-2.4 2.1-3.8 4.5-3.8s4.1 1.4 4.5 3.8"
            }
            Self::OwnPictureOff => {
                "M8 4.5h11.5a2 2 0 0 1 2 2V17M17.5 19.5h-13a2 2 0 0 1-2-2v-11c0-.7.3-1.3.8-1.6\
                 M7.5 19c.4-2.4 2.1-3.8 4.5-3.8M13.9 11.5a2.5 2.5 0 0 0-3-3.7M3 3l18 18"
            }
            Self::People => {
                "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.4-3.3 3-5.5 6.5-5.5s6.1 2.2 6.5 5.5\
                 M15.5 4.8a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5"
            }
            Self::Pin => "M9 3.5h6M10 3.5v6l-3.5 4.5h11L14 9.5v-6M12 14v6.5",
            Self::React => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.2 14c.8 1.6 2.2 2.5 3.8 2.5s3-.9 3.8-2.5\
                 M9 9.5v.1M15 9.5v.1"
            }
            Self::Screen => {
                "M4.5 4.5h15a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z\
                 M8 20.5h8M12 13.5v-6M9.2 10.2L12 7.4l2.8 2.8"
            }
            Self::ScreenOff => {
                "M4.5 4.5h15a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z\
                 M8 20.5h8M9.5 8l5 5M14.5 8l-5 5"
            }
            Self::Seal => {
                "M12 3l7.5 2.8V11c0 4.8-3 8.3-7.5 10-4.5-1.7-7.5-5.2-7.5-10V5.8zM8.5 11.8l2.6 2.6 4.6-5"
            }
            Self::SealOff => {
                "M8.2 4.4L12 3l7.5 2.8V11c0 1.6-.3 3.1-1 4.4M16.4 18.2c-1.2 1.2-2.7 2.1-4.4 2.8-4.5-1.7-7.5-5.2-7.5-10\
                 V5.8M3 3l18 18"
            }
            Self::Send => "M4 12L3 4.5 21 12 3 19.5zM4 12h8",
            Self::Share => "M12 15V3.5M8 7.5l4-4 4 4M6.5 11H5v9.5h14V11h-1.5",
            Self::Silence => "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
            Self::Settings => {
                "M4 7h9M17 7h3M15 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z\
                 M4 17h3M11 17h9M9 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z"
            }
            Self::SmallWindow => {
                "M21.5 10V6.5a2 2 0 0 0-2-2h-15a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2H9M13 13h8.5v6.5H13z"
            }
            Self::Sound => {
                "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11"
            }
            Self::Spotlight => {
                "M4 4.5h11v15h-11zM17.5 4.5h2.5v4h-2.5zM17.5 10h2.5v4h-2.5zM17.5 15.5h2.5v4h-2.5z"
            }
            Self::TurnCamera => {
                "M20 11.5a8 8 0 0 0-14.3-4M5.5 3.5v4h4M4 12.5a8 8 0 0 0 14.3 4M18.5 20.5v-4h-4\
                 M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::Unpin => "M9 3.5h6M10 5v4.5l-3.5 4.5h8M14 3.5v6l2 2.5M12 14v6.5M4 4l16 16",
            Self::Warning => "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.1",
        }
    }
}

/// Draws an icon.
#[component(inline_props)]
pub(crate) fn Drawing(icon: Icon) -> View {
    view! {
        svg(class="icon", viewBox="0 0 24 24", aria-hidden="true") {
            path(d=icon.path())
        }
    }
}

/// Parley's name and mark: two halves that face each other.
#[component]
pub(crate) fn Wordmark() -> View {
    view! {
        span(class="wordmark") {
            svg(class="mark", viewBox="0 0 32 32", aria-hidden="true") {
                path(class="mark-near", d="M15 4v20a10 10 0 0 1 0-20z")
                path(class="mark-far", d="M17 8v20a10 10 0 0 0 0-20z")
            }
            "Parley"
        }
    }
}
