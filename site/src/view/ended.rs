//! The screen after a call.

use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;

use super::page_head::PageHead;
use crate::browser::focus::focus;
use crate::state::{Command, Commands, Ending};
use crate::text::{EndingTexts, t};

/// Says why the person is outside, and offers the way back in.
#[component(inline_props)]
pub(crate) fn Ended(room: RoomName, name: DisplayName, ending: Ending) -> View {
    let commands = use_context::<Commands>();
    let go_home = {
        let commands = commands.clone();
        move |_| commands.send(Command::GoHome)
    };
    let shown_room = room.to_string();
    let enter = move |_| {
        let (room, name) = (room.clone(), name.clone());
        commands.send(Command::Rejoin { room, name });
    };
    let title = create_node_ref();
    on_mount(move || focus(title));

    view! {
        main(class="page", data-screen="ended", data-ending=ending.as_str()) {
            PageHead()
            section(class="card message") {
                div(class="parted", aria-hidden="true") { span {} span {} }
                h1(r#ref=title, tabindex="-1") { (words(ending).title) }
                p { (words(ending).note) }
                p(class="soft") {
                    (t().ended.room)
                    bdi { (shown_room) }
                }
                div(class="choices") {
                    button(
                        r#type="button",
                        class="button primary",
                        hidden=words(ending).enter.is_none(),
                        on:click=enter,
                    ) { (words(ending).enter.unwrap_or_default()) }
                    button(r#type="button", class="button quiet", on:click=go_home) {
                        (t().ended.home)
                    }
                }
            }
        }
    }
}

fn words(ending: Ending) -> &'static EndingTexts {
    let texts = &t().ended;
    match ending {
        Ending::Left => &texts.left,
        Ending::Superseded => &texts.superseded,
        Ending::Removed => &t().host.removed,
        Ending::Denied => &t().host.denied,
    }
}
