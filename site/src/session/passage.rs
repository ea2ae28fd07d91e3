//! Coming to the door of a room, and leaving it by whichever way.

use parley_protocol::call::Input;
use parley_protocol::message::{DisplayName, RoomName, Rules};

use super::tabs::HandedSeat;
use super::visit::Visit;
use super::{Event, Session, equipment};
use crate::browser::page;
use crate::conversation::Reader;
use crate::handover::Departure;
use crate::remembered::Remembered;
use crate::seat::Seat;
use crate::secret::{Claim, Sealing};
use crate::state::{App, Ending, Screen};

impl Session {
    pub(super) fn visit(&mut self, room: RoomName, name: DisplayName) {
        if self.visit.is_some() {
            return;
        }
        page::remember_name(name.as_str());
        if !page::is_online() {
            return self.depart(Departure::NoServer);
        }
        let fragment = self.fragment(&room);
        page::enter(&room, &fragment);
        page::entitle(Some(&room));
        self.app.link.set(page::link(&room, &fragment));
        self.app.remembered.set(self.is_remembered(&room));
        self.app.screen.set(Screen::Lobby {
            room: room.clone(),
            name: name.clone(),
        });

        self.reader = Reader::default();
        self.visits += 1;
        self.end_test();
        let number = self.visits;
        let events = self.events.map(move |event| Event::Visit(number, event));
        let key = self.secret.as_ref().map(|secret| secret.key(&room));
        let (switches, head_start) = (self.switches.take(), self.head_start.take());
        self.visit = Some(Visit::begin(room, name, key, switches, head_start, &events));
    }

    /// Whether a link to the room with this fragment is for those with this secret. Of a room that is open, any is
    /// that does not tell of a secret.
    fn leads_to(&self, room: &RoomName, fragment: &str) -> bool {
        match (&self.secret, Claim::of(room, fragment)) {
            (None, Claim::Open) => true,
            (Some(secret), Claim::Secret(_) | Claim::Passphrase) => {
                secret.fragment(room) == fragment
            }
            (_, _) => false,
        }
    }

    /// What the link to the room ends with.
    fn fragment(&self, room: &RoomName) -> String {
        let fragment = self.secret.as_ref().map(|secret| secret.fragment(room));
        fragment.unwrap_or_default()
    }

    /// Has this browser remember the room with its secret, or forget it.
    pub(super) fn set_remembered(&mut self, on: bool) {
        let (Some(visit), Some(secret)) = (&self.visit, &self.secret) else {
            return;
        };
        let mut rooms = Remembered::load();
        match on {
            true => rooms.add(visit.room.clone(), secret.clone()),
            false => rooms.remove(&visit.room),
        }
        rooms.save();
        // Where nothing may be kept, the switch stays off.
        self.app.remembered.set(self.is_remembered(&visit.room));
    }

    fn is_remembered(&self, room: &RoomName) -> bool {
        let rooms = Remembered::load();
        match (rooms.secret_of(room), &self.secret) {
            (Some(kept), Some(secret)) => kept.as_bytes() == secret.as_bytes(),
            (_, _) => false,
        }
    }

    /// Listens to another tab, which may hand its seat over. What this one looked at the room from stays
    /// behind without a word.
    pub(super) fn hear(&mut self, text: &str) {
        if let Some(visit) = &mut self.visit
            && let Some(seat) = visit.hear(text)
        {
            let room = visit.room.clone();
            let HandedSeat {
                id,
                token,
                name,
                switches,
            } = seat;
            Seat::adopt(&visit.place, id, token, switches);
            self.visit = None;
            self.visit(room, name);
        }
    }

    pub(super) fn page_closes(&mut self) {
        if let Some(visit) = self.visit.take() {
            visit.page_closes();
        }
    }

    /// Who hangs up before the call has begun is back at the door.
    pub(super) fn hang_up(&mut self) {
        let screen = self.app.screen;
        if screen.with_untracked(|screen| matches!(screen, Screen::Call { .. })) {
            self.end(Ending::Left);
        } else if self.visit.is_some() {
            self.turn_back();
        }
    }

    /// The form is to show the room as it was asked for. A passphrase was typed by choice, so there one may do without
    /// it, which at the address of the link that asks for it one may not.
    fn turn_back(&mut self) {
        match self.app.sealing.get_untracked() {
            Sealing::Passphrase => {
                page::go_home();
                self.depart(Departure::ToSeal);
            }
            Sealing::Open | Sealing::Link => self.depart(Departure::TurnedBack),
        }
    }

    /// What it means to be removed, for someone on this side of the door.
    pub(super) fn removal(&self) -> Ending {
        match self.app.screen.with_untracked(Screen::is_lobby) {
            true => Ending::Denied,
            false => Ending::Removed,
        }
    }

    /// Changes who may come into the room.
    pub(super) fn set_rules(&mut self, change: impl FnOnce(&mut Rules)) {
        let mut rules = self.app.call.with_untracked(|call| call.control.rules);
        change(&mut rules);
        self.input(Input::SetRules(rules));
    }

    /// Ends the visit, and shows why.
    pub(super) fn end(&mut self, ending: Ending) {
        let Some(visit) = self.visit.take() else {
            return;
        };
        let (room, name) = (visit.room.clone(), visit.name.clone());
        self.switches = Some(visit.devices.switches());
        visit.leave();
        page::entitle(None);
        let app = self.app;
        app.screen.set(Screen::Ended { room, name, ending });
        app.call.set(App::no_call());
        app.streams.set(Default::default());
        app.screens.set(Default::default());
        equipment::clear(app);
        app.sharing.set(Default::default());
        app.conversation.set(Default::default());
        app.unread.set(0);
        app.volumes.set(Default::default());
        app.panel.set(None);
        app.speaking.set(Default::default());
        app.hands.set(Default::default());
        app.reactions.set(Default::default());
        app.sound_blocked.set(false);
        app.announcement.set(String::new());
    }

    /// Ends the visit, if there is one, and the session as soon as this event is done with.
    pub(super) fn depart(&mut self, departure: Departure) {
        if let Some(visit) = self.visit.take() {
            visit.leave();
        }
        self.departure.get_or_insert(departure);
    }

    pub(super) fn go_home(&mut self) {
        if self.visit.is_none() {
            page::go_home();
            self.depart(Departure::Elsewhere);
        }
    }

    /// The back button leads out of a room.
    pub(super) fn follow_address(&mut self) {
        let is_here = self.visit.as_ref().is_some_and(|visit| {
            let same = page::room().is_some_and(|room| room == visit.room.as_str());
            same && self.leads_to(&visit.room, &page::fragment())
        });
        if !is_here {
            self.depart(Departure::Elsewhere);
        }
    }
}
