//! What the landing module begins for the call module while that is on its way: the websocket to the room, and the
//! question for the ICE servers.
//!
//! Neither depends on what the call module does with it, and together they take as long as the module does. As the
//! two modules share no memory, a head start crosses as an object of JavaScript ([`Begun`]).

use std::time::Duration;

use js_sys::{Array, Object, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::WebSocket;

use super::ice;
use super::socket::{EarlySocket, Parts};

#[wasm_bindgen]
extern "C" {
    /// A head start on its way from one module to the other. Times are in milliseconds since the page started.
    pub type Begun;

    #[wasm_bindgen(method, structural, getter)]
    fn socket(this: &Begun) -> Option<WebSocket>;
    #[wasm_bindgen(method, structural, setter)]
    fn set_socket(this: &Begun, socket: &WebSocket);

    #[wasm_bindgen(method, structural, getter)]
    fn frames(this: &Begun) -> Array;
    #[wasm_bindgen(method, structural, setter)]
    fn set_frames(this: &Begun, frames: &Array);

    #[wasm_bindgen(method, structural, getter)]
    fn asked(this: &Begun) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_asked(this: &Begun, asked: f64);

    #[wasm_bindgen(method, structural, getter)]
    fn heard(this: &Begun) -> Option<f64>;
    #[wasm_bindgen(method, structural, setter)]
    fn set_heard(this: &Begun, heard: Option<f64>);

    #[wasm_bindgen(method, structural, getter)]
    fn servers(this: &Begun) -> Promise;
    #[wasm_bindgen(method, structural, setter)]
    fn set_servers(this: &Begun, servers: &Promise);
}

/// What has been begun.
pub(crate) struct HeadStart {
    /// The websocket, if it was to be opened and the browser tried.
    pub(crate) socket: Option<EarlySocket>,
    /// What [`ice::ask`] gave.
    pub(crate) servers: Promise,
}

impl HeadStart {
    /// Asks for the ICE servers, and begins to open a websocket if there is an address for it.
    pub(crate) fn begin(url: Option<&str>) -> Self {
        Self {
            socket: url.and_then(EarlySocket::open),
            servers: ice::ask(),
        }
    }

    /// Gives it to the other module.
    pub(crate) fn hand_over(self) -> Begun {
        let begun: Begun = Object::new().unchecked_into();
        begun.set_servers(&self.servers);
        if let Some(parts) = self.socket.map(EarlySocket::into_parts) {
            begun.set_socket(&parts.socket);
            begun.set_frames(&parts.frames);
            begun.set_asked(milliseconds(parts.asked));
            begun.set_heard(parts.heard.map(milliseconds));
        }
        begun
    }

    /// Takes what the other module gave, in the same turn.
    pub(crate) fn take_over(begun: &Begun) -> Self {
        let socket = begun.socket().map(|socket| {
            EarlySocket::from_parts(Parts {
                socket,
                frames: begun.frames(),
                asked: duration(begun.asked()),
                heard: begun.heard().map(duration),
            })
        });
        Self {
            socket,
            servers: begun.servers(),
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn duration(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}
