//! The first screen: which room, and under which name.

mod rooms;

use parley_protocol::message::{DisplayName, RoomName};
use parley_protocol::seal::Passphrase;
use sycamore::prelude::*;
use sycamore::web::events::SubmitEvent;
use wasm_bindgen_futures::spawn_local;

use self::rooms::Rooms;
use super::field::{Entry, Field};
use super::icon::{Drawing, Icon};
use super::page_head::PageHead;
use crate::browser::focus::focus;
use crate::secret::Sealing;
use crate::text::{FrontTexts, front};

/// What the form begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Form {
    pub(crate) room: String,
    pub(crate) name: String,
    /// How the link says that this room is sealed.
    pub(crate) sealing: Sealing,
    /// Whether the person wants to type a passphrase.
    pub(crate) to_seal: bool,
}

/// What a person asks for.
#[derive(Clone, PartialEq)]
pub(crate) enum Request {
    /// Join a room, sealed with a passphrase or as its link says.
    Join {
        room: RoomName,
        name: DisplayName,
        passphrase: Option<Passphrase>,
    },
    /// Make a private room, and go there.
    NewPrivateRoom { name: DisplayName },
    /// Go to a room that this browser remembers.
    Enter { room: RoomName, name: DisplayName },
    /// Remember a room no longer.
    Forget { room: RoomName },
}

/// What a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// The rest of the site.
    Module,
    /// The key that is made from the passphrase.
    Key,
}

/// Why a person is here, if not by choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// There is no network.
    Offline,
    /// The server did not answer, or did not take the id.
    NoServer,
    /// The rest of the site could not be loaded.
    NotLoaded,
    /// The link has lost part of its secret.
    DamagedLink,
    /// No key could be made from the passphrase.
    NoKey,
}

/// The form, filled in with what is known, and the private `rooms` that this browser remembers. `ask` is called with
/// what the person asks for; from then on they may have to wait a moment.
#[component(inline_props)]
pub(crate) fn Landing(
    form: Form,
    notice: ReadSignal<Option<Notice>>,
    waiting: ReadSignal<Option<Waiting>>,
    rooms: ReadSignal<Vec<RoomName>>,
    ask: impl Fn(Request) + Clone + 'static,
) -> View {
    let entries = Entries::new(form);
    let button = create_node_ref();
    on_mount(move || focus(entries.first_to_fill().unwrap_or(button)));

    let submit = {
        let ask = ask.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(request) = entries.check() {
                ask(request);
            }
        }
    };
    let make_room = {
        let ask = ask.clone();
        move |_| {
            if let Some(name) = entries.named() {
                ask(Request::NewPrivateRoom { name });
            }
        }
    };

    view! {
        main(class="page landing", data-screen="landing") {
            PageHead()
            section(class="pitch") {
                h1 { (front().landing.title) }
                p { (front().landing.pitch) }
                p(class="soft") { (front().landing.privacy) }
            }
            form(class="card", aria-label=front().landing.join, novalidate=true, on:submit=submit) {
                (notice.get().map(|notice| view! { NoticeBox(notice=notice) }))
                Field(
                    id="room",
                    label=|texts| texts.landing.room,
                    hint=|texts| texts.landing.room_hint,
                    autocomplete="off",
                    entry=entries.room,
                )
                Field(
                    id="name",
                    label=|texts| texts.landing.name,
                    hint=|texts| texts.landing.name_hint,
                    autocomplete="name",
                    entry=entries.name,
                )
                Seal(entries=entries)
                button(
                    r#ref=button,
                    r#type="submit",
                    class="button primary",
                    aria-busy=waiting.get().map(|_| "true"),
                ) {
                    (match waiting.get() {
                        None => front().landing.join,
                        Some(Waiting::Module) => front().landing.joining,
                        Some(Waiting::Key) => front().private.stretching,
                    })
                }
                div(class="new-private") {
                    button(
                        r#type="button",
                        class="button quiet",
                        aria-describedby="new-private-hint",
                        on:click=make_room,
                    ) { Drawing(icon=Icon::Seal) (front().private.new_private) }
                    p(id="new-private-hint", class="note") { (front().private.new_private_hint) }
                }
                Rooms(rooms=rooms, entries=entries, ask=ask)
            }
        }
    }
}

/// How the room is sealed that the form names, as far as that is known here. A room that is just named is open,
/// unless the person chooses to seal it.
#[component(inline_props)]
fn Seal(entries: Entries) -> View {
    let sealing = create_selector(move || entries.sealing());
    view! {
        match sealing.get() {
            Sealing::Link => p(class="seal-note", data-sealing="link") {
                Drawing(icon=Icon::Seal)
                span { (front().private.private_link) }
            },
            Sealing::Passphrase => PassphraseField(
                entries=entries,
                hint=|texts| texts.private.passphrase_wanted,
            ),
            Sealing::Open => SealByChoice(entries=entries),
        }
    }
}

#[component(inline_props)]
fn SealByChoice(entries: Entries) -> View {
    let open = create_selector(move || entries.typing.get());
    let toggle = move |_| {
        entries.passphrase.text.set(String::new());
        entries.typing.set(!open.get_untracked());
        // Once it is there.
        spawn_local(async move { focus(entries.passphrase.input) });
    };
    view! {
        if open.get() {
            PassphraseField(entries=entries, hint=|texts| texts.private.passphrase_hint)
        }
        button(
            r#type="button",
            class="button bare seal-with",
            on:click=toggle,
        ) {
            if open.get() {
                Drawing(icon=Icon::SealOff) (front().private.no_passphrase)
            } else {
                Drawing(icon=Icon::Seal) (front().private.use_passphrase)
            }
        }
    }
}

#[component(inline_props)]
fn PassphraseField(entries: Entries, hint: fn(&'static FrontTexts) -> &'static str) -> View {
    view! {
        Field(
            id="passphrase",
            label=|texts| texts.private.passphrase,
            hint=hint,
            autocomplete="off",
            entry=entries.passphrase,
            secret=true,
        )
    }
}

/// What the person types.
#[derive(Clone, Copy)]
struct Entries {
    room: Entry<RoomName>,
    name: Entry<DisplayName>,
    passphrase: Entry<Passphrase>,
    /// Whether the field for the passphrase is shown by choice.
    typing: Signal<bool>,
    /// The room that the link names, and how that is sealed.
    linked: Signal<(String, Sealing)>,
}

impl Entries {
    fn new(form: Form) -> Self {
        Self {
            room: Entry::new(form.room.clone()),
            name: Entry::new(form.name),
            passphrase: Entry::new(String::new()),
            typing: create_signal(form.to_seal),
            linked: create_signal((form.room, form.sealing)),
        }
    }

    /// How the link says that the room is sealed, if it is still the one that the link names.
    fn sealing(self) -> Sealing {
        let room = self.room.text.get_clone();
        self.linked.with(|(linked, sealing)| {
            if linked.trim() == room.trim() {
                *sealing
            } else {
                Sealing::Open
            }
        })
    }

    /// The input of the first field that is still to be filled.
    fn first_to_fill(self) -> Option<NodeRef> {
        let empty = |text: Signal<String>| text.with_untracked(String::is_empty);
        if empty(self.room.text) {
            return Some(self.room.input);
        }
        if empty(self.name.text) {
            return Some(self.name.input);
        }
        untrack(|| self.wants_passphrase()).then_some(self.passphrase.input)
    }

    fn wants_passphrase(self) -> bool {
        match self.sealing() {
            Sealing::Open => self.typing.get(),
            Sealing::Link => false,
            Sealing::Passphrase => true,
        }
    }

    /// The name, if it is filled in well. If not, it has the focus then.
    fn named(self) -> Option<DisplayName> {
        let name = self.name.check();
        if name.is_none() {
            focus(self.name.input);
        }
        name
    }

    /// What the person asks for, if all is filled in well. What is not has the focus then.
    fn check(self) -> Option<Request> {
        let wants_passphrase = untrack(|| self.wants_passphrase());
        let passphrase = wants_passphrase.then(|| self.passphrase.check());
        match (self.room.check(), self.name.check(), passphrase) {
            (None, _, _) => focus(self.room.input),
            (_, None, _) => focus(self.name.input),
            (_, _, Some(None)) => focus(self.passphrase.input),
            (Some(room), Some(name), passphrase) => {
                return Some(Request::Join {
                    room,
                    name,
                    passphrase: passphrase.flatten(),
                });
            }
        }
        None
    }
}

/// Why the person is back here.
#[component(inline_props)]
fn NoticeBox(notice: Notice) -> View {
    let words = move || match notice {
        Notice::Offline => front().notice.offline,
        Notice::NoServer => front().notice.no_server,
        Notice::NotLoaded => front().notice.not_loaded,
        Notice::DamagedLink => front().private.damaged,
        Notice::NoKey => front().private.no_key,
    };
    view! {
        p(class="notice", role="alert") {
            Drawing(icon=Icon::Warning)
            span { (words()) }
        }
    }
}
