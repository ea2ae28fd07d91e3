//! The exchange of descriptions and candidates on one connection.
//!
//! Mirrors the browser's signaling state (JSEP, RFC 8829 §3.5.1) as far as the rules need it, and makes
//! sure that the browser is asked for one thing at a time.

use super::certificates::Certificates;
use super::{ConnectionId, Context, Relay, Role};
use crate::call::Output;
use crate::message::{Candidate, Gathered, SignalBody};
use crate::verification::Fingerprints;

/// At most this many candidates of one side are kept. Browsers gather a few dozen.
const MAX_CANDIDATES: usize = 128;

/// At most this many batches of remote candidates wait for their description.
const MAX_EARLY_BATCHES: usize = 32;

/// The serial of the offer that opens a connection. The side that answers it counts its own from the next
/// one on, so that an offer that comes late is told from one that renegotiates.
pub(super) const OPENS: u32 = 1;

#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Exchange {
    step: Step,
    /// The serial of the own offer that waits for an answer.
    open_offer: Option<u32>,
    last_serial: u32,
    /// Whether a description of the other side has been in place.
    negotiated: bool,
    local: Option<Local>,
    /// Own candidates with the username fragment that they belong to.
    gathered: Vec<(String, Candidate)>,
    gathering_done: bool,
    /// How many of `gathered` have been said.
    said: usize,
    /// The serial of the newest remote offer that was taken up, or is void.
    heard: u32,
    /// The username fragment of the remote description, while that is not about to be replaced.
    remote_ufrag: Option<String>,
    /// The certificates that the other side's descriptions name.
    certificates: Option<String>,
    early: Vec<Batch>,
    /// The newest remote offer, while the browser is busy.
    next_offer: Option<(u32, String)>,
    restart_wanted: bool,
    /// Whether offers ask for relayed paths only.
    relay_only: bool,
    /// Whose certificates the descriptions named so far.
    own_certificates: Certificates,
    remote_certificates: Certificates,
}

/// What the browser is doing.
#[derive(Clone, Debug, PartialEq, Default)]
enum Step {
    #[default]
    Idle,
    MakingOffer,
    AcceptingOffer {
        serial: u32,
        ufrag: String,
    },
    AcceptingAnswer {
        ufrag: String,
    },
    /// It refused something: nothing more is asked of it.
    Failed,
}

/// The local description in place.
#[derive(Clone, Debug, PartialEq)]
struct Local {
    ufrag: String,
    body: SignalBody,
}

#[derive(Clone, Debug, PartialEq)]
struct Batch {
    ufrag: String,
    candidates: Vec<Candidate>,
    end: bool,
}

impl Exchange {
    /// The exchange on a new connection, of the side that opens it or of the other.
    pub(super) fn of(role: Role) -> Self {
        let last_serial = match role {
            Role::Offers => OPENS - 1,
            Role::Answers => OPENS,
        };
        Self {
            last_serial,
            ..Self::default()
        }
    }

    /// Asks the browser for an offer, now or when it is free.
    pub(super) fn make_offer(&mut self, restart: bool, id: ConnectionId, cx: &mut Context<'_>) {
        if self.step != Step::Idle {
            self.restart_wanted |= restart && self.step != Step::Failed;
            return;
        }
        self.restart_wanted = false;
        self.gathering_done = false;
        self.step = Step::MakingOffer;
        cx.perform(Output::MakeOffer {
            connection: id,
            ice_restart: restart,
            relay_only: self.relay_only || cx.relay == Relay::Only,
        });
    }

    /// Looks for relayed paths only from the next offer on.
    pub(super) fn use_relays_only(&mut self) {
        self.relay_only = true;
    }

    /// Takes up a remote offer, now or when the browser is free. The caller has judged collisions.
    /// Whether it was taken up now.
    pub(super) fn offer(
        &mut self,
        serial: u32,
        sdp: String,
        id: ConnectionId,
        cx: &mut Context<'_>,
    ) -> bool {
        if self.step != Step::Idle {
            self.next_offer = Some((serial, sdp));
            return false;
        }
        self.heard = serial;
        self.open_offer = None;
        self.gathering_done = false;
        self.remote_ufrag = None;
        self.certificates = Some(certificates_of(&sdp));
        self.step = Step::AcceptingOffer {
            serial,
            ufrag: ufrag_of(&sdp),
        };
        self.remote_certificates.add(Certificates::named_in(&sdp));
        cx.perform(Output::AcceptOffer {
            connection: id,
            sdp,
        });
        true
    }

    /// Takes up a remote answer if it answers the open offer. Any other is stale or a repetition.
    pub(super) fn answer(
        &mut self,
        answers: u32,
        voids: u32,
        sdp: String,
        id: ConnectionId,
        cx: &mut Context<'_>,
    ) {
        if self.step != Step::Idle || self.open_offer != Some(answers) {
            return;
        }
        self.heard = self.heard.max(voids);
        self.remote_ufrag = None;
        self.certificates = Some(certificates_of(&sdp));
        self.step = Step::AcceptingAnswer {
            ufrag: ufrag_of(&sdp),
        };
        self.remote_certificates.add(Certificates::named_in(&sdp));
        cx.perform(Output::AcceptAnswer {
            connection: id,
            sdp,
        });
    }

    /// Takes remote candidates: to the browser if their description is in place, else kept for it.
    pub(super) fn candidates(
        &mut self,
        ufrag: String,
        candidates: Vec<Candidate>,
        end: bool,
        id: ConnectionId,
        cx: &mut Context<'_>,
    ) {
        if self.remote_ufrag.as_ref() == Some(&ufrag) {
            cx.perform(Output::AddCandidates {
                connection: id,
                ufrag: Some(ufrag),
                candidates,
                end,
            });
            return;
        }
        if self.early.len() == MAX_EARLY_BATCHES {
            self.early.remove(0);
        }
        self.early.push(Batch {
            ufrag,
            candidates,
            end,
        });
    }

    /// The browser set a local description. Whether it is one to be said.
    pub(super) fn described(
        &mut self,
        sdp: String,
        id: ConnectionId,
        cx: &mut Context<'_>,
    ) -> bool {
        let ufrag = ufrag_of(&sdp);
        let certificates = Certificates::named_in(&sdp);
        let body = match std::mem::take(&mut self.step) {
            Step::MakingOffer => {
                self.last_serial = self.last_serial.saturating_add(1);
                self.open_offer = Some(self.last_serial);
                SignalBody::Offer {
                    serial: self.last_serial,
                    sdp,
                }
            }
            Step::AcceptingOffer {
                serial,
                ufrag: remote,
            } => {
                self.remote_description(remote, id, cx);
                SignalBody::Answer {
                    answers: serial,
                    voids: self.last_serial,
                    sdp,
                }
            }
            step @ (Step::Idle | Step::AcceptingAnswer { .. } | Step::Failed) => {
                self.step = step;
                return false;
            }
        };
        self.own_certificates.add(certificates);
        self.gathered.retain(|(of, _)| *of == ufrag);
        self.local = Some(Local { ufrag, body });
        true
    }

    pub(super) fn answer_accepted(&mut self, id: ConnectionId, cx: &mut Context<'_>) {
        match std::mem::take(&mut self.step) {
            Step::AcceptingAnswer { ufrag } => {
                self.open_offer = None;
                self.remote_description(ufrag, id, cx);
            }
            step
            @ (Step::Idle | Step::MakingOffer | Step::AcceptingOffer { .. } | Step::Failed) => {
                self.step = step
            }
        }
    }

    pub(super) fn fail(&mut self) {
        self.step = Step::Failed;
    }

    /// Does what waited for the browser to be free.
    pub(super) fn proceed(&mut self, id: ConnectionId, cx: &mut Context<'_>) {
        if self.step != Step::Idle {
            return;
        }
        if let Some((serial, sdp)) = self.next_offer.take() {
            self.offer(serial, sdp, id, cx);
        } else if self.restart_wanted {
            self.make_offer(true, id, cx);
        }
    }

    pub(super) fn gathered(&mut self, ufrag: Option<String>, candidate: Candidate) {
        let local = self.local.as_ref().map(|local| local.ufrag.clone());
        let Some(ufrag) = ufrag.or_else(|| local.clone()) else {
            return;
        };
        // It belongs to the description in place, or to the one that is being made; else it is late.
        let is_late = local.is_some_and(|local| local != ufrag) && !self.is_describing();
        if !is_late && self.gathered.len() < MAX_CANDIDATES {
            self.gathered.push((ufrag, candidate));
        }
    }

    pub(super) fn gathering_done(&mut self) {
        self.gathering_done = true;
    }

    /// The local description as a signal.
    pub(super) fn description(&self) -> Option<SignalBody> {
        self.local.as_ref().map(|local| local.body.clone())
    }

    /// Makes [`Exchange::next_candidates`] start from the first one again.
    pub(super) fn rewind_candidates(&mut self) {
        self.said = 0;
    }

    /// The candidates under the local description that have not been said, and its username fragment. That there
    /// are no more is worth no frame of its own: it makes nothing but a failure come sooner.
    pub(super) fn next_candidates(&mut self) -> Option<(String, Gathered)> {
        let ufrag = self.local.as_ref()?.ufrag.clone();
        // Those of a description that the browser has not reported yet stand behind.
        let of_this = |(of, _): &&(String, Candidate)| *of == ufrag;
        let known = self.gathered.iter().take_while(of_this).count();
        if known <= self.said {
            return None;
        }
        let unsaid = self.gathered.get(self.said..known).unwrap_or_default();
        let candidates = unsaid.iter().map(|(_, candidate)| candidate.clone());
        let gathered = Gathered {
            candidates: candidates.collect(),
            end: self.gathering_done && known == self.gathered.len(),
        };
        self.said = known;
        Some((ufrag, gathered))
    }

    /// The own certificates and the other side's. `None` if they cannot be read.
    pub(super) fn certificates(&self) -> Option<(&Fingerprints, &Fingerprints)> {
        Some((
            self.own_certificates.get()?,
            self.remote_certificates.get()?,
        ))
    }

    /// Whether a remote offer is a repetition, or older than one taken up already.
    pub(super) fn has_heard(&self, serial: u32) -> bool {
        serial <= self.heard
    }

    /// Whether the local description is the answer to this offer.
    pub(super) fn has_answered(&self, serial: u32) -> bool {
        self.local.as_ref().is_some_and(
            |local| matches!(local.body, SignalBody::Answer { answers, .. } if answers == serial),
        )
    }

    /// Whether the local description is an own offer that waits for its answer.
    pub(super) fn has_offered(&self) -> bool {
        self.step == Step::Idle && self.open_offer.is_some()
    }

    /// Whether the answer to this offer, the newest, was followed by an own offer that is still open.
    pub(super) fn has_overwritten(&self, serial: u32) -> bool {
        serial == self.heard && self.has_offered()
    }

    /// Whether an own offer is open that came after this one.
    pub(super) fn is_ahead_of(&self, answered: u32) -> bool {
        self.open_offer
            .is_some_and(|open| (OPENS..open).contains(&answered))
    }

    /// Whether a description comes from whoever made those before.
    pub(super) fn knows(&self, sdp: &str) -> bool {
        self.certificates.as_ref() == Some(&certificates_of(sdp))
    }

    /// Whether a remote offer would meet an own one. One whose answer is being accepted is settled
    /// before anything else is taken up (W3C WebRTC §10.7, `isSettingRemoteAnswerPending`).
    pub(super) fn collides(&self) -> bool {
        let open = self.open_offer.is_some() && !self.is_accepting_answer();
        open || self.step == Step::MakingOffer
    }

    /// Whether a description of the other side has been in place, or is about to be.
    pub(super) fn is_negotiated(&self) -> bool {
        self.negotiated || self.is_accepting_answer()
    }

    /// Whether the browser refused something.
    pub(super) fn has_failed(&self) -> bool {
        self.step == Step::Failed
    }

    /// Whether an exchange is under way.
    pub(super) fn is_open(&self) -> bool {
        self.step != Step::Idle || self.open_offer.is_some()
    }

    fn is_accepting_answer(&self) -> bool {
        matches!(self.step, Step::AcceptingAnswer { .. })
    }

    fn is_describing(&self) -> bool {
        matches!(self.step, Step::MakingOffer | Step::AcceptingOffer { .. })
    }

    fn remote_description(&mut self, ufrag: String, id: ConnectionId, cx: &mut Context<'_>) {
        self.negotiated = true;
        let ready = self.early.extract_if(.., |batch| batch.ufrag == ufrag);
        for batch in ready {
            cx.perform(Output::AddCandidates {
                connection: id,
                ufrag: Some(batch.ufrag),
                candidates: batch.candidates,
                end: batch.end,
            });
        }
        self.remote_ufrag = Some(ufrag);
    }
}

/// The lines of a description that name certificates (RFC 8122 §5).
fn certificates_of(sdp: &str) -> String {
    let lines = sdp.lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| line.starts_with("a=fingerprint:"))
        .collect();
    lines.join("\n")
}

/// The username fragment of a description (RFC 8839 §5.4). Browsers bundle all media sections, which
/// then share one. Empty if there is none, so that no candidate matches it.
pub(super) fn ufrag_of(sdp: &str) -> String {
    let ufrag = sdp
        .lines()
        .find_map(|line| line.strip_prefix("a=ice-ufrag:"));
    ufrag.unwrap_or_default().trim().to_owned()
}
