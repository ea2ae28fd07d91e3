//! How the room is sealed, and the words that people compare.

mod notices;
mod remember;
mod words;

use sycamore::prelude::*;

pub(super) use self::notices::{SealBanners, StrangerNotes};
pub(super) use self::remember::Remember;
use self::words::{PersonalWords, RoomWords};
use super::dialog::Dialog;
use super::icon::{Drawing, Icon};
use crate::secret::Sealing;
use crate::state::App;
use crate::text::t;

/// Whether the dialog about the sealing is open. A context of the call.
#[derive(Clone, Copy)]
pub(super) struct SealShown(pub(super) Signal<bool>);

impl Sealing {
    /// The value of `data-sealing`.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Link => "link",
            Self::Passphrase => "passphrase",
        }
    }

    /// The picture of it.
    pub(super) fn icon(self) -> Icon {
        match self {
            Self::Open => Icon::SealOff,
            Self::Link | Self::Passphrase => Icon::Seal,
        }
    }
}

/// Says in a word whether the room is sealed, and opens the dialog about it.
#[component]
pub(super) fn SealButton() -> View {
    let app = use_context::<App>();
    let SealShown(shown) = use_context::<SealShown>();
    let sealing = create_selector(move || app.sealing.get());
    view! {
        button(
            r#type="button",
            class="button bare seal-chip",
            data-sealing=sealing.get().as_str(),
            // Its word has no room on a phone.
            aria-label=in_a_word(sealing.get()),
            title=t().sealing.title,
            aria-haspopup="dialog",
            on:click=move |_| shown.set(true),
        ) {
            Drawing(icon=sealing.get().icon())
            span { (in_a_word(sealing.get())) }
        }
    }
}

fn in_a_word(sealing: Sealing) -> &'static str {
    match sealing {
        Sealing::Open => t().sealing.open,
        Sealing::Link | Sealing::Passphrase => t().sealing.sealed,
    }
}

/// What the sealing of the room means, and the words.
#[component]
pub(super) fn SealDialog() -> View {
    let app = use_context::<App>();
    let SealShown(shown) = use_context::<SealShown>();
    let sealing = create_selector(move || app.sealing.get());

    view! {
        Dialog(id="sealing", open=shown, title=|t| t.sealing.title) {
            div(class="sealing") {
                section(class="seal-state", data-sealing=sealing.get().as_str()) {
                    h3 {
                        Drawing(icon=sealing.get().icon())
                        (match sealing.get() {
                            Sealing::Open => t().sealing.open_title,
                            Sealing::Link | Sealing::Passphrase => t().sealing.sealed_title,
                        })
                    }
                    p {
                        (match sealing.get() {
                            Sealing::Open => t().sealing.about_open,
                            Sealing::Link => t().sealing.about_link,
                            Sealing::Passphrase => t().sealing.about_passphrase,
                        })
                    }
                    Remember()
                }
                RoomWords()
                PersonalWords()
            }
        }
    }
}
