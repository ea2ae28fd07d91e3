//! A model of the browser's peer connections: descriptions, candidates, and one operation at a time.
//!
//! A description names the connection that made it and the ICE credentials it carries, so that whatever
//! reaches the wrong connection, or answers the wrong offer, shows at once. What a real browser refuses is
//! refused; what no correct machine asks for is a violation. Whether packets pass is in [`crate::path`].

mod description;
mod negotiation;

use std::collections::{BTreeSet, VecDeque};

use parley_protocol::call::{ConnectionId, Input, Output, Role, Transport};
use parley_protocol::message::{Candidate, PeerId};

use self::description::{Credentials, Description, number, read_sdp};
use self::negotiation::Operation;
use crate::Violation;
use crate::agenda::{Agenda, PcHappening};
use crate::page::PageIx;
use crate::path::Path;
use crate::random::Random;
use crate::schedule::Who;

/// A peer connection, anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PcIx(pub(crate) usize);

/// A session description, anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DescriptionIx(usize);

/// ICE credentials, anyone's: what a username fragment stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ufrag(usize);

/// All peer connections there are.
#[derive(Debug)]
pub(crate) struct Browsers {
    pub(super) pcs: Vec<Pc>,
    pub(super) paths: Vec<Path>,
    descriptions: Vec<Description>,
    credentials: Vec<Credentials>,
    /// The pairs of people between whom nothing passes, with when it will again.
    pub(super) cuts: Vec<(Who, Who, std::time::Duration)>,
    /// Who sleeps.
    pub(super) asleep: BTreeSet<PageIx>,
    /// What pages are told, in order. The world passes it on.
    pub(crate) reports: Vec<(PageIx, Input)>,
    pub(super) random: Random,
}

#[derive(Debug)]
pub(crate) struct Pc {
    pub(crate) page: PageIx,
    pub(crate) who: Who,
    pub(crate) name: ConnectionId,
    /// Whose connection it is, and whose it is meant to meet.
    own_id: PeerId,
    pub(crate) peer_id: PeerId,
    role: Role,
    pub(crate) closed: bool,
    operations: VecDeque<Operation>,
    /// The other end, once a description of it is in place.
    pub(crate) other: Option<PcIx>,
    /// The descriptions of the last completed exchange.
    local: Option<DescriptionIx>,
    remote: Option<DescriptionIx>,
    /// An own offer without an answer.
    pending: Option<DescriptionIx>,
    /// Which of the remote candidates have come in, under the present remote credentials.
    heard: u32,
    pub(super) attempt: u32,
    pub(crate) transport: Transport,
    pub(super) path: Option<usize>,
    pub(super) control_open: bool,
    /// Whether the page misses packets.
    pub(super) stalled: bool,
    /// Whether the browser refuses what it is asked for next.
    pub(crate) refuses: bool,
    /// Whether it ever did.
    pub(super) refused: bool,
}

impl Browsers {
    pub(crate) fn new(random: Random) -> Self {
        Self {
            pcs: Vec::new(),
            paths: Vec::new(),
            descriptions: Vec::new(),
            credentials: Vec::new(),
            cuts: Vec::new(),
            asleep: BTreeSet::new(),
            reports: Vec::new(),
            random,
        }
    }

    /// Opens a connection from a page, that of `who` with the id `own_id`.
    pub(crate) fn open(
        &mut self,
        page: PageIx,
        who: Who,
        own_id: &PeerId,
        (name, peer_id, role): (ConnectionId, PeerId, Role),
    ) -> PcIx {
        self.pcs.push(Pc {
            page,
            who,
            name,
            own_id: own_id.clone(),
            peer_id,
            role,
            closed: false,
            operations: VecDeque::new(),
            other: None,
            local: None,
            remote: None,
            pending: None,
            heard: 0,
            attempt: 0,
            transport: Transport::Connecting,
            path: None,
            control_open: false,
            stalled: false,
            refuses: false,
            refused: false,
        });
        PcIx(self.pcs.len() - 1)
    }

    /// Queues what a page asks of one of its connections.
    pub(crate) fn ask(
        &mut self,
        pc: PcIx,
        output: Output,
        agenda: &mut Agenda,
    ) -> Result<(), Violation> {
        let operation = match output {
            Output::MakeOffer { ice_restart, .. } => Operation::Offer {
                restart: ice_restart,
            },
            Output::AcceptOffer { sdp, .. } => Operation::Accept(read_sdp(&sdp)?),
            Output::AcceptAnswer { sdp, .. } => Operation::Answer(read_sdp(&sdp)?),
            Output::AddCandidates {
                ufrag: Some(ufrag),
                candidates,
                ..
            } => {
                let which = candidates.iter().map(|candidate| {
                    let (of, which) = candidate.candidate.split_once(' ').unwrap_or_default();
                    if of != ufrag {
                        return Err(Violation::new("a candidate changed its username fragment"));
                    }
                    Ok(1 << which.parse::<u32>().unwrap_or_default())
                });
                let which: Result<Vec<u32>, Violation> = which.collect();
                Operation::Candidates {
                    of: Ufrag(number(&ufrag)?),
                    which: which?.into_iter().fold(0, |all, one| all | one),
                }
            }
            Output::AddCandidates { ufrag: None, .. } => {
                return Err(Violation::new(
                    "candidates came without their username fragment",
                ));
            }
            Output::OpenSocket { .. }
            | Output::SendSocket { .. }
            | Output::CloseSocket { .. }
            | Output::OpenConnection { .. }
            | Output::OpenGuest { .. }
            | Output::SendControl { .. }
            | Output::SendKeyFrame { .. }
            | Output::PausePictures { .. }
            | Output::HoldPicture { .. }
            | Output::CloseConnection { .. }
            | Output::Tell(_) => return Ok(()),
        };
        let idle = self.pcs[pc.0].operations.is_empty();
        self.pcs[pc.0].operations.push_back(operation);
        if idle {
            self.plan_operation(pc, agenda);
        }
        Ok(())
    }

    /// Lets the browser refuse what it is asked for next on a connection.
    pub(crate) fn refuse_next(&mut self, pc: PcIx) {
        self.pcs[pc.0].refuses = true;
    }

    /// Lets the browsers refuse nothing that they were told to refuse and have not.
    pub(crate) fn refuse_nothing(&mut self) {
        for pc in &mut self.pcs {
            pc.refuses = false;
        }
    }

    /// Whose connection it is.
    pub(crate) fn page_of(&self, pc: PcIx) -> PageIx {
        self.pcs[pc.0].page
    }

    /// The id that a connection is meant to meet.
    pub(crate) fn peer_of(&self, pc: PcIx) -> &PeerId {
        &self.pcs[pc.0].peer_id
    }

    /// Closes a connection for good.
    pub(crate) fn close(&mut self, pc: PcIx, agenda: &mut Agenda) {
        self.pcs[pc.0].closed = true;
        self.farewell(pc, agenda);
    }

    pub(crate) fn happen(
        &mut self,
        pc: PcIx,
        happening: PcHappening,
        agenda: &mut Agenda,
    ) -> Result<(), Violation> {
        if self.pcs[pc.0].closed {
            return Ok(());
        }
        let connection = self.pcs[pc.0].name;
        match happening {
            PcHappening::Operation => self.operate(pc, agenda)?,
            PcHappening::Described(description) => {
                self.pcs[pc.0].operations.pop_front();
                self.plan_operation(pc, agenda);
                let sdp = self.write_sdp(description);
                self.report(pc, Input::Described { connection, sdp });
            }
            PcHappening::Candidate(ufrag, which) => {
                let candidate = Candidate {
                    candidate: format!("{} {which}", ufrag.0),
                    sdp_mid: None,
                    sdp_m_line_index: None,
                };
                self.report(
                    pc,
                    Input::CandidateGathered {
                        connection,
                        ufrag: Some(ufrag.0.to_string()),
                        candidate,
                    },
                );
            }
            PcHappening::Gathered(ufrag) => {
                // The browser says so of the credentials that it uses, not of those it rolled back.
                if self.credentials_of(pc) == Some(ufrag) {
                    self.report(pc, Input::GatheringDone { connection });
                }
            }
        }
        Ok(())
    }

    pub(super) fn report(&mut self, pc: PcIx, input: Input) {
        self.reports.push((self.pcs[pc.0].page, input));
    }

    /// Whether both ends have the descriptions of one and the same exchange, and enough candidates.
    pub(super) fn matches(&self, a: PcIx, b: PcIx) -> bool {
        let (one, other) = (&self.pcs[a.0], &self.pcs[b.0]);
        let (Some(local), Some(remote)) = (one.local, one.remote) else {
            return false;
        };
        let same = other.local == Some(remote) && other.remote == Some(local);
        same && !one.closed && !other.closed && self.has_needed(a) && self.has_needed(b)
    }

    /// The credentials on both ends, the local ones first.
    pub(super) fn ice(&self, pc: PcIx) -> Option<(Ufrag, Ufrag)> {
        let pc = &self.pcs[pc.0];
        let ufrag = |of: DescriptionIx| self.descriptions[of.0].ufrag;
        Some((ufrag(pc.local?), ufrag(pc.remote?)))
    }

    fn has_needed(&self, pc: PcIx) -> bool {
        let Some((_, remote)) = self.ice(pc) else {
            return false;
        };
        self.pcs[pc.0].heard & (1 << self.credentials[remote.0].needed) != 0
    }
}
