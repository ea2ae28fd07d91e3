//! The signaling session: one websocket at a time, opened again whenever it is lost.

use std::collections::VecDeque;
use std::time::Duration;

use super::{Output, Signaling, SocketSerial};
use crate::message::{FrameError, HEARTBEAT, HEARTBEAT_INTERVAL, ServerFrame, client};

/// How long a websocket may take until the server's OPEN, at most.
pub(super) const OPEN_WITHIN: Duration = Duration::from_secs(10);

/// How long each second of the first [`SHORT_ATTEMPTS`] that take the place of one may take at least. In a network that
/// swallows packets an attempt is repeated by the operating system after 1, 3 and 7 s, so a new one meets the network's
/// return sooner. Every fourth of them may take twice as long, the eighth four times, for a network that has become slow.
pub(super) const OPEN_AGAIN_WITHIN: Duration = Duration::from_secs(1);

/// They may also take so many times as long as the last one took that was opened.
const OPEN_AGAIN_FACTOR: u32 = 3;

/// After so many that nobody answered, each has [`OPEN_WITHIN`]. Chromium holds back the attempts of a page of which more
/// have failed within some minutes, so that short ones would end before they begin.
const SHORT_ATTEMPTS: u32 = 8;

/// How long a doubted websocket has at the least: its answer may have come in and wait to be read.
const A_MOMENT: Duration = Duration::from_millis(100);

/// How long the server may take to answer a heartbeat.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// How long it may take when there is reason to doubt the websocket.
pub(super) const DOUBTED_ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// How long it may take when no link carries anything either: the network has most likely changed.
pub(super) const STALLED_ANSWER_WITHIN: Duration = Duration::from_millis(500);

/// The first wait before a websocket is opened again is drawn from zero to this; each further one in
/// a row from twice as much, up to [`MAX_BACKOFF`].
pub(super) const BACKOFF: Duration = Duration::from_millis(500);

/// The longest wait before a websocket is opened again: however long the server was away, everyone is back
/// within 5 s of its return.
pub(super) const MAX_BACKOFF: Duration = Duration::from_secs(4);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Session {
    state: State,
    last_socket: u64,
    /// How many websockets in a row were lost before the server said anything but OPEN.
    failures: u32,
    /// How many took too long since the server last said OPEN.
    unanswered: u32,
    /// How long the last one took until the server said OPEN; [`OPEN_WITHIN`] if the machine slept meanwhile.
    opened_in: Option<Duration>,
    /// What ROOM frames to come are in answer to.
    asked: VecDeque<Asked>,
    /// Whether the next websocket watches from the start.
    watches: bool,
    random: u64,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Off,
    Opening {
        socket: SocketSerial,
        since: Duration,
        deadline: Duration,
    },
    Up {
        socket: SocketSerial,
        beat_at: Duration,
        /// Since when nothing has come in that answers a heartbeat.
        asked_at: Option<Duration>,
        /// When the websocket counts as dead unless something comes in.
        deadline: Option<Duration>,
        /// Whether there is reason to think so, other than its silence.
        doubted: bool,
    },
    Waiting {
        retry_at: Duration,
    },
}

/// What a ROOM frame is in answer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Watch,
    Join,
}

pub(super) enum SessionEvent {
    None,
    /// It is open. If it watches, ROOM comes without being asked for.
    Opened {
        watches: bool,
    },
    Frame(ServerFrame),
}

impl Asked {
    pub(super) fn is_join(self) -> bool {
        self == Self::Join
    }
}

impl Session {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            state: State::Off,
            last_socket: 0,
            failures: 0,
            unanswered: 0,
            opened_in: None,
            asked: VecDeque::new(),
            watches: false,
            random: seed,
        }
    }

    pub(super) fn open(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        self.last_socket += 1;
        let socket = SocketSerial(self.last_socket);
        self.asked.clear();
        self.state = State::Opening {
            socket,
            since: now,
            deadline: now + self.open_within(),
        };
        outputs.push(Output::OpenSocket {
            socket,
            watches: self.watches,
        });
    }

    pub(super) fn close(&mut self, outputs: &mut Vec<Output>) {
        if let Some(socket) = self.socket() {
            outputs.push(Output::CloseSocket { socket });
        }
        self.state = State::Off;
    }

    /// A websocket closed. Whether it was the present one.
    pub(super) fn closed(&mut self, socket: SocketSerial, now: Duration) -> bool {
        if self.socket() != Some(socket) {
            return false;
        }
        self.back_off(now);
        true
    }

    /// The websocket was opened this long before [`Self::open`].
    pub(super) fn adopted(&mut self, adopted: SocketSerial, head_start: Duration) {
        if let State::Opening {
            socket,
            since,
            deadline,
        } = &mut self.state
            && *socket == adopted
        {
            *since = since.saturating_sub(head_start);
            *deadline = deadline.saturating_sub(head_start);
        }
    }

    /// Reads a frame of the present websocket.
    pub(super) fn frame(&mut self, text: &str, now: Duration) -> SessionEvent {
        if let State::Up {
            asked_at,
            deadline,
            doubted,
            ..
        } = &mut self.state
        {
            (*asked_at, *deadline, *doubted) = (None, None, false);
        }
        match ServerFrame::parse(text) {
            Ok(ServerFrame::Open) => {
                let State::Opening { socket, since, .. } = self.state else {
                    return SessionEvent::None;
                };
                self.opened_in = Some(now.saturating_sub(since).min(OPEN_WITHIN));
                self.unanswered = 0;
                self.state = State::Up {
                    socket,
                    beat_at: now + HEARTBEAT_INTERVAL,
                    asked_at: None,
                    deadline: None,
                    doubted: false,
                };
                if self.watches {
                    self.asked.push_back(Asked::Watch);
                }
                SessionEvent::Opened {
                    watches: self.watches,
                }
            }
            Ok(frame) => {
                if matches!(frame, ServerFrame::Room { .. }) {
                    self.failures = 0;
                }
                SessionEvent::Frame(frame)
            }
            // The answer to a heartbeat is not a frame; what a newer server says may not be known.
            Err(
                FrameError::Malformed
                | FrameError::UnknownType
                | FrameError::Incomplete
                | FrameError::TooLarge,
            ) => SessionEvent::None,
        }
    }

    /// The network may have changed under the websocket: find out within this time. A heartbeat that waits for
    /// its answer counts from when it was sent.
    pub(super) fn doubt(&mut self, within: Duration, now: Duration, outputs: &mut Vec<Output>) {
        let shortest = self.shortest_opening();
        match &mut self.state {
            State::Off => {}
            State::Waiting { .. } => self.open(now, outputs),
            State::Opening {
                since, deadline, ..
            } => *deadline = (now + within).max(*since + shortest).min(*deadline),
            State::Up {
                socket,
                beat_at,
                asked_at,
                deadline,
                doubted,
            } => {
                *doubted = true;
                *beat_at = now + HEARTBEAT_INTERVAL;
                let soon = (now + A_MOMENT).max(*asked_at.get_or_insert(now) + within);
                *deadline = Some(deadline.map_or(soon, |at| at.min(soon)));
                outputs.push(beat(*socket));
            }
        }
    }

    pub(super) fn timeout(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        match &mut self.state {
            State::Off => {}
            State::Waiting { retry_at } => {
                if *retry_at <= now {
                    self.open(now, outputs);
                }
            }
            State::Opening {
                socket, deadline, ..
            } => {
                let socket = *socket;
                if *deadline <= now {
                    outputs.push(Output::CloseSocket { socket });
                    let bound = BACKOFF * (1 << (self.unanswered / 4).min(10));
                    self.unanswered = self.unanswered.saturating_add(1);
                    self.wait(MAX_BACKOFF.min(bound), now);
                }
            }
            State::Up {
                socket,
                beat_at,
                asked_at,
                deadline,
                doubted,
            } => {
                let (socket, doubted) = (*socket, *doubted);
                if deadline.is_some_and(|at| at <= now) {
                    outputs.push(Output::CloseSocket { socket });
                    if doubted {
                        // The server has done nothing that everyone would come back from at once.
                        self.open(now, outputs);
                    } else {
                        self.back_off(now);
                    }
                } else if *beat_at <= now {
                    *beat_at = now + HEARTBEAT_INTERVAL;
                    asked_at.get_or_insert(now);
                    deadline.get_or_insert(now + ANSWER_WITHIN);
                    outputs.push(beat(socket));
                }
            }
        }
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        match self.state {
            State::Off => None,
            State::Waiting { retry_at } => Some(retry_at),
            State::Opening { deadline, .. } => Some(deadline),
            State::Up {
                beat_at, deadline, ..
            } => Some(deadline.map_or(beat_at, |at| at.min(beat_at))),
        }
    }

    /// Opens a websocket that watches from the start, and so do those that take its place.
    pub(super) fn open_watching(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        self.watches = true;
        self.open(now, outputs);
    }

    pub(super) fn ask_watch(&mut self, outputs: &mut Vec<Output>) {
        self.watches = true;
        self.asked.push_back(Asked::Watch);
        self.send(client::watch(), outputs);
    }

    pub(super) fn ask_join(&mut self, join: String, outputs: &mut Vec<Output>) {
        // From then on it may be on the roster, and would leave it.
        self.watches = false;
        self.asked.push_back(Asked::Join);
        self.send(join, outputs);
    }

    /// RULES came instead of an answer to JOIN: it waits at the door, and ROOM follows once it is let in. Returns
    /// whether there is a JOIN that waits. Of two the later one counts.
    pub(super) fn knocks(&mut self) -> bool {
        let waits = self.asked.front() == Some(&Asked::Join);
        if waits && self.asked.len() > 1 {
            self.asked.pop_front();
        }
        waits
    }

    /// The server answered: to what?
    pub(super) fn answered(&mut self) -> Asked {
        self.asked.pop_front().unwrap_or(Asked::Watch)
    }

    /// Sends a frame, if the websocket is up.
    pub(super) fn send(&self, text: String, outputs: &mut Vec<Output>) {
        if let State::Up { socket, .. } = self.state {
            outputs.push(Output::SendSocket { socket, text });
        }
    }

    /// Whether this is the present websocket.
    pub(super) fn hears(&self, socket: SocketSerial) -> bool {
        self.socket() == Some(socket)
    }

    pub(super) fn is_up(&self) -> bool {
        matches!(self.state, State::Up { .. })
    }

    pub(super) fn signaling(&self) -> Signaling {
        match self.state {
            State::Off => Signaling::Off,
            State::Up { .. } => Signaling::Up,
            State::Opening { .. } | State::Waiting { .. } if self.opened_in.is_some() => {
                Signaling::Lost
            }
            State::Opening { .. } | State::Waiting { .. } => Signaling::Connecting,
        }
    }

    fn socket(&self) -> Option<SocketSerial> {
        match self.state {
            State::Opening { socket, .. } | State::Up { socket, .. } => Some(socket),
            State::Off | State::Waiting { .. } => None,
        }
    }

    fn open_within(&self) -> Duration {
        if self.opened_in.is_none() || self.unanswered >= SHORT_ATTEMPTS {
            return OPEN_WITHIN;
        }
        let doublings = (self.unanswered + 1).trailing_zeros();
        OPEN_WITHIN.min(self.shortest_opening() * (1 << doublings))
    }

    /// What every attempt has, once it is known how long one takes.
    fn shortest_opening(&self) -> Duration {
        let learnt = |opened_in| OPEN_AGAIN_WITHIN.max(opened_in * OPEN_AGAIN_FACTOR);
        self.opened_in.map(learnt).unwrap_or_default()
    }

    fn back_off(&mut self, now: Duration) {
        let bound = MAX_BACKOFF.min(BACKOFF * (1 << self.failures.min(10)));
        self.failures = self.failures.saturating_add(1);
        self.wait(bound, now);
    }

    /// Full jitter: a restarted server is not met by everyone at once.
    fn wait(&mut self, bound: Duration, now: Duration) {
        let millis = u64::try_from(bound.as_millis()).unwrap_or(u64::MAX);
        let wait = Duration::from_millis(self.draw() % millis.max(1));
        self.state = State::Waiting {
            retry_at: now + wait,
        };
    }

    /// SplitMix64: enough to spread clients out.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

fn beat(socket: SocketSerial) -> Output {
    Output::SendSocket {
        socket,
        text: HEARTBEAT.to_owned(),
    }
}
