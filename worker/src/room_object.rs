//! The Durable Object around a room: it accepts, attaches, sends, closes, stores and sets the one alarm.
//!
//! # How events become inputs
//!
//! The runtime calls [`RoomObject`] for each upgrade, frame, closed socket and alarm. Each call is one
//! [`Input`]; the outputs are performed in order before the call returns. Nothing here waits, so no two
//! events ever interleave.
//!
//! # Waking up
//!
//! The runtime forgets the object whenever it is idle, but keeps its sockets, what is attached to them,
//! its storage and its alarm. A woken object rebuilds the room from these in its constructor, before it
//! sees the event that woke it. Everything in memory is a copy of what would be found then.
//!
//! # Why the websocket events are bound by hand
//!
//! The `worker` crate copies a message into the module's memory before it can be looked at. The runtime
//! passes on up to 32 MiB of it, all rooms of an isolate share that memory, and it never shrinks. So the
//! events are taken as JavaScript values, and only what a room would read is copied.

mod records;
mod sockets;
mod text;

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Date, JsString};
use parley_protocol::message::{HEARTBEAT, HEARTBEAT_REPLY, close};
use parley_protocol::room::{Config, Input, Output, Room};
use wasm_bindgen::prelude::*;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket, WebSocketPair,
    WebSocketRequestResponsePair, durable_object, web_sys,
};

use self::records::Records;
use self::sockets::Sockets;
use crate::handshake::{self, Handshake};
use crate::log::{self, Event, Refused};
use crate::var;

/// Where the Worker asks an object for the ids of the peers in its room. No request from outside gets here.
pub(crate) const PEERS_URL: &str = "https://room/peers";

/// What the room is told where there was no close frame. RFC 6455 §7.4.1.
const ABNORMAL_CLOSURE: u16 = 1006;

/// A room at the edge.
#[durable_object(alarm)]
pub struct RoomObject {
    state: State,
    memory: RefCell<Memory>,
}

/// What the object forgets when it falls asleep.
struct Memory {
    room: Room,
    sockets: Sockets,
    records: Records,
    /// When the alarm is due; `None` also for an alarm that was set before the object last woke. That one
    /// may ring for nothing, which a room does not mind.
    alarm: Option<Duration>,
    /// Whether anybody is there or may come back.
    is_occupied: bool,
}

impl DurableObject for RoomObject {
    fn new(state: State, env: Env) -> Self {
        let config = config(&env);
        let mut memory = Memory {
            room: Room::new(config, now()),
            sockets: Sockets::default(),
            records: Records::new(state.storage().sql()),
            alarm: None,
            is_occupied: false,
        };
        if let Err(error) = memory.restore(config, &state) {
            log::failure("restore", &error);
            // An object that fails to initialise is reset by the runtime: the next event tries again.
            let _reset = state.block_concurrency_while(async { Err::<(), Error>(error) });
        }
        Self {
            state,
            memory: RefCell::new(memory),
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        if handshake::is_upgrade(&request)? {
            return self.connect(&request);
        }
        Response::from_json(&self.memory.borrow().room.peers())
    }

    async fn alarm(&self) -> Result<Response> {
        let memory = &mut *self.memory.borrow_mut();
        memory.alarm = None;
        memory.feed_beats(&self.state);
        memory.feed(Input::Timeout, &self.state);
        Response::empty()
    }
}

#[wasm_bindgen]
impl RoomObject {
    /// A frame arrived.
    #[wasm_bindgen(js_name = webSocketMessage)]
    pub fn socket_message(&self, socket: web_sys::WebSocket, message: JsValue) {
        let Some(id) = sockets::id_of(&socket.into()) else {
            return;
        };
        let memory = &mut *self.memory.borrow_mut();
        // What still comes on a socket that the room has closed is not looked at.
        if !memory.sockets.has(id) {
            return;
        }
        match message.dyn_ref::<JsString>() {
            Some(text) => text::read(text, |text| {
                memory.feed(Input::Text { socket: id, text }, &self.state);
            }),
            None => memory.feed(Input::Binary { socket: id }, &self.state),
        }
    }

    /// The other side closed a socket.
    #[wasm_bindgen(js_name = webSocketClose)]
    pub fn socket_close(&self, socket: web_sys::WebSocket, code: u16) {
        self.closed(socket.into(), code);
    }

    /// A socket broke.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn socket_error(&self, socket: web_sys::WebSocket) {
        self.closed(socket.into(), ABNORMAL_CLOSURE);
    }
}

impl RoomObject {
    fn connect(&self, request: &Request) -> Result<Response> {
        let Ok(handshake) = Handshake::parse(&handshake::url_of(request)?) else {
            return Response::error("Bad Request", 400);
        };
        let WebSocketPair { client, server } = WebSocketPair::new()?;
        let memory = &mut *self.memory.borrow_mut();
        memory.feed_beats(&self.state);
        let socket = sockets::new_id();
        let connect = Input::Connect {
            socket,
            opener: handshake::opener_of(request, &handshake)?,
            id: handshake.id,
            token: handshake.token,
            watches: handshake.watches,
        };
        let outputs = memory.room.handle(connect, now());
        let refused =
            |output: &Output| matches!(output, Output::Close { socket: s, .. } if *s == socket);
        if outputs.iter().any(refused) {
            // A socket that may hibernate and is closed at once stays half closed until the object sleeps.
            server.accept()?;
            let reason = Refused::Room;
            Event::UpgradeRefused { reason }.log();
        } else {
            self.state.as_raw().accept_websocket(server.as_ref())?;
        }
        memory.sockets.insert(socket, server);
        memory.perform(outputs, &self.state);
        Response::from_websocket(client)
    }

    fn closed(&self, socket: WebSocket, code: u16) {
        let memory = &mut *self.memory.borrow_mut();
        match sockets::id_of(&socket) {
            Some(id) => {
                // The room may have closed it before, or never known it; it completes the handshake.
                memory.sockets.insert(id, socket);
                memory.feed(Input::Closed { socket: id, code }, &self.state);
            }
            None => sockets::close(&socket, close::reply_to(code), ""),
        }
    }
}

impl Memory {
    /// Rebuilds the room from what outlived the object's memory.
    fn restore(&mut self, config: Config, state: &State) -> Result<()> {
        let beat = WebSocketRequestResponsePair::new(HEARTBEAT, HEARTBEAT_REPLY)?;
        state.set_websocket_auto_response(&beat);
        let records = self.records.load()?;
        let attachments = self.sockets.restore(state);
        let (room, outputs) = Room::restore(config, attachments, records, now());
        self.room = room;
        let sockets = self.sockets.len();
        Event::RoomWoke { sockets }.log();
        self.perform(outputs, state);
        Ok(())
    }

    fn feed_beats(&mut self, state: &State) {
        let beats = self.sockets.beats(state);
        self.feed(Input::Beats(beats), state);
    }

    fn feed(&mut self, input: Input<'_>, state: &State) {
        let outputs = self.room.handle(input, now());
        self.perform(outputs, state);
    }

    fn perform(&mut self, outputs: Vec<Output>, state: &State) {
        let mut ask_beats = false;
        for output in outputs {
            match output {
                Output::Send { socket, text } => self.sockets.send(socket, &text),
                Output::Close {
                    socket,
                    code,
                    reason,
                } => self.sockets.close(socket, code, reason),
                Output::Attach(attachment) => self.sockets.attach(&attachment),
                Output::Put { key, value } => self.records.put(key, value),
                Output::Erase { key } => self.records.erase(key),
                Output::AskBeats => ask_beats = true,
            }
        }
        if ask_beats {
            return self.feed_beats(state);
        }
        let due = self.room.next_timeout();
        let is_occupied = !self.sockets.is_empty() || due.is_some();
        if !is_occupied {
            self.records.clear(state);
            if self.is_occupied {
                Event::RoomEmptied.log();
            }
        }
        self.is_occupied = is_occupied;
        self.set_alarm(due, state);
    }

    fn set_alarm(&mut self, due: Option<Duration>, state: &State) {
        if self.alarm == due {
            return;
        }
        let storage = state.storage();
        let default = || JsValue::UNDEFINED.into();
        let promised = match due {
            Some(due) => {
                let due = Date::new(&JsValue::from_f64(due.as_millis() as f64));
                storage.as_raw().set_alarm(due, default())
            }
            None => storage.as_raw().delete_alarm(default()),
        };
        // The promise needs no waiting for: the runtime holds back what is sent until writes are on disk.
        match promised {
            Ok(_) => self.alarm = due,
            Err(error) => log::failure("alarm", &error.into()),
        }
    }
}

fn config(env: &Env) -> Config {
    let default = Config::default();
    Config {
        capacity: var(env, "ROOM_CAPACITY")
            .parse()
            .unwrap_or(default.capacity),
    }
}

/// The time since the Unix epoch, in whole milliseconds.
fn now() -> Duration {
    Duration::from_millis(Date::now() as u64)
}
