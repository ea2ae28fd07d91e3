//! The websocket to the room.

mod early;

use parley_protocol::call::{Input, SocketSerial};
use parley_protocol::message::{PeerId, RoomName, Token, close};
use wasm_bindgen::JsValue;
use web_sys::{CloseEvent, MessageEvent, Url, WebSocket};

pub(crate) use self::early::{EarlySocket, Parts};

use super::clock;
use super::inbox::Inbox;
use super::listener::Listener;
use super::page;

/// The code that browsers give for a socket that never opened, or broke. RFC 6455 §7.1.5.
const ABNORMAL: u16 = 1006;

/// What comes before the moment at the end of an address.
const MOMENT: &str = "&at=";

/// A websocket that carries text. Dropping it closes it, and ends its reports at once.
pub(crate) struct Socket {
    socket: WebSocket,
    _listeners: [Listener; 2],
}

impl Socket {
    /// Begins to open a socket. Its frames and its end, exactly once, go to `inputs`.
    ///
    /// `None` if the browser would not even try; that is reported as its end.
    pub(crate) fn open(url: &str, serial: SocketSerial, inputs: &Inbox<Input>) -> Option<Self> {
        let Ok(socket) = WebSocket::new(url) else {
            inputs.put(Input::SocketClosed {
                socket: serial,
                code: ABNORMAL,
            });
            return None;
        };
        Some(Self::listen(socket, serial, inputs))
    }

    /// Goes on with a socket that was opened earlier, which is reported first, and then what has come in on it.
    pub(crate) fn adopt(early: EarlySocket, serial: SocketSerial, inputs: &Inbox<Input>) -> Self {
        let early = early.into_parts();
        let until = early.heard.unwrap_or_else(page::now);
        inputs.put(Input::SocketAdopted {
            socket: serial,
            head_start: until.saturating_sub(early.asked),
        });
        let frames = early.frames.iter();
        inputs.extend(frames.filter_map(|frame| frame_input(serial, &frame)));
        Self::listen(early.socket, serial, inputs)
    }

    fn listen(socket: WebSocket, serial: SocketSerial, inputs: &Inbox<Input>) -> Self {
        let _listeners = [
            Listener::new(&socket, "message", {
                let inputs = inputs.clone();
                move |event: MessageEvent| inputs.extend(frame_input(serial, &event.data()))
            }),
            Listener::new(&socket, "close", {
                let inputs = inputs.clone();
                move |event: CloseEvent| {
                    inputs.put(Input::SocketClosed {
                        socket: serial,
                        code: event.code(),
                    });
                }
            }),
        ];
        Self { socket, _listeners }
    }

    /// Sends a frame, if the socket is open.
    pub(crate) fn send(&self, text: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            // A frame that cannot be sent is a frame lost, and the machine reckons with those.
            _ = self.socket.send_with_str(text);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // What was sent before still goes out. RFC 6455 §7.1.1.
        _ = self.socket.close_with_code(close::NORMAL);
    }
}

/// The room sends no binary frames: whatever sent one is not a room.
fn frame_input(socket: SocketSerial, frame: &JsValue) -> Option<Input> {
    let text = frame.as_string()?;
    Some(Input::SocketText { socket, text })
}

/// The address at which the server of this page takes a seat in `room`.
pub(crate) fn url(room: &RoomName, id: &PeerId, token: &Token) -> String {
    let url = Url::new_with_base("/peerjs", &page::origin())
        .expect("the origin that served the page is a base for URLs");
    let scheme = match url.protocol().as_str() {
        "https:" => "wss:",
        _ => "ws:",
    };
    url.set_protocol(scheme);
    let query = url.search_params();
    query.append("key", room.as_str());
    query.append("id", id.as_str());
    query.append("token", token.as_str());
    query.append("version", env!("CARGO_PKG_VERSION"));
    url.href()
}

/// The same, asked for at this moment, by someone who watches the room from the start or not.
pub(crate) fn attempt(url: &str, watches: bool) -> String {
    let watch = if watches { "&watch=1" } else { "" };
    format!("{url}{watch}{MOMENT}{}", clock::now())
}

/// An address but for the moment at which it is asked for.
fn timeless(attempt: &str) -> &str {
    attempt.rsplit_once(MOMENT).map_or(attempt, |(url, _)| url)
}
