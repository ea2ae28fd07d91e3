//! The field to write in.

use parley_protocol::chat::{MAX_TEXT_CHARS, Text};
use parley_protocol::message::PeerId;
use sycamore::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::recipient::{RecipientPicker, To};
use crate::state::{App, Command, Commands, name_of};
use crate::text::t;

/// From how many characters before the limit on they are counted aloud.
const NEAR: usize = 200;

/// A message as far as it is written.
#[derive(Clone, Copy)]
struct Draft {
    text: Signal<String>,
    to: Signal<To>,
    /// Whether the one it is for is still here.
    deliverable: ReadSignal<bool>,
}

/// What there is to say about a draft.
#[derive(Clone, Debug, PartialEq)]
enum Remark {
    /// So many characters are left.
    Left(usize),
    /// So many characters are too many.
    TooMany(usize),
    /// The person of this name, whom it is for, has left.
    Gone(String),
}

/// Whom it is for, what it says, and the button that sends it. Enter sends too; with Shift it breaks
/// the line.
#[component(inline_props)]
pub(super) fn Composer(field: NodeRef) -> View {
    let commands = use_context::<Commands>();
    let draft = Draft::new(use_context::<App>());
    let remark = create_selector(move || draft.remark());
    let invalid =
        create_selector(move || remark.with(|it| it.as_ref().is_some_and(Remark::is_problem)));
    let ready = create_selector(move || draft.message().is_some());

    let send = {
        let commands = commands.clone();
        move || {
            if let Some((text, to)) = draft.message() {
                commands.send(Command::Say { text, to });
                draft.text.set(String::new());
            }
        }
    };
    let on_key = {
        let send = send.clone();
        move |event: KeyboardEvent| {
            // While a character is being composed, Enter chooses it.
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                send();
            }
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };

    view! {
        form(class="composer", data-private=draft.to.with(Option::is_some).then_some(""), on:submit=on_submit) {
            RecipientPicker(to=draft.to)
            div(class="composer-field") {
                textarea(
                    r#ref=field,
                    name="message",
                    rows="1",
                    dir="auto",
                    autocomplete="off",
                    enterkeyhint="send",
                    aria-label=t().chat.message,
                    aria-describedby="chat-remark",
                    aria-invalid=invalid.get().then_some("true"),
                    placeholder=draft.prompt(),
                    bind:value=draft.text,
                    on:input=move |_| commands.send(draft.progress()),
                    on:keydown=on_key,
                )
                SendButton(ready=ready)
            }
            p(id="chat-remark", class="remark", aria-live=if invalid.get() { "polite" } else { "off" }) {
                (remark.get_clone().map(Remark::words).unwrap_or_default())
            }
        }
    }
}

#[component(inline_props)]
fn SendButton(ready: ReadSignal<bool>) -> View {
    use crate::view::icon::{Drawing, Icon};
    view! {
        button(
            r#type="submit",
            class="button primary send",
            aria-label=t().chat.send,
            title=t().chat.send,
            disabled=!ready.get(),
        ) { Drawing(icon=Icon::Send) }
    }
}

impl Draft {
    /// An empty one, to everyone.
    fn new(app: App) -> Self {
        let to = create_signal(None);
        let deliverable = create_selector(move || {
            let to: To = to.get_clone();
            to.is_none_or(|reader| app.call.with(|call| name_of(call, &reader.id).is_some()))
        });
        Self {
            text: create_signal(String::new()),
            to,
            deliverable,
        }
    }

    /// The message, if it can be sent as it is.
    fn message(self) -> Option<(Text, Option<PeerId>)> {
        let text = self.text.with(|text| text.parse().ok())?;
        self.deliverable.get().then(|| (text, self.reader()))
    }

    /// What to tell of a key that was struck in it.
    fn progress(self) -> Command {
        if self.text.with_untracked(|text| text.trim().is_empty()) {
            Command::StopTyping
        } else {
            Command::Typing { to: self.reader() }
        }
    }

    fn prompt(self) -> String {
        self.to.with(|to| match to {
            Some(reader) => (t().chat.prompt_one)(&reader.name),
            None => t().chat.prompt.to_owned(),
        })
    }

    fn remark(self) -> Option<Remark> {
        if !self.deliverable.get() {
            let name = self
                .to
                .with(|to| to.as_ref().map(|reader| reader.name.clone()));
            return Some(Remark::Gone(name.unwrap_or_default()));
        }
        let count = self.text.with(|text| text.chars().count());
        match MAX_TEXT_CHARS.checked_sub(count) {
            None => Some(Remark::TooMany(count - MAX_TEXT_CHARS)),
            Some(left) => (left <= NEAR).then_some(Remark::Left(left)),
        }
    }

    fn reader(self) -> Option<PeerId> {
        self.to
            .with_untracked(|to| to.as_ref().map(|reader| reader.id.clone()))
    }
}

impl Remark {
    fn is_problem(&self) -> bool {
        match self {
            Self::Left(_) => false,
            Self::TooMany(_) | Self::Gone(_) => true,
        }
    }

    fn words(self) -> String {
        let texts = &t().chat;
        match self {
            Self::Left(count) => (texts.left)(count),
            Self::TooMany(count) => (texts.too_many)(count),
            Self::Gone(name) => (texts.gone_remark)(&name),
        }
    }
}
