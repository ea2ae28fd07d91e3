//! PeerJS pages that call a participant.
//!
//! A guest is not on the roster: all that is known of it is the call itself. It is answered as a PeerJS
//! page would answer, and shown until either side hangs up or the connection breaks: PeerJS does not
//! renegotiate, so there is nothing to mend. A connection for data is answered too, and closed as soon
//! as it is open: an answer is the only thing that PeerJS does not wait for in vain.

use std::collections::BTreeMap;
use std::time::Duration;

use super::session::Session;
use super::{Conditions, ConnectionId, Input, LinkState, Output, Person, Transport};
use crate::message::{
    Candidate, DisplayName, MediaState, PeerId, PeerjsBody, PeerjsConnection, PeerjsKind,
    PeerjsSignal, RelayType, client,
};

/// At most this many connections of guests are answered at a time.
const MAX_GUESTS: usize = 16;

/// At most this many candidates wait for a connection's descriptions, in either direction.
const MAX_EARLY: usize = 64;

/// How long a guest's connection may take to come up.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Guests {
    guests: BTreeMap<ConnectionId, Guest>,
}

#[derive(Clone, Debug, PartialEq)]
struct Guest {
    peer: PeerId,
    name: Option<DisplayName>,
    theirs: PeerjsConnection,
    kind: PeerjsKind,
    /// Whether both descriptions are in place.
    described: bool,
    /// Candidates of the guest that wait for that.
    remote_early: Vec<(Option<String>, Candidate)>,
    /// Own candidates that wait for that.
    own_early: Vec<(Option<String>, Candidate)>,
    transport: Transport,
    give_up_at: Option<Duration>,
}

/// Where a guest's words and the browser's orders go.
pub(super) struct Paths<'a> {
    pub(super) session: &'a Session,
    pub(super) outputs: &'a mut Vec<Output>,
}

/// What becomes of a guest after an input.
#[derive(PartialEq)]
enum Fate {
    Stays,
    Ends,
}

impl Guests {
    /// Takes what a PeerJS page sent.
    pub(super) fn relayed(
        &mut self,
        relay: RelayType,
        src: &PeerId,
        payload: &str,
        last_connection: &mut u64,
        now: Duration,
        paths: &mut Paths<'_>,
    ) {
        let Some(signal) = PeerjsSignal::parse(relay, payload) else {
            return;
        };
        match signal.body {
            PeerjsBody::Offer { sdp, name } => {
                self.hang_up(paths, |guest| {
                    guest.peer == *src && guest.kind == signal.kind
                });
                if self.guests.len() >= MAX_GUESTS {
                    return;
                }
                *last_connection += 1;
                let connection = ConnectionId(*last_connection);
                paths.outputs.push(Output::OpenGuest {
                    connection,
                    peer: src.clone(),
                    media: signal.kind == PeerjsKind::Media,
                });
                paths.outputs.push(Output::AcceptOffer { connection, sdp });
                let guest = Guest {
                    peer: src.clone(),
                    name,
                    theirs: signal.connection,
                    kind: signal.kind,
                    described: false,
                    remote_early: Vec::new(),
                    own_early: Vec::new(),
                    transport: Transport::Connecting,
                    give_up_at: Some(now + CONNECT_WITHIN),
                };
                self.guests.insert(connection, guest);
            }
            PeerjsBody::Candidate { ufrag, candidate } => {
                let mut guests = self.guests.iter_mut();
                let found = guests
                    .find(|(_, guest)| guest.peer == *src && guest.theirs == signal.connection);
                if let Some((&connection, guest)) = found {
                    guest.remote_candidate(connection, ufrag, candidate, paths);
                }
            }
            // A participant never calls a guest.
            PeerjsBody::Answer { .. } => {}
        }
    }

    /// Takes an input about the connection of a guest. Gives back any other.
    pub(super) fn take(&mut self, input: Input, paths: &mut Paths<'_>) -> Option<Input> {
        let owned = input.connection().filter(|id| self.guests.contains_key(id));
        let Some((connection, guest)) = owned.and_then(|id| Some((id, self.guests.get_mut(&id)?)))
        else {
            return Some(input);
        };
        if guest.take(connection, input, paths) == Fate::Ends {
            self.guests.remove(&connection);
            paths.outputs.push(Output::CloseConnection { connection });
        }
        None
    }

    /// The server says that a peer is gone.
    pub(super) fn left(&mut self, id: &PeerId, paths: &mut Paths<'_>) {
        self.hang_up(paths, |guest| guest.peer == *id);
    }

    /// Hangs up on everyone. Closing the connection tells current PeerJS clients; LEAVE tells older
    /// ones, whose calls have no data channel to notice it by.
    pub(super) fn hang_up_all(&mut self, paths: &mut Paths<'_>) {
        for guest in self.guests.values() {
            let leave = client::relay(RelayType::Leave, &guest.peer, "null");
            paths.session.send(leave, paths.outputs);
        }
        self.hang_up(paths, |_| true);
    }

    pub(super) fn timeout(&mut self, now: Duration, paths: &mut Paths<'_>) {
        self.hang_up(paths, |guest| guest.give_up_at.is_some_and(|at| at <= now));
    }

    pub(super) fn next_timeout(&self) -> Option<Duration> {
        self.guests.values().filter_map(|g| g.give_up_at).min()
    }

    pub(super) fn people(&self) -> impl Iterator<Item = Person> {
        let calls = self.guests.iter();
        let calls = calls.filter(|(_, guest)| guest.kind == PeerjsKind::Media);
        calls.map(|(&connection, guest)| Person {
            conditions: Conditions::default(),
            id: guest.peer.clone(),
            name: guest.name.clone().or_else(|| named_by_id(&guest.peer)),
            guest: true,
            connection: Some(connection),
            link: match guest.transport {
                Transport::Connecting => LinkState::Connecting,
                Transport::Connected => LinkState::Connected,
                Transport::Disconnected | Transport::Failed => LinkState::Reconnecting,
            },
            // A PeerJS page does not tell; its tracks do.
            media: MediaState {
                microphone: true,
                camera: true,
                ..MediaState::default()
            },
        })
    }

    fn hang_up(&mut self, paths: &mut Paths<'_>, whom: impl Fn(&Guest) -> bool) {
        for (connection, _) in self.guests.extract_if(.., |_, guest| whom(guest)) {
            paths.outputs.push(Output::CloseConnection { connection });
        }
    }
}

impl Guest {
    fn take(&mut self, id: ConnectionId, input: Input, paths: &mut Paths<'_>) -> Fate {
        match input {
            Input::Described { sdp, .. } => {
                let payload = PeerjsSignal::answer(&self.theirs, self.kind, &sdp);
                self.send(RelayType::Answer, &payload, paths);
                self.described = true;
                for (ufrag, candidate) in std::mem::take(&mut self.own_early) {
                    self.own_candidate(ufrag, candidate, paths);
                }
                for (ufrag, candidate) in std::mem::take(&mut self.remote_early) {
                    self.remote_candidate(id, ufrag, candidate, paths);
                }
            }
            Input::CandidateGathered {
                ufrag, candidate, ..
            } => {
                if !candidate.only_dials() {
                    self.own_candidate(ufrag, candidate, paths);
                }
            }
            Input::TransportChanged { transport, .. } => {
                self.transport = transport;
                if transport == Transport::Connected {
                    self.give_up_at = None;
                }
                if transport == Transport::Failed {
                    return Fate::Ends;
                }
            }
            Input::ControlOpened { .. } if self.kind == PeerjsKind::Data => return Fate::Ends,
            Input::NegotiationFailed { .. } | Input::ControlClosed { .. } => return Fate::Ends,
            Input::ControlOpened { .. }
            | Input::ControlText { .. }
            | Input::GatheringDone { .. }
            | Input::AnswerAccepted { .. }
            | Input::Watch
            | Input::Join { .. }
            | Input::Media(_)
            | Input::Say { .. }
            | Input::Typing { .. }
            | Input::StoppedTyping
            | Input::React(_)
            | Input::SetRules(_)
            | Input::Admit { .. }
            | Input::Remove { .. }
            | Input::Leave
            | Input::PageClosing
            | Input::Retry { .. }
            | Input::Relays(_)
            | Input::RelayOnly(_)
            | Input::Found { .. }
            | Input::Doubt
            | Input::SocketAdopted { .. }
            | Input::SocketText { .. }
            | Input::SocketClosed { .. }
            | Input::Timeout => {}
        }
        Fate::Stays
    }

    fn remote_candidate(
        &mut self,
        connection: ConnectionId,
        ufrag: Option<String>,
        candidate: Candidate,
        paths: &mut Paths<'_>,
    ) {
        if self.described {
            paths.outputs.push(Output::AddCandidates {
                connection,
                ufrag,
                candidates: vec![candidate],
                end: false,
            });
        } else if self.remote_early.len() < MAX_EARLY {
            self.remote_early.push((ufrag, candidate));
        }
    }

    fn own_candidate(
        &mut self,
        ufrag: Option<String>,
        candidate: Candidate,
        paths: &mut Paths<'_>,
    ) {
        if self.described {
            let payload =
                PeerjsSignal::candidate(&self.theirs, self.kind, ufrag.as_deref(), &candidate);
            self.send(RelayType::Candidate, &payload, paths);
        } else if self.own_early.len() < MAX_EARLY {
            self.own_early.push((ufrag, candidate));
        }
    }

    fn send(&self, relay: RelayType, payload: &str, paths: &mut Paths<'_>) {
        let text = client::relay(relay, &self.peer, payload);
        paths.session.send(text, paths.outputs);
    }
}

fn named_by_id(id: &PeerId) -> Option<DisplayName> {
    let start: String = id.as_str().chars().take(64).collect();
    start.parse().ok()
}
