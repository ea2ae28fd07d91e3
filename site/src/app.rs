//! The page of the call module: its contexts, and which screen is shown.

use sycamore::prelude::*;

use crate::state::{App, Commands, Screen};
use crate::view::call::Call;
use crate::view::ended::Ended;
use crate::view::lobby::Lobby;

/// The whole page. Shows one screen at a time and rebuilds it only when the screen changes.
#[component(inline_props)]
pub(crate) fn Page(app: App, commands: Commands) -> View {
    provide_context(app);
    provide_context(app.language);
    provide_context(commands);
    let screen = create_selector(move || app.screen.get_clone());

    view! {
        match screen.get_clone() {
            Screen::Lobby { room, name } => Lobby(room=room, name=name),
            Screen::Call { room, name } => Call(room=room, name=name),
            Screen::Ended { room, name, ending } => {
                Ended(room=room, name=name, ending=ending)
            }
        }
    }
}
