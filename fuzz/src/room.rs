//! A script for a [`Room`].
//!
//! | line | what happens |
//! |---|---|
//! | `C0 ada one` | socket 0 connects as `ada` with token `one` |
//! | `C0 ada one foreign` | a page of another site does |
//! | `T0 {"type":"WATCH"}` | socket 0 sends a text |
//! | `B0` | socket 0 sends something binary |
//! | `X0 1006` | socket 0 closes with this code |
//! | `H0 20` | the runtime answered a heartbeat of socket 0 at second 20 |
//! | `W 30` | 30 seconds pass |
//! | `S` | the room falls asleep and wakes |

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::room::{Attachment, Config, Input, Opener, Output, Room, SocketId};

use super::{check_frame, elapsed, steps};

const CONFIG: Config = Config { capacity: 3 };

struct Driver {
    room: Room,
    now: Duration,
    attachments: BTreeMap<SocketId, Attachment>,
    records: BTreeMap<String, String>,
}

/// Plays the script and checks what the room wants done.
pub fn run(data: &[u8]) {
    let Some(steps) = steps(data) else {
        return;
    };
    let mut driver = Driver {
        room: Room::new(CONFIG, Duration::ZERO),
        now: Duration::ZERO,
        attachments: BTreeMap::new(),
        records: BTreeMap::new(),
    };
    for step in steps {
        let socket = SocketId(step.which);
        match step.what {
            b'C' => driver.connect(socket, step.text),
            b'T' => driver.feed(Input::Text {
                socket,
                text: step.text,
            }),
            b'B' => driver.feed(Input::Binary { socket }),
            b'X' => {
                let code = step.text.parse().unwrap_or(1006);
                driver.attachments.remove(&socket);
                driver.feed(Input::Closed { socket, code });
            }
            b'H' => driver.feed(Input::Beats(vec![(socket, elapsed(step.text))])),
            b'W' => driver.wait(elapsed(step.text)),
            b'S' => driver.sleep(),
            _ => {}
        }
    }
}

impl Driver {
    fn connect(&mut self, socket: SocketId, text: &str) {
        let mut words = text.split(' ');
        let mut word = |otherwise| words.next().unwrap_or(otherwise);
        let (id, token, page) = (word("ada"), word("one"), word("own"));
        let (Ok(id), Ok(token)) = (id.parse(), token.parse()) else {
            return;
        };
        let opener = Opener {
            is_foreign: page == "foreign",
            address: Some(7),
            asked_at: None,
        };
        self.feed(Input::Connect {
            socket,
            id,
            token,
            opener,
            watches: word("later") == "watching",
        });
    }

    fn feed(&mut self, input: Input<'_>) {
        let outputs = self.room.handle(input, self.now);
        self.perform(outputs);
    }

    fn wait(&mut self, time: Duration) {
        let until = self.now + time;
        for _ in 0..100 {
            let Some(due) = self.room.next_timeout().filter(|due| *due <= until) else {
                break;
            };
            self.now = self.now.max(due);
            self.feed(Input::Timeout);
        }
        self.now = until;
    }

    fn sleep(&mut self) {
        let attachments = self.attachments.values().cloned().collect();
        let records = self.records.clone().into_iter().collect();
        let (woken, outputs) = Room::restore(CONFIG, attachments, records, self.now);
        assert!(woken.roster().eq(self.room.roster()));
        self.room = woken;
        self.perform(outputs);
    }

    fn perform(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send { text, .. } => check_frame(&text),
                Output::Close {
                    socket,
                    code,
                    reason,
                } => {
                    assert!(matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999));
                    assert!(reason.len() <= 123);
                    self.attachments.remove(&socket);
                }
                Output::Attach(attachment) => {
                    assert!(attachment.to_text().len() <= 16 * 1024);
                    self.attachments.insert(attachment.socket, attachment);
                }
                Output::Put { key, value } => {
                    self.records.insert(key, value);
                }
                Output::Erase { key } => {
                    self.records.remove(&key);
                }
                Output::AskBeats => {}
            }
        }
        assert!(self.room.roster().count() <= CONFIG.capacity);
    }
}
