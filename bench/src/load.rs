//! A crowd of PeerJS clients that sends frames at a fixed rate, whatever the server makes of them.
//!
//! The load is open: each frame has a time at which it is due, and its latency counts from then, not from
//! when it was sent. A server that stalls is charged for every frame that had to wait meanwhile, also for those
//! that the crowd could not send in time. One thread sends and another receives.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::os::fd::AsRawFd;
use tungstenite::protocol::Role;
use tungstenite::{Error, Message, WebSocket};

use crate::contenders::Contender;
use crate::frames;

/// How long what is on its way may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who talks to whom, and how much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) rooms: usize,
    /// How many are in each room.
    pub(crate) people: usize,
    /// Bytes of a frame.
    pub(crate) bytes: usize,
    /// Frames a second, of the whole crowd.
    pub(crate) rate: f64,
}

/// Everyone who is connected to one server.
pub(crate) struct Crowd {
    shape: Shape,
    senders: Vec<WebSocket<TcpStream>>,
    ids: Vec<String>,
    arrivals: Receiver<Arrival>,
    receiver: Option<JoinHandle<Result<()>>>,
    done: Arc<AtomicBool>,
    /// Numbers the frames of all slices.
    sent: u64,
}

/// A frame arrived.
struct Arrival {
    number: u64,
    at: Instant,
}

/// What came of a slice of load.
#[derive(Debug, Default)]
pub(crate) struct Slice {
    /// How long each frame took, from when it was due, in the order in which they were due.
    pub(crate) latencies: Vec<Duration>,
    /// By how much the crowd itself was late, for each frame.
    pub(crate) lateness: Vec<Duration>,
}

impl Crowd {
    /// Connects everyone.
    pub(crate) fn connect(server: &Contender, shape: Shape) -> Result<Self> {
        let (mut senders, mut receivers, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for room in 0..shape.rooms {
            for person in 0..shape.people {
                let id = format!(
                    "{:08x}-5eed-4aaa-8bbb-{person:012x}",
                    shape.bytes * 1000 + room
                );
                let url = server.url(&format!("room-{}-{room}", shape.bytes), &id);
                let (sender, receiver) = open(server.process.port, &url)?;
                senders.push(sender);
                receivers.push(receiver);
                ids.push(id);
            }
        }
        let done = Arc::new(AtomicBool::new(false));
        let (report, arrivals) = channel();
        let until = Arc::clone(&done);
        let receiver = thread::spawn(move || receive(receivers, &report, &until));
        Ok(Self {
            shape,
            senders,
            ids,
            arrivals,
            receiver: Some(receiver),
            done,
            sent: 0,
        })
    }

    /// Sends for as long as this, and waits until everything arrived. Fails if something is lost.
    pub(crate) fn run(&mut self, length: Duration) -> Result<Slice> {
        let count = (self.shape.rate * length.as_secs_f64()) as usize;
        let first = self.sent;
        let start = Instant::now() + Duration::from_millis(5);
        let rate = self.shape.rate;
        let due = |frame: usize| start + Duration::from_secs_f64(frame as f64 / rate);
        let mut lateness = Vec::with_capacity(count);
        for frame in 0..count {
            let due = due(frame);
            // Measured, not assumed: `lateness` tells how well this machine keeps time.
            thread::sleep(due.saturating_duration_since(Instant::now()));
            lateness.push(due.elapsed());
            self.send()?;
        }
        let mut latencies = vec![None; count];
        let deadline = Instant::now() + PATIENCE;
        for _ in 0..count {
            let left = deadline.saturating_duration_since(Instant::now());
            let Arrival { number, at } = self
                .arrivals
                .recv_timeout(left)
                .context("frames were lost")?;
            let frame = (number - first) as usize;
            ensure!(
                frame < count && latencies[frame].is_none(),
                "a frame arrived twice"
            );
            latencies[frame] = Some(at.saturating_duration_since(due(frame)));
        }
        Ok(Slice {
            latencies: latencies.into_iter().flatten().collect(),
            lateness,
        })
    }

    /// Says on behalf of everyone that they are alive.
    pub(crate) fn beat(&mut self) -> Result<()> {
        for socket in &mut self.senders {
            write(socket, frames::HEARTBEAT.to_owned())?;
        }
        Ok(())
    }

    /// Sends the next frame: rooms take turns, and so do the pairs in a room.
    fn send(&mut self) -> Result<()> {
        let Shape {
            rooms,
            people,
            bytes,
            ..
        } = self.shape;
        let turn = self.sent as usize;
        let (room, round) = (turn % rooms, turn / rooms);
        let (from, step) = (round % people, 1 + round / people % (people - 1));
        let (from, to) = (room * people + from, room * people + (from + step) % people);
        let text = frames::frame(self.sent, &self.ids[to], bytes);
        self.sent += 1;
        write(&mut self.senders[from], text)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(receiver) = self.receiver.take() {
            // What went wrong there was reported by the frames that were missed.
            let _ = receiver.join();
        }
    }
}

/// Opens a websocket, waits for the server's OPEN, and splits it into an end to send and one to receive.
fn open(port: u16, url: &str) -> Result<(WebSocket<TcpStream>, WebSocket<TcpStream>)> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = tungstenite::client(url, stream).context("the upgrade was refused")?;
    let text = socket.read()?.into_text()?;
    ensure!(
        text.contains("OPEN"),
        "the server said {text} instead of OPEN"
    );
    let stream = socket.get_ref().try_clone()?;
    stream.set_nonblocking(true)?;
    let receiver = WebSocket::from_raw_socket(stream.try_clone()?, Role::Client, None);
    let sender = WebSocket::from_raw_socket(stream, Role::Client, None);
    Ok((sender, receiver))
}

/// Sends a text, however long the server takes to read it.
pub(crate) fn write(socket: &mut WebSocket<TcpStream>, text: String) -> Result<()> {
    let mut sent = socket.send(Message::text(text));
    loop {
        match sent {
            Ok(()) => return Ok(()),
            // The server reads too slowly: the wait is part of the latency of all frames that are due.
            Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => thread::yield_now(),
            Err(error) => bail!("a socket ended: {error}"),
        }
        sent = socket.flush();
    }
}

fn receive(
    mut sockets: Vec<WebSocket<TcpStream>>,
    report: &Sender<Arrival>,
    done: &AtomicBool,
) -> Result<()> {
    let mut poll = Poll::new()?;
    for (index, socket) in sockets.iter().enumerate() {
        let descriptor = socket.get_ref().as_raw_fd();
        let mut source = SourceFd(&descriptor);
        poll.registry()
            .register(&mut source, Token(index), Interest::READABLE)?;
    }
    let mut events = Events::with_capacity(sockets.len());
    while !done.load(Ordering::Relaxed) {
        poll.poll(&mut events, Some(Duration::from_millis(100)))?;
        for event in &events {
            drain(&mut sockets[event.token().0], report)?;
        }
    }
    Ok(())
}

/// Takes in whatever a socket holds.
fn drain(socket: &mut WebSocket<TcpStream>, report: &Sender<Arrival>) -> Result<()> {
    loop {
        match socket.read() {
            Ok(message) => {
                let at = Instant::now();
                if let Some(number) = message.to_text().ok().and_then(frames::number) {
                    report.send(Arrival { number, at })?;
                }
            }
            Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => bail!("a socket ended: {error}"),
        }
    }
}
