//! The session: what the person asks for and what the browser reports, turned into what the screens
//! show.
//!
//! Everything that happens becomes an [`Event`] in one queue, and one task takes them out, one at a
//! time. It is the only owner of the call and of the browser objects, so nothing is shared and nothing
//! can be called back into while it is at work. Before the page is painted next, it publishes what has changed into
//! the signals of [`App`]: what comes on one another's heels, a newcomer and their offer for instance, does not wait
//! for the page to be rebuilt in between. A page that nobody paints is told at once.
//!
//! A session lasts from the moment the landing module hands the person over until they go back there. A
//! [`Visit`] lasts from the door of a room until the person is outside again. What happens to a visit
//! carries its number; events of an earlier one are dropped with all that they hold.

mod attention;
mod changes;
mod chatting;
mod devices;
mod driver;
mod equipment;
mod identity;
mod network;
mod news;
mod passage;
mod servers;
mod sharing;
mod tabs;
mod visit;

use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::{self, UnboundedReceiver};
use parley_protocol::call::{End, Input, News, Phase};
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::Signal;
use wasm_bindgen_futures::spawn_local;

use self::devices::Devices;
use self::network::RunningTest;
use self::visit::{Visit, VisitEvent};
use crate::browser::chime::Chimes;
use crate::browser::frame::Frame;
use crate::browser::head_start::HeadStart;
use crate::browser::inbox::Inbox;
use crate::browser::media::DeviceKind;
use crate::browser::page::{self, PageEvent, PageListeners};
use crate::browser::player;
use crate::browser::timer::Timer;
use crate::conversation::Reader;
use crate::handover::Departure;
use crate::network::{ConnectionTest, Verdict};
use crate::preferences::Switches;
use crate::secret::Secret;
use crate::state::{App, Command, Commands, Ending, Screen};

/// How long a person is told that the link was copied.
const COPIED_FOR: Duration = Duration::from_secs(2);

/// The session of a person.
struct Session {
    app: App,
    /// What seals the room; `None` if it is open.
    secret: Option<Secret>,
    events: Inbox<Event>,
    visit: Option<Visit>,
    visits: u64,
    /// What was on at the end of the call that can be gone back into.
    switches: Option<Switches>,
    test: Option<RunningTest>,
    /// What has been begun of the first visit.
    head_start: Option<HeadStart>,
    /// Set when the session is to end.
    departure: Option<Departure>,
    reader: Reader,
    chimes: Chimes,
    copied: Timer,
    frame: Frame,
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
    /// A test of the connection is done.
    Tested(Verdict),
    /// The link was put on the clipboard, or could not be.
    Copied(bool),
    /// The person has been told for long enough that it was.
    CopiedFaded,
    /// The page is about to be painted.
    Frame,
}

/// Starts a session behind the signals with a visit to a room, open or sealed with a secret. `left` is told when it
/// has ended; until then the signals must live.
pub(crate) fn start(
    app: App,
    room: RoomName,
    name: DisplayName,
    secret: Option<Secret>,
    head_start: Option<HeadStart>,
    left: impl FnOnce(Departure) + 'static,
) -> Commands {
    let (sender, queue) = mpsc::unbounded();
    let events = Inbox::new(move |event| {
        // Nobody is there to take it once the session has ended.
        _ = sender.unbounded_send(event);
    });
    app.sounds.set(page::wants_sounds());
    app.sealing
        .set(secret.as_ref().map(Secret::sealing).unwrap_or_default());
    let mut session = Session {
        app,
        secret,
        visit: None,
        visits: 0,
        switches: None,
        test: None,
        head_start,
        departure: None,
        reader: Reader::default(),
        chimes: Chimes::default(),
        copied: Timer::new({
            let events = events.clone();
            move || events.put(Event::CopiedFaded)
        }),
        frame: Frame::new({
            let events = events.clone();
            move || events.put(Event::Frame)
        }),
        _page: PageListeners::new(&events.map(Event::Page)),
        events: events.clone(),
    };
    session.visit(room, name);
    spawn_local(session.run(queue, left));
    let commands = events.map(Event::Command);
    Commands(Rc::new(move |command| commands.put(command)))
}

impl Session {
    async fn run(mut self, mut queue: UnboundedReceiver<Event>, left: impl FnOnce(Departure)) {
        let departure = loop {
            if let Some(departure) = self.departure {
                break departure;
            }
            let Some(event) = queue.next().await else {
                return;
            };
            self.handle(event);
        };
        drop(self);
        left(departure);
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Command(command) => self.command(command),
            Event::Page(event) => self.page(event),
            Event::Visit(number, VisitEvent::Heard(text)) if number == self.visits => {
                self.hear(&text);
            }
            Event::Visit(number, event) if number == self.visits => {
                self.with_visit(|visit| visit.handle(event));
            }
            Event::Visit(..) => {}
            Event::Tested(verdict) => self.app.connection_test.set(ConnectionTest::Done(verdict)),
            Event::Copied(true) => {
                self.app.copied.set(true);
                self.copied.set(COPIED_FOR);
                self.announce(self.app.texts().news.link_copied);
            }
            Event::Copied(false) => self.announce(self.app.texts().news.link_not_copied),
            Event::CopiedFaded => self.app.copied.set(false),
            Event::Frame => return self.publish(),
        }
        if page::is_shown() && !self.is_at_the_door() {
            self.frame.ask();
        } else {
            self.publish();
        }
    }

    /// Whether the person has just come in or gone out: what happens then is to meet them on the side where they are.
    fn is_at_the_door(&self) -> bool {
        let in_lobby = self.app.screen.with_untracked(Screen::is_lobby);
        self.visit
            .as_ref()
            .is_some_and(|visit| match visit.phase() {
                Phase::Joined => in_lobby,
                Phase::Idle | Phase::Watching | Phase::Joining => !in_lobby,
                Phase::Ended(_) => true,
            })
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Join { name } => {
                page::remember_name(name.as_str());
                self.end_test();
                self.with_visit(|visit| visit.join(name));
            }
            Command::MoveHere => {
                if let Some(visit) = &mut self.visit {
                    visit.tabs.ask_for_seat();
                }
            }
            Command::Rejoin { room, name } => {
                self.visit(room, name.clone());
                self.with_visit(|visit| visit.join(name));
            }
            Command::ToggleMicrophone => {
                self.with_visit(|visit| visit.toggle(DeviceKind::Microphone));
            }
            Command::ToggleCamera => self.with_visit(|visit| visit.toggle(DeviceKind::Camera)),
            Command::Pick(role, id) => self.with_devices(|devices| devices.pick(role, id)),
            Command::TurnCamera => self.with_devices(Devices::turn_camera),
            Command::PlayTone => self.with_devices(Devices::play_tone),
            Command::SetPushToTalk(on) => self.choose(|it| it.push_to_talk = on),
            Command::SetMutedWarning(on) => self.choose(|it| it.warn_when_muted = on),
            Command::SetRelayOnly(on) => self.with_visit(|visit| visit.set_relay_only(on)),
            Command::AskForRelay => self.ask_for_relay(),
            Command::TestConnection => self.test_connection(),
            Command::Settings(open) => self.open_settings(open),
            Command::Retry { peer } => self.input(Input::Retry { peer }),
            Command::Open(panel) => self.open(panel),
            Command::Say { text, to } => self.say(text, to),
            Command::Typing { to } => self.input(Input::Typing { to }),
            Command::StopTyping => self.input(Input::StoppedTyping),
            Command::ToSeal => self.depart(Departure::ToSeal),
            Command::SetRemembered(on) => self.set_remembered(on),
            Command::SetLocked(locked) => self.set_rules(|rules| rules.locked = locked),
            Command::SetKnocking(knocking) => self.set_rules(|rules| rules.knocking = knocking),
            Command::Admit { peer } => self.input(Input::Admit { peer }),
            Command::Remove { peer } => self.input(Input::Remove { peer }),
            Command::HangUp => self.hang_up(),
            Command::GoHome => self.go_home(),
            Command::ToggleScreen => self.with_visit(Visit::toggle_screen),
            Command::ToggleHand => self.with_visit(Visit::toggle_hand),
            Command::React(emoji) => self.with_visit(|visit| visit.react(emoji)),
            Command::CopyLink => self.copy_link(),
            Command::ShareLink => page::share(&self.app.link.get_clone_untracked()),
            Command::SetSounds(on) => {
                page::remember_sounds(on);
                self.app.sounds.set(on);
            }
            Command::SetVolume { peer, volume } => self.app.volumes.update(|volumes| {
                volumes.insert(peer, volume);
            }),
            Command::EnableSound => {
                self.app.sound_blocked.set(false);
                player::allow_sound();
            }
        }
    }

    fn page(&mut self, event: PageEvent) {
        match event {
            PageEvent::Online | PageEvent::Shown => {
                self.input(Input::Doubt);
            }
            PageEvent::Closing => self.page_closes(),
            PageEvent::Returned => page::reload(),
            PageEvent::Navigated => self.follow_address(),
            PageEvent::SoundRefused => self.app.sound_blocked.set(true),
        }
    }

    fn copy_link(&self) {
        let link = self.app.link.get_clone_untracked();
        let events = self.events.clone();
        spawn_local(async move { events.put(Event::Copied(page::copy(&link).await)) });
    }

    fn input(&mut self, input: Input) {
        self.with_visit(|visit| visit.handle(VisitEvent::Input(input)));
    }

    fn with_visit(&mut self, act: impl FnOnce(&mut Visit) -> Vec<News>) {
        let Some(visit) = &mut self.visit else {
            return;
        };
        for news in act(visit) {
            self.tell(news);
        }
    }

    fn publish(&mut self) {
        let Some(visit) = &mut self.visit else {
            return;
        };
        let snapshot = visit.snapshot();
        if let Phase::Ended(end) = snapshot.phase {
            return match end {
                End::Left => self.end(Ending::Left),
                End::Superseded => self.end(Ending::Superseded),
                End::Removed => self.end(self.removal()),
                End::IdTaken => self.depart(Departure::NoServer),
            };
        }
        if visit.is_stuck(&snapshot) {
            return self.depart(Departure::NoServer);
        }
        let conversation = visit.conversation();
        show(self.app, visit, snapshot.phase);
        set(self.app.streams, visit.streams(&snapshot));
        set(self.app.screens, visit.screens(&snapshot));
        equipment::publish(self.app, visit);
        set(self.app.sharing, visit.sharing());
        set(self.app.elsewhere, visit.tabs.are_in());
        set(self.app.relay, visit.servers().relay());
        visit.attention.see(&snapshot);
        set(self.app.speaking, visit.attention.speaking());
        set(self.app.hands, visit.attention.hands());
        set(self.app.reactions, visit.attention.reactions());
        let call = self.app.call.get_clone_untracked();
        for words in changes::words(&call, &snapshot, self.app.texts()) {
            self.announce(&words);
        }
        set(self.app.call, snapshot);
        if let Some(conversation) = conversation {
            self.publish_conversation(conversation);
        }
    }
}

/// Shows the side of the door that the person is on.
fn show(app: App, visit: &mut Visit, phase: Phase) {
    let in_lobby = app.screen.with_untracked(Screen::is_lobby);
    let (room, name) = (visit.room.clone(), visit.name.clone());
    if phase == Phase::Joined {
        if in_lobby {
            app.announcement.set(String::new());
            visit.enter();
        }
        set(app.screen, Screen::Call { room, name });
    } else if !in_lobby {
        // A lobby that is shown stays as it is, whatever has been typed there.
        app.screen.set(Screen::Lobby { room, name });
    }
}

/// Sets a signal unless it has the value already: whoever reads it is not disturbed for nothing.
fn set<T: PartialEq>(signal: Signal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
