//! A script for a [`Call`]. Connections count from 1; frames come in on the newest websocket.
//!
//! | line | what happens |
//! |---|---|
//! | `V` | the person watches the room |
//! | `J Bob` | the person joins it as `Bob` |
//! | `L` | the person leaves it |
//! | `S hello` | the person says something |
//! | `D` | there is reason to doubt the websocket |
//! | `F {"type":"OPEN"}` | a frame arrives |
//! | `K 1006` | the websocket closes with this code |
//! | `d1 v=0` | connection 1 has this description |
//! | `a1`, `n1` | its answer is accepted, its negotiation failed |
//! | `c1 candidate:1`, `g1` | it found this candidate, and all there are |
//! | `t1 c` | its transport is connecting (`n`), connected (`c`), disconnected (`d`), failed (`f`) |
//! | `o1`, `x1` | its control channel opened, closed |
//! | `m1 "bye"` | a message comes in on its control channel |
//! | `W 30` | 30 seconds pass |

use std::collections::BTreeSet;
use std::time::Duration;

use parley_protocol::call::{Call, Config, ConnectionId, Input, Output, SocketSerial, Transport};
use parley_protocol::message::{Candidate, Instance, MAX_FRAME_BYTES};
use parley_protocol::verification::VerificationSeed;

use super::{Step, check_frame, elapsed, steps};

struct Driver {
    call: Call,
    now: Duration,
    socket: SocketSerial,
    open: BTreeSet<ConnectionId>,
}

/// Plays the script and checks what the call wants done.
pub fn run(data: &[u8]) {
    let Some(steps) = steps(data) else {
        return;
    };
    let config = Config {
        id: "own".parse().expect("it is short and plain"),
        token: "token".parse().expect("it is short and plain"),
        instance: Instance(1),
        seed: 1,
        relay_only: false,
        room: "room".parse().expect("it is short and plain"),
        seal: None,
        verification: VerificationSeed::from_bytes([1; 32]),
    };
    let mut driver = Driver {
        call: Call::new(config, Duration::ZERO),
        now: Duration::ZERO,
        socket: SocketSerial(0),
        open: BTreeSet::new(),
    };
    for step in steps {
        if step.what == b'W' {
            driver.wait(elapsed(step.text));
        } else if let Some(input) = input(&step, driver.socket) {
            driver.feed(input);
        }
    }
}

fn input(step: &Step<'_>, socket: SocketSerial) -> Option<Input> {
    let connection = ConnectionId(step.which);
    let text = step.text.to_owned();
    Some(match step.what {
        b'V' => Input::Watch,
        b'J' => Input::Join {
            name: text.parse().ok()?,
        },
        b'L' => Input::Leave,
        b'S' => Input::Say {
            text: text.parse().ok()?,
            to: None,
            at: 0,
        },
        b'D' => Input::Doubt,
        b'F' => Input::SocketText { socket, text },
        b'K' => Input::SocketClosed {
            socket,
            code: text.parse().unwrap_or(1006),
        },
        b'd' => Input::Described {
            connection,
            sdp: format!("v=0\r\na=ice-ufrag:{text}\r\n"),
        },
        b'a' => Input::AnswerAccepted { connection },
        b'n' => Input::NegotiationFailed { connection },
        b'c' => Input::CandidateGathered {
            connection,
            ufrag: None,
            candidate: Candidate {
                candidate: text,
                sdp_mid: None,
                sdp_m_line_index: Some(0),
            },
        },
        b'g' => Input::GatheringDone { connection },
        b't' => Input::TransportChanged {
            connection,
            transport: match step.text {
                "c" => Transport::Connected,
                "d" => Transport::Disconnected,
                "f" => Transport::Failed,
                _ => Transport::Connecting,
            },
        },
        b'o' => Input::ControlOpened { connection },
        b'x' => Input::ControlClosed { connection },
        b'm' => Input::ControlText { connection, text },
        _ => return None,
    })
}

impl Driver {
    fn wait(&mut self, time: Duration) {
        let until = self.now + time;
        for _ in 0..100 {
            let Some(due) = self.call.next_timeout().filter(|due| *due <= until) else {
                break;
            };
            self.now = self.now.max(due);
            self.feed(Input::Timeout);
        }
        self.now = until;
    }

    fn feed(&mut self, input: Input) {
        for output in self.call.handle(input, self.now) {
            self.check(output);
        }
        let _ = self.call.snapshot();
        let _ = self.call.chat();
    }

    fn check(&mut self, output: Output) {
        match output {
            Output::OpenSocket { socket, .. } => self.socket = socket,
            Output::SendSocket { text, .. } => {
                check_frame(&text);
                assert!(text.len() <= MAX_FRAME_BYTES);
            }
            Output::OpenConnection { connection, .. } | Output::OpenGuest { connection, .. } => {
                assert!(self.open.insert(connection), "a name is used twice");
            }
            Output::CloseConnection { connection } => {
                assert!(self.open.remove(&connection), "what is not open is closed");
            }
            Output::MakeOffer { connection, .. }
            | Output::AcceptOffer { connection, .. }
            | Output::AcceptAnswer { connection, .. }
            | Output::AddCandidates { connection, .. }
            | Output::SendControl { connection, .. }
            | Output::SendKeyFrame { connection }
            | Output::PausePictures { connection }
            | Output::HoldPicture { connection, .. } => {
                assert!(
                    self.open.contains(&connection),
                    "{connection:?} is not open"
                );
            }
            Output::CloseSocket { .. } | Output::Tell(_) => {}
        }
    }
}
