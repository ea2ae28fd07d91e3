//! The call module: a person in a room.

use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;
use wasm_bindgen::JsError;

use crate::app::Page;
use crate::browser::head_start::{Begun, HeadStart};
use crate::browser::{mount, page};
use crate::handover::Departure;
use crate::secret::Secret;
use crate::session;
use crate::state::{App, Screen};

/// Takes the page, and the person to the door of a room, which is open if `secret` is empty, with what the landing
/// module has `begun` for it. Once they have left, the page is free again, and `left` is told.
///
/// # Errors
///
/// If `secret` is none: the person must not end up in an open room.
pub fn visit(
    room: RoomName,
    name: DisplayName,
    secret: &[u8],
    begun: Option<Begun>,
    left: impl FnOnce(Departure) + 'static,
) -> Result<(), JsError> {
    let secret = match Secret::from_bytes(secret) {
        None if !secret.is_empty() => return Err(JsError::new("this is no secret of a room")),
        secret => secret,
    };
    let head_start = begun.as_ref().map(HeadStart::take_over);
    mount::show(move || {
        let door = Screen::Lobby {
            room: room.clone(),
            name: name.clone(),
        };
        let app = App::new(door, page::language());
        let commands = session::start(app, room, name, secret, head_start, move |departure| {
            mount::dispose();
            left(departure);
        });
        view! { Page(app=app, commands=commands) }
    });
    Ok(())
}
