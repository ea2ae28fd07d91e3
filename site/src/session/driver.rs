//! The driver of the call machine: it performs what the machine asks for, in order, and owns every
//! browser object that comes of it.

use std::collections::BTreeMap;

use parley_protocol::call::{
    Call, Config, ConnectionId, Input, News, Output, Person, Phase, Role, Seal, Snapshot,
    SocketSerial,
};
use parley_protocol::message::{Instance, PeerId, RoomName};
use parley_protocol::seal::{RoomKey, Stream as SealStream};
use parley_protocol::verification::VerificationSeed;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::identity::Identity;
use super::servers::{Consequence, ServerEvent, Servers};
use crate::browser::certificate::Certificate;
use crate::browser::head_start::HeadStart;
use crate::browser::inbox::Inbox;
use crate::browser::page;
use crate::browser::peer::{Operation, Peer, Setup, Shape};
use crate::browser::random;
use crate::browser::socket::{self, EarlySocket, Socket};
use crate::browser::stream::Stream;
use crate::browser::timer::Timer;
use crate::browser::track::{Source, Track};
use crate::conversation::Conversation;
use crate::network::Relay;
use crate::seat::Seat;

/// One call, driven. Dropping it closes everything that it opened.
pub(super) struct Driver {
    call: Call,
    socket_url: String,
    sockets: BTreeMap<SocketSerial, Socket>,
    /// The first of them may have been opened before.
    early: Option<EarlySocket>,
    peers: BTreeMap<ConnectionId, Peer>,
    /// What every peer is sent.
    tracks: BTreeMap<Source, Track>,
    servers: Servers,
    relay_only: bool,
    identity: Identity,
    timer: Timer,
    inputs: Inbox<Input>,
}

/// Where the browser objects of a call report to.
pub(super) struct Reports {
    /// What is to be brought back to [`Driver::feed`].
    pub(super) inputs: Inbox<Input>,
    /// What is to be brought back to [`Driver::servers_changed`].
    pub(super) servers: Inbox<ServerEvent>,
    /// What is to be brought back to [`Driver::identify`].
    pub(super) certificate: Inbox<Option<Certificate>>,
}

impl Driver {
    /// A call in a room that has not begun, but for a head start. The room is sealed if there is a key.
    pub(super) fn new(
        room: &RoomName,
        key: Option<RoomKey>,
        seat: &Seat,
        relay_only: bool,
        head_start: Option<HeadStart>,
        reports: Reports,
    ) -> Self {
        let Reports {
            inputs,
            servers,
            certificate,
        } = reports;
        spawn_local(async move { certificate.put(Certificate::generate().await) });
        let (early, early_servers) = head_start
            .map(|HeadStart { socket, servers }| (socket, servers))
            .unzip();
        let socket_url = socket::url(room, seat.id(), seat.token());
        let (instance, seed) = Uuid::new_v4().as_u64_pair();
        let config = Config {
            id: seat.id().clone(),
            token: seat.token().clone(),
            instance: Instance(instance),
            seed,
            relay_only,
            room: room.clone(),
            seal: key.map(|key| Seal {
                key,
                stream: SealStream(random::bytes()),
            }),
            verification: VerificationSeed::from_bytes(random::bytes()),
        };
        Self {
            call: Call::new(config, page::now()),
            socket_url,
            sockets: BTreeMap::new(),
            peers: BTreeMap::new(),
            tracks: BTreeMap::new(),
            early: early.flatten(),
            servers: Servers::request(early_servers, &servers),
            relay_only,
            identity: Identity::awaited(),
            timer: Timer::new({
                let inputs = inputs.clone();
                move || inputs.put(Input::Timeout)
            }),
            inputs,
        }
    }

    /// Feeds the machine and performs what it asks for. What the person is to be told is returned.
    pub(super) fn feed(&mut self, input: Input) -> Vec<News> {
        let outputs = self.call.handle(input, page::now());
        let news = outputs
            .into_iter()
            .filter_map(|output| self.perform(output))
            .collect();
        self.expect_media();
        match self.call.next_timeout() {
            Some(deadline) => self.timer.set(deadline.saturating_sub(page::now())),
            None => self.timer.clear(),
        }
        news
    }

    /// Takes note of what happened to the ICE servers. What the person is to be told is returned.
    pub(super) fn servers_changed(&mut self, event: ServerEvent) -> Vec<News> {
        let consequence = self.servers.handle(event);
        if consequence != Consequence::None {
            for peer in self.peers.values() {
                peer.perform(Operation::Configure);
            }
        }
        let mut news = self.feed(Input::Relays(self.servers.relay() == Relay::Ready));
        let snapshot = self.snapshot();
        if consequence == Consequence::Restored && snapshot.phase == Phase::Joined {
            for Person { id: peer, .. } in snapshot.people {
                news.extend(self.feed(Input::Retry { peer }));
            }
        }
        news
    }

    /// Takes the certificate, or that there is none, and does what waited for it.
    pub(super) fn identify(&mut self, certificate: Option<Certificate>) {
        for output in self.identity.settle(certificate) {
            _ = self.perform(output);
        }
        self.expect_media();
    }

    /// Has all media go by way of a relay from now on, or not.
    pub(super) fn set_relay_only(&mut self, relay_only: bool) -> Vec<News> {
        self.relay_only = relay_only;
        self.feed(Input::RelayOnly(relay_only))
    }

    /// The ICE servers.
    pub(super) fn servers(&self) -> &Servers {
        &self.servers
    }

    /// Tells every connection whether anything is to come in on it.
    fn expect_media(&self) {
        for person in self.call.snapshot().people {
            let peer = person.connection.and_then(|it| self.peers.get(&it));
            if let Some(peer) = peer {
                let media = person.media;
                let camera = media.camera && !person.conditions.holds_picture;
                peer.expect(media.microphone || camera || media.screen);
            }
        }
    }

    /// Sends these tracks to everyone from now on, and no others.
    pub(super) fn send(&mut self, tracks: BTreeMap<Source, Track>) {
        for source in Source::ALL {
            let track = tracks.get(&source);
            if track == self.tracks.get(&source) {
                continue;
            }
            for peer in self.peers.values() {
                peer.perform(Operation::SetTrack {
                    source,
                    track: track.cloned(),
                });
            }
        }
        self.tracks = tracks;
    }

    /// How far the person has come.
    pub(super) fn phase(&self) -> Phase {
        self.call.phase()
    }

    /// What the machine has to show.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.call.snapshot()
    }

    /// The text chat.
    pub(super) fn conversation(&self) -> Conversation {
        Conversation {
            lines: self.call.chat(),
            typing: self.call.typing(),
        }
    }

    /// Counts up whenever the text chat may have changed.
    pub(super) fn chat_revision(&self) -> u64 {
        self.call.chat_revision()
    }

    /// What the people of a snapshot send from microphone and camera.
    pub(super) fn streams(&self, snapshot: &Snapshot) -> BTreeMap<PeerId, Stream> {
        let people = self.connected(snapshot);
        people
            .map(|(person, peer)| (person.id.clone(), peer.person().clone()))
            .collect()
    }

    /// The screens that the people of a snapshot share.
    pub(super) fn screens(&self, snapshot: &Snapshot) -> BTreeMap<PeerId, Stream> {
        let people = self.connected(snapshot);
        people
            .filter(|(person, _)| person.media.screen)
            .map(|(person, peer)| (person.id.clone(), peer.screen().clone()))
            .collect()
    }

    /// How loud the people of a snapshot are whose microphone is on, from 0 to 1.
    pub(super) fn loudness(&self, snapshot: &Snapshot) -> BTreeMap<PeerId, f64> {
        let level = |person: &Person, peer: &Peer| {
            // What comes from a microphone that is off is no voice.
            if person.media.microphone {
                peer.loudness()
            } else {
                0.0
            }
        };
        let people = self.connected(snapshot);
        people
            .map(|(person, peer)| (person.id.clone(), level(person, peer)))
            .collect()
    }

    fn connected<'a>(
        &'a self,
        snapshot: &'a Snapshot,
    ) -> impl Iterator<Item = (&'a Person, &'a Peer)> {
        snapshot
            .people
            .iter()
            .filter_map(|person| Some((person, self.peers.get(&person.connection?)?)))
    }

    fn perform(&mut self, output: Output) -> Option<News> {
        let output = self.identity.unless_awaited(output)?;
        match output {
            Output::OpenSocket { socket, watches } => {
                let url = socket::attempt(&self.socket_url, watches);
                let early = self.early.take().filter(|early| early.serves(&url));
                let opened = match early {
                    Some(early) => Some(Socket::adopt(early, socket, &self.inputs)),
                    None => Socket::open(&url, socket, &self.inputs),
                };
                self.sockets.extend(opened.map(|opened| (socket, opened)));
            }
            Output::SendSocket { socket, text } => {
                if let Some(socket) = self.sockets.get(&socket) {
                    socket.send(&text);
                }
            }
            Output::CloseSocket { socket } => {
                self.sockets.remove(&socket);
            }
            Output::OpenConnection {
                connection,
                peer: _,
                role,
                relay_only,
            } => {
                let shape = match role {
                    Role::Offers => Shape::Own,
                    Role::Answers => Shape::Peer,
                };
                self.open(connection, shape, relay_only);
            }
            Output::OpenGuest {
                connection,
                peer: _,
                media,
            } => self.open(connection, Shape::Guest { media }, self.relay_only),
            Output::MakeOffer {
                connection,
                ice_restart,
                relay_only,
            } => self.negotiate(
                connection,
                Operation::MakeOffer {
                    ice_restart,
                    relay_only,
                },
            ),
            Output::AcceptOffer { connection, sdp } => {
                self.negotiate(connection, Operation::AcceptOffer { sdp });
            }
            Output::AcceptAnswer { connection, sdp } => {
                self.negotiate(connection, Operation::AcceptAnswer { sdp });
            }
            Output::AddCandidates {
                connection,
                ufrag,
                candidates,
                end,
            } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.perform(Operation::AddCandidates {
                        ufrag,
                        candidates,
                        end,
                    });
                }
            }
            Output::SendKeyFrame { connection } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.perform(Operation::SendKeyFrame);
                }
            }
            Output::PausePictures { connection } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.perform(Operation::PausePictures);
                }
            }
            Output::HoldPicture { connection, held } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.perform(Operation::HoldPicture { held });
                }
            }
            Output::SendControl { connection, text } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.send_control(&text);
                }
            }
            Output::CloseConnection { connection } => {
                self.peers.remove(&connection);
            }
            Output::Tell(news) => return Some(news),
        }
        None
    }

    fn open(&mut self, id: ConnectionId, shape: Shape, relay_only: bool) {
        let setup = Setup {
            id,
            shape,
            relay_only,
            ice: self.servers.ice.clone(),
            certificate: self.identity.certificate(shape),
        };
        // A browser refuses when it has too many. What is then asked of the connection fails.
        if let Ok(peer) = Peer::open(setup, &self.tracks, &self.inputs) {
            self.peers.insert(id, peer);
        }
    }

    fn negotiate(&self, connection: ConnectionId, operation: Operation) {
        match self.peers.get(&connection) {
            Some(peer) => peer.perform(operation),
            None => self.inputs.put(Input::NegotiationFailed { connection }),
        }
    }
}
