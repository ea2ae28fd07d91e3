//! Websockets: frames in order on each, until it dies with all that is under way.

use std::collections::VecDeque;
use std::time::Duration;

use parley_protocol::call::SocketSerial;
use parley_protocol::message::{PeerId, Token};
use parley_protocol::room::SocketId;

use crate::agenda::{Agenda, Happening};
use crate::page::PageIx;
use crate::random::Random;

/// A websocket, anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SocketIx(pub(crate) usize);

/// Which way a frame goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

#[derive(Debug)]
pub(crate) enum Frame {
    Text(String),
    Close(u16),
}

#[derive(Debug)]
pub(crate) struct Websocket {
    /// The page that opened it; a stranger's has none.
    pub(crate) client: Option<(PageIx, SocketSerial)>,
    /// The server's name for it.
    pub(crate) id: SocketId,
    pub(crate) peer: PeerId,
    pub(crate) token: Token,
    /// Whether it watches from the start.
    pub(crate) watches: bool,
    /// When its client asked for it.
    pub(crate) asked_at: Duration,
    /// Whether the client, and the server, hold it open.
    pub(crate) client_open: bool,
    pub(crate) server_open: bool,
    /// Nothing passes any more.
    pub(crate) severed: bool,
    /// Nothing passes until then.
    pub(crate) stalled_until: Duration,
    up: Lane,
    down: Lane,
    random: Random,
}

#[derive(Debug, Default)]
struct Lane {
    frames: VecDeque<Frame>,
    /// When the last frame put on it gets there.
    last_at: Duration,
}

impl Websocket {
    pub(crate) fn new(
        client: Option<(PageIx, SocketSerial)>,
        peer: PeerId,
        token: Token,
        mut random: Random,
    ) -> Self {
        Self {
            client,
            id: SocketId(random.next() >> 11),
            peer,
            token,
            watches: false,
            asked_at: Duration::ZERO,
            client_open: true,
            server_open: false,
            severed: false,
            stalled_until: Duration::ZERO,
            up: Lane::default(),
            down: Lane::default(),
            random,
        }
    }

    /// How long something takes to the other end.
    pub(crate) fn latency(&mut self) -> Duration {
        self.random.millis(2, 90)
    }

    /// Puts a frame on its way. Returns whether it was lost at once.
    pub(crate) fn send(
        &mut self,
        socket: SocketIx,
        way: Way,
        frame: Frame,
        agenda: &mut Agenda,
    ) -> bool {
        if self.severed {
            return true;
        }
        let at = agenda.now() + self.latency();
        let lane = self.lane(way);
        lane.last_at = lane.last_at.max(at);
        let at = lane.last_at;
        lane.frames.push_back(frame);
        agenda.at(at, Happening::Frame(socket, way));
        false
    }

    /// The frame that gets there now, if any does.
    pub(crate) fn receive(
        &mut self,
        socket: SocketIx,
        way: Way,
        agenda: &mut Agenda,
    ) -> Option<Frame> {
        if self.severed {
            return None;
        }
        if self.stalled_until > agenda.now() {
            agenda.at(self.stalled_until, Happening::Frame(socket, way));
            return None;
        }
        self.lane(way).frames.pop_front()
    }

    /// Lets nothing pass any more. Returns how many frames were lost with it.
    pub(crate) fn sever(&mut self) -> usize {
        self.severed = true;
        let lost = self.up.frames.len() + self.down.frames.len();
        self.up.frames.clear();
        self.down.frames.clear();
        lost
    }

    fn lane(&mut self, way: Way) -> &mut Lane {
        match way {
            Way::Up => &mut self.up,
            Way::Down => &mut self.down,
        }
    }
}
