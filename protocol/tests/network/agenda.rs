//! Virtual time: what will happen, in order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::time::Duration;

use crate::browser::{DescriptionIx, PcIx, Ufrag};
use crate::page::PageIx;
use crate::websocket::{SocketIx, Way};

/// Something that will happen at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Happening {
    /// An event of the schedule, by its place.
    Event(usize),
    /// A websocket's upgrade reaches the server.
    Arrives(SocketIx),
    /// The next frame of a websocket gets to its other end.
    Frame(SocketIx, Way),
    /// A client finds out that its websocket is gone.
    ClientNotices(SocketIx),
    /// The server finds out that a websocket is gone.
    ServerNotices(SocketIx),
    /// A page's timer goes off, if it is still set to this time.
    Timer(PageIx, Duration),
    /// Someone who found the room full tries again.
    Insists(PageIx),
    /// The machine under a page wakes.
    Wakes(PageIx),
    /// The room's alarm rings, if it is still the one with this number.
    Alarm(u64),
    /// The path between two people is there again.
    PathReturns,
    /// Something in the browser, about a peer connection.
    Pc(PcIx, PcHappening),
    /// Something on the path under a peer connection.
    Path(PcIx, PathHappening),
}

/// What a browser does about a peer connection.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PcHappening {
    /// The browser gets to the next operation in the queue.
    Operation,
    /// The page hears of a local description.
    Described(DescriptionIx),
    /// A candidate of these credentials was found.
    Candidate(Ufrag, u32),
    /// All candidates of these credentials were found.
    Gathered(Ufrag),
}

/// What the network does to a peer connection.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PathHappening {
    /// ICE has tried for long enough, if the attempt is still this one.
    GivesUp(u32),
    /// ICE finds a pair that works, with this connection.
    Connects(PcIx),
    /// Packets pass, if nothing happened to the path since.
    Up(u32),
    /// The page misses packets, if nothing happened to the path since.
    Stalls(u32),
    /// The browser misses packets, if nothing happened to the path since.
    Disconnects(u32),
    /// The browser gives the path up, if nothing happened to it since.
    Fails(u32),
    /// The control channel opens.
    ControlOpens,
    /// What the other side said on the control channel comes in.
    ControlArrives,
    /// The other side's farewell comes in.
    OtherCloses,
}

/// What will happen. Things due at the same time happen in the order in which they were planned.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    now: Duration,
    planned: u64,
    heap: BinaryHeap<Entry>,
}

#[derive(Debug)]
struct Entry {
    at: Duration,
    serial: u64,
    happening: Happening,
}

impl Agenda {
    pub(crate) fn now(&self) -> Duration {
        self.now
    }

    /// Plans something for `at`, or for now if that is past.
    pub(crate) fn at(&mut self, at: Duration, happening: Happening) {
        self.planned += 1;
        self.heap.push(Entry {
            at: at.max(self.now),
            serial: self.planned,
            happening,
        });
    }

    pub(crate) fn after(&mut self, wait: Duration, happening: Happening) {
        self.at(self.now + wait, happening);
    }

    /// Goes on to what happens next, if that is not later than `until`; else to `until`.
    pub(crate) fn next(&mut self, until: Duration) -> Option<Happening> {
        if self.heap.peek().is_none_or(|entry| entry.at > until) {
            self.now = self.now.max(until);
            return None;
        }
        let entry = self.heap.pop()?;
        self.now = entry.at;
        Some(entry.happening)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.serial).cmp(&(self.at, self.serial))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}
