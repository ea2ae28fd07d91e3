//! A model of the browser's peer connections: descriptions, candidates, and one operation at a time.
//!
//! A description names the connection that made it and the ICE credentials it carries, so that whatever
//! reaches the wrong connection, or answers the wrong offer, shows at once. What a real browser refuses is
//! refused; what no correct machine asks for is a violation. Whether packets pass is in [`crate::path`].

use std::collections::{BTreeSet, VecDeque};

use parley_protocol::call::{ConnectionId, Input, Output, Role, Transport};
use parley_protocol::message::{Candidate, PeerId};

use crate::Violation;
use crate::agenda::{Agenda, Happening, PcHappening};
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

#[derive(Clone, Copy, Debug)]
enum Operation {
    Offer { restart: bool },
    Accept(DescriptionIx),
    Answer(DescriptionIx),
    Candidates { of: Ufrag, which: u32 },
}

#[derive(Debug)]
struct Description {
    pc: PcIx,
    ufrag: Ufrag,
    /// The offer that it answers; `None` for an offer.
    answers: Option<DescriptionIx>,
}

#[derive(Debug)]
struct Credentials {
    /// The candidate without which the two sides do not find each other.
    needed: u32,
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

    fn plan_operation(&mut self, pc: PcIx, agenda: &mut Agenda) {
        let wait = match self.pcs[pc.0].operations.front() {
            Some(Operation::Candidates { .. }) => self.random.millis(0, 3),
            Some(_) => self.random.millis(2, 60),
            None => return,
        };
        agenda.after(wait, Happening::Pc(pc, PcHappening::Operation));
    }

    fn operate(&mut self, pc: PcIx, agenda: &mut Agenda) -> Result<(), Violation> {
        let Some(&operation) = self.pcs[pc.0].operations.front() else {
            return Ok(());
        };
        let connection = self.pcs[pc.0].name;
        let negotiates = !matches!(operation, Operation::Candidates { .. });
        if negotiates && std::mem::take(&mut self.pcs[pc.0].refuses) {
            self.pcs[pc.0].refused = true;
            self.report(pc, Input::NegotiationFailed { connection });
            self.pcs[pc.0].operations.pop_front();
            self.plan_operation(pc, agenda);
            return Ok(());
        }
        let described = match operation {
            Operation::Offer { restart } => Some(self.offer(pc, restart, agenda)),
            Operation::Accept(offer) => Some(self.accept(pc, offer, agenda)?),
            Operation::Answer(answer) => {
                self.answer(pc, answer, agenda)?;
                None
            }
            Operation::Candidates { of, which } => {
                self.add_candidates(pc, of, which, agenda)?;
                None
            }
        };
        if let Some(description) = described {
            // Candidates may well be reported before the description that they belong to.
            let wait = self.random.millis(0, 6);
            agenda.after(wait, Happening::Pc(pc, PcHappening::Described(description)));
        } else {
            self.pcs[pc.0].operations.pop_front();
            self.plan_operation(pc, agenda);
        }
        Ok(())
    }

    fn offer(&mut self, pc: PcIx, restart: bool, agenda: &mut Agenda) -> DescriptionIx {
        let present = self.pcs[pc.0].local;
        let kept = present.map(|local| self.descriptions[local.0].ufrag);
        let ufrag = match kept {
            Some(ufrag) if !restart => ufrag,
            _ => self.gather(pc, agenda),
        };
        let offer = self.describe(pc, ufrag, None);
        self.pcs[pc.0].pending = Some(offer);
        offer
    }

    fn accept(
        &mut self,
        pc: PcIx,
        offer: DescriptionIx,
        agenda: &mut Agenda,
    ) -> Result<DescriptionIx, Violation> {
        let present = (self.pcs[pc.0].local, self.pcs[pc.0].remote);
        if self.descriptions[offer.0].answers.is_some() {
            return Err(Violation::new("an answer was taken for an offer"));
        }
        if self.pcs[pc.0].role == Role::Offers && present.0.is_none() {
            return Err(Violation::new(
                "a first offer was rolled back: its transceivers cannot take part in an answer",
            ));
        }
        self.meet(pc, offer)?;
        let asks = present.1.map(|remote| self.descriptions[remote.0].ufrag);
        let renewed = asks != Some(self.descriptions[offer.0].ufrag);
        let ufrag = match present.0 {
            Some(local) if !renewed => self.descriptions[local.0].ufrag,
            _ => self.gather(pc, agenda),
        };
        let answer = self.describe(pc, ufrag, Some(offer));
        self.settle(pc, answer, offer, agenda);
        Ok(answer)
    }

    fn answer(
        &mut self,
        pc: PcIx,
        answer: DescriptionIx,
        agenda: &mut Agenda,
    ) -> Result<(), Violation> {
        let Some(pending) = self.pcs[pc.0].pending else {
            return Err(Violation::new("an answer was taken up without an offer"));
        };
        if self.descriptions[answer.0].answers != Some(pending) {
            return Err(Violation::new("an answer was taken up to another offer"));
        }
        self.meet(pc, answer)?;
        self.settle(pc, pending, answer, agenda);
        let connection = self.pcs[pc.0].name;
        self.report(pc, Input::AnswerAccepted { connection });
        Ok(())
    }

    fn add_candidates(
        &mut self,
        pc: PcIx,
        of: Ufrag,
        which: u32,
        agenda: &mut Agenda,
    ) -> Result<(), Violation> {
        let remote = self.pcs[pc.0].remote;
        if remote.map(|remote| self.descriptions[remote.0].ufrag) != Some(of) {
            return Err(Violation::new("candidates came before their description"));
        }
        self.pcs[pc.0].heard |= which;
        self.check_pair(pc, agenda);
        Ok(())
    }

    /// Checks that a remote description is meant for this connection, and that all come from one.
    fn meet(&mut self, pc: PcIx, description: DescriptionIx) -> Result<(), Violation> {
        let author = self.descriptions[description.0].pc;
        let (here, there) = (&self.pcs[pc.0], &self.pcs[author.0]);
        if here.own_id != there.peer_id || here.peer_id != there.own_id {
            return Err(Violation::new("a description reached the wrong person"));
        }
        if here.other.is_some_and(|other| other != author) {
            return Err(Violation::new(
                "a connection met the descriptions of two connections",
            ));
        }
        self.pcs[pc.0].other = Some(author);
        Ok(())
    }

    /// Puts the descriptions of a completed exchange in place.
    fn settle(
        &mut self,
        pc: PcIx,
        local: DescriptionIx,
        remote: DescriptionIx,
        agenda: &mut Agenda,
    ) {
        let before = self.ice(pc);
        let state = &mut self.pcs[pc.0];
        (state.local, state.remote, state.pending) = (Some(local), Some(remote), None);
        let after = self.ice(pc);
        if before.map(|(_, remote)| remote) != after.map(|(_, remote)| remote) {
            self.pcs[pc.0].heard = 0;
        }
        if before != after {
            self.start_ice(pc, agenda);
        }
        self.check_pair(pc, agenda);
    }

    /// Draws new credentials and plans how their candidates are found.
    fn gather(&mut self, pc: PcIx, agenda: &mut Agenda) -> Ufrag {
        let count = 1 + self.random.below(3) as u32;
        let ufrag = Ufrag(self.credentials.len());
        self.credentials.push(Credentials {
            needed: self.random.below(u64::from(count)) as u32,
        });
        let mut at = agenda.now();
        for which in 0..count {
            at += self.random.millis(0, 40);
            agenda.at(at, Happening::Pc(pc, PcHappening::Candidate(ufrag, which)));
        }
        agenda.at(at, Happening::Pc(pc, PcHappening::Gathered(ufrag)));
        ufrag
    }

    fn credentials_of(&self, pc: PcIx) -> Option<Ufrag> {
        let pc = &self.pcs[pc.0];
        let description = pc.pending.or(pc.local)?;
        Some(self.descriptions[description.0].ufrag)
    }

    fn describe(
        &mut self,
        pc: PcIx,
        ufrag: Ufrag,
        answers: Option<DescriptionIx>,
    ) -> DescriptionIx {
        self.descriptions.push(Description { pc, ufrag, answers });
        DescriptionIx(self.descriptions.len() - 1)
    }

    fn write_sdp(&self, description: DescriptionIx) -> String {
        let ufrag = self.descriptions[description.0].ufrag;
        let page = self.pcs[self.descriptions[description.0].pc.0].page;
        let digest = certificate(page);
        format!(
            "{}\na=ice-ufrag:{}\na=fingerprint:sha-256 {digest}\n",
            description.0, ufrag.0
        )
    }
}

/// The digest of a page's only certificate.
fn certificate(page: PageIx) -> String {
    let number = format!("{:04X}", page.0);
    let (high, low) = number.split_at(2);
    format!("{high}:{low}{}", ":00".repeat(30))
}

fn read_sdp(sdp: &str) -> Result<DescriptionIx, Violation> {
    number(sdp.lines().next().unwrap_or_default()).map(DescriptionIx)
}

fn number(text: &str) -> Result<usize, Violation> {
    let broken = || Violation::new(format!("{text:?} is not what a browser made"));
    text.parse().map_err(|_| broken())
}
