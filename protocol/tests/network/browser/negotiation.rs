//! One operation at a time: offers, answers and candidates, as W3C WebRTC §4.4 chains them.

use parley_protocol::call::{Input, Role};

use super::{Browsers, DescriptionIx, PcIx, Ufrag};
use crate::Violation;
use crate::agenda::{Agenda, Happening, PcHappening};

/// What a page asks of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    Offer { restart: bool },
    Accept(DescriptionIx),
    Answer(DescriptionIx),
    Candidates { of: Ufrag, which: u32 },
}

impl Browsers {
    pub(super) fn plan_operation(&mut self, pc: PcIx, agenda: &mut Agenda) {
        let wait = match self.pcs[pc.0].operations.front() {
            Some(Operation::Candidates { .. }) => self.random.millis(0, 3),
            Some(_) => self.random.millis(2, 60),
            None => return,
        };
        agenda.after(wait, Happening::Pc(pc, PcHappening::Operation));
    }

    pub(super) fn operate(&mut self, pc: PcIx, agenda: &mut Agenda) -> Result<(), Violation> {
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
}
