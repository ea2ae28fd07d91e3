//! The runtime around the room, as the edge has it: accepted websockets with what is attached to them, a
//! storage, one alarm, an answer to heartbeats that does not wake the room, and a clock of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::message::{HEARTBEAT, HEARTBEAT_REPLY, Token, client, close};
use parley_protocol::room::{Attachment, Config, Input, Opener, Output, Room, SocketId};

use crate::agenda::Happening;
use crate::malice;
use crate::websocket::{Frame, SocketIx, Way};
use crate::world::World;
use crate::{Step, Violation};

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) room: Room,
    config: Config,
    /// Every open websocket with what is attached to it.
    sockets: BTreeMap<SocketId, (SocketIx, Option<String>)>,
    storage: BTreeMap<String, String>,
    beats: BTreeMap<SocketId, Duration>,
    alarm: Option<Duration>,
    alarms: u64,
    /// How far the room's clock is ahead of true time.
    ahead: Duration,
    pub(crate) drowsy_until: Duration,
    pub(crate) alarms_late_until: Duration,
    pub(crate) out_until: Duration,
    pub(crate) slow_until: Duration,
    /// Whether it changes every description that it passes on.
    pub(crate) forges: bool,
    /// How often the room was woken.
    pub(crate) events: u64,
}

/// The room's clock when a schedule starts: some time after 1970.
const CLOCK_STARTS: Duration = Duration::from_secs(1_700_000_000);

impl Server {
    pub(crate) fn new(capacity: usize) -> Self {
        let config = Config { capacity };
        Self {
            room: Room::new(config, CLOCK_STARTS),
            config,
            sockets: BTreeMap::new(),
            storage: BTreeMap::new(),
            beats: BTreeMap::new(),
            alarm: None,
            alarms: 0,
            ahead: CLOCK_STARTS,
            drowsy_until: Duration::ZERO,
            alarms_late_until: Duration::ZERO,
            out_until: Duration::ZERO,
            slow_until: Duration::ZERO,
            forges: false,
            events: 0,
        }
    }

    /// What the room's clock shows.
    pub(crate) fn clock(&self, now: Duration) -> Duration {
        now + self.ahead
    }

    pub(crate) fn set_clock(&mut self, change: impl FnOnce(Duration) -> Duration) {
        self.ahead = change(self.ahead);
    }

    /// How many records storage holds.
    pub(crate) fn records(&self) -> usize {
        self.storage.len()
    }
}

impl World {
    /// A websocket's upgrade reaches the server.
    pub(crate) fn arrives(&mut self, socket: SocketIx) -> Step {
        let websocket = &mut self.websockets[socket.0];
        if websocket.severed {
            return Ok(());
        }
        let (id, peer, token) = (
            websocket.id,
            websocket.peer.clone(),
            websocket.token.clone(),
        );
        let (watches, asked_at) = (websocket.watches, websocket.asked_at);
        let given_up = websocket.client.is_some() && !websocket.client_open;
        if websocket.client.is_none() && !self.reference.is_joined(&peer) {
            return Ok(());
        }
        websocket.server_open = true;
        self.server.sockets.insert(id, (socket, None));
        self.feed_beats()?;
        let now = self.server.clock(self.agenda.now());
        self.reference.connect(id, &peer, &token, asked_at, now);
        let connect = Input::Connect {
            socket: id,
            id: peer,
            token,
            opener: Opener {
                asked_at: u64::try_from(asked_at.as_millis()).ok(),
                ..Opener::UNKNOWN
            },
            // The room takes one for the other; here they are two, so that each is judged by itself.
            watches: false,
        };
        self.feed_room(connect)?;
        if given_up {
            // What the client said when it gave up came before there was anyone to hear it.
            let wait = self.random.millis(0, 500);
            self.agenda.after(wait, Happening::ServerNotices(socket));
        }
        match watches {
            true => self.hear(socket, Frame::Text(client::watch())),
            false => Ok(()),
        }
    }

    /// A frame of a client comes in.
    pub(crate) fn hear(&mut self, socket: SocketIx, frame: Frame) -> Step {
        let id = self.websockets[socket.0].id;
        let now = self.server.clock(self.agenda.now());
        match frame {
            Frame::Text(_) if !self.websockets[socket.0].server_open => Ok(()),
            Frame::Text(text) if text == HEARTBEAT => {
                self.server.beats.insert(id, now);
                self.reference.beat(id, now);
                self.send_down(socket, HEARTBEAT_REPLY.to_owned());
                Ok(())
            }
            Frame::Text(text) => {
                self.reference.text(id, &text, now);
                self.feed_room(Input::Text {
                    socket: id,
                    text: &text,
                })
            }
            Frame::Close(code) => self.server_loses(socket, code),
        }
    }

    /// The runtime finds that a websocket is closed or gone.
    pub(crate) fn server_loses(&mut self, socket: SocketIx, code: u16) -> Step {
        let websocket = &mut self.websockets[socket.0];
        let id = websocket.id;
        websocket.server_open = false;
        self.server.sockets.remove(&id);
        let now = self.server.clock(self.agenda.now());
        self.reference.closed(id, now);
        if self.is_drowsy() {
            // A room that wakes to hear of it finds the websocket gone already.
            self.restore_room()?;
        }
        self.tell_room(Input::Closed { socket: id, code })
    }

    pub(crate) fn alarm_rings(&mut self, alarm: u64) -> Step {
        let now = self.server.clock(self.agenda.now());
        if alarm != self.server.alarms {
            return Ok(());
        }
        let Some(due) = self.server.alarm else {
            return Ok(());
        };
        if due > now {
            // The clock was set back since.
            let at = self.agenda.now() + (due - now);
            self.agenda.at(at, Happening::Alarm(alarm));
            return Ok(());
        }
        self.server.alarm = None;
        self.feed_beats()?;
        self.reference.time_passed(now);
        self.feed_room(Input::Timeout)
    }

    /// The room loses its memory, and finds itself again in what the runtime kept.
    pub(crate) fn hibernate(&mut self) -> Step {
        self.stats.naps += 1;
        let before = &self.server.room;
        let roster: Vec<_> = before.roster().cloned().collect();
        let (peers, timeout) = (before.peers(), before.next_timeout());
        self.restore_room()?;
        let after = &self.server.room;
        if !after.roster().eq(&roster)
            || after.peers() != peers
            || (after.next_timeout() != timeout && self.reference.clock_is_exact())
        {
            return Err(Violation::new(
                "the room woke as another than it fell asleep",
            ));
        }
        Ok(())
    }

    /// The instance is replaced: every websocket closes, and storage may be lost.
    pub(crate) fn deploy(&mut self, keeps_storage: bool) -> Step {
        let now = self.server.clock(self.agenda.now());
        for (id, (socket, _)) in std::mem::take(&mut self.server.sockets) {
            self.reference.closed(id, now);
            self.websockets[socket.0].server_open = false;
            self.stats.frames_lost += self.websockets[socket.0].sever();
            let wait = self.random.millis(0, 1_500);
            self.agenda.after(wait, Happening::ClientNotices(socket));
        }
        self.server.beats.clear();
        if !keeps_storage {
            self.server.storage.clear();
            self.reference.forget();
        }
        self.restore_room()
    }

    /// Cuts down what a stranger can do to a room: connect with a taken id and no token.
    pub(crate) fn stranger_token() -> Token {
        "not the token".parse().expect("a valid token")
    }

    fn restore_room(&mut self) -> Step {
        let sockets = self.server.sockets.values();
        let attachments = sockets
            .filter_map(|(_, attached)| Attachment::parse(attached.as_ref()?))
            .collect();
        let records = self.server.storage.clone().into_iter().collect();
        let now = self.server.clock(self.agenda.now());
        let (room, outputs) = Room::restore(self.server.config, attachments, records, now);
        self.server.room = room;
        self.carry_out(outputs)
    }

    fn is_drowsy(&self) -> bool {
        self.server.drowsy_until > self.agenda.now()
    }

    fn feed_beats(&mut self) -> Step {
        let open = &self.server.sockets;
        let beats = self.server.beats.iter();
        let beats = beats.filter(|(id, _)| open.contains_key(id));
        let beats = beats.map(|(&id, &at)| (id, at)).collect();
        self.feed_room(Input::Beats(beats))
    }

    fn feed_room(&mut self, input: Input<'_>) -> Step {
        if self.is_drowsy() {
            self.hibernate()?;
        }
        self.tell_room(input)
    }

    fn tell_room(&mut self, input: Input<'_>) -> Step {
        self.stats.steps += 1;
        self.server.events += 1;
        self.note(|| format!("room    << {input:?}"));
        let now = self.server.clock(self.agenda.now());
        let outputs = self.server.room.handle(input, now);
        self.carry_out(outputs)?;
        self.reference.check(self.server.room.roster())
    }

    fn carry_out(&mut self, outputs: Vec<Output>) -> Step {
        let mut ask_beats = false;
        for output in outputs {
            match output {
                Output::Send { socket, text } if self.server.forges => {
                    self.send_to(socket, malice::forged(text))?;
                }
                Output::Send { socket, text } => self.send_to(socket, text)?,
                Output::Close { socket, code, .. } => self.close_socket(socket, code)?,
                Output::Attach(attachment) => {
                    if let Some((_, attached)) = self.server.sockets.get_mut(&attachment.socket) {
                        *attached = Some(attachment.to_text());
                    }
                }
                Output::Put { key, value } => {
                    self.server.storage.insert(key, value);
                }
                Output::Erase { key } => {
                    self.server.storage.remove(&key);
                }
                Output::AskBeats => ask_beats = true,
            }
        }
        if ask_beats {
            return self.feed_beats();
        }
        let due = self.server.room.next_timeout();
        if self.server.sockets.is_empty() && due.is_none() {
            self.server.storage.clear();
        }
        self.set_alarm(due);
        Ok(())
    }

    fn set_alarm(&mut self, due: Option<Duration>) {
        if self.server.alarm == due {
            return;
        }
        self.server.alarm = due;
        self.server.alarms += 1;
        let Some(due) = due else {
            return;
        };
        let now = self.agenda.now();
        let late = match self.server.alarms_late_until > now {
            true => self.random.millis(0, 10_000),
            false => self.random.millis(0, 50),
        };
        let wait = due.saturating_sub(self.server.clock(now)) + late;
        let alarm = self.server.alarms;
        self.agenda.after(wait, Happening::Alarm(alarm));
    }

    fn send_to(&mut self, socket: SocketId, text: String) -> Step {
        self.reference.sends(socket, &text)?;
        if let Some(&(socket, _)) = self.server.sockets.get(&socket) {
            self.send_down(socket, text);
        }
        Ok(())
    }

    fn send_down(&mut self, socket: SocketIx, text: String) {
        let websocket = &mut self.websockets[socket.0];
        let lost = websocket.send(socket, Way::Down, Frame::Text(text), &mut self.agenda);
        self.stats.frames += 1;
        self.stats.frames_lost += usize::from(lost);
    }

    fn close_socket(&mut self, id: SocketId, code: u16) -> Step {
        if !matches!(code, close::NORMAL | 3000..=4999) && code != 1001 {
            return Err(Violation::new(format!("the room closed with {code}")));
        }
        let now = self.server.clock(self.agenda.now());
        self.reference.room_closes(id, code, now)?;
        if let Some((socket, _)) = self.server.sockets.remove(&id) {
            let websocket = &mut self.websockets[socket.0];
            websocket.server_open = false;
            websocket.send(socket, Way::Down, Frame::Close(code), &mut self.agenda);
        }
        Ok(())
    }
}
