//! What the network does under peer connections: paths that come up, break, recover or die, and the
//! control channels on them.
//!
//! Two connections find a path once both have the descriptions of one exchange and the candidates that
//! matter crossed. Packets pass on it as long as both machines are awake, nothing cuts it and neither end
//! has given it up. When they stop, either browser notices after some seconds, and gives up some more
//! seconds later; then only new credentials help. The page misses them sooner, in the statistics. Messages on a control channel wait for the path to
//! return, and are lost with the connection.

use std::collections::VecDeque;
use std::time::Duration;

use parley_protocol::call::{Input, Transport};
use parley_protocol::gauge::Finding;

use crate::agenda::{Agenda, Happening, PathHappening};
use crate::browser::{Browsers, PcIx, Ufrag};
use crate::page::PageIx;
use crate::schedule::Who;

/// A path between two connections that once found each other.
#[derive(Debug)]
pub(crate) struct Path {
    ends: [PcIx; 2],
    /// The credentials it was found with, as the first end sees them.
    ice: Option<(Ufrag, Ufrag)>,
    /// Gone until new credentials find another.
    broken: bool,
    /// Gone until the connections are replaced.
    ruined: bool,
    flows: bool,
    /// Counts the changes of `flows`, so that what they led to can be told to be outdated.
    turn: u32,
    /// When something last happened to it.
    pub(crate) calm_since: Duration,
    /// What is under way from the first end to the second, and back.
    messages: [VecDeque<String>; 2],
}

/// How long ICE tries before it gives up. Measured in Chromium: 15 to 16 s.
const ICE_TRIES: Duration = Duration::from_secs(15);

impl Browsers {
    /// Begins to look for a path with the credentials in place.
    pub(super) fn start_ice(&mut self, pc: PcIx, agenda: &mut Agenda) {
        let state = &mut self.pcs[pc.0];
        state.attempt += 1;
        if state.transport == Transport::Connected {
            return;
        }
        let give_up = PathHappening::GivesUp(state.attempt);
        agenda.after(ICE_TRIES, Happening::Path(pc, give_up));
        self.set_transport(pc, Transport::Connecting);
    }

    /// Looks whether a connection and its other end can find each other now.
    pub(super) fn check_pair(&mut self, pc: PcIx, agenda: &mut Agenda) {
        let Some(other) = self.pcs[pc.0].other else {
            return;
        };
        if self.finds(pc, other) {
            let wait = self.random.millis(20, 400);
            agenda.after(wait, Happening::Path(pc, PathHappening::Connects(other)));
        }
    }

    pub(crate) fn happen_on_path(
        &mut self,
        pc: PcIx,
        happening: PathHappening,
        agenda: &mut Agenda,
    ) {
        if self.pcs[pc.0].closed {
            return;
        }
        let connection = self.pcs[pc.0].name;
        let (turn, attempt) = (self.turn(pc), self.pcs[pc.0].attempt);
        match happening {
            PathHappening::Connects(other) => {
                if self.finds(pc, other) {
                    self.connect(pc, other, agenda);
                }
            }
            PathHappening::GivesUp(of) => {
                if of == attempt && self.pcs[pc.0].transport == Transport::Connecting {
                    self.fail(pc, agenda);
                }
            }
            PathHappening::Up(of) => {
                if of == turn {
                    if std::mem::take(&mut self.pcs[pc.0].stalled) {
                        self.find(pc, Finding::Flows);
                    }
                    self.set_transport(pc, Transport::Connected);
                    if !self.pcs[pc.0].control_open {
                        let wait = self.random.millis(5, 60);
                        agenda.after(wait, Happening::Path(pc, PathHappening::ControlOpens));
                    }
                }
            }
            PathHappening::Stalls(of) => {
                let transport = self.pcs[pc.0].transport;
                if of == turn && matches!(transport, Transport::Connected | Transport::Disconnected)
                {
                    self.pcs[pc.0].stalled = true;
                    self.find(pc, Finding::Stalled);
                }
            }
            PathHappening::Disconnects(of) => {
                if of == turn && self.pcs[pc.0].transport == Transport::Connected {
                    self.set_transport(pc, Transport::Disconnected);
                }
            }
            PathHappening::Fails(of) => {
                if of == turn && self.pcs[pc.0].transport == Transport::Disconnected {
                    self.fail(pc, agenda);
                }
            }
            PathHappening::ControlOpens => {
                if !std::mem::replace(&mut self.pcs[pc.0].control_open, true) {
                    self.report(pc, Input::ControlOpened { connection });
                }
            }
            PathHappening::ControlArrives => self.deliver(pc),
            PathHappening::OtherCloses => {
                if self.pcs[pc.0].control_open {
                    self.pcs[pc.0].control_open = false;
                    self.report(pc, Input::ControlClosed { connection });
                }
                self.fail(pc, agenda);
            }
        }
    }

    /// Sends a message on a control channel; one that is not open drops it.
    pub(crate) fn send_control(&mut self, pc: PcIx, text: String, agenda: &mut Agenda) {
        let state = &self.pcs[pc.0];
        let (Some(path), true) = (state.path, state.control_open) else {
            return;
        };
        let to = self.paths[path].other(pc);
        let way = self.paths[path].way_to(to);
        self.paths[path].messages[way].push_back(text);
        if self.paths[path].flows {
            let wait = self.random.millis(1, 120);
            agenda.after(wait, Happening::Path(to, PathHappening::ControlArrives));
        }
    }

    /// A connection was closed: the other end is told if the path still carries that.
    pub(super) fn farewell(&mut self, pc: PcIx, agenda: &mut Agenda) {
        let Some(path) = self.pcs[pc.0].path else {
            return;
        };
        let other = self.paths[path].other(pc);
        let (there, back) = (self.paths[path].way_to(other), self.paths[path].way_to(pc));
        self.paths[path].messages[back].clear();
        if self.paths[path].flows {
            // What was sent right before may or may not get out.
            let random = &mut self.random;
            let mut lost = |_: &String| random.one_in(5);
            let mut messages = std::mem::take(&mut self.paths[path].messages[there]);
            messages.retain(|message| !lost(message));
            self.paths[path].messages[there] = messages;
            self.deliver(other);
            let wait = self.random.millis(50, 900);
            agenda.after(wait, Happening::Path(other, PathHappening::OtherCloses));
        }
        self.refresh(path, agenda);
    }

    /// The machine under a page falls asleep or wakes, or it loses power for good.
    pub(crate) fn set_asleep(&mut self, page: PageIx, asleep: bool, agenda: &mut Agenda) {
        match asleep {
            true => self.asleep.insert(page),
            false => self.asleep.remove(&page),
        };
        self.refresh_all(agenda);
    }

    /// Lets no packet pass between two people until a time.
    pub(crate) fn cut(&mut self, a: Who, b: Who, until: Duration, agenda: &mut Agenda) {
        self.cuts.push((a, b, until));
        agenda.at(until, Happening::PathReturns);
        self.refresh_all(agenda);
    }

    /// Looks at every path and every pair anew.
    pub(crate) fn refresh_all(&mut self, agenda: &mut Agenda) {
        self.cuts.retain(|(_, _, until)| *until > agenda.now());
        for path in 0..self.paths.len() {
            self.refresh(path, agenda);
        }
        for pc in 0..self.pcs.len() {
            if !self.pcs[pc].closed {
                self.check_pair(PcIx(pc), agenda);
            }
        }
    }

    /// Breaks the path under a connection; new credentials mend it unless it is `ruined`.
    pub(crate) fn break_path(&mut self, pc: PcIx, ruined: bool, agenda: &mut Agenda) {
        if let Some(path) = self.pcs[pc.0].path {
            self.paths[path].broken = true;
            self.paths[path].ruined |= ruined;
            self.refresh(path, agenda);
        }
    }

    /// Whether a browser refused something on a connection, which is to be replaced then, however late.
    pub(crate) fn is_doomed(&self, pc: PcIx) -> bool {
        self.pcs[pc.0].refused
    }

    /// The path under a connection, if packets pass on it and both browsers know.
    pub(crate) fn healthy_path(&self, pc: PcIx) -> Option<&Path> {
        let path = &self.paths[self.pcs[pc.0].path?];
        let knows = |end: PcIx| self.pcs[end.0].transport == Transport::Connected;
        (path.flows && path.ends.into_iter().all(knows)).then_some(path)
    }

    /// Whether the control channel of a connection is open.
    pub(crate) fn control_is_open(&self, pc: PcIx) -> bool {
        self.pcs[pc.0].control_open
    }

    fn finds(&self, a: PcIx, b: PcIx) -> bool {
        let path = self.pcs[a.0].path.map(|path| &self.paths[path]);
        let found = path.is_some_and(|path| {
            path.ruined || (path.ice == self.ice(path.ends[0]) && !path.broken)
        });
        let tries = |pc: PcIx| self.pcs[pc.0].transport != Transport::Failed;
        !found && self.matches(a, b) && tries(a) && tries(b) && !self.is_cut(a, b)
    }

    fn is_cut(&self, a: PcIx, b: PcIx) -> bool {
        let (one, other) = (&self.pcs[a.0], &self.pcs[b.0]);
        let between = |&(x, y, _): &(Who, Who, Duration)| {
            (x, y) == (one.who, other.who) || (y, x) == (one.who, other.who)
        };
        self.asleep.contains(&one.page)
            || self.asleep.contains(&other.page)
            || self.cuts.iter().any(between)
    }

    fn connect(&mut self, a: PcIx, b: PcIx, agenda: &mut Agenda) {
        let path = match self.pcs[a.0].path {
            Some(path) => path,
            None => {
                self.paths.push(Path {
                    ends: [a, b],
                    ice: None,
                    broken: false,
                    ruined: false,
                    flows: false,
                    turn: 0,
                    calm_since: agenda.now(),
                    messages: Default::default(),
                });
                self.paths.len() - 1
            }
        };
        let ice = self.ice(self.paths[path].ends[0]);
        let state = &mut self.paths[path];
        (state.ice, state.broken, state.calm_since) = (ice, false, agenda.now());
        self.pcs[a.0].path = Some(path);
        self.pcs[b.0].path = Some(path);
        self.refresh(path, agenda);
    }

    /// Looks whether packets pass, and plans what either browser makes of a change.
    fn refresh(&mut self, path: usize, agenda: &mut Agenda) {
        let state = &self.paths[path];
        let ends = state.ends;
        let given_up =
            |end: PcIx| self.pcs[end.0].closed || self.pcs[end.0].transport == Transport::Failed;
        let flows = !state.broken
            && !state.ruined
            && !ends.into_iter().any(given_up)
            && !self.is_cut(ends[0], ends[1]);
        let changed = flows != state.flows;
        let waits = |end: PcIx| flows && self.pcs[end.0].transport != Transport::Connected;
        if !changed && !ends.into_iter().any(waits) {
            return;
        }
        let state = &mut self.paths[path];
        state.flows = flows;
        state.turn += 1;
        state.calm_since = agenda.now();
        let turn = state.turn;
        for end in ends {
            if flows {
                let wait = self.random.millis(0, 200);
                agenda.after(wait, Happening::Path(end, PathHappening::Up(turn)));
                agenda.after(wait, Happening::Path(end, PathHappening::ControlArrives));
            } else {
                let missed = self.random.millis(1_200, 2_000);
                agenda.after(missed, Happening::Path(end, PathHappening::Stalls(turn)));
                let noticed = self.random.millis(1_000, 7_000);
                let failed = noticed + self.random.millis(8_000, 11_000);
                agenda.after(
                    noticed,
                    Happening::Path(end, PathHappening::Disconnects(turn)),
                );
                agenda.after(failed, Happening::Path(end, PathHappening::Fails(turn)));
            }
        }
    }

    fn deliver(&mut self, to: PcIx) {
        let Some(path) = self.pcs[to.0].path else {
            return;
        };
        if !self.paths[path].flows || self.pcs[to.0].closed {
            return;
        }
        let connection = self.pcs[to.0].name;
        let way = self.paths[path].way_to(to);
        // A message cannot come in before the channel opened on this side: it waits in the browser.
        if !self.pcs[to.0].control_open && !self.paths[path].messages[way].is_empty() {
            self.pcs[to.0].control_open = true;
            self.report(to, Input::ControlOpened { connection });
        }
        while let Some(text) = self.paths[path].messages[way].pop_front() {
            self.report(to, Input::ControlText { connection, text });
        }
    }

    fn find(&mut self, pc: PcIx, finding: Finding) {
        let connection = self.pcs[pc.0].name;
        self.report(
            pc,
            Input::Found {
                connection,
                finding,
            },
        );
    }

    fn fail(&mut self, pc: PcIx, agenda: &mut Agenda) {
        self.set_transport(pc, Transport::Failed);
        if let Some(path) = self.pcs[pc.0].path {
            self.refresh(path, agenda);
        }
    }

    fn set_transport(&mut self, pc: PcIx, transport: Transport) {
        let state = &mut self.pcs[pc.0];
        if state.transport == transport {
            return;
        }
        state.transport = transport;
        let connection = state.name;
        self.report(
            pc,
            Input::TransportChanged {
                connection,
                transport,
            },
        );
    }

    fn turn(&self, pc: PcIx) -> u32 {
        let path = self.pcs[pc.0].path;
        path.map_or(0, |path| self.paths[path].turn)
    }
}

impl Path {
    pub(crate) fn other(&self, end: PcIx) -> PcIx {
        match self.ends {
            [a, b] if a == end => b,
            [a, _] => a,
        }
    }

    fn way_to(&self, end: PcIx) -> usize {
        usize::from(self.ends[1] == end)
    }
}
