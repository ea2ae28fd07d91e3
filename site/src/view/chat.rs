//! The text chat.

mod composer;
mod line;
mod link;
mod log;
mod recipient;
mod typing;

use sycamore::prelude::*;

use self::composer::Composer;
use self::log::Log;
use self::typing::Typing;
use super::panel::Side;
use crate::state::Panel;

/// What was written, who is writing, and the field to write in.
#[component]
pub(super) fn Chat() -> View {
    let field = create_node_ref();
    view! {
        Side(panel=Panel::Chat, title=|t| t.chat.title, first=field) {
            Log()
            Typing()
            Composer(field=field)
        }
    }
}
