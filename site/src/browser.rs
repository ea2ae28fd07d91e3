//! Everything that touches the browser: the only place for `web-sys`.
//!
//! Each type here owns one browser object together with its listeners, and ends it when it is
//! dropped. What happens to the object is put into an [`inbox::Inbox`]; nothing is decided here.

pub(crate) mod audio;
pub(crate) mod certificate;
pub(crate) mod chime;
pub(crate) mod clock;
pub(crate) mod dialog;
pub(crate) mod display;
pub(crate) mod drag;
pub(crate) mod focus;
pub(crate) mod frame;
pub(crate) mod full_screen;
pub(crate) mod head_start;
pub(crate) mod ice;
pub(crate) mod inbox;
pub(crate) mod keyboard;
pub(crate) mod listener;
pub(crate) mod media;
pub(crate) mod memory;
pub(crate) mod mount;
pub(crate) mod page;
pub(crate) mod peer;
pub(crate) mod picture_in_picture;
pub(crate) mod player;
pub(crate) mod popover;
pub(crate) mod random;
pub(crate) mod resize;
pub(crate) mod scroll;
pub(crate) mod sink;
pub(crate) mod socket;
pub(crate) mod stream;
pub(crate) mod tabs;
pub(crate) mod talk_key;
pub(crate) mod timer;
pub(crate) mod track;
pub(crate) mod unicode;
pub(crate) mod wake_lock;
