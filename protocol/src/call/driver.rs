//! What passes between a call and its driver.

use std::time::Duration;

use super::{
    Conditions, ConnectionId, LinkState, Role, RoomControl, Strangers, Transport, Verified,
};
use crate::chat::Text;
use crate::gauge::Finding;
use crate::message::{
    Candidate, DisplayName, Emoji, Instance, MediaState, PeerId, RoomName, Rules, Token,
};
use crate::seal::{Refused, RoomKey, Stream};
use crate::verification::VerificationSeed;

/// Who the client is.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The id others know it by: a UUID, drawn by the driver.
    pub id: PeerId,
    /// The secret that proves that the id is its own: a UUID, drawn by the driver.
    pub token: Token,
    /// The number of this life, drawn by the driver for each call anew.
    pub instance: Instance,
    /// Where the machine's pseudo-random numbers start, drawn by the driver.
    pub seed: u64,
    /// Whether media take relayed paths only, so that peers do not learn the own address.
    pub relay_only: bool,
    /// The room.
    pub room: RoomName,
    /// What seals the room; `None` if it is open.
    pub seal: Option<Seal>,
    /// What the client's part of the verification words starts from.
    ///
    /// The words stand for certificates, one for each person: the driver makes one for each call
    /// (`RTCPeerConnection.generateCertificate`) and uses it for every connection that the call opens but those
    /// to guests. With more than one, nobody ever sees any words.
    pub verification: VerificationSeed,
}

/// What makes a room a sealed one for a client.
#[derive(Clone, Debug, PartialEq)]
pub struct Seal {
    /// The key that the room's secret or passphrase gives.
    pub key: RoomKey,
    /// 16 random bytes, drawn by the driver for each call anew and never used twice.
    pub stream: Stream,
}

/// The name of a websocket: the machine counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SocketSerial(pub u64);

/// What can happen to a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The person looks at the room without being in it.
    Watch,
    /// The person enters the room, with media settled. Also changes the name once inside.
    Join {
        /// The name to show to the others.
        name: DisplayName,
    },
    /// What the client sends has changed.
    Media(MediaState),
    /// The person sends a message to everyone, or to one other person.
    Say {
        /// The text.
        text: Text,
        /// The only person who shall see it; `None` for everyone.
        to: Option<PeerId>,
        /// What the clock says, in milliseconds since the Unix epoch.
        at: u64,
    },
    /// The person struck a key in a message. The others are told once, and told that it is over after
    /// [`WRITING_FOR`](crate::chat::WRITING_FOR) without a key.
    Typing {
        /// The only person who is to see it; `None` for everyone.
        to: Option<PeerId>,
    },
    /// The person gave up on the message.
    StoppedTyping,
    /// The person reacts to what is going on.
    React(Emoji),
    /// The host says who may come in from now on. Nobody else is heard.
    SetRules(Rules),
    /// The person lets in someone who knocks.
    Admit {
        /// Whom.
        peer: PeerId,
    },
    /// The host takes someone out of the room, or refuses someone who knocks, and keeps them out.
    Remove {
        /// Whom.
        peer: PeerId,
    },
    /// The person leaves for good.
    Leave,
    /// The page is being closed, for good or to be loaded again. The call is over; a new one with the same
    /// id and token finds the seat if it comes within
    /// [`RELOADED_WITHIN`](crate::message::RELOADED_WITHIN).
    PageClosing,
    /// The person asks for another try to reach someone whose link is
    /// [`LinkState::Unreachable`].
    Retry {
        /// Whom.
        peer: PeerId,
    },
    /// Whether the ICE servers that the driver has include relays that work.
    Relays(bool),
    /// Whether media take relayed paths only from now on. Links that may take others are replaced.
    RelayOnly(bool),
    /// The network came back, the page became visible or the machine woke: doubt the websocket.
    Doubt,
    /// A websocket had been opened before it was asked for. How long it takes to open, and may take, counts from then.
    SocketAdopted {
        /// This websocket.
        socket: SocketSerial,
        /// How long before.
        head_start: Duration,
    },
    /// A text frame came in on a websocket.
    SocketText {
        /// This websocket.
        socket: SocketSerial,
        /// The frame.
        text: String,
    },
    /// A websocket closed, or never opened.
    SocketClosed {
        /// This websocket.
        socket: SocketSerial,
        /// The code of the close event.
        code: u16,
    },
    /// The browser made and set a local description, in answer to [`Output::MakeOffer`] or
    /// [`Output::AcceptOffer`].
    Described {
        /// Of this connection.
        connection: ConnectionId,
        /// The description.
        sdp: String,
    },
    /// The browser took the answer of [`Output::AcceptAnswer`].
    AnswerAccepted {
        /// On this connection.
        connection: ConnectionId,
    },
    /// The browser refused what [`Output::MakeOffer`], [`Output::AcceptOffer`] or
    /// [`Output::AcceptAnswer`] asked for.
    NegotiationFailed {
        /// On this connection.
        connection: ConnectionId,
    },
    /// The browser found a way to be reached.
    CandidateGathered {
        /// For this connection.
        connection: ConnectionId,
        /// The candidate's username fragment, if the browser tells.
        ufrag: Option<String>,
        /// The candidate.
        candidate: Candidate,
    },
    /// The browser has found all candidates there are.
    GatheringDone {
        /// For this connection.
        connection: ConnectionId,
    },
    /// The state of a connection changed.
    TransportChanged {
        /// This connection.
        connection: ConnectionId,
        /// Its state now (`RTCPeerConnectionState`).
        transport: Transport,
    },
    /// The statistics of a connection say something new.
    Found {
        /// This connection.
        connection: ConnectionId,
        /// What they say.
        finding: Finding,
    },
    /// The control channel of a connection opened.
    ControlOpened {
        /// This connection.
        connection: ConnectionId,
    },
    /// A message came in on a control channel.
    ControlText {
        /// Of this connection.
        connection: ConnectionId,
        /// The message.
        text: String,
    },
    /// The control channel of a connection closed.
    ControlClosed {
        /// This connection.
        connection: ConnectionId,
    },
    /// The time of [`super::Call::next_timeout`] has come.
    Timeout,
}

/// What the driver must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Open a websocket to the room with the id and token of [`Config`]. Report its frames as
    /// [`Input::SocketText`] and its end as [`Input::SocketClosed`], once. One that is there already may be taken for
    /// it, which is reported before ([`Input::SocketAdopted`]).
    OpenSocket {
        /// The name to report it under.
        socket: SocketSerial,
        /// Whether to ask in the handshake that it watches from the start.
        watches: bool,
    },
    /// Send a text frame.
    SendSocket {
        /// On this websocket. One that is not open drops the frame.
        socket: SocketSerial,
        /// The frame.
        text: String,
    },
    /// Close a websocket and report nothing more of it.
    CloseSocket {
        /// This websocket.
        socket: SocketSerial,
    },
    /// Make a peer connection, and its negotiated control channel. If it offers, allocate its
    /// transceivers; if it answers, they come with the offer. Report candidates, state and channel.
    OpenConnection {
        /// The name to report it under.
        connection: ConnectionId,
        /// The peer it goes to.
        peer: PeerId,
        /// Which side starts.
        role: Role,
        /// Whether it may use relayed candidates only.
        relay_only: bool,
    },
    /// Make a peer connection for a call or a data connection that a PeerJS page offers. Its transceivers
    /// come with the offer; the first for sound and the first for the picture take the microphone and
    /// the camera. The first data channel that the page opens is its control channel. A transport that
    /// the page closed is reported as [`Transport::Failed`].
    OpenGuest {
        /// The name to report it under.
        connection: ConnectionId,
        /// The page's id.
        peer: PeerId,
        /// Whether it is a call, which carries media.
        media: bool,
    },
    /// Make an offer and set it as the local description. Answer with [`Input::Described`] or
    /// [`Input::NegotiationFailed`].
    MakeOffer {
        /// On this connection.
        connection: ConnectionId,
        /// Whether to ask for new ICE credentials.
        ice_restart: bool,
        /// Whether it may use relayed candidates only, from now on.
        relay_only: bool,
    },
    /// Set a remote offer, make an answer, set it. Answer with [`Input::Described`] or
    /// [`Input::NegotiationFailed`]. An own offer that is open is rolled back, but it is never the first
    /// one of the connection.
    AcceptOffer {
        /// On this connection.
        connection: ConnectionId,
        /// The offer.
        sdp: String,
    },
    /// Set a remote answer. Answer with [`Input::AnswerAccepted`] or [`Input::NegotiationFailed`].
    AcceptAnswer {
        /// On this connection.
        connection: ConnectionId,
        /// The answer.
        sdp: String,
    },
    /// Give remote candidates to the browser. Those it refuses are lost without harm.
    AddCandidates {
        /// On this connection.
        connection: ConnectionId,
        /// Their username fragment, if it is known.
        ufrag: Option<String>,
        /// The candidates.
        candidates: Vec<Candidate>,
        /// Whether no more will come under this fragment.
        end: bool,
    },
    /// Send a key frame of every picture at once: the other side has missed some. Pictures that
    /// [pause](Self::PausePictures) go on with it.
    SendKeyFrame {
        /// On this connection.
        connection: ConnectionId,
    },
    /// Send no pictures until [`Self::SendKeyFrame`], unless the microphone sends nothing. Packets do not get through, and
    /// what a browser kept until they do would come so late that the receiver took all later pictures for early, and
    /// showed them late (measured in Chromium 156: a second after the path's return instead of 0.2 s). Sound from the
    /// microphone goes on, which tells the other side that packets get through.
    PausePictures {
        /// On this connection.
        connection: ConnectionId,
    },
    /// Send the camera's picture on a connection, or hold it back: the network does not carry it.
    HoldPicture {
        /// On this connection.
        connection: ConnectionId,
        /// Whether to hold it back.
        held: bool,
    },
    /// Send a message on the control channel.
    SendControl {
        /// Of this connection. One whose channel is not open drops the message.
        connection: ConnectionId,
        /// The message.
        text: String,
    },
    /// Close a connection and report nothing more of it.
    CloseConnection {
        /// This connection.
        connection: ConnectionId,
    },
    /// Tell the person.
    Tell(News),
}

/// What the person is told once, in passing. All that lasts is in the [`Snapshot`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Someone came.
    Came(PeerId, Option<DisplayName>),
    /// Someone left.
    Left(PeerId, Option<DisplayName>),
    /// Someone reacted.
    Reacted(PeerId, Emoji),
    /// The room is full: the call watches it from outside now.
    RoomFull,
    /// Someone waits to be let in; `None` if their name cannot be read.
    Knocks(PeerId, Option<DisplayName>),
    /// The room is locked: the call watches it from outside now.
    Locked,
}

/// Where the person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not in the room in any way yet.
    Idle,
    /// Looks at the room from outside.
    Watching,
    /// Has asked to enter.
    Joining,
    /// Is in the room. Stays so while the websocket comes and goes.
    Joined,
    /// It is over, and nothing but a new [`Call`](super::Call) starts another.
    Ended(End),
}

/// Why a call is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left, or closed the page.
    Left,
    /// The seat was taken over, in another tab for instance.
    Superseded,
    /// Someone else holds the id.
    IdTaken,
    /// The host removed the person, who cannot come back with this id or token.
    Removed,
}

/// How the client stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signaling {
    /// Not wanted.
    Off,
    /// On the way, for the first time.
    Connecting,
    /// Up.
    Up,
    /// Lost. The links live on; the client is trying again.
    Lost,
}

/// Everything about a call that a screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Where the person stands.
    pub phase: Phase,
    /// How the client stands with the server.
    pub signaling: Signaling,
    /// How many people the room takes, once known.
    pub capacity: Option<usize>,
    /// Everyone else, in the order in which they came: those on the roster, and those whose link is
    /// alive though they are not.
    pub people: Vec<Person>,
    /// Who is on the roster and not shown, since they or this client lack the room's secret.
    pub strangers: Strangers,
    /// What was refused in a sealed room. What is [`Refused::forged`] was changed on its way: the person is to be
    /// warned. The other counts rise in good rooms, too. All of it stays 0 in an open room.
    pub refused: Refused,
    /// Who controls the room, and how.
    pub control: RoomControl,
    /// What people compare to know that nobody sits in the middle.
    pub verified: Verified,
}

/// Someone else in the room.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The id.
    pub id: PeerId,
    /// The name; `None` if they gave none that is valid.
    pub name: Option<DisplayName>,
    /// Whether this is a PeerJS page that called: it takes no part in the chat.
    pub guest: bool,
    /// The connection that carries their media at the moment.
    pub connection: Option<ConnectionId>,
    /// How the link to them stands.
    pub link: LinkState,
    /// What they say they send.
    pub media: MediaState,
    /// What the network between them and here is like.
    pub conditions: Conditions,
}

impl Input {
    /// The connection that an input is about.
    pub(super) fn connection(&self) -> Option<ConnectionId> {
        match self {
            Self::Described { connection, .. }
            | Self::AnswerAccepted { connection }
            | Self::NegotiationFailed { connection }
            | Self::CandidateGathered { connection, .. }
            | Self::GatheringDone { connection }
            | Self::TransportChanged { connection, .. }
            | Self::Found { connection, .. }
            | Self::ControlOpened { connection }
            | Self::ControlText { connection, .. }
            | Self::ControlClosed { connection } => Some(*connection),
            Self::Watch
            | Self::Join { .. }
            | Self::Media(_)
            | Self::Say { .. }
            | Self::Typing { .. }
            | Self::StoppedTyping
            | Self::React(_)
            | Self::SetRules(_)
            | Self::Admit { .. }
            | Self::Remove { .. }
            | Self::Leave
            | Self::PageClosing
            | Self::Doubt
            | Self::Retry { .. }
            | Self::Relays(_)
            | Self::RelayOnly(_)
            | Self::SocketAdopted { .. }
            | Self::SocketText { .. }
            | Self::SocketClosed { .. }
            | Self::Timeout => None,
        }
    }
}
