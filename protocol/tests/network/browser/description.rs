//! Session descriptions and the ICE credentials in them.

use super::{Browsers, DescriptionIx, PcIx, Ufrag};
use crate::Violation;
use crate::agenda::{Agenda, Happening, PcHappening};
use crate::page::PageIx;

/// What is in a session description, beside its text.
#[derive(Debug)]
pub(super) struct Description {
    pub(super) pc: PcIx,
    pub(super) ufrag: Ufrag,
    /// The offer that it answers; `None` for an offer.
    pub(super) answers: Option<DescriptionIx>,
}

/// What comes with ICE credentials.
#[derive(Debug)]
pub(super) struct Credentials {
    /// The candidate without which the two sides do not find each other.
    pub(super) needed: u32,
}

impl Browsers {
    /// Draws new credentials and plans how their candidates are found.
    pub(super) fn gather(&mut self, pc: PcIx, agenda: &mut Agenda) -> Ufrag {
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

    pub(super) fn credentials_of(&self, pc: PcIx) -> Option<Ufrag> {
        let pc = &self.pcs[pc.0];
        let description = pc.pending.or(pc.local)?;
        Some(self.descriptions[description.0].ufrag)
    }

    pub(super) fn describe(
        &mut self,
        pc: PcIx,
        ufrag: Ufrag,
        answers: Option<DescriptionIx>,
    ) -> DescriptionIx {
        self.descriptions.push(Description { pc, ufrag, answers });
        DescriptionIx(self.descriptions.len() - 1)
    }

    pub(super) fn write_sdp(&self, description: DescriptionIx) -> String {
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

/// Which description a text is.
pub(super) fn read_sdp(sdp: &str) -> Result<DescriptionIx, Violation> {
    number(sdp.lines().next().unwrap_or_default()).map(DescriptionIx)
}

/// The number that something goes by in texts.
pub(super) fn number(text: &str) -> Result<usize, Violation> {
    let broken = || Violation::new(format!("{text:?} is not what a browser made"));
    text.parse().map_err(|_| broken())
}
