//! What may come of a single event in peace, and how soon.

use std::time::Duration;

use parley_protocol::message::{PeerId, RULES_KEPT_FOR, SEAT_HELD_FOR};

use crate::agenda::Happening;
use crate::browser::PcIx;
use crate::events::Ending;
use crate::page::PageIx;
use crate::schedule::{Event, Who};
use crate::world::World;
use crate::{Step, Violation, ms};

/// Who comes is linked with everyone within this time: a websocket, JOIN, an offer, an answer and candidates,
/// each up and down, gathering and finding a path.
const LINKED_WITHIN: Duration = ms(3_000);

/// Who loses the websocket meanwhile is linked within this time: both ends notice within a second, it is
/// opened again within half a second, and an offer lost on it is repeated after 4 s.
const LINKED_DESPITE_A_DROP_WITHIN: Duration = ms(8_500);

/// Who says goodbye is gone from every screen within this time: a frame up, a frame down.
const GONE_POLITELY_WITHIN: Duration = ms(500);

/// Who crashes is gone within this time, if the network tells the server: it does within a second, the
/// seat is held for 30 s, and the alarm, a frame and the timers take moments.
const GONE_RUDELY_WITHIN: Duration = SEAT_HELD_FOR.saturating_add(ms(3_000));

/// Whose address changes is linked with everyone again within this time: packets are missed after at most 2 s,
/// the websocket is given up half a second later and opened again, a restart crosses twice, a path is found.
/// A colliding restart adds a crossing or two.
const MOVED_WITHIN: Duration = ms(4_500);

/// Those between whom packets pass again are linked within this time: a path that ICE still looks for is found
/// as soon as it is there; else the next restart is due within 8 s, or 10 s on the polite side.
const MET_AGAIN_WITHIN: Duration = ms(11_000);

/// How long the server is away.
const DESERTED_FOR: Duration = ms(20_000);

/// A path that breaks meanwhile is replaced within this time: as above, with each signal passed on by a third.
const MENDED_WITHIN: Duration = ms(5_000);

/// How long nobody must notice anything for.
const NOTHING_FOR: Duration = ms(25_000);

impl World {
    pub(crate) fn comes_in_peace(&mut self, who: Who, drops_after: Option<Duration>) -> Step {
        if self.present(who).is_some() {
            self.leaves_in_peace(who)?;
        }
        if self.running().any(|(_, state)| state.who == who) || self.is_full() {
            return Ok(());
        }
        // Someone who vanished may still be on the roster: nobody missed them so far.
        let haunted = !self.is_complete();
        self.cause(Event::Join(who))?;
        let within = match drops_after {
            None => LINKED_WITHIN,
            Some(after) => {
                self.pass(after)?;
                self.people[who]
                    .page
                    .into_iter()
                    .for_each(|page| self.drop_quickly(page));
                LINKED_DESPITE_A_DROP_WITHIN
            }
        };
        self.pass(within)?;
        if !haunted && !self.is_full() {
            self.check_settled()?;
        }
        self.settle()
    }

    pub(crate) fn leaves_in_peace(&mut self, who: Who) -> Step {
        let Some(page) = self.present(who) else {
            return Ok(());
        };
        self.leave(who)?;
        self.pass(GONE_POLITELY_WITHIN)?;
        self.check_gone(page)?;
        self.settle()
    }

    pub(crate) fn crashes_in_peace(&mut self, who: Who) -> Step {
        let Some(page) = self.present(who) else {
            return Ok(());
        };
        self.end_page(who, Ending::Noticed)?;
        // A room whose clock was set back waits until it has caught up.
        self.pass(GONE_RUDELY_WITHIN + self.reference.slack())?;
        self.check_gone(page)?;
        self.settle()
    }

    pub(crate) fn resumes_in_peace(&mut self, who: Who) -> Step {
        let Some(page) = self.present(who) else {
            return Ok(());
        };
        self.unnoticed(|world| {
            world.drop_quickly(page);
            Ok(())
        })
    }

    pub(crate) fn slumbers_in_peace(&mut self) -> Step {
        self.unnoticed(|world| {
            world.server.drowsy_until = world.now() + NOTHING_FOR;
            let pages: Vec<PageIx> = world.running().map(|(page, _)| page).collect();
            for page in pages {
                world.drop_quickly(page);
            }
            Ok(())
        })
    }

    pub(crate) fn survives_disaster(&mut self) -> Step {
        let (links, news, full) = (self.links(), self.stats.news, self.is_full());
        self.deploy(false)?;
        self.pass(NOTHING_FOR)?;
        // With fewer seats than people, others may sit down first.
        if !full {
            self.check_settled()?;
            if self.links() != links || self.stats.news != news {
                return Err(Violation::new("a disaster of the server was noticed"));
            }
        }
        self.settle()
    }

    pub(crate) fn moves_in_peace(&mut self, who: Who) -> Step {
        let Some(page) = self.present(who).filter(|_| !self.is_full()) else {
            return Ok(());
        };
        if self.pages[page.0].connections.is_empty() {
            // Who is alone finds out at the next heartbeat, and there is no hurry.
            return Ok(());
        }
        let (links, news) = (self.links(), self.stats.news);
        for (_, pc) in self.pages[page.0].connections.clone() {
            self.browsers.break_path(pc, false, &mut self.agenda);
        }
        if let Some(socket) = self.pages[page.0].socket() {
            self.stats.frames_lost += self.websockets[socket.0].sever();
        }
        self.pass(MOVED_WITHIN)?;
        self.check_mended(links, news)
    }

    pub(crate) fn parts_in_peace(&mut self, who: Who, other: Who, span: Duration) -> Step {
        if self.is_full() {
            return Ok(());
        }
        let (links, news) = (self.links(), self.stats.news);
        self.browsers
            .cut(who, other, self.now() + span, &mut self.agenda);
        self.pass(span)?;
        self.pass(MET_AGAIN_WITHIN)?;
        self.check_mended(links, news)
    }

    pub(crate) fn mends_without_server(&mut self, who: Who, other: Who) -> Step {
        let present = self.present(who).zip(self.present(other));
        let Some((page, there)) = present.filter(|_| !self.is_full()) else {
            return Ok(());
        };
        let Some(pc) = self.link_to(page, &self.pages[there.0].id.clone()) else {
            return Ok(());
        };
        // Only those with the same secret are linked, and so can pass signals on.
        let inside = self.running().filter(|(_, state)| state.wants_in);
        let inside = inside
            .filter(|(_, state)| self.shares_secret(page, &state.id))
            .count();
        if inside < 3 {
            return Ok(());
        }
        let (links, news) = (self.links(), self.stats.news);
        self.server.out_until = self.now() + DESERTED_FOR;
        self.deploy(true)?;
        self.pass(ms(100))?;
        self.browsers.break_path(pc, false, &mut self.agenda);
        self.pass(MENDED_WITHIN)?;
        if self.browsers.healthy_path(pc).is_none() {
            return Err(Violation::new(
                "nobody carried the signals that mend a link",
            ));
        }
        self.pass(DESERTED_FOR)?;
        self.settle()?;
        self.check_mended(links, news)
    }

    /// Checks that everyone is linked again by the connections that they had, and that nobody was said to
    /// have left.
    fn check_mended(&mut self, links: Vec<(PageIx, PcIx)>, news: u64) -> Step {
        self.check_settled()?;
        if self.links() != links {
            return Err(Violation::new("a link was replaced that could be mended"));
        }
        if self.stats.news != news {
            return Err(Violation::new("a link that was mended made news"));
        }
        self.settle()
    }

    /// Does something that nobody else may notice.
    fn unnoticed(&mut self, act: impl FnOnce(&mut Self) -> Step) -> Step {
        let full = self.is_full();
        // The room may find out meanwhile that someone vanished whom nobody missed.
        let haunted = !self.is_complete();
        let told = |world: &Self| if haunted { 0 } else { world.reference.told };
        let before = (self.links(), self.stats.news, told(self));
        act(self)?;
        self.pass(NOTHING_FOR)?;
        let after = (self.links(), self.stats.news, told(self));
        if after != before && !full {
            return Err(Violation::new("a resume was noticed"));
        }
        self.settle()
    }

    fn drop_quickly(&mut self, page: PageIx) {
        let Some(socket) = self.pages[page.0].socket() else {
            return;
        };
        self.stats.frames_lost += self.websockets[socket.0].sever();
        let (client, server) = (self.random.millis(0, 1_000), self.random.millis(0, 1_000));
        self.agenda.after(client, Happening::ClientNotices(socket));
        self.agenda.after(server, Happening::ServerNotices(socket));
    }

    /// Someone's page, if they are in the room.
    fn present(&self, who: Who) -> Option<PageIx> {
        let page = self.people[who].page?;
        let id = &self.pages[page.0].id;
        let mut lives = self.running().filter(|(_, state)| state.id == *id);
        let alone = lives.next().is_some_and(|(life, _)| life == page) && lives.next().is_none();
        let here = alone && self.reference.roster().any(|other| other == id);
        here.then_some(page)
    }

    fn check_gone(&self, gone: PageIx) -> Step {
        let id: &PeerId = &self.pages[gone.0].id;
        if self.reference.roster().any(|other| other == id) {
            return Err(Violation::new(format!("{id} left but is on the roster")));
        }
        for (page, state) in self.running() {
            let people = state.call.snapshot().people;
            let shown = people.iter().any(|person| person.id == *id);
            if shown || self.link_to(page, id).is_some() {
                let page = page.0;
                return Err(Violation::new(format!(
                    "{id} left but page {page} shows them"
                )));
            }
        }
        Ok(())
    }

    /// Everyone leaves: nothing stays behind.
    pub(crate) fn leave_all(&mut self) -> Step {
        let wanting: Vec<PeerId> = self.running().map(|(_, state)| state.id.clone()).collect();
        let ghosts = self.reference.roster().filter(|id| !wanting.contains(id));
        let ghosts: Vec<PeerId> = ghosts.cloned().collect();
        for who in 0..self.people.len() {
            self.leave(who)?;
        }
        let pages: Vec<PageIx> = self.running().map(|(page, _)| page).collect();
        for page in pages {
            self.feed(page, parley_protocol::call::Input::Leave)?;
            self.pages[page.0].runs = false;
        }
        self.pass(SEAT_HELD_FOR + ms(10_000))?;
        if self.reference.roster().any(|id| !ghosts.contains(id)) {
            return Err(Violation::new("someone stays though everyone left"));
        }
        if self.schedule.is_governed() {
            self.pass(RULES_KEPT_FOR)?;
        }
        if self.server.records() > 0 && ghosts.is_empty() {
            return Err(Violation::new("an empty room keeps something in storage"));
        }
        Ok(())
    }
}
