//! A room's websockets, by the ids that the room knows them under.
//!
//! A socket carries its id twice: in its attachment, which outlives the object's memory, and as a property
//! of the JavaScript object, which does not but can be read without parsing anything.

use std::collections::BTreeMap;
use std::time::Duration;

use js_sys::Date;
use parley_protocol::room::{Attachment, SocketId};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use worker::{State, WebSocket, web_sys};

use crate::log;

/// The close code for a client that has to start afresh: 1012 in IANA's registry of close codes.
const SERVICE_RESTART: u16 = 1012;

/// The open sockets.
#[derive(Default)]
pub(super) struct Sockets {
    by_id: BTreeMap<SocketId, WebSocket>,
}

#[wasm_bindgen]
extern "C" {
    /// A socket's JavaScript object, on which its id is kept.
    type Carrier;

    /// Not a number where there is none: a number comes without a detour by the module's memory.
    #[wasm_bindgen(method, getter, js_name = parleySocketId)]
    fn socket_id(this: &Carrier) -> f64;

    #[wasm_bindgen(method, setter, js_name = parleySocketId)]
    fn set_socket_id(this: &Carrier, id: f64);

    /// The part of `DurableObjectState` that the `worker` crate does not bind.
    type AutoResponses;

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn last_auto_response(
        this: &AutoResponses,
        socket: &web_sys::WebSocket,
    ) -> Result<Option<Date>, JsValue>;
}

impl Sockets {
    /// Takes in the sockets that the runtime kept, and returns what they carry. Those that are closing are
    /// left to finish; one that carries nothing readable is closed, so that its client starts afresh.
    pub(super) fn restore(&mut self, state: &State) -> Vec<Attachment> {
        let open = state.get_websockets().into_iter();
        let open = open.filter(|socket| socket.as_ref().ready_state() == web_sys::WebSocket::OPEN);
        let mut attachments = Vec::new();
        for socket in open {
            match attachment_of(&socket) {
                Some(attachment) => {
                    self.insert(attachment.socket, socket);
                    attachments.push(attachment);
                }
                None => close(&socket, SERVICE_RESTART, "reconnect"),
            }
        }
        attachments
    }

    pub(super) fn insert(&mut self, id: SocketId, socket: WebSocket) {
        let carrier: &Carrier = socket.as_ref().unchecked_ref();
        carrier.set_socket_id(id.0 as f64);
        self.by_id.insert(id, socket);
    }

    pub(super) fn has(&self, id: SocketId) -> bool {
        self.by_id.contains_key(&id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Sends a text. Failure is ignored: the socket is on its way to being reported as closed, or will be
    /// found by its silence.
    pub(super) fn send(&self, id: SocketId, text: &str) {
        if let Some(socket) = self.by_id.get(&id) {
            let _ = socket.send_with_str(text);
        }
    }

    /// Closes a socket and forgets it.
    pub(super) fn close(&mut self, id: SocketId, code: u16, reason: &str) {
        if let Some(socket) = self.by_id.remove(&id) {
            close(&socket, code, reason);
        }
    }

    pub(super) fn attach(&self, attachment: &Attachment) {
        if let Some(socket) = self.by_id.get(&attachment.socket)
            && let Err(error) = socket.serialize_attachment(attachment.to_text())
        {
            log::failure("attach", &error);
        }
    }

    /// When the runtime last answered a heartbeat, for each socket that ever sent one.
    pub(super) fn beats(&self, state: &State) -> Vec<(SocketId, Duration)> {
        let responses: &AutoResponses = state.as_raw().unchecked_ref();
        let beats = self.by_id.iter().filter_map(|(&id, socket)| {
            let beat = responses.last_auto_response(socket.as_ref()).ok()??;
            Some((id, Duration::from_millis(beat.get_time() as u64)))
        });
        beats.collect()
    }
}

/// A number that no other socket has.
pub(super) fn new_id() -> SocketId {
    const BITS: u32 = 53;
    let (_, random) = Uuid::new_v4().as_u64_pair();
    SocketId(random & ((1 << BITS) - 1))
}

/// The id of a socket that the runtime hands in with an event. `None` for one that was refused.
pub(super) fn id_of(socket: &WebSocket) -> Option<SocketId> {
    let carrier: &Carrier = socket.as_ref().unchecked_ref();
    let id = carrier.socket_id();
    match id.is_nan() {
        false => Some(SocketId(id as u64)),
        true => attachment_of(socket).map(|attachment| attachment.socket),
    }
}

/// Closes a socket. Failure is ignored: then it was closed already.
pub(super) fn close(socket: &WebSocket, code: u16, reason: &str) {
    let _ = socket.close(Some(code), Some(reason));
}

fn attachment_of(socket: &WebSocket) -> Option<Attachment> {
    let text: String = socket.deserialize_attachment().ok()??;
    Attachment::parse(&text)
}
