//! A websocket that is opened before anyone is there to speak on it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Array;
use parley_protocol::call::ADOPTED_WITHIN;
use parley_protocol::message::close;
use web_sys::{MessageEvent, WebSocket};

use super::timeless;
use crate::browser::listener::Listener;
use crate::browser::page;

/// A websocket whose frames are kept for whoever goes on with it. Dropping it closes it.
pub(crate) struct EarlySocket {
    /// Until somebody does.
    socket: Option<WebSocket>,
    frames: Array,
    asked: Duration,
    /// When its first frame came in.
    heard: Rc<Cell<Option<Duration>>>,
    _listener: Option<Listener>,
}

/// All of it. Nobody listens to the websocket: whoever takes it apart has to, in the same turn.
pub(crate) struct Parts {
    pub(crate) socket: WebSocket,
    pub(crate) frames: Array,
    /// When it was asked for, on the scale of [`page::now`].
    pub(crate) asked: Duration,
    /// When its first frame came in.
    pub(crate) heard: Option<Duration>,
}

impl EarlySocket {
    /// Begins to open it. `None` if the browser would not even try.
    pub(crate) fn open(url: &str) -> Option<Self> {
        let socket = WebSocket::new(url).ok()?;
        let (frames, heard) = (Array::new(), Rc::new(Cell::new(None)));
        let listener = Listener::new(&socket, "message", {
            let (frames, heard) = (frames.clone(), Rc::clone(&heard));
            move |event: MessageEvent| {
                heard.set(heard.get().or_else(|| Some(page::now())));
                frames.push(&event.data());
            }
        });
        Some(Self {
            socket: Some(socket),
            frames,
            asked: page::now(),
            heard,
            _listener: Some(listener),
        })
    }

    /// Puts it together again.
    pub(crate) fn from_parts(parts: Parts) -> Self {
        Self {
            socket: Some(parts.socket),
            frames: parts.frames,
            asked: parts.asked,
            heard: Rc::new(Cell::new(parts.heard)),
            _listener: None,
        }
    }

    /// Takes it apart.
    pub(crate) fn into_parts(mut self) -> Parts {
        let socket = self.socket.take();
        Parts {
            socket: socket.expect("it is there until this, which consumes it"),
            frames: std::mem::take(&mut self.frames),
            asked: self.asked,
            heard: self.heard.get(),
        }
    }

    /// Whether it is what is asked for now at this address.
    pub(crate) fn serves(&self, address: &str) -> bool {
        let serves = |socket: &WebSocket| {
            timeless(&socket.url()) == timeless(address) && socket.ready_state() <= WebSocket::OPEN
        };
        let age = page::now().saturating_sub(self.asked);
        age <= ADOPTED_WITHIN && self.socket.as_ref().is_some_and(serves)
    }
}

impl Drop for EarlySocket {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            _ = socket.close_with_code(close::NORMAL);
        }
    }
}
