//! The screen before a call: who is in the room, and how one will look and sound there.

mod company;
mod elsewhere;
mod mirror;
mod sealed;

use parley_protocol::call::Phase;
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;

use self::company::{Company, is_full};
use self::elsewhere::Elsewhere;
use self::mirror::Mirror;
use self::sealed::Sealed;
use super::announcer::Announcer;
use super::field::{Entry, Field};
use super::network::Network;
use super::page_head::PageHead;
use super::pickers::Pickers;
use super::sealing::{Remember, StrangerNotes};
use crate::browser::focus::focus;
use crate::network::ConnectionTest;
use crate::state::{App, Command, Commands};
use crate::text::t;

/// The own picture, the devices, the room and the way in.
#[component(inline_props)]
pub(crate) fn Lobby(room: RoomName, name: DisplayName) -> View {
    let name = Entry::<DisplayName>::new(name.to_string());
    let screen = create_node_ref();
    on_mount(move || focus(screen));
    on_mount(test_connection);

    view! {
        main(
            r#ref=screen,
            class="page lobby",
            tabindex="-1",
            aria-labelledby="room-title",
            data-screen="lobby",
        ) {
            PageHead()
            Mirror(name=*name.text)
            Door(room=room, name=name)
            div(class="lobby-settings") {
                Pickers(place="lobby")
                Network(place="lobby")
            }
            Announcer()
        }
    }
}

/// Has the connection tested while the person looks around.
fn test_connection() {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let waits = create_selector(move || app.call.with(|call| call.phase == Phase::Watching));
    create_effect(move || {
        if waits.get() && app.connection_test.get_untracked() == ConnectionTest::Idle {
            commands.send(Command::TestConnection);
        }
    });
}

/// The room, who is in it, and the form that leads in.
#[component(inline_props)]
fn Door(room: RoomName, name: Entry<DisplayName>) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let joining = create_selector(move || app.call.with(|call| call.phase == Phase::Joining));
    let full = create_selector(move || app.call.with(is_full));
    let waits = create_selector(move || app.call.with(|call| call.control.waits));
    let asks = create_selector(move || {
        let rules = app.call.with(|call| call.control.rules);
        rules.knocking && !rules.locked
    });

    let back = {
        let commands = commands.clone();
        move |_| commands.send(Command::HangUp)
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match name.check() {
            Some(name) => commands.send(Command::Join { name }),
            None => focus(name.input),
        }
    };

    view! {
        section(class="door card", aria-labelledby="room-title") {
            h1(id="room-title") { bdi { (room.to_string()) } }
            Sealed()
            Remember()
            Company()
            StrangerNotes()
            Elsewhere()
            form(aria-label=t().lobby.join, novalidate=true, on:submit=submit) {
                Field(
                    id="name",
                    label=|texts| texts.landing.name,
                    hint=|texts| texts.landing.name_hint,
                    autocomplete="name",
                    entry=name,
                )
                button(
                    r#type="submit",
                    class="button primary",
                    disabled=full.get(),
                    aria-busy=joining.get().then_some("true"),
                ) {
                    if joining.get() {
                        span(class="spinner", aria-hidden="true")
                        if waits.get() { (t().host.being_asked) } else { (t().lobby.joining) }
                    } else if asks.get() {
                        (t().host.ask)
                    } else {
                        (t().lobby.join)
                    }
                }
                button(r#type="button", class="button quiet", on:click=back) { (t().lobby.back) }
            }
        }
    }
}
