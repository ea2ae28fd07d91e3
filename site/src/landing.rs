//! The landing module: the person in front of the site.
//!
//! A stay lasts from the moment the landing page is shown until the call module has been loaded and
//! takes over, or until the address changes. Like the session of a call it is one task with one queue;
//! what is put there after its end is dropped.

use futures::StreamExt;
use futures::channel::mpsc::{self, UnboundedReceiver};
use js_sys::{Function, Promise};
use parley_protocol::message::{DisplayName, RoomName};
use sycamore::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::browser::{mount, page};
use crate::handover::{CallModule, Departure};
use crate::text::Language;
use crate::view::landing::{Landing, Notice};
use crate::view::unsupported::Unsupported;

/// Takes the page and shows where the address leads. Whether this browser can make calls at all.
///
/// `load_call` returns a promise of the call module, and may be called again if that is rejected.
pub fn start(load_call: Function) -> bool {
    page::speak(first_language());
    let can_call = page::can_call();
    if can_call {
        arrive(load_call);
    } else {
        mount::show(|| {
            provide_context(create_signal(page::language()));
            view! { Unsupported {} }
        });
    }
    can_call
}

/// What the page speaks at first: what the person chose once, or what the browser prefers.
fn first_language() -> Language {
    page::remembered_language().unwrap_or_else(|| Language::best(page::preferred_languages()))
}

/// Goes where the address leads. Whoever has been here before need not press Join at the form.
fn arrive(load_call: Function) {
    let (room, name) = (page::room().unwrap_or_default(), page::remembered_name());
    let wish = room.parse().ok().zip(name.parse().ok());
    stay(load_call, room, name, None, wish);
}

/// Shows the form, filled in. A `wish` is granted as if the person had just pressed Join.
fn stay(
    load_call: Function,
    room: String,
    name: String,
    notice: Option<Notice>,
    wish: Option<(RoomName, DisplayName)>,
) {
    page::entitle(None);
    mount::show(move || {
        let (sender, queue) = mpsc::unbounded();
        let events = Inbox::new(move |event| {
            // Nobody is there to take it once the stay has ended.
            _ = sender.unbounded_send(event);
        });
        let stay = Stay {
            load_call,
            notice: create_signal(notice),
            joining: create_signal(false),
            wish: None,
            _navigated: page::on_navigated({
                let events = events.clone();
                move || events.put(Event::Navigated)
            }),
            events: events.clone(),
        };
        provide_context(create_signal(page::language()));
        let (notice, joining) = (*stay.notice, *stay.joining);
        spawn_local(stay.run(queue));
        events.extend(wish.map(|(room, name)| Event::Join(room, name)));

        let join = move |room, name| events.put(Event::Join(room, name));
        view! { Landing(room=room, name=name, notice=notice, joining=joining, join=join) }
    });
}

/// A person on the landing page.
struct Stay {
    load_call: Function,
    /// Why the person is here, if not by choice.
    notice: Signal<Option<Notice>>,
    /// Whether the person waits for the call module.
    joining: Signal<bool>,
    /// What for.
    wish: Option<(RoomName, DisplayName)>,
    events: Inbox<Event>,
    _navigated: Listener,
}

/// What can happen.
enum Event {
    /// The person asked to join a room under a name.
    Join(RoomName, DisplayName),
    /// The call module was loaded, or could not be.
    Loaded(Result<CallModule, JsValue>),
    /// The person went back or forward, and the address has changed.
    Navigated,
}

impl Stay {
    async fn run(mut self, mut queue: UnboundedReceiver<Event>) {
        while let Some(event) = queue.next().await {
            match event {
                Event::Join(room, name) => self.join(room, name),
                Event::Loaded(Err(_)) => self.fail(unless_offline(Notice::NotLoaded)),
                Event::Loaded(Ok(call)) => {
                    let Some((room, name)) = self.wish else {
                        continue;
                    };
                    return hand_over(&call, room, name, self.load_call);
                }
                Event::Navigated => return arrive(self.load_call),
            }
        }
    }

    fn join(&mut self, room: RoomName, name: DisplayName) {
        page::remember_name(name.as_str());
        self.wish = Some((room, name));
        if self.joining.get_untracked() {
            return;
        }
        if !page::is_online() {
            return self.fail(Notice::Offline);
        }
        self.notice.set(None);
        self.joining.set(true);
        let (events, load_call) = (self.events.clone(), self.load_call.clone());
        spawn_local(async move { events.put(Event::Loaded(load(&load_call).await)) });
    }

    fn fail(&mut self, notice: Notice) {
        self.wish = None;
        self.joining.set(false);
        self.notice.set(Some(notice));
    }
}

async fn load(load_call: &Function) -> Result<CallModule, JsValue> {
    let loading: Promise = load_call.call0(&JsValue::UNDEFINED)?.unchecked_into();
    Ok(loading.await?.unchecked_into())
}

/// Gives the page to the call module, until the person is back.
fn hand_over(call: &CallModule, room: RoomName, name: DisplayName, load_call: Function) {
    mount::dispose();
    let names = (room.clone(), name.clone());
    let left = Closure::once_into_js(move |departure: Departure| {
        let notice = match departure {
            Departure::Elsewhere => return arrive(load_call),
            Departure::NoServer => Some(unless_offline(Notice::NoServer)),
            Departure::TurnedBack => None,
        };
        stay(load_call, names.0.into(), names.1.into(), notice, None);
    });
    call.visit(room.as_str(), name.as_str(), left.unchecked_ref())
        .expect("the call module takes every room and every name");
}

/// Without a network there is nothing else to say.
fn unless_offline(notice: Notice) -> Notice {
    if page::is_online() {
        notice
    } else {
        Notice::Offline
    }
}
