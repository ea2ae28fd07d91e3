//! A room under control, as a client sees it: who the host is, what the rules are, who knocks.

use super::frames::SEAT_ASKED_EVERY;
use super::sealing::Reading;
use super::{Call, News, Phase};
use crate::message::{DisplayName, Member, Opaque, PeerId, Profile, Rules, client};

/// At most this many are shown who knock.
const MAX_KNOCKS: usize = 64;

/// Who controls the room, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoomControl {
    /// The host: whoever has been in the room longest. May set the rules and remove people.
    pub host: Option<PeerId>,
    /// Whether that is this client.
    pub is_host: bool,
    /// Who may come in.
    pub rules: Rules,
    /// Those who wait until someone inside lets them in.
    pub knocks: Vec<Knock>,
    /// Whether this client is one of them.
    pub waits: bool,
}

/// Someone who waits to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    /// The id.
    pub id: PeerId,
    /// The name; `None` if they gave none that can be read. In a sealed room they lack its secret then.
    pub name: Option<DisplayName>,
}

/// What is known of that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Controlled {
    /// Everyone on the roster, those who have been on it longest first.
    seniority: Vec<PeerId>,
    rules: Rules,
    knocks: Vec<Knock>,
    waits: bool,
    /// Whether the rules are told next, if there are any. Until then the last ones count.
    rules_are_next: bool,
}

impl Controlled {
    pub(super) fn room(&mut self, seniority: Vec<PeerId>, entered: bool) {
        self.seniority = seniority;
        if entered {
            self.knocks.clear();
            self.waits = false;
            self.expect_rules();
        }
    }

    pub(super) fn expect_rules(&mut self) {
        self.rules_are_next = true;
    }

    /// Something came that tells no rules.
    pub(super) fn no_rules(&mut self) {
        if std::mem::take(&mut self.rules_are_next) {
            self.rules = Rules::default();
        }
    }

    /// Whether it is worth asking for a free seat.
    pub(super) fn is_open(&self) -> bool {
        !self.rules.locked
    }

    pub(super) fn joined(&mut self, id: &PeerId) {
        self.knocks.retain(|knock| knock.id != *id);
        if !self.seniority.contains(id) {
            self.seniority.push(id.clone());
        }
    }

    pub(super) fn gone(&mut self, id: &PeerId) {
        self.seniority.retain(|other| other != id);
    }

    pub(super) fn shown(&self, own: &PeerId) -> RoomControl {
        let host = self.seniority.first();
        RoomControl {
            host: host.cloned(),
            is_host: host == Some(own),
            rules: self.rules,
            knocks: self.knocks.clone(),
            waits: self.waits,
        }
    }
}

impl Call {
    pub(super) fn set_rules(&mut self, rules: Rules) {
        self.say_inside(client::rules(rules));
    }

    pub(super) fn admit(&mut self, id: &PeerId) {
        self.say_inside(client::admit(id));
    }

    pub(super) fn remove(&mut self, id: &PeerId) {
        self.say_inside(client::remove(id));
    }

    /// The server tells the rules: to those inside, to whoever watches, and to whoever has to knock.
    pub(super) fn rules(&mut self, rules: Rules, knocks: Vec<Member>) {
        let was_open = self.controlled.is_open();
        self.controlled.rules = rules;
        self.controlled.rules_are_next = false;
        let knocks = knocks.into_iter().take(MAX_KNOCKS);
        self.controlled.knocks = knocks.map(|member| self.knock(member)).collect();
        if !was_open && self.controlled.is_open() {
            self.ask_seat();
        }
        if !rules.knocking || !self.session.knocks() {
            return;
        }
        let own = self.config.id.clone();
        self.controlled.gone(&own);
        self.controlled.waits = true;
        self.entered = false;
        self.called.clear();
        self.ask_seat_at = Some(self.now + SEAT_ASKED_EVERY);
        if self.phase == Phase::Joining {
            // What was sent behind JOIN did not get through. Those inside will call.
            self.each_peer(|peer, cx| peer.link.close(cx));
        }
    }

    /// Someone knocks, or does so no longer.
    pub(super) fn knocks(&mut self, id: PeerId, profile: Option<Opaque>) {
        let known = &mut self.controlled.knocks;
        known.retain(|knock| knock.id != id);
        let Some(profile) = profile.filter(|_| known.len() < MAX_KNOCKS) else {
            return;
        };
        let knock = self.knock(Member { id, profile });
        self.controlled.knocks.push(knock.clone());
        self.tell(News::Knocks(knock.id, knock.name));
    }

    /// The room is locked: watch it from outside.
    pub(super) fn locked_out(&mut self) {
        self.controlled.rules.locked = true;
        self.refused(News::Locked);
    }

    /// The server has an answer: this client does not knock any longer.
    pub(super) fn stop_waiting(&mut self) {
        self.controlled.waits = false;
    }

    /// Whether this client knocks.
    pub(super) fn waits(&self) -> bool {
        self.controlled.waits
    }

    fn knock(&mut self, member: Member) -> Knock {
        let profile = match self.seal {
            None => Profile::from_opaque(&member.profile),
            Some(_) => match self.read_profile(&member) {
                Reading::Read(profile) => profile,
                Reading::Outdated | Reading::Unread => None,
            },
        };
        // They are at the door, not among those inside who cannot be read.
        self.strange.forget(&member.id);
        Knock {
            id: member.id,
            name: profile.map(|profile| profile.name),
        }
    }

    fn say_inside(&mut self, text: String) {
        if self.phase == Phase::Joined && self.entered {
            self.session.send(text, &mut self.outputs);
        }
    }
}
