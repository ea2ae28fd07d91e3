//! What each event of a schedule does to the world.

use std::time::Duration;

use parley_protocol::call::{Call, Config, Input, Phase, Seal};
use parley_protocol::message::{DisplayName, Instance, MediaState, RoomName, Rules};
use parley_protocol::seal::{RoomKey, RoomSecret, Stream};
use parley_protocol::verification::VerificationSeed;

use crate::Step;
use crate::agenda::Happening;
use crate::browser::PcIx;
use crate::page::{Page, PageIx};
use crate::random::Random;
use crate::schedule::{Event, Who};
use crate::websocket::{Frame, SocketIx, Way, Websocket};
use crate::world::{World, identity};

/// How someone's page ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ending {
    /// The network tells the others.
    Noticed,
    /// Nobody is told.
    Unnoticed,
}

impl World {
    pub(crate) fn cause(&mut self, event: Event) -> Step {
        let now = self.now();
        match event {
            Event::Watch(who) => {
                let page = self.page_for(who);
                self.feed_awake(page, Input::Watch)
            }
            Event::Join(who) => self.join(who),
            Event::Leave(who) => self.leave(who),
            Event::Crash(who) => self.end_page(who, Ending::Noticed),
            Event::Vanish(who) => self.end_page(who, Ending::Unnoticed),
            Event::Reload(who) => {
                if self.random.one_in(2) {
                    self.close_page(who)?;
                }
                self.end_page(who, Ending::Noticed)?;
                self.open_page(who);
                Ok(())
            }
            Event::ReloadAsAnother(who) => {
                self.end_page(who, Ending::Noticed)?;
                self.page_for(who);
                Ok(())
            }
            Event::SecondTab(who) => {
                self.open_page(who);
                Ok(())
            }
            Event::Rename(who) => self.with_page(who, |world, page| {
                let state = &mut world.pages[page.0];
                if !state.wants_in || state.asleep_until > now {
                    return Ok(());
                }
                state.name += 1;
                let name = display_name(who, state.name);
                world.feed(page, Input::Join { name })
            }),
            Event::Mute(who) => self.with_page(who, |world, page| {
                let media = MediaState {
                    microphone: world.random.one_in(2),
                    camera: world.random.one_in(2),
                    ..MediaState::default()
                };
                if world.is_asleep(page) {
                    return Ok(());
                }
                world.pages[page.0].media = media;
                world.feed(page, Input::Media(media))
            }),
            Event::Doubt(who) => {
                self.with_page(who, |world, page| world.feed_awake(page, Input::Doubt))
            }
            Event::Sleep(who, span) => self.with_page(who, |world, page| {
                world.sleep(page, span);
                Ok(())
            }),
            Event::Throttle(who, span) => self.with_page(who, |world, page| {
                world.pages[page.0].throttled_until = now + span;
                Ok(())
            }),
            Event::Offline(who, span) => self.with_page(who, |world, page| {
                world.pages[page.0].offline_until = now + span;
                Ok(())
            }),
            Event::Drop(who) => self.with_socket(who, |world, socket| world.drop_socket(socket)),
            Event::HalfOpen(who) => self.with_socket(who, |world, socket| {
                world.stats.frames_lost += world.websockets[socket.0].sever();
            }),
            Event::Stall(who, span) => self.with_socket(who, |world, socket| {
                world.websockets[socket.0].stalled_until = now + span;
            }),
            Event::Impostor(who) => self.impostor(who),
            Event::Spoof(by, whom) => self.spoof(by, whom),
            Event::Govern(who, locked, knocking) => {
                let rules = Rules { locked, knocking };
                self.with_page(who, |world, page| {
                    world.feed_awake(page, Input::SetRules(rules))
                })
            }
            Event::Admit(who, whom) => {
                let peer = self.people[whom].identity.0.clone();
                self.with_page(who, |world, page| {
                    world.feed_awake(page, Input::Admit { peer })
                })
            }
            Event::Remove(who, whom) => {
                let peer = self.people[whom].identity.0.clone();
                self.with_page(who, |world, page| {
                    world.feed_awake(page, Input::Remove { peer })
                })
            }
            Event::Usurp(by, whom) => self.usurp(by, whom),
            Event::Hibernate => self.hibernate(),
            Event::Drowsy(span) => {
                self.server.drowsy_until = now + span;
                Ok(())
            }
            Event::Deploy => self.deploy(true),
            Event::Disaster => self.deploy(false),
            Event::Outage(span) => {
                self.server.out_until = now + span;
                Ok(())
            }
            Event::Sluggish(span) => {
                self.server.slow_until = now + span;
                Ok(())
            }
            Event::ClockForward(step) => {
                self.server.set_clock(|ahead| ahead + step);
                Ok(())
            }
            Event::ClockBack(step) => {
                self.server.set_clock(|ahead| ahead.saturating_sub(step));
                self.reference.clock_set_back(step);
                Ok(())
            }
            Event::LateAlarms(span) => {
                self.server.alarms_late_until = now + span;
                Ok(())
            }
            Event::Cut(a, b, span) => {
                self.browsers.cut(a, b, now + span, &mut self.agenda);
                Ok(())
            }
            Event::Break(a, b) => self.with_link(a, b, |world, pc| {
                world.browsers.break_path(pc, false, &mut world.agenda);
            }),
            Event::Ruin(a, b) => self.with_link(a, b, |world, pc| {
                world.browsers.break_path(pc, true, &mut world.agenda);
            }),
            Event::Refuse(a, b) => self.with_link(a, b, |world, pc| {
                world.browsers.refuse_next(pc);
            }),
        }
    }

    /// Kills a websocket. The client finds out; the server does too, more often than not.
    pub(crate) fn drop_socket(&mut self, socket: SocketIx) {
        self.stats.frames_lost += self.websockets[socket.0].sever();
        let (client, server) = (self.random.millis(0, 3_000), self.random.millis(0, 6_000));
        self.agenda.after(client, Happening::ClientNotices(socket));
        if !self.random.one_in(4) {
            self.agenda.after(server, Happening::ServerNotices(socket));
        }
    }

    pub(crate) fn leave(&mut self, who: Who) -> Step {
        self.with_page(who, |world, page| {
            if world.is_asleep(page) {
                return Ok(());
            }
            world.feed(page, Input::Leave)?;
            world.pages[page.0].runs = false;
            Ok(())
        })
    }

    /// Closes someone's page, which has time for a last word.
    fn close_page(&mut self, who: Who) -> Step {
        self.with_page(who, |world, page| {
            world.feed_awake(page, Input::PageClosing)
        })
    }

    /// Ends someone's page without a word from it.
    pub(crate) fn end_page(&mut self, who: Who, ending: Ending) -> Step {
        self.with_page(who, |world, page| {
            world.pages[page.0].runs = false;
            for socket in world.pages[page.0].sockets.clone() {
                let websocket = &mut world.websockets[socket.0];
                if !std::mem::take(&mut websocket.client_open) {
                    continue;
                }
                world.stats.frames_lost += websocket.sever();
                if ending == Ending::Noticed {
                    let wait = world.random.millis(0, 1_000);
                    world.agenda.after(wait, Happening::ServerNotices(socket));
                }
            }
            match ending {
                Ending::Noticed => {
                    for (_, pc) in std::mem::take(&mut world.pages[page.0].connections) {
                        world.browsers.close(pc, &mut world.agenda);
                    }
                }
                Ending::Unnoticed => world.browsers.set_asleep(page, true, &mut world.agenda),
            }
            Ok(())
        })
    }

    fn join(&mut self, who: Who) -> Step {
        let page = self.page_for(who);
        if self.is_asleep(page) {
            return Ok(());
        }
        let state = &mut self.pages[page.0];
        state.wants_in = true;
        let name = display_name(who, state.name);
        self.feed(page, Input::Join { name })
    }

    /// Someone's page. If they have none that runs, they open one: under the id they had if that was
    /// taken over in another tab, else under a new one.
    fn page_for(&mut self, who: Who) -> PageIx {
        if let Some(page) = self.people[who].page {
            let state = &self.pages[page.0];
            if state.runs && !matches!(state.phase(), Phase::Ended(_)) {
                return page;
            }
            if !state.runs {
                let mut random = self.branch(0x1D_0000 + 0x100 * self.pages.len() as u64);
                self.people[who].identity = identity(&mut random);
            }
        }
        self.open_page(who)
    }

    fn open_page(&mut self, who: Who) -> PageIx {
        let page = PageIx(self.pages.len());
        let mut random = self.branch(0xBA9E_0000 + page.0 as u64);
        let (id, token) = self.people[who].identity.clone();
        let instance = Instance(random.next() >> 11);
        let room: RoomName = "blue".parse().expect("it is short and plain");
        let config = Config {
            id: id.clone(),
            token: token.clone(),
            instance,
            seed: random.next(),
            relay_only: false,
            seal: self.schedule.secret(who).map(|secret| Seal {
                key: RoomKey::from_secret(&room, &RoomSecret::from_bytes([secret; 16])),
                stream: Stream(bytes(&mut random)),
            }),
            room,
            verification: VerificationSeed::from_bytes(bytes(&mut random)),
        };
        let ahead = random.millis(0, 1_000_000_000);
        let call = Call::new(config, self.now() + ahead);
        self.pages.push(Page::new(who, (id, token), call, ahead));
        self.people[who].page = Some(page);
        page
    }

    fn sleep(&mut self, page: PageIx, span: Duration) {
        if self.is_asleep(page) {
            return;
        }
        let until = self.now() + span;
        let state = &mut self.pages[page.0];
        state.asleep_until = until;
        // On some machines the page's clock stands still meanwhile.
        if self.random.one_in(2) {
            state.ahead = state.ahead.saturating_sub(span);
        }
        self.browsers.set_asleep(page, true, &mut self.agenda);
        self.agenda.at(until, Happening::Wakes(page));
    }

    /// A stranger tries the id of someone in the room.
    fn impostor(&mut self, who: Who) -> Step {
        let peer = self.people[who].identity.0.clone();
        if !self.reference.is_joined(&peer) {
            return Ok(());
        }
        let socket = SocketIx(self.websockets.len());
        let random = self.branch(0x50C_0000 + socket.0 as u64);
        let websocket = Websocket::new(None, peer, Self::stranger_token(), random);
        self.websockets.push(websocket);
        self.arrives(socket)
    }

    fn spoof(&mut self, by: Who, whom: Who) -> Step {
        let Some(page) = self.people[by].page else {
            return Ok(());
        };
        let Some(socket) = self.pages[page.0].socket() else {
            return Ok(());
        };
        let whom = self.people[whom].identity.0.clone();
        let others = self.people.iter().map(|person| person.identity.0.clone());
        for dst in others.collect::<Vec<_>>() {
            let frame = format!(
                r#"{{"type":"CANDIDATE","src":"{whom}","dst":"{dst}","payload":{{"false":1}}}}"#
            );
            let websocket = &mut self.websockets[socket.0];
            if websocket.client_open && websocket.server_open {
                websocket.send(socket, Way::Up, Frame::Text(frame), &mut self.agenda);
            }
        }
        Ok(())
    }

    /// A page that keeps to no rule says what only a host may say, and what only those inside may.
    fn usurp(&mut self, by: Who, whom: Who) -> Step {
        let socket = self.people[by]
            .page
            .and_then(|page| self.pages[page.0].socket());
        let Some(socket) = socket else {
            return Ok(());
        };
        let own = self.people[by].identity.0.clone();
        let whom = self.people[whom].identity.0.clone();
        for frame in [
            format!(r#"{{"type":"ADMIT","dst":"{own}"}}"#),
            format!(r#"{{"type":"CANDIDATE","dst":"{whom}","payload":{{"false":1}}}}"#),
            r#"{"type":"RULES","payload":{"locked":false,"knocking":true}}"#.to_owned(),
            format!(r#"{{"type":"REMOVE","dst":"{whom}"}}"#),
        ] {
            let websocket = &mut self.websockets[socket.0];
            if websocket.client_open && websocket.server_open {
                websocket.send(socket, Way::Up, Frame::Text(frame), &mut self.agenda);
            }
        }
        Ok(())
    }

    fn with_page(&mut self, who: Who, act: impl FnOnce(&mut Self, PageIx) -> Step) -> Step {
        match self.people[who].page {
            Some(page) if self.pages[page.0].runs => act(self, page),
            Some(_) | None => Ok(()),
        }
    }

    fn with_socket(&mut self, who: Who, act: impl FnOnce(&mut Self, SocketIx)) -> Step {
        let page = self.people[who].page;
        let socket = page.and_then(|page| self.pages[page.0].socket());
        if let Some(socket) = socket.filter(|socket| !self.websockets[socket.0].severed) {
            act(self, socket);
        }
        Ok(())
    }

    fn with_link(&mut self, a: Who, b: Who, act: impl FnOnce(&mut Self, PcIx)) -> Step {
        let peer = &self.people[b].identity.0;
        let page = self.people[a].page;
        let pc = page.and_then(|page| self.link_to(page, peer));
        if let Some(pc) = pc {
            act(self, pc);
        }
        Ok(())
    }

    fn feed_awake(&mut self, page: PageIx, input: Input) -> Step {
        match self.is_asleep(page) {
            true => Ok(()),
            false => self.feed(page, input),
        }
    }

    pub(crate) fn is_asleep(&self, page: PageIx) -> bool {
        self.pages[page.0].asleep_until > self.now()
    }
}

pub(crate) fn display_name(who: Who, version: u32) -> DisplayName {
    let name = format!("{who}.{version}");
    name.parse().expect("digits make a valid name")
}

fn bytes<const N: usize>(random: &mut Random) -> [u8; N] {
    std::array::from_fn(|_| random.next() as u8)
}
