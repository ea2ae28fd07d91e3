//! The world a schedule runs in: one room, its people, and everything between them.

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::call::Input;
use parley_protocol::message::{PeerId, RULES_KEPT_FOR, Rules, Token};

use crate::agenda::{Agenda, Happening};
use crate::browser::Browsers;
use crate::page::{Page, PageIx};
use crate::random::Random;
use crate::reference::Reference;
use crate::schedule::{Coda, Schedule};
use crate::server::Server;
use crate::websocket::{Way, Websocket};
use crate::{Step, Violation, ms};

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) schedule: Schedule,
    pub(crate) agenda: Agenda,
    pub(crate) server: Server,
    pub(crate) reference: Reference,
    pub(crate) websockets: Vec<Websocket>,
    pub(crate) pages: Vec<Page>,
    pub(crate) browsers: Browsers,
    /// Each person's present page, if they have opened one, and the id and token it goes by.
    pub(crate) people: Vec<Person>,
    pub(crate) random: Random,
    pub(crate) stats: Stats,
    /// What happened, if anyone wants to read it.
    pub(crate) notes: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) page: Option<PageIx>,
    pub(crate) identity: (PeerId, Token),
}

/// What happened in a run, in numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stats {
    /// Inputs to machines.
    pub(crate) steps: u64,
    pub(crate) frames: u64,
    pub(crate) frames_lost: usize,
    /// How often the room fell asleep and woke.
    pub(crate) naps: u64,
    pub(crate) news: u64,
    pub(crate) events: BTreeMap<String, u64>,
    /// How long the network took to come to rest once it had healed.
    pub(crate) settled_after: Duration,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) result: Step,
    pub(crate) stats: Stats,
    pub(crate) notes: Vec<String>,
}

/// Once the network has healed, everyone is on everyone's screen and no one else is, within this time.
///
/// Someone who vanished without a word takes longest. Their websocket counts as stale after 150 s of silence; a
/// frame for them has to come by then to notice, which the links that cannot reach them repeat every
/// 4 s; the room may have asked for beats 30 s before; their seat is held for 30 s; a clock may have been set back
/// meanwhile, and what it was set back further comes on top. Frames to them make 14 s, a full room another 15.
pub(crate) const SETTLES_WITHIN: Duration =
    Duration::from_secs(150 + 30 + 30 + 30).saturating_add(CLOCKS_SET_BACK);

/// How far clocks are set back, but rarely.
const CLOCKS_SET_BACK: Duration = Duration::from_secs(20);

/// How often it is looked whether the network has come to rest.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// For how long a frame is under way at most, in peace.
const UNDER_WAY: Duration = ms(500);

/// How long peace lasts before it counts as such.
const REST: Duration = Duration::from_secs(20);

impl World {
    pub(crate) fn run(schedule: &Schedule, takes_notes: bool) -> Outcome {
        let mut world = Self::new(schedule.clone(), takes_notes);
        let result = world.play();
        Outcome {
            result,
            stats: world.stats,
            notes: world.notes.unwrap_or_default(),
        }
    }

    /// The world before anything happened in it.
    pub(crate) fn new(schedule: Schedule, takes_notes: bool) -> Self {
        let seed = schedule.seed;
        let mut world = Self {
            agenda: Agenda::default(),
            server: Server::new(schedule.capacity),
            reference: Reference::new(schedule.capacity),
            websockets: Vec::new(),
            pages: Vec::new(),
            browsers: Browsers::new(Random::new(seed, 1)),
            people: Vec::new(),
            random: Random::new(seed, 2),
            stats: Stats::default(),
            notes: takes_notes.then(Vec::new),
            schedule,
        };
        for who in 0..world.schedule.people {
            let mut random = world.branch(0x1D_0000 + who as u64);
            world.people.push(Person {
                page: None,
                identity: identity(&mut random),
            });
        }
        world
    }

    /// A source of randomness of its own for the thing that `salt` names.
    pub(crate) fn branch(&self, salt: u64) -> Random {
        Random::new(self.schedule.seed, salt)
    }

    pub(crate) fn now(&self) -> Duration {
        self.agenda.now()
    }

    /// Notes something, if anyone wants to read it.
    pub(crate) fn note(&mut self, text: impl FnOnce() -> String) {
        if let Some(notes) = &mut self.notes {
            notes.push(format!("{:>8} {}", self.agenda.now().as_millis(), text()));
        }
    }

    fn play(&mut self) -> Step {
        self.plan();
        let calm = self.schedule.calm_at();
        self.pass_until(calm)?;
        self.note(|| "-- the network has healed".to_owned());
        self.settle()?;
        self.stats.settled_after = self.now() - calm;
        self.rest()?;
        self.browsers.refuse_nothing();
        for step in self.schedule.coda.clone() {
            if self.reference.rules() != Rules::default() {
                // Nobody is there to open it, and it keeps its rules for an hour, or until someone misses the last one.
                break;
            }
            self.note(|| format!("-- {step:?}"));
            self.play_coda(step)?;
        }
        self.leave_all()
    }

    /// Puts the events of the schedule on the agenda.
    pub(crate) fn plan(&mut self) {
        for (place, (at, _)) in self.schedule.events.iter().enumerate() {
            self.agenda.at(*at, Happening::Event(place));
        }
    }

    /// Lets time pass.
    pub(crate) fn pass_until(&mut self, until: Duration) -> Step {
        while let Some(happening) = self.agenda.next(until) {
            self.happen(happening)?;
            self.pass_on_reports()?;
        }
        Ok(())
    }

    pub(crate) fn pass(&mut self, span: Duration) -> Step {
        self.pass_until(self.now() + span)
    }

    /// Lets time pass until everything is as it should be.
    pub(crate) fn settle(&mut self) -> Step {
        let set_back = self.reference.slack().saturating_sub(CLOCKS_SET_BACK);
        let mut deadline = self.now() + SETTLES_WITHIN + set_back;
        if self.schedule.is_governed() {
            // A room that everyone has left keeps its rules, and then those outside find it open.
            deadline += RULES_KEPT_FOR + SETTLES_WITHIN;
        }
        loop {
            self.pass(LOOK_EVERY)?;
            self.open_up()?;
            match self.check_settled() {
                Ok(()) => return Ok(()),
                Err(violation) if self.now() >= deadline => return Err(violation),
                Err(_) => {}
            }
        }
    }

    /// Whoever is the host opens the room to everyone.
    fn open_up(&mut self) -> Step {
        let is_closed = self.reference.rules() != Rules::default();
        let is_host = |id: &PeerId| self.reference.host() == Some(id);
        let host = self.running().find(|(_, state)| is_host(&state.id));
        match host.filter(|_| is_closed) {
            Some((page, _)) => self.feed(page, Input::SetRules(Rules::default())),
            None => Ok(()),
        }
    }

    /// Nothing changes in peace, and the room is let sleep.
    fn rest(&mut self) -> Step {
        self.pass(REST)?;
        self.check_at_rest()?;
        let (events, news, idles) = (self.server.events, self.stats.news, self.is_complete());
        self.pass(REST)?;
        self.check_at_rest()?;
        if self.server.events != events && idles {
            return Err(Violation::new("an idle room was woken"));
        }
        if self.stats.news != news {
            return Err(Violation::new("there was news in peace"));
        }
        Ok(())
    }

    /// Checks that all is settled, or will be once the frames under way have come in: strangers whom nobody misses may
    /// go at any moment.
    fn check_at_rest(&mut self) -> Step {
        if self.check_settled().is_ok() {
            return Ok(());
        }
        self.pass(UNDER_WAY)?;
        self.check_settled()
    }

    fn play_coda(&mut self, step: Coda) -> Step {
        match step {
            Coda::Comes(who) => self.comes_in_peace(who, None),
            Coda::Stumbles(who) => {
                let after = self.random.millis(0, 400);
                self.comes_in_peace(who, Some(after))
            }
            Coda::Leaves(who) => self.leaves_in_peace(who),
            Coda::Crashes(who) => self.crashes_in_peace(who),
            Coda::Resumes(who) => self.resumes_in_peace(who),
            Coda::Slumber => self.slumbers_in_peace(),
            Coda::Collapse => self.survives_disaster(),
            Coda::Moves(who) => self.moves_in_peace(who),
            Coda::Parts(who, other, span) => self.parts_in_peace(who, other, span),
            Coda::Deserted(who, other) => self.mends_without_server(who, other),
        }
    }

    fn happen(&mut self, happening: Happening) -> Step {
        if let Some(wakes_at) = self.sleeps_through(happening) {
            self.agenda.at(wakes_at, happening);
            return Ok(());
        }
        match happening {
            Happening::Event(place) => {
                let (_, event) = self.schedule.events[place];
                *self.stats.events.entry(event.name()).or_default() += 1;
                self.note(|| format!("-- {event:?}"));
                self.cause(event)?;
                self.check_screens()
            }
            Happening::Arrives(socket) => self.arrives(socket),
            Happening::Frame(socket, way) => {
                let websocket = &mut self.websockets[socket.0];
                match (websocket.receive(socket, way, &mut self.agenda), way) {
                    (None, _) => Ok(()),
                    (Some(frame), Way::Up) => self.hear(socket, frame),
                    (Some(frame), Way::Down) => self.client_hears(socket, frame),
                }
            }
            Happening::ClientNotices(socket) => self.client_loses(socket, 1006),
            Happening::ServerNotices(socket) => match self.websockets[socket.0].server_open {
                true => self.server_loses(socket, 1006),
                false => Ok(()),
            },
            Happening::Timer(page, at) => self.timer_fires(page, at),
            Happening::Insists(page) => self.insist(page),
            Happening::Wakes(page) => self.wake(page),
            Happening::Alarm(alarm) => self.alarm_rings(alarm),
            Happening::PathReturns => {
                self.browsers.refresh_all(&mut self.agenda);
                Ok(())
            }
            Happening::Pc(pc, happening) => self.browsers.happen(pc, happening, &mut self.agenda),
            Happening::Path(pc, happening) => {
                self.browsers
                    .happen_on_path(pc, happening, &mut self.agenda);
                Ok(())
            }
        }
    }

    /// When the page that something happens to wakes, if it sleeps.
    fn sleeps_through(&self, happening: Happening) -> Option<Duration> {
        let page = match happening {
            Happening::Frame(socket, Way::Down) | Happening::ClientNotices(socket) => {
                self.websockets[socket.0].client?.0
            }
            Happening::Timer(page, _) | Happening::Insists(page) => page,
            Happening::Pc(pc, _) | Happening::Path(pc, _) => self.browsers.page_of(pc),
            Happening::Event(_)
            | Happening::Arrives(_)
            | Happening::Frame(_, Way::Up)
            | Happening::ServerNotices(_)
            | Happening::Wakes(_)
            | Happening::Alarm(_)
            | Happening::PathReturns => return None,
        };
        let wakes_at = self.pages[page.0].asleep_until;
        (wakes_at > self.now()).then_some(wakes_at)
    }

    fn pass_on_reports(&mut self) -> Step {
        while !self.browsers.reports.is_empty() {
            for (page, input) in std::mem::take(&mut self.browsers.reports) {
                self.feed(page, input)?;
            }
        }
        Ok(())
    }

    fn insist(&mut self, page: PageIx) -> Step {
        let state = &self.pages[page.0];
        if !state.wants_in {
            return Ok(());
        }
        let name = crate::events::display_name(state.who, state.name);
        self.feed(page, Input::Join { name })
    }

    fn wake(&mut self, page: PageIx) -> Step {
        if !self.pages[page.0].runs {
            return Ok(());
        }
        self.browsers.set_asleep(page, false, &mut self.agenda);
        self.feed(page, Input::Doubt)
    }
}

/// A new id and token.
pub(crate) fn identity(random: &mut Random) -> (PeerId, Token) {
    let id = format!("{:012x}", random.next() >> 16);
    let token = format!("{:012x}", random.next() >> 16);
    (
        id.parse().expect("a hexadecimal number is a valid id"),
        token
            .parse()
            .expect("a hexadecimal number is a valid token"),
    )
}
