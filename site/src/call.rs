//! The call module: a person in a room.

use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;

use crate::app::Page;
use crate::browser::{mount, page};
use crate::handover::Departure;
use crate::session;
use crate::state::{App, Screen};

/// Takes the page, and the person to the door of a room. Once they have left, the page is free again, and `left`
/// is told.
pub fn visit(room: RoomName, name: DisplayName, left: impl FnOnce(Departure) + 'static) {
    mount::show(move || {
        let door = Screen::Lobby {
            room: room.clone(),
            name: name.clone(),
        };
        let app = App::new(door, page::language());
        let commands = session::start(app, room, name, move |departure| {
            mount::dispose();
            left(departure);
        });
        view! { Page(app=app, commands=commands) }
    });
}
