//! A page: one life of a client, with the shell around its call.

use std::collections::BTreeSet;
use std::time::Duration;

use parley_protocol::call::{Call, ConnectionId, End, Input, News, Output, Phase, SocketSerial};
use parley_protocol::message::{MediaState, PeerId, Token};

use crate::agenda::Happening;
use crate::browser::PcIx;
use crate::schedule::{SLOWEST, Who};
use crate::websocket::{Frame, SocketIx, Way, Websocket};
use crate::world::World;
use crate::{Step, Violation};

/// What a client says that leaves, as it stands on the control channel.
const BYE: &str = "\"bye\"";

/// A page, anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PageIx(pub(crate) usize);

#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) who: Who,
    pub(crate) id: PeerId,
    pub(crate) token: Token,
    pub(crate) call: Call,
    /// Whether it still runs. One that left, crashed or lost power does not.
    pub(crate) runs: bool,
    /// Whether its person wants to be in the room, not just to watch it.
    pub(crate) wants_in: bool,
    pub(crate) name: u32,
    pub(crate) media: MediaState,
    /// Its websockets by serial, and its open connections.
    pub(crate) sockets: Vec<SocketIx>,
    pub(crate) connections: Vec<(ConnectionId, PcIx)>,
    /// The connections on which pictures pause.
    pub(crate) paused: BTreeSet<ConnectionId>,
    /// Those who said goodbye to it over a control channel.
    pub(crate) farewells: BTreeSet<PeerId>,
    timer: Option<Duration>,
    /// How often in a row the timer was due again at once.
    spins: u32,
    pub(crate) asleep_until: Duration,
    pub(crate) throttled_until: Duration,
    pub(crate) offline_until: Duration,
    /// How far its clock is ahead of true time.
    pub(crate) ahead: Duration,
}

impl Page {
    pub(crate) fn new(who: Who, (id, token): (PeerId, Token), call: Call, ahead: Duration) -> Self {
        Self {
            who,
            id,
            token,
            call,
            runs: true,
            wants_in: false,
            name: 0,
            media: MediaState::default(),
            sockets: Vec::new(),
            connections: Vec::new(),
            paused: BTreeSet::new(),
            farewells: BTreeSet::new(),
            timer: None,
            spins: 0,
            asleep_until: Duration::ZERO,
            throttled_until: Duration::ZERO,
            offline_until: Duration::ZERO,
            ahead,
        }
    }

    pub(crate) fn phase(&self) -> Phase {
        self.call.phase()
    }

    pub(crate) fn pc(&self, connection: ConnectionId) -> Option<PcIx> {
        let mut open = self.connections.iter();
        let found = open.find(|(name, _)| *name == connection);
        found.map(|&(_, pc)| pc)
    }

    /// The websocket in use, as far as the page knows.
    pub(crate) fn socket(&self) -> Option<SocketIx> {
        self.sockets.last().copied()
    }
}

impl World {
    /// Feeds an input to a page's call and does what it asks for.
    pub(crate) fn feed(&mut self, page: PageIx, input: Input) -> Step {
        let state = &mut self.pages[page.0];
        if !state.runs {
            return Ok(());
        }
        self.stats.steps += 1;
        let now = self.agenda.now() + state.ahead;
        let note = self.notes.is_some().then(|| format!("{input:?}"));
        if let Input::ControlText { connection, text } = &input
            && text == BYE
            && let Some(pc) = state.pc(*connection)
        {
            let peer = self.browsers.peer_of(pc).clone();
            state.farewells.insert(peer);
        }
        let leaves = matches!(input, Input::Leave | Input::PageClosing);
        let timed_out = matches!(input, Input::Timeout);
        let outputs = state.call.handle(input, now);
        let next = state.call.next_timeout();
        let due = next.is_some_and(|at| at <= now);
        state.spins = if timed_out && due { state.spins + 1 } else { 0 };
        if state.spins > 3 {
            return Err(Violation::new("a call's timer spins"));
        }
        if next.is_none() {
            self.check_end(page)?;
        }
        if let Some(note) = note {
            self.note(|| format!("page {:2} << {note}", page.0));
        }
        for output in outputs {
            self.note(|| format!("page {:2} >> {output:?}", page.0));
            self.perform(page, output, leaves)?;
        }
        self.set_timer(page, next);
        Ok(())
    }

    fn perform(&mut self, page: PageIx, output: Output, leaves: bool) -> Step {
        let state = &mut self.pages[page.0];
        match output {
            Output::OpenSocket { socket, watches } => self.open_socket(page, socket, watches),
            Output::SendSocket { socket, text } => self.send_up(page, socket, Frame::Text(text)),
            Output::CloseSocket { socket } => {
                self.send_up(page, socket, Frame::Close(1005));
                let socket = self.pages[page.0].sockets[socket.0 as usize - 1];
                self.websockets[socket.0].client_open = false;
            }
            Output::OpenConnection {
                connection,
                peer,
                role,
                ..
            } => {
                self.check_calls(page, &peer)?;
                let state = &mut self.pages[page.0];
                let about = (connection, peer, role);
                let pc = self.browsers.open(page, state.who, &state.id, about);
                state.connections.push((connection, pc));
            }
            Output::SendControl { connection, text } => {
                if let Some(pc) = state.pc(connection) {
                    self.browsers.send_control(pc, text, &mut self.agenda);
                }
            }
            Output::CloseConnection { connection } => {
                let Some(pc) = state.pc(connection) else {
                    return Err(Violation::new("a connection was closed twice"));
                };
                state.connections.retain(|(_, open)| *open != pc);
                state.paused.remove(&connection);
                if !leaves {
                    self.check_closing(page, pc)?;
                }
                self.browsers.close(pc, &mut self.agenda);
            }
            Output::MakeOffer { connection, .. }
            | Output::AcceptOffer { connection, .. }
            | Output::AcceptAnswer { connection, .. }
            | Output::AddCandidates { connection, .. } => {
                let Some(pc) = state.pc(connection) else {
                    return Err(Violation::new("something was asked of a closed connection"));
                };
                self.browsers.ask(pc, output, &mut self.agenda)?;
            }
            Output::PausePictures { connection } => _ = state.paused.insert(connection),
            Output::SendKeyFrame { connection } => _ = state.paused.remove(&connection),
            Output::HoldPicture { .. } => {}
            Output::OpenGuest { .. } => {
                return Err(Violation::new(
                    "a Parley client was taken for a PeerJS page",
                ));
            }
            Output::Tell(news) => self.hear_news(page, &news)?,
        }
        Ok(())
    }

    fn hear_news(&mut self, page: PageIx, news: &News) -> Step {
        match news {
            News::Came(id, _) => self.check_came(page, id)?,
            News::Reacted(..) | News::Knocks(..) => {}
            News::Left(id, _) => self.check_left(page, id)?,
            News::RoomFull | News::Locked => {
                let wait = self.random.millis(8_000, 15_000);
                self.agenda.after(wait, Happening::Insists(page));
                return Ok(());
            }
        }
        self.stats.news += 1;
        Ok(())
    }

    fn open_socket(&mut self, page: PageIx, serial: SocketSerial, watches: bool) {
        let now = self.agenda.now();
        let state = &mut self.pages[page.0];
        let socket = SocketIx(self.websockets.len());
        state.sockets.push(socket);
        let random = self.branch(0x50C_0000 + socket.0 as u64);
        let state = &self.pages[page.0];
        let (peer, token) = (state.id.clone(), state.token.clone());
        let mut websocket = Websocket::new(Some((page, serial)), peer, token, random);
        websocket.watches = watches;
        websocket.asked_at = now;
        let latency = match self.server.slow_until > now && self.random.one_in(2) {
            true => self.random.millis(200, SLOWEST),
            false => websocket.latency(),
        };
        if state.offline_until > now || self.server.out_until > now {
            websocket.sever();
            // Some networks refuse at once, some after a while, some say nothing.
            if !self.random.one_in(3) {
                let wait = self.random.millis(1, 2_000);
                self.agenda.after(wait, Happening::ClientNotices(socket));
            }
        } else {
            self.agenda.after(latency, Happening::Arrives(socket));
        }
        self.websockets.push(websocket);
    }

    fn send_up(&mut self, page: PageIx, serial: SocketSerial, frame: Frame) {
        let socket = self.pages[page.0].sockets[serial.0 as usize - 1];
        let websocket = &mut self.websockets[socket.0];
        if websocket.client_open {
            let lost = websocket.send(socket, Way::Up, frame, &mut self.agenda);
            self.stats.frames += 1;
            self.stats.frames_lost += usize::from(lost);
        }
    }

    /// A frame of the server comes in at a client.
    pub(crate) fn client_hears(&mut self, socket: SocketIx, frame: Frame) -> Step {
        let websocket = &mut self.websockets[socket.0];
        let Some((page, serial)) = websocket.client else {
            return Ok(());
        };
        if !websocket.client_open {
            return Ok(());
        }
        match frame {
            Frame::Text(text) => self.feed(
                page,
                Input::SocketText {
                    socket: serial,
                    text,
                },
            ),
            Frame::Close(code) => {
                websocket.send(socket, Way::Up, Frame::Close(code), &mut self.agenda);
                self.client_loses(socket, code)
            }
        }
    }

    pub(crate) fn client_loses(&mut self, socket: SocketIx, code: u16) -> Step {
        let websocket = &mut self.websockets[socket.0];
        let Some((page, serial)) = websocket.client else {
            return Ok(());
        };
        if !std::mem::take(&mut websocket.client_open) {
            return Ok(());
        }
        self.feed(
            page,
            Input::SocketClosed {
                socket: serial,
                code,
            },
        )
    }

    /// Checks that a call is over for a reason.
    fn check_end(&self, page: PageIx) -> Step {
        match self.pages[page.0].phase() {
            Phase::Ended(End::Superseded) => self.check_superseded(page),
            Phase::Ended(End::Removed) if self.reference.was_removed(&self.pages[page.0].id) => {
                Ok(())
            }
            Phase::Ended(End::Removed) => Err(Violation::new("someone was removed by nobody")),
            Phase::Ended(End::IdTaken) => Err(Violation::new("someone lost their own id")),
            Phase::Ended(End::Left)
            | Phase::Idle
            | Phase::Watching
            | Phase::Joining
            | Phase::Joined => Ok(()),
        }
    }

    pub(crate) fn timer_fires(&mut self, page: PageIx, at: Duration) -> Step {
        let state = &mut self.pages[page.0];
        if state.timer != Some(at) {
            return Ok(());
        }
        state.timer = None;
        self.feed(page, Input::Timeout)
    }

    /// Sets a page's timer to what its call asks for.
    fn set_timer(&mut self, page: PageIx, due: Option<Duration>) {
        let now = self.agenda.now();
        let state = &mut self.pages[page.0];
        let due = due.map(|due| due.saturating_sub(state.ahead).max(now));
        if due == state.timer {
            return;
        }
        state.timer = due;
        let Some(due) = due else {
            return;
        };
        let throttled = state.throttled_until.saturating_sub(due);
        let late = self.random.millis(0, 4) + throttled.min(self.random.millis(0, 60_000));
        self.agenda.at(due + late, Happening::Timer(page, due));
    }
}
