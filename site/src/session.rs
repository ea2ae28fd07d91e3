//! The session: what the person asks for and what the browser reports, turned into what the screens
//! show.
//!
//! Everything that happens becomes an [`Event`] in one queue, and one task takes them out, one at a
//! time. It is the only owner of the call and of the browser objects, so nothing is shared and nothing
//! can be called back into while it is at work. After each event it publishes what has changed into the
//! signals of [`App`].
//!
//! A [`Visit`] lasts from the Join command until the person is outside again. What happens
//! to a visit carries its number; events of an earlier one are dropped with all that they hold.

mod changes;
mod devices;
mod driver;
mod seat;
mod sharing;
mod visit;

use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::{self, UnboundedReceiver};
use parley_protocol::call::{End, Input, News, Phase};
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::Signal;
use wasm_bindgen_futures::spawn_local;

use self::visit::{Visit, VisitEvent};
use crate::browser::inbox::Inbox;
use crate::browser::media::DeviceKind;
use crate::browser::page::{self, PageEvent, PageListeners};
use crate::browser::player;
use crate::browser::timer::Timer;
use crate::state::{App, Command, Commands, Ending, Notice, Screen};
use crate::text::{Language, Texts};

/// How long a person is told that the link was copied.
const COPIED_FOR: Duration = Duration::from_secs(2);

/// The session of this page.
struct Session {
    app: App,
    events: Inbox<Event>,
    visit: Option<Visit>,
    visits: u64,
    copied: Timer,
    _page: PageListeners,
}

/// What can happen.
enum Event {
    /// The person asked for something.
    Command(Command),
    /// Something happened to the page.
    Page(PageEvent),
    /// Something happened to the visit of this number.
    Visit(u64, VisitEvent),
    /// The link was put on the clipboard, or could not be.
    Copied(bool),
    /// The person has been told for long enough that it was.
    CopiedFaded,
}

/// What the page shows first.
pub(crate) fn first_screen() -> Screen {
    if page::can_call() {
        landing(page::room())
    } else {
        Screen::Unsupported
    }
}

/// What the page speaks at first: what the person chose once, or what the browser prefers.
pub(crate) fn first_language() -> Language {
    let chosen = page::remembered_language().and_then(|tag| Language::from_tag(&tag));
    let language = chosen.unwrap_or_else(|| Language::best(page::preferred_languages()));
    page::speak(language);
    language
}

/// Starts the session behind the signals. It ends with the page.
pub(crate) fn start(app: App) -> Commands {
    let (sender, queue) = mpsc::unbounded();
    let events = Inbox::new(move |event| {
        // The queue is there for as long as the page.
        _ = sender.unbounded_send(event);
    });
    let session = Session {
        app,
        visit: None,
        visits: 0,
        copied: Timer::new({
            let events = events.clone();
            move || events.put(Event::CopiedFaded)
        }),
        _page: PageListeners::new(&events.map(Event::Page)),
        events: events.clone(),
    };
    spawn_local(session.run(queue));
    let commands = events.map(Event::Command);
    Commands(Rc::new(move |command| commands.put(command)))
}

impl Session {
    async fn run(mut self, mut queue: UnboundedReceiver<Event>) {
        while let Some(event) = queue.next().await {
            self.handle(event);
            self.publish();
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Command(command) => self.command(command),
            Event::Page(event) => self.page(event),
            Event::Visit(number, event) if number == self.visits => {
                self.with_visit(|visit| visit.handle(event));
            }
            Event::Visit(..) => {}
            Event::Copied(true) => {
                self.app.copied.set(true);
                self.copied.set(COPIED_FOR);
                self.announce(self.app.texts().news.link_copied);
            }
            Event::Copied(false) => self.announce(self.app.texts().news.link_not_copied),
            Event::CopiedFaded => self.app.copied.set(false),
        }
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Join { room, name } => self.join(room, name),
            Command::ToggleMicrophone => {
                self.with_visit(|visit| visit.toggle(DeviceKind::Microphone));
            }
            Command::ToggleCamera => self.with_visit(|visit| visit.toggle(DeviceKind::Camera)),
            Command::HangUp => self.hang_up(),
            Command::GoHome => self.go_home(),
            Command::ToggleScreen => self.with_visit(Visit::toggle_screen),
            Command::CopyLink => self.copy_link(),
            Command::EnableSound => {
                self.app.sound_blocked.set(false);
                player::allow_sound();
            }
            Command::Speak(language) => self.speak(language),
        }
    }

    fn speak(&self, language: Language) {
        page::remember_language(language.tag());
        page::speak(language);
        self.app.language.set(language);
    }

    fn page(&mut self, event: PageEvent) {
        match event {
            PageEvent::Online | PageEvent::Shown => {
                self.with_visit(|visit| visit.handle(VisitEvent::Input(Input::Doubt)));
            }
            PageEvent::Closing => self.hang_up(),
            PageEvent::Navigated => self.follow_address(),
            PageEvent::SoundRefused => self.app.sound_blocked.set(true),
        }
    }

    fn join(&mut self, room: RoomName, name: DisplayName) {
        if self.visit.is_some() {
            return;
        }
        page::remember_name(name.as_str());
        if !page::is_online() {
            let (room, name) = (room.into(), name.into());
            let notice = Some(Notice::Offline);
            return self.show_outside(Screen::Landing { room, name, notice });
        }
        page::enter(&room);
        page::entitle(Some(&room));
        self.app.link.set(page::link(&room));
        self.app.screen.set(Screen::Joining { room: room.clone() });

        self.visits += 1;
        let number = self.visits;
        let events = self.events.map(move |event| Event::Visit(number, event));
        self.visit = Some(Visit::begin(room, name, &events));
    }

    /// Who hangs up before the call has begun is back at the door.
    fn hang_up(&mut self) {
        let screen = self.app.screen;
        if screen.with_untracked(|screen| matches!(screen, Screen::Call { .. })) {
            self.end(Ending::Left);
        } else {
            self.turn_back(None);
        }
    }

    fn end(&mut self, ending: Ending) {
        self.leave(|room, name| Screen::Ended { room, name, ending });
    }

    /// Goes back to the landing page, its fields filled in as they were.
    fn turn_back(&mut self, notice: Option<Notice>) {
        self.leave(|room, name| Screen::Landing {
            room: room.into(),
            name: name.into(),
            notice,
        });
    }

    fn leave(&mut self, screen: impl FnOnce(RoomName, DisplayName) -> Screen) {
        let Some(visit) = self.visit.take() else {
            return;
        };
        self.show_outside(screen(visit.room.clone(), visit.name.clone()));
        visit.leave();
    }

    fn go_home(&self) {
        if self.visit.is_none() {
            page::go_home();
            self.show_outside(landing(None));
        }
    }

    fn show_outside(&self, screen: Screen) {
        page::entitle(None);
        let app = self.app;
        app.screen.set(screen);
        app.call.set(App::no_call());
        app.streams.set(Default::default());
        app.screens.set(Default::default());
        app.own.set(Default::default());
        app.sharing.set(Default::default());
        app.sound_blocked.set(false);
        app.announcement.set(String::new());
    }

    /// The back button leads out of a room, and the forward button to its door.
    fn follow_address(&mut self) {
        let room = page::room();
        let here = self.visit.as_ref().map(|visit| visit.room.as_str());
        if here.is_some() && here == room.as_deref() {
            return;
        }
        self.turn_back(None);
        let screen = self.app.screen;
        if screen.with_untracked(|screen| *screen != Screen::Unsupported) {
            self.show_outside(landing(room));
        }
    }

    fn copy_link(&self) {
        let link = self.app.link.get_clone_untracked();
        let events = self.events.clone();
        spawn_local(async move { events.put(Event::Copied(page::copy(&link).await)) });
    }

    fn with_visit(&mut self, act: impl FnOnce(&mut Visit) -> Vec<News>) {
        let Some(visit) = &mut self.visit else {
            return;
        };
        let texts = self.app.texts();
        for news in act(visit) {
            match news {
                News::Came(_, name) => self.announce(&(texts.news.joined)(shown(&name, texts))),
                News::Left(_, name) => self.announce(&(texts.news.left)(shown(&name, texts))),
                News::Reacted(..) => {}
                News::RoomFull => self.end(Ending::RoomFull),
            }
        }
    }

    fn announce(&self, text: &str) {
        self.app.announcement.set(text.to_owned());
    }

    fn publish(&mut self) {
        let Some(visit) = &self.visit else {
            return;
        };
        let snapshot = visit.snapshot();
        if let Phase::Ended(end) = snapshot.phase {
            return match end {
                End::Left => self.end(Ending::Left),
                End::Superseded => self.end(Ending::Superseded),
                End::IdTaken => self.turn_back(Some(no_server())),
            };
        }
        if visit.is_stuck(&snapshot) {
            return self.turn_back(Some(no_server()));
        }
        if snapshot.phase == Phase::Joined {
            let (room, name) = (visit.room.clone(), visit.name.clone());
            set(self.app.screen, Screen::Call { room, name });
        }
        set(self.app.streams, visit.streams(&snapshot));
        set(self.app.screens, visit.screens(&snapshot));
        set(self.app.own, visit.own());
        set(self.app.sharing, visit.sharing());
        let call = self.app.call.get_clone_untracked();
        for words in changes::words(&call, &snapshot, self.app.texts()) {
            self.announce(&words);
        }
        set(self.app.call, snapshot);
    }
}

/// Sets a signal unless it has the value already: whoever reads it is not disturbed for nothing.
fn set<T: PartialEq>(signal: Signal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}

fn shown<'a>(name: &'a Option<DisplayName>, texts: &'static Texts) -> &'a str {
    name.as_ref()
        .map_or(texts.news.someone, DisplayName::as_str)
}

fn no_server() -> Notice {
    if page::is_online() {
        Notice::NoServer
    } else {
        Notice::Offline
    }
}

/// The form, filled in with what is known.
fn landing(room: Option<String>) -> Screen {
    Screen::Landing {
        room: room.unwrap_or_default(),
        name: page::remembered_name(),
        notice: None,
    }
}
