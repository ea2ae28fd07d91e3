//! The Parley site: two modules that share this crate.
//!
//! - The [`landing`] module is the front door: small, so that the page answers at once.
//! - The [`call`] module is all that lies behind it. It is loaded while the person fills in the form.
//!
//! Each is a binary of its own under `src/bin`. One of them at a time has the page: the
//! [`handover`] says how they pass it to each other, and `boot.js` loads them. A third binary has no page: it
//! works on passphrases in a worker.

pub mod call;
pub mod handover;
pub mod landing;

mod app;
mod browser;
mod conversation;
mod floor;
mod hardware;
mod network;
mod preferences;
mod remembered;
mod seat;
mod secret;
mod session;
mod state;
mod text;
mod view;

use std::panic;

use crate::browser::page;

/// Tells the person, and the browser's console, should a module ever panic. The first thing that each
/// module does.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        page::show_crash(&page::language().front().crash);
    }));
}
