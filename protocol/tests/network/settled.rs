//! The properties: what must hold at every step, and what must hold once the network has come to rest.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use parley_protocol::call::{LinkState, Person, Phase, Signaling};
use parley_protocol::message::PeerId;

use crate::browser::PcIx;
use crate::events::display_name;
use crate::page::PageIx;
use crate::world::World;
use crate::{Step, Violation, ms};

/// A link that packets have passed on for so long, with nothing happening to it, counts as healthy: it must
/// not be touched, whatever happens to the server.
const HEALTHY_AFTER: Duration = ms(20_000);

impl World {
    /// A page opens a connection to someone.
    pub(crate) fn check_calls(&self, page: PageIx, id: &PeerId) -> Step {
        match self.shares_secret(page, id) {
            true => Ok(()),
            false => Err(Violation::new("someone with another secret was called")),
        }
    }

    /// A page closes a connection though its person does not leave.
    pub(crate) fn check_closing(&self, page: PageIx, pc: PcIx) -> Step {
        match self.is_healthy(page, pc) {
            true => Err(Violation::new("a healthy link was torn down")),
            false => Ok(()),
        }
    }

    /// A page tells that someone came.
    pub(crate) fn check_came(&self, page: PageIx, id: &PeerId) -> Step {
        // Of an id that several pages had, another may have come meanwhile.
        let mut lives = self.pages.iter().filter(|life| life.id == *id);
        let left = lives.next().is_some_and(|life| !life.runs) && lives.next().is_none();
        match left && self.pages[page.0].farewells.contains(id) {
            true => Err(Violation::new("someone who said goodbye came back")),
            false => Ok(()),
        }
    }

    /// A page tells that someone left.
    pub(crate) fn check_left(&self, page: PageIx, id: &PeerId) -> Step {
        match self.link_to(page, id) {
            Some(pc) if self.is_healthy(page, pc) => Err(Violation::new(
                "someone whose link is healthy was said to have left",
            )),
            Some(_) | None => Ok(()),
        }
    }

    /// A page lost its seat to another of the same person.
    pub(crate) fn check_superseded(&self, page: PageIx) -> Step {
        match self.is_alone(page) {
            true => Err(Violation::new("a page was superseded by none")),
            false => Ok(()),
        }
    }

    /// What a screen shows while things go wrong: at least everyone whose link is healthy.
    pub(crate) fn check_screens(&self) -> Step {
        for (page, state) in self.running() {
            if state.connections.len() > self.pages.len() {
                return Err(Violation::new("a page has more connections than peers"));
            }
            let healthy = state.connections.iter();
            let healthy = healthy.filter(|(_, pc)| self.is_healthy(page, *pc));
            let people = state.call.snapshot().people;
            if people.iter().any(|p| !self.shares_secret(page, &p.id)) {
                return Err(Violation::new("someone with another secret is shown"));
            }
            for (connection, _) in healthy {
                let shown = |person: &Person| person.connection == Some(*connection);
                if !people.iter().any(shown) {
                    return Err(Violation::new("someone whose link is healthy is not shown"));
                }
            }
        }
        Ok(())
    }

    /// Whether everyone is where they should be, and nobody is where they should not.
    pub(crate) fn check_settled(&self) -> Step {
        let wanting = self.wanting()?;
        let (roster, ghosts): (BTreeSet<PeerId>, BTreeSet<PeerId>) = self
            .reference
            .roster()
            .cloned()
            .partition(|id| wanting.contains_key(id));
        if roster.len() < wanting.len().min(self.schedule.capacity) {
            return Err(Violation::new(
                "someone wants in, there is room, and they are not",
            ));
        }
        for (page, state) in self.running() {
            let people = state.call.snapshot().people;
            self.check_strangers(page)?;
            let shares = |id: &&PeerId| **id != state.id && self.shares_secret(page, id);
            for id in roster.iter().filter(shares) {
                let Some(person) = people.iter().find(|person| person.id == *id) else {
                    return Err(Violation::new(format!(
                        "page {} does not show {id}",
                        page.0
                    )));
                };
                self.check_person(wanting[id], person)?;
            }
            let waits = |id: &PeerId| wanting.contains_key(id) && !roster.contains(id);
            for person in &people {
                let up = person.link == LinkState::Connected;
                if up
                    && person
                        .connection
                        .is_some_and(|it| state.paused.contains(&it))
                {
                    let (id, page) = (&person.id, page.0);
                    return Err(Violation::new(format!("page {page} sends {id} no picture")));
                }
                let kept = waits(&person.id) && person.link == LinkState::Connected;
                // Whoever looks on from outside sees what the server knows. It finds out that someone
                // vanished when others miss them, or when someone comes; else it sleeps.
                let unmissed = !state.wants_in && ghosts.contains(&person.id);
                if !roster.contains(&person.id) && !kept && !unmissed {
                    let (id, page) = (&person.id, page.0);
                    return Err(Violation::new(format!("page {page} still shows {id}")));
                }
            }
            if roster.contains(&state.id) {
                self.check_member(page, &people, &roster, &wanting)?;
            }
        }
        Ok(())
    }

    /// Whether those who want to be in the room, and no one else, hold its seats. A room that holds one for
    /// someone who is gone, or refuses someone, has something to do.
    pub(crate) fn is_complete(&self) -> bool {
        let wanting = self.wanting();
        wanting.is_ok_and(|wanting| self.reference.roster().eq(wanting.keys()))
    }

    /// Whether there are people who wait for a seat.
    pub(crate) fn is_full(&self) -> bool {
        self.wanting()
            .is_ok_and(|wanting| wanting.len() > self.schedule.capacity)
    }

    /// Every open connection of those who want to be in the room.
    pub(crate) fn links(&self) -> Vec<(PageIx, PcIx)> {
        let inside = self.running().filter(|(_, state)| state.wants_in);
        let links = inside.flat_map(|(page, state)| {
            let open = state.connections.iter();
            open.map(move |&(_, pc)| (page, pc))
        });
        links.collect()
    }

    /// The connection of a page to the person with this id.
    pub(crate) fn link_to(&self, page: PageIx, id: &PeerId) -> Option<PcIx> {
        let mut open = self.pages[page.0].connections.iter();
        let found = open.find(|(_, pc)| self.browsers.peer_of(*pc) == id);
        found.map(|&(_, pc)| pc)
    }

    /// The pages that run and whose call is not over.
    pub(crate) fn running(&self) -> impl Iterator<Item = (PageIx, &crate::page::Page)> {
        let pages = self.pages.iter().enumerate();
        let running = pages.filter(|(_, page)| {
            page.runs && !matches!(page.phase(), Phase::Ended(_) | Phase::Idle)
        });
        running.map(|(place, page)| (PageIx(place), page))
    }

    /// Those who should be in the room if it takes them all, by id.
    fn wanting(&self) -> Result<BTreeMap<PeerId, PageIx>, Violation> {
        let mut wanting = BTreeMap::new();
        for (page, state) in self.running() {
            let rival = state.wants_in && wanting.insert(state.id.clone(), page).is_some();
            if rival {
                return Err(Violation::new("two tabs hold one seat"));
            }
        }
        Ok(wanting)
    }

    /// Whether the person with this id has the same secret as that of a page, or none as well.
    pub(crate) fn shares_secret(&self, page: PageIx, id: &PeerId) -> bool {
        let secret = |who| self.schedule.secret(who);
        let own = secret(self.pages[page.0].who);
        let mut lives = self.pages.iter().filter(|life| life.id == *id);
        lives.next().is_none_or(|life| secret(life.who) == own)
    }

    /// Whether a page tells of everyone on the roster whom it does not show, and why.
    fn check_strangers(&self, page: PageIx) -> Step {
        let state = &self.pages[page.0];
        let roster = self.reference.roster();
        let hidden = roster.filter(|id| **id != state.id && !self.shares_secret(page, id));
        let (hidden, snapshot) = (hidden.count(), state.call.snapshot());
        let expected = match self.schedule.secret(state.who) {
            _ if snapshot.strangers.tampered > 0 || snapshot.refused.forged > 0 => {
                return Err(Violation::new("someone was taken for tampered with"));
            }
            Some(_) => snapshot.strangers.other_secret + snapshot.strangers.no_secret,
            None => snapshot.strangers.secret_lacking,
        };
        match expected == hidden && snapshot.strangers.count() == hidden {
            true => Ok(()),
            false => Err(Violation::new(format!(
                "page {} does not tell of the {hidden} that it does not show",
                page.0
            ))),
        }
    }

    fn check_person(&self, page: PageIx, person: &Person) -> Step {
        let state = &self.pages[page.0];
        if person.name != Some(display_name(state.who, state.name)) {
            return Err(Violation::new(format!("{} has another name", person.id)));
        }
        Ok(())
    }

    /// Checks the links of someone on the roster to everyone else on it.
    fn check_member(
        &self,
        page: PageIx,
        people: &[Person],
        roster: &BTreeSet<PeerId>,
        wanting: &BTreeMap<PeerId, PageIx>,
    ) -> Step {
        let state = &self.pages[page.0];
        let snapshot = state.call.snapshot();
        if snapshot.phase != Phase::Joined || snapshot.signaling != Signaling::Up {
            return Err(Violation::new(format!("page {} is not up", page.0)));
        }
        for person in people.iter().filter(|person| roster.contains(&person.id)) {
            let id = &person.id;
            let broken = |what: &str| {
                let text = format!("the link of page {} to {id} {what}", page.0);
                Err(Violation::new(text))
            };
            let Some(pc) = person.connection.and_then(|name| state.pc(name)) else {
                return broken("has no connection");
            };
            if person.link != LinkState::Connected {
                return broken("is not up");
            }
            let Some(path) = self.browsers.healthy_path(pc) else {
                return broken("carries nothing");
            };
            let (other, there) = (path.other(pc), wanting[id]);
            if self.link_to(there, &state.id) != Some(other) {
                return broken("is not to the other's");
            }
            if !self.browsers.control_is_open(pc) {
                return broken("has no control channel");
            }
            if person.media != self.pages[there.0].media {
                return broken("shows outdated media");
            }
        }
        let control = &snapshot.control;
        if control.host.as_ref() != self.reference.host()
            || control.is_host != (control.host.as_ref() == Some(&state.id))
            || control.rules != self.reference.rules()
            || !control.knocks.is_empty()
        {
            return Err(Violation::new(format!(
                "page {} is wrong about the rules",
                page.0
            )));
        }
        self.check_words(page, people, wanting)?;
        let linked = people.iter().filter(|person| person.connection.is_some());
        if state.connections.len() != linked.count() {
            return Err(Violation::new("a connection is not in use"));
        }
        Ok(())
    }

    /// Whether everyone compares the same words. In a full room someone may keep links without a seat, to
    /// some of those inside and not to others, who then see another room.
    fn check_words(
        &self,
        page: PageIx,
        people: &[Person],
        wanting: &BTreeMap<PeerId, PageIx>,
    ) -> Step {
        if self.is_full() {
            return Ok(());
        }
        let verified = |page: PageIx| self.pages[page.0].call.verified();
        let own = verified(page);
        let linked = people
            .iter()
            .filter(|person| wanting.contains_key(&person.id));
        for person in linked {
            let theirs = verified(wanting[&person.id]);
            if own.people.get(&person.id) != theirs.own.as_ref() || own.room != theirs.room {
                return Err(Violation::new("two compare words that differ"));
            }
        }
        match own.room.is_some() != own.people.is_empty() && own.disagreeing.is_empty() {
            true => Ok(()),
            false => Err(Violation::new(format!("page {} has no words", page.0))),
        }
    }

    /// Whether packets have passed on a link for long, between two who are here to stay.
    fn is_healthy(&self, page: PageIx, pc: PcIx) -> bool {
        let Some(path) = self.browsers.healthy_path(pc) else {
            return false;
        };
        let other = self.browsers.page_of(path.other(pc));
        let stays = |page: PageIx| self.pages[page.0].runs && self.is_alone(page);
        let calm = self.now().saturating_sub(path.calm_since) >= HEALTHY_AFTER;
        let doomed = |pc: PcIx| self.browsers.is_doomed(pc);
        let removed = |page: PageIx| self.reference.was_removed(&self.pages[page.0].id);
        if removed(page) || removed(other) {
            return false;
        }
        calm && stays(page) && stays(other) && !doomed(pc) && !doomed(path.other(pc))
    }

    /// Whether a page is the only one that ever went by its id.
    fn is_alone(&self, page: PageIx) -> bool {
        let id = &self.pages[page.0].id;
        let others = self.pages.iter().filter(|other| other.id == *id);
        others.count() == 1
    }
}
