//! The screen of a call.

use parley_protocol::call::Signaling;
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;

use super::announcer::Announcer;
use super::banner::Banners;
use super::chat::Chat;
use super::controls::Controls;
use super::host::{RemoveDialog, Removing};
use super::invite::{Invitation, Inviting};
use super::keys::Keys;
use super::people::People;
use super::room_bar::RoomBar;
use super::sealing::{SealDialog, SealShown};
use super::settings::Settings;
use super::small_window::SmallWindowHost;
use super::stage::Stage;
use super::staging::Staging;
use crate::browser::focus::focus;
use crate::state::App;

/// The people, the own picture, the controls, and what there is to say.
#[component(inline_props)]
pub(crate) fn Call(room: RoomName, name: DisplayName) -> View {
    let app = use_context::<App>();
    provide_context(Staging::new());
    provide_context(Inviting(create_signal(false)));
    provide_context(SealShown(create_signal(false)));
    provide_context(Removing(create_signal(None)));
    let own_name = name.clone();
    let signaling = create_selector(move || app.call.with(|call| call.signaling));
    let screen = create_node_ref();
    on_mount(move || focus(screen));

    view! {
        main(
            r#ref=screen,
            class="call",
            tabindex="-1",
            data-screen="call",
            data-signaling=match signaling.get() {
                Signaling::Off => "off",
                Signaling::Connecting => "connecting",
                Signaling::Up => "up",
                Signaling::Lost => "lost",
            },
        ) {
            RoomBar(room=room)
            Banners()
            Stage(name=name)
            Controls()
            Chat()
            People(name=own_name)
            Invitation()
            SealDialog()
            Settings()
            RemoveDialog()
            Announcer()
            Keys {}
            SmallWindowHost {}
        }
    }
}
