//! The landing module: the person in front of the site.
//!
//! A stay lasts from the moment the landing page is shown until the call module has been loaded and
//! takes over, or until the address changes. Like the session of a call it is one task with one queue;
//! what is put there after its end is dropped.

mod wish;

use futures::StreamExt;
use futures::channel::mpsc::{self, UnboundedReceiver};
use js_sys::{Function, Promise, Uint8Array};
use parley_protocol::message::RoomName;
use parley_protocol::seal::{Passphrase, PrivateRoom};
use sycamore::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use self::wish::{Beginning, Seal, Wish};
use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::browser::{mount, page, random};
use crate::handover::{CallModule, Departure};
use crate::remembered::Remembered;
use crate::secret::{Claim, Sealing, Secret};
use crate::text::Language;
use crate::view::landing::{Form, Landing, Notice, Request, Waiting};
use crate::view::unsupported::Unsupported;

/// Takes the page and shows where the address leads. Whether this browser can make calls at all.
///
/// `load_call` returns a promise of the call module, and may be called again if that is rejected. `stretch` takes a
/// passphrase and a room, and returns a promise of the bytes that [`Passphrase::stretch`] gives.
pub fn start(load_call: Function, stretch: Function) -> bool {
    page::speak(first_language());
    let can_call = page::can_call();
    if can_call {
        arrive(Scripts { load_call, stretch });
    } else {
        mount::show(|| {
            provide_context(create_signal(page::language()));
            view! { Unsupported {} }
        });
    }
    can_call
}

/// What `boot.js` does for this module.
#[derive(Clone)]
struct Scripts {
    load_call: Function,
    stretch: Function,
}

/// What the page speaks at first: what the person chose once, or what the browser prefers.
fn first_language() -> Language {
    page::remembered_language().unwrap_or_else(|| Language::best(page::preferred_languages()))
}

/// Goes where the address leads. Whoever has been here before need not press Join at the form, unless the link says
/// that there is more to type.
fn arrive(scripts: Scripts) {
    let (room, name) = (page::room().unwrap_or_default(), page::remembered_name());
    let known = room.parse().ok().zip(name.parse().ok());
    let join = |(room, name)| Request::Join {
        room,
        name,
        passphrase: None,
    };
    let (notice, wish) = match claim(&room) {
        Claim::Open | Claim::Secret(_) => (None, known.map(join)),
        Claim::Passphrase => (None, None),
        Claim::Damaged => (Some(Notice::DamagedLink), None),
    };
    stay(scripts, form(room, name, false), notice, wish);
}

/// What the address says about how a room is sealed. Whoever asked this browser to remember a room need not type its
/// passphrase again.
fn claim(room: &str) -> Claim {
    let room: Option<RoomName> = room.parse().ok();
    let named = page::room().and_then(|named| named.parse().ok());
    let Some(room) = room.filter(|room| named.as_ref() == Some(room)) else {
        return Claim::Open;
    };
    match Claim::of(&room, &page::fragment()) {
        Claim::Passphrase => match Remembered::load().secret_of(&room) {
            Some(secret @ Secret::Passphrase(_)) => Claim::Secret(secret.clone()),
            Some(Secret::Link(_)) | None => Claim::Passphrase,
        },
        claim @ (Claim::Open | Claim::Secret(_) | Claim::Damaged) => claim,
    }
}

fn form(room: String, name: String, to_seal: bool) -> Form {
    let sealing = match claim(&room) {
        Claim::Open | Claim::Damaged => Sealing::Open,
        Claim::Secret(secret) => secret.sealing(),
        Claim::Passphrase => Sealing::Passphrase,
    };
    Form {
        room,
        name,
        sealing,
        to_seal,
    }
}

/// Shows the form, filled in. A `wish` is granted as if the person had just pressed Join.
fn stay(scripts: Scripts, form: Form, notice: Option<Notice>, wish: Option<Request>) {
    page::entitle(None);
    mount::show(move || {
        let (sender, queue) = mpsc::unbounded();
        let events = Inbox::new(move |event| {
            // Nobody is there to take it once the stay has ended.
            _ = sender.unbounded_send(event);
        });
        let stay = Stay {
            scripts,
            notice: create_signal(notice),
            waiting: create_signal(None),
            rooms: create_signal(Remembered::load().names()),
            wish: None,
            call: Module::NotAsked,
            begun: None,
            wishes: 0,
            _navigated: page::on_navigated({
                let events = events.clone();
                move || events.put(Event::Navigated)
            }),
            events: events.clone(),
        };
        provide_context(create_signal(page::language()));
        let (notice, waiting, rooms) = (*stay.notice, *stay.waiting, *stay.rooms);
        spawn_local(stay.run(queue));
        events.extend(wish.map(Event::Ask));

        let ask = move |request| events.put(Event::Ask(request));
        view! { Landing(form=form, notice=notice, waiting=waiting, rooms=rooms, ask=ask) }
    });
}

/// A person on the landing page.
struct Stay {
    scripts: Scripts,
    /// Why the person is here, if not by choice.
    notice: Signal<Option<Notice>>,
    /// What the person waits for.
    waiting: Signal<Option<Waiting>>,
    /// The private rooms that this browser remembers.
    rooms: Signal<Vec<RoomName>>,
    /// Where to.
    wish: Option<Wish>,
    /// How many wishes there were.
    wishes: u64,
    call: Module,
    /// What has been begun for the wish.
    begun: Option<Beginning>,
    events: Inbox<Event>,
    _navigated: Listener,
}

/// How far the call module is.
enum Module {
    NotAsked,
    Loading,
    Loaded(CallModule),
}

/// What can happen.
enum Event {
    /// The person asked for something.
    Ask(Request),
    /// The call module was loaded, or could not be.
    Loaded(Result<CallModule, JsValue>),
    /// The passphrase of the wish of this number was stretched, or could not be.
    Stretched(u64, Option<Secret>),
    /// The person went back or forward, and the address has changed.
    Navigated,
}

impl Stay {
    async fn run(mut self, mut queue: UnboundedReceiver<Event>) {
        while let Some(event) = queue.next().await {
            match event {
                Event::Ask(request) => self.ask(request),
                Event::Loaded(Ok(call)) => self.call = Module::Loaded(call),
                Event::Loaded(Err(_)) => {
                    self.call = Module::NotAsked;
                    self.fail(unless_offline(Notice::NotLoaded));
                }
                Event::Stretched(number, secret) if number == self.wishes => match secret {
                    Some(secret) => self.seal(secret),
                    None => self.fail(unless_offline(Notice::NoKey)),
                },
                Event::Stretched(..) => {}
                Event::Navigated => return arrive(self.scripts),
            }
            let Module::Loaded(call) = &self.call else {
                continue;
            };
            match self.wish {
                None
                | Some(Wish {
                    seal: Seal::Awaited,
                    ..
                }) => {}
                Some(wish) => return hand_over(call, wish, self.begun, self.scripts),
            }
        }
    }

    fn ask(&mut self, request: Request) {
        self.wishes += 1;
        let wish = match request {
            Request::Enter { room, name } => match Remembered::load().secret_of(&room) {
                Some(secret) => {
                    let seal = Seal::With(secret.clone());
                    Wish { room, name, seal }
                }
                // Another tab has forgotten it.
                None => return self.forget(&room),
            },
            Request::Forget { room } => return self.forget(&room),
            Request::NewPrivateRoom { name } => {
                let PrivateRoom { name: room, secret } = PrivateRoom::new(&random::bytes());
                let seal = Seal::With(Secret::Link(secret));
                Wish { room, name, seal }
            }
            Request::Join {
                room,
                name,
                passphrase: Some(passphrase),
            } => {
                self.stretch(&passphrase, &room);
                let seal = Seal::Awaited;
                Wish { room, name, seal }
            }
            Request::Join {
                room,
                name,
                passphrase: None,
            } => {
                let seal = match claim(room.as_str()) {
                    Claim::Open => Seal::None,
                    Claim::Secret(secret) => Seal::With(secret),
                    // Nobody who followed such a link is to end up in an open room.
                    Claim::Passphrase | Claim::Damaged => return self.fail(Notice::DamagedLink),
                };
                Wish { room, name, seal }
            }
        };
        self.go(wish);
    }

    fn forget(&self, room: &RoomName) {
        let mut rooms = Remembered::load();
        rooms.remove(room);
        rooms.save();
        self.rooms.set(rooms.names());
    }

    fn go(&mut self, wish: Wish) {
        page::remember_name(wish.name.as_str());
        if !page::is_online() {
            return self.fail(Notice::Offline);
        }
        self.notice.set(None);
        self.waiting.set(Some(match wish.seal {
            Seal::None | Seal::With(_) => Waiting::Module,
            Seal::Awaited => Waiting::Key,
        }));
        self.wish = Some(wish);
        self.begin();
        if let Module::NotAsked = self.call {
            self.call = Module::Loading;
            let (events, load_call) = (self.events.clone(), self.scripts.load_call.clone());
            spawn_local(async move { events.put(Event::Loaded(load(&load_call).await)) });
        }
    }

    /// Stretches the passphrase of the newest wish.
    fn stretch(&self, passphrase: &Passphrase, room: &RoomName) {
        let (events, number) = (self.events.clone(), self.wishes);
        let (passphrase, room) = (passphrase.as_str().into(), room.as_str().into());
        let stretch = self.scripts.stretch.clone();
        spawn_local(async move {
            let stretched = stretched(&stretch, &passphrase, &room).await;
            events.put(Event::Stretched(number, stretched.unwrap_or_default()));
        });
    }

    /// The passphrase of the wish has been stretched.
    fn seal(&mut self, secret: Secret) {
        if let Some(wish) = &mut self.wish {
            wish.seal = Seal::With(secret);
            self.waiting.set(Some(Waiting::Module));
        }
        self.begin();
    }

    /// Begins what need not wait for the call module, unless that has been done or it is not yet known what seals the
    /// room.
    fn begin(&mut self) {
        let (Module::NotAsked | Module::Loading, Some(wish)) = (&self.call, &self.wish) else {
            return;
        };
        let Some(place) = wish.place() else {
            return;
        };
        if self.begun.as_ref().is_none_or(|it| it.place != place) {
            // What was begun for another place ends before.
            self.begun = None;
            self.begun = Some(Beginning::new(wish, place));
        }
    }

    fn fail(&mut self, notice: Notice) {
        (self.wish, self.begun) = (None, None);
        // What is still on its way is for nothing.
        self.wishes += 1;
        self.waiting.set(None);
        self.notice.set(Some(notice));
    }
}

async fn load(load_call: &Function) -> Result<CallModule, JsValue> {
    let loading: Promise = load_call.call0(&JsValue::UNDEFINED)?.unchecked_into();
    Ok(loading.await?.unchecked_into())
}

async fn stretched(
    stretch: &Function,
    passphrase: &JsValue,
    room: &JsValue,
) -> Result<Option<Secret>, JsValue> {
    let stretching = stretch.call2(&JsValue::UNDEFINED, passphrase, room)?;
    let stretching: Promise = stretching.unchecked_into();
    let bytes: Uint8Array = stretching.await?.dyn_into()?;
    Ok(Secret::from_bytes(&bytes.to_vec()))
}

/// Gives the page to the call module, until the person is back.
fn hand_over(call: &CallModule, wish: Wish, begun: Option<Beginning>, scripts: Scripts) {
    mount::dispose();
    let Wish { room, name, seal } = wish;
    let names = (String::from(room.clone()), String::from(name.clone()));
    let left = Closure::once_into_js(move |departure: Departure| {
        let notice = match departure {
            Departure::Elsewhere => return arrive(scripts),
            Departure::NoServer => Some(unless_offline(Notice::NoServer)),
            Departure::TurnedBack | Departure::ToSeal => None,
        };
        let form = form(names.0, names.1, departure == Departure::ToSeal);
        stay(scripts, form, notice, None);
    });
    let secret = match &seal {
        Seal::With(secret) => secret.as_bytes(),
        Seal::None | Seal::Awaited => &[],
    };
    let begun = begun.map(Beginning::hand_over);
    call.visit(
        room.as_str(),
        name.as_str(),
        secret,
        begun,
        left.unchecked_ref(),
    )
    .expect("the call module takes every room, every name and every secret");
}

/// Without a network there is nothing else to say.
fn unless_offline(notice: Notice) -> Notice {
    if page::is_online() {
        notice
    } else {
        Notice::Offline
    }
}
