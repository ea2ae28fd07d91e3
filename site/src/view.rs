//! The screens and what they are made of.
//!
//! A view of the call module reads the signals of [`App`](crate::state::App) and speaks
//! [`Command`](crate::state::Command)s; those of the landing module get all they need from the one
//! that holds them. None knows the call machine or, but for what concerns the page alone, the browser:
//! [`player`] puts a stream into a `<video>`, [`focus`], [`dialog`] and [`popover`] direct the person's
//! attention, [`resize`], [`drag`] and [`keyboard`] tell what they do with the page,
//! [`full_screen`] and [`picture_in_picture`] give it another place, and [`page`] and [`memory`] keep how
//! they like it. Those run in `on_mount` and in event listeners only, so that every view also renders
//! natively, to a string. ([`unicode`] also works there.)
//!
//! The call changes many times a second, and a `<video>` that is rebuilt shows black until the next
//! key frame. So no view reads [`App::call`](crate::state::App::call) where it builds elements: it
//! derives the one thing it needs with `create_selector`, which passes on only what has changed.
//!
//! State that CSS and tests care about is told in `aria-*` and `data-*` attributes, never in classes.
//! The page's content security policy forbids `style` attributes.
//!
//! [`player`]: crate::browser::player
//! [`focus`]: crate::browser::focus
//! [`resize`]: crate::browser::resize
//! [`dialog`]: crate::browser::dialog
//! [`popover`]: crate::browser::popover
//! [`drag`]: crate::browser::drag
//! [`keyboard`]: crate::browser::keyboard
//! [`full_screen`]: crate::browser::full_screen
//! [`picture_in_picture`]: crate::browser::picture_in_picture
//! [`memory`]: crate::browser::memory
//! [`page`]: crate::browser::page
//! [`unicode`]: crate::browser::unicode

pub(crate) mod call;
pub(crate) mod ended;
pub(crate) mod landing;
pub(crate) mod lobby;
pub(crate) mod unsupported;

mod action;
mod action_button;
mod alone;
mod announcer;
mod avatar;
mod banner;
mod chat;
mod controls;
mod device;
mod dialog;
mod field;
mod head;
mod host;
mod icon;
mod invite;
mod keys;
mod language;
mod later;
mod link_note;
mod more;
mod network;
mod own_tile;
mod page_head;
mod palette;
mod panel;
mod people;
mod pickers;
mod picture;
mod room_bar;
mod sealing;
mod settings;
mod small_window;
mod sounds;
mod stage;
mod staging;
mod switch;
mod tile;

#[cfg(test)]
mod tests;
