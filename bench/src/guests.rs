//! People who come to many rooms at a fixed rate, whatever the servers make of it, and stay.
//!
//! As in [`load`](crate::load) the load is open: each has a time at which they are due, and waits are counted from
//! then. Where there is a roster, they go on it, and keep account of whom they were told of. One thread does it all.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::mem;
use std::net::TcpStream;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use rustix::process::{Resource, getrlimit, setrlimit};
use serde_json::Value;
use tungstenite::handshake::HandshakeError;
use tungstenite::handshake::MidHandshake;
use tungstenite::handshake::client::ClientHandshake;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, WebSocket};

use crate::contenders::Contender;
use crate::frames;
use crate::load::write;

/// How long anything may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of the frames that wake rooms: a candidate's.
const FRAME_BYTES: usize = 300;
/// Thousands of sockets wait with their buffers empty.
const BUFFER_BYTES: usize = 4 * 1024;

/// Everyone who is with one server.
pub(crate) struct Guests<'a> {
    server: &'a Contender,
    poll: Poll,
    guests: Vec<Guest>,
    /// The rooms that people came to, and how many to each.
    people: Vec<Vec<usize>>,
    /// When frames of theirs arrived, by number.
    heard: Vec<Option<Instant>>,
}

struct Guest {
    id: String,
    due: Instant,
    stage: Stage,
    opened: Option<Instant>,
    /// When they asked to be put on the roster, and when they got it.
    joined: Option<Instant>,
    welcomed: Option<Instant>,
    /// Whom they were told of, themselves included.
    known: BTreeSet<String>,
}

enum Stage {
    Shaking(MidHandshake<ClientHandshake<TcpStream>>),
    Open(WebSocket<TcpStream>),
    /// While one stage passes into another.
    Moving,
}

/// How long people had to wait.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    /// From when each was due until the server said OPEN.
    pub(crate) open: Vec<Duration>,
    /// From JOIN until ROOM. Empty where there is no roster.
    pub(crate) room: Vec<Duration>,
}

impl<'a> Guests<'a> {
    /// Nobody yet.
    pub(crate) fn new(server: &'a Contender) -> Result<Self> {
        Ok(Self {
            server,
            poll: Poll::new()?,
            guests: Vec::new(),
            people: Vec::new(),
            heard: Vec::new(),
        })
    }

    /// Sends one person after another to each of these rooms, so many a second, until each has this many more. Fails if
    /// anyone is not let in, or not told of everyone else in the room.
    pub(crate) fn arrive(&mut self, rooms: Range<usize>, more: usize, rate: f64) -> Result<Waits> {
        self.people
            .resize(self.people.len().max(rooms.end), Vec::new());
        let first = self.guests.len();
        let start = Instant::now();
        let comings = (0..more).flat_map(|_| rooms.clone());
        for (place, room) in comings.enumerate() {
            let due = start + Duration::from_secs_f64(place as f64 / rate);
            self.listen_until(due)?;
            self.open(room, due)?;
        }
        self.listen_for(
            |all| all.guests[first..].iter().all(Guest::is_in),
            "people were not let in",
        )?;
        if self.server.has_roster {
            self.listen_for(Self::knows_everyone, "a roster is not complete")?;
        }
        let came = &self.guests[first..];
        let open = came
            .iter()
            .filter_map(|g| Some(g.opened?.saturating_duration_since(g.due)));
        let room = came
            .iter()
            .filter_map(|g| Some(g.welcomed?.saturating_duration_since(g.joined?)));
        Ok(Waits {
            open: open.collect(),
            room: room.collect(),
        })
    }

    /// Passes one frame from one to another in each of these rooms, so many a second. Returns how long each took from
    /// when it was due. Fails if one is lost.
    pub(crate) fn ring(&mut self, rooms: Range<usize>, rate: f64) -> Result<Vec<Duration>> {
        let first = self.heard.len();
        let start = Instant::now();
        let due = |place: usize| start + Duration::from_secs_f64(place as f64 / rate);
        for (place, room) in rooms.enumerate() {
            self.listen_until(due(place))?;
            let [from, to] = self.people[room][..2] else {
                bail!("there are no two people in room {room}");
            };
            let text = frames::frame(self.heard.len() as u64, &self.guests[to].id, FRAME_BYTES);
            self.heard.push(None);
            write(self.guests[from].socket()?, text)?;
        }
        self.listen_for(
            |all| all.heard[first..].iter().all(Option::is_some),
            "frames were lost",
        )?;
        let arrivals = self.heard[first..].iter().flatten().enumerate();
        Ok(arrivals
            .map(|(place, at)| at.saturating_duration_since(due(place)))
            .collect())
    }

    /// Everyone says that they are alive.
    pub(crate) fn beat(&mut self) -> Result<()> {
        for guest in &mut self.guests {
            write(guest.socket()?, frames::HEARTBEAT.to_owned())?;
        }
        Ok(())
    }

    /// Takes in what the server says until then.
    pub(crate) fn listen_until(&mut self, then: Instant) -> Result<()> {
        loop {
            let left = then.saturating_duration_since(Instant::now());
            self.listen(left)?;
            if left.is_zero() {
                return Ok(());
            }
        }
    }

    fn listen_for(&mut self, done: impl Fn(&Self) -> bool, lack: &'static str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !done(self) {
            ensure!(Instant::now() < deadline, lack);
            self.listen(Duration::from_millis(20))?;
        }
        Ok(())
    }

    fn listen(&mut self, at_most: Duration) -> Result<()> {
        let mut events = Events::with_capacity(1024);
        self.poll.poll(&mut events, Some(at_most))?;
        for event in &events {
            let guest = &mut self.guests[event.token().0];
            guest.proceed(self.server.has_roster, &mut self.heard)?;
        }
        Ok(())
    }

    fn open(&mut self, room: usize, due: Instant) -> Result<()> {
        let index = self.guests.len();
        let id = format!("{index:08x}-5eed-4aaa-8bbb-{room:012x}");
        let url = self.server.url(&format!("room-{room}"), &id);
        let stream = TcpStream::connect(("127.0.0.1", self.server.process.port))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let descriptor = stream.as_raw_fd();
        let config = WebSocketConfig::default()
            .read_buffer_size(BUFFER_BYTES)
            .write_buffer_size(0);
        let stage = match tungstenite::client::client_with_config(url, stream, Some(config)) {
            Ok((socket, _)) => Stage::Open(socket),
            Err(HandshakeError::Interrupted(shaking)) => Stage::Shaking(shaking),
            Err(HandshakeError::Failure(error)) => bail!("an upgrade was refused: {error}"),
        };
        self.poll.registry().register(
            &mut SourceFd(&descriptor),
            Token(index),
            Interest::READABLE,
        )?;
        self.people[room].push(index);
        self.guests.push(Guest {
            known: BTreeSet::from([id.clone()]),
            id,
            due,
            stage,
            opened: None,
            joined: None,
            welcomed: None,
        });
        // What has come already, behind the upgrade's answer, is reported by no event.
        self.guests[index].proceed(self.server.has_roster, &mut self.heard)
    }

    fn knows_everyone(&self) -> bool {
        let mut rooms = self.people.iter();
        rooms.all(|people| {
            people
                .iter()
                .all(|&guest| self.guests[guest].known.len() == people.len())
        })
    }
}

impl Guest {
    fn is_in(&self) -> bool {
        self.opened.is_some() && (self.joined.is_none() || self.welcomed.is_some())
    }

    fn socket(&mut self) -> Result<&mut WebSocket<TcpStream>> {
        match &mut self.stage {
            Stage::Open(socket) => Ok(socket),
            Stage::Shaking(_) | Stage::Moving => bail!("a guest is not in yet"),
        }
    }

    /// Takes in whatever the socket holds.
    fn proceed(&mut self, joins: bool, heard: &mut [Option<Instant>]) -> Result<()> {
        self.stage = match mem::replace(&mut self.stage, Stage::Moving) {
            Stage::Shaking(shaking) => match shaking.handshake() {
                Ok((socket, _)) => Stage::Open(socket),
                Err(HandshakeError::Interrupted(shaking)) => Stage::Shaking(shaking),
                Err(HandshakeError::Failure(error)) => bail!("an upgrade was refused: {error}"),
            },
            stage @ (Stage::Open(_) | Stage::Moving) => stage,
        };
        while let Stage::Open(socket) = &mut self.stage {
            let text = match socket.read() {
                Ok(message) => message.into_text()?,
                Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => bail!("a socket ended: {error}"),
            };
            match frames::number(&text) {
                Some(number) => heard[number as usize] = Some(Instant::now()),
                None if text.as_str() == frames::HEARTBEAT_REPLY => {}
                None => self.hear(&text, joins)?,
            }
        }
        Ok(())
    }

    fn hear(&mut self, text: &str, joins: bool) -> Result<()> {
        let now = Instant::now();
        let frame: Value = serde_json::from_str(text)?;
        match frame["type"].as_str() {
            Some("OPEN") => {
                self.opened = Some(now);
                if joins {
                    self.joined = Some(now);
                    write(self.socket()?, frames::JOIN.to_owned())?;
                }
            }
            Some("ROOM") => {
                self.welcomed = Some(now);
                let peers = frame["payload"]["peers"]
                    .as_array()
                    .context("a ROOM without peers")?;
                self.known.extend(
                    peers
                        .iter()
                        .filter_map(|peer| Some(peer["id"].as_str()?.to_owned())),
                );
            }
            Some("JOINED") => {
                let id = frame["src"].as_str().context("a JOINED without its peer")?;
                self.known.insert(id.to_owned());
            }
            _ => bail!("a server said {text}"),
        }
        Ok(())
    }
}

/// Lets this program, and the servers it starts from now on, open as many files as it may at all: a socket is one.
pub(crate) fn lift_file_limit() -> Result<()> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).context("the limit on open files stays where it is")
}
