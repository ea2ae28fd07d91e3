//! Who may come into the room: what the host decides, and what everyone inside sees of it.

use parley_protocol::call::Knock;
use parley_protocol::message::PeerId;
use sycamore::prelude::*;

use super::dialog::Dialog;
use super::icon::{Drawing, Icon};
use super::switch::Switch;
use crate::state::{App, Command, Commands, name_of};
use crate::text::t;

/// Whom the host is about to remove: they are asked again first. A context of the call.
#[derive(Clone, Copy)]
pub(super) struct Removing(pub(super) Signal<Option<PeerId>>);

/// The host's switches; for the others, how the room stands.
#[component]
pub(super) fn Rules() -> View {
    let app = use_context::<App>();
    let is_host = create_selector(move || app.call.with(|call| call.control.is_host));
    let locked = create_selector(move || app.call.with(|call| call.control.rules.locked));
    let knocking = create_selector(move || app.call.with(|call| call.control.rules.knocking));

    view! {
        section(class="roster-rules", aria-label=t().host.host) {
            if is_host.get() {
                Switch(label=|texts| texts.host.lock, on=locked, command=Command::SetLocked)
                Switch(label=|texts| texts.host.knock, on=knocking, command=Command::SetKnocking)
            } else if locked.get() {
                p { Drawing(icon=Icon::Lock) (t().host.locked) }
            } else if knocking.get() {
                p { Drawing(icon=Icon::Door) (t().host.knocking) }
            }
        }
    }
}

/// That the room is not open to everyone, as an icon.
#[component]
pub(super) fn RuleMark() -> View {
    let app = use_context::<App>();
    let rules = create_selector(move || app.call.with(|call| call.control.rules));
    let mark = |rule, icon, words: &'static str| {
        view! {
            p(class="room-rule", data-rule=rule, title=words) {
                Drawing(icon=icon)
                span(class="visually-hidden") { (words) }
            }
        }
    };
    view! {
        if rules.get().locked {
            (mark("locked", Icon::Lock, t().host.locked))
        } else if rules.get().knocking {
            (mark("knocking", Icon::Door, t().host.knocking))
        }
    }
}

/// Everyone who waits to be let in.
#[component]
pub(super) fn Waiting() -> View {
    let app = use_context::<App>();
    let knocks = create_selector(move || app.call.with(|call| call.control.knocks.clone()));
    let nobody = create_selector(move || knocks.with(Vec::is_empty));

    view! {
        section(class="roster-waiting", aria-labelledby="roster-waiting", hidden=nobody.get()) {
            h3(id="roster-waiting") { (t().host.waiting) }
            ul(role="list") {
                Keyed(
                    list=knocks,
                    view=|knock| view! { Caller(knock=knock) },
                    key=|knock: &Knock| knock.id.to_string(),
                )
            }
        }
    }
}

/// The same over the stage, for as long as somebody waits. That somebody does is announced by itself.
#[component]
pub(super) fn KnockBanner() -> View {
    let app = use_context::<App>();
    let knocks = create_selector(move || app.call.with(|call| call.control.knocks.clone()));
    view! {
        (match knocks.get_clone().as_slice() {
            [] => view! {},
            [knock] => {
                let knock = knock.clone();
                view! { OneCaller(knock=knock) }
            }
            many => {
                let count = many.len();
                view! { Crowd(count=count) }
            }
        })
    }
}

/// One of those who wait.
#[component(inline_props)]
fn Caller(knock: Knock) -> View {
    let name = name_at_door(&knock);
    view! {
        li {
            bdi { (name) }
            Answers(knock=knock)
        }
    }
}

/// The only one who waits.
#[component(inline_props)]
fn OneCaller(knock: Knock) -> View {
    let name = name_at_door(&knock);
    view! {
        div(class="banner", data-banner="knock", aria-live="off") {
            Drawing(icon=Icon::Door)
            p { ((t().host.knocks)(&name)) }
            Answers(knock=knock)
        }
    }
}

/// More than one waits.
#[component(inline_props)]
fn Crowd(count: usize) -> View {
    let commands = use_context::<Commands>();
    view! {
        div(class="banner", data-banner="knock", aria-live="off") {
            Drawing(icon=Icon::Door)
            p { ((t().host.many_wait)(count)) }
            button(
                r#type="button",
                class="button primary",
                on:click=move |_| commands.send(Command::Open(Some(crate::state::Panel::People))),
            ) { (t().host.show) }
        }
    }
}

/// The buttons with which one lets someone in, or as the host does not.
#[component(inline_props)]
fn Answers(knock: Knock) -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let is_host = create_selector(move || app.call.with(|call| call.control.is_host));
    let name = name_at_door(&knock);
    let (admit_label, deny_label) = ((t().host.admit_name)(&name), (t().host.deny_name)(&name));
    let admit = {
        let (commands, peer) = (commands.clone(), knock.id.clone());
        move |_| commands.send(Command::Admit { peer: peer.clone() })
    };
    let deny = move |_| {
        let peer = knock.id.clone();
        commands.send(Command::Remove { peer });
    };
    view! {
        span(class="answers") {
            button(
                r#type="button",
                class="button primary",
                aria-label=admit_label,
                on:click=admit,
            ) { (t().host.admit) }
            button(
                r#type="button",
                class="button quiet",
                aria-label=deny_label,
                hidden=!is_host.get(),
                on:click=deny,
            ) { (t().host.deny) }
        }
    }
}

/// Asks the host again before someone is removed.
#[component]
pub(super) fn RemoveDialog() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let Removing(removing) = use_context::<Removing>();
    let open = create_signal(false);
    create_effect(move || open.set(removing.with(Option::is_some)));
    create_effect(move || {
        if !open.get() && removing.with_untracked(Option::is_some) {
            removing.set(None);
        }
    });
    let note = move || {
        removing.with(|peer| {
            let name = peer
                .as_ref()
                .and_then(|id| app.call.with_untracked(|call| name_of(call, id)));
            name.map(|name| (t().host.remove_note)(&name))
                .unwrap_or_default()
        })
    };
    let remove = move |_| {
        if let Some(peer) = removing.take_silent() {
            commands.send(Command::Remove { peer });
        }
        open.set(false);
    };

    view! {
        Dialog(id="remove", open=open, title=|texts| texts.host.remove_title) {
            div(class="question") {
                p { (note()) }
                div(class="choices") {
                    button(r#type="button", class="button danger", on:click=remove) { (t().host.remove) }
                    button(
                        r#type="button",
                        class="button quiet",
                        on:click=move |_| open.set(false),
                    ) { (t().host.keep) }
                }
            }
        }
    }
}

fn name_at_door(knock: &Knock) -> String {
    let name = knock.name.as_ref().map(ToString::to_string);
    name.unwrap_or_else(|| t().news.someone.to_owned())
}
