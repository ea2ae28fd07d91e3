//! What to do while nobody else is here.

use sycamore::prelude::*;

use super::invite::{InviteButton, LinkField};
use crate::browser::focus;
use crate::text::t;

/// The room's link, to be sent to someone.
#[component]
pub(super) fn Alone() -> View {
    let card = create_node_ref();
    on_mount(move || on_cleanup(move || focus::leave(card)));

    view! {
        section(r#ref=card, class="alone card", aria-labelledby="alone-title") {
            h2(id="alone-title") { (t().invitation.alone) }
            p(class="soft") { (t().invitation.invite) }
            LinkField()
            InviteButton()
        }
    }
}
