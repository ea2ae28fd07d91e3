//! The Parley site.

mod app;
mod browser;
mod session;
mod state;
mod text;
mod view;

use std::panic;

use sycamore::prelude::*;

use crate::app::Page;
use crate::browser::page;
use crate::state::App;

fn main() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        page::show_crash(&page::language().texts().crash);
    }));
    // The static page is shown until this one is there.
    let mount = page::mount();
    mount.set_text_content(None);
    sycamore::render_to(
        || {
            let app = App::new(session::first_screen(), session::first_language());
            let commands = session::start(app);
            view! { Page(app=app, commands=commands) }
        },
        &mount,
    );
}
