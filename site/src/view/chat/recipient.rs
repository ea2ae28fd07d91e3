//! Whom a message is for.

use parley_protocol::message::PeerId;
use sycamore::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};

use crate::state::{App, name_of};
use crate::text::t;

/// The only reader of the message, or everyone.
pub(super) type To = Option<Reader>;

/// Someone who was chosen as the only reader.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reader {
    pub(super) id: PeerId,
    /// The name at the time, for when they have left.
    pub(super) name: String,
}

/// Offers everyone who is here and has a chat. Whoever was chosen and has left stays, so that nothing
/// is sent to others than those it was meant for.
#[component(inline_props)]
pub(super) fn RecipientPicker(to: Signal<To>) -> View {
    let app = use_context::<App>();
    let others = create_selector(move || {
        let mut others = app.call.with(|call| {
            let chatting = call.people.iter().filter(|person| !person.guest);
            chatting.map(|person| person.id.clone()).collect::<Vec<_>>()
        });
        let chosen = to.with(|to| to.as_ref().map(|reader| reader.id.clone()));
        if let Some(chosen) = chosen.filter(|chosen| !others.contains(chosen)) {
            others.push(chosen);
        }
        others
    });
    let choose = move |event: Event| {
        let select = event.target().map(JsCast::unchecked_into);
        let chosen = select.map(|select: HtmlSelectElement| select.value());
        let id: Option<PeerId> = chosen.and_then(|value| value.parse().ok());
        to.set(id.map(|id| {
            let name = app.call.with_untracked(|call| name_of(call, &id));
            let name = name.unwrap_or_default();
            Reader { id, name }
        }));
    };

    view! {
        div(class="recipient", hidden=others.with(Vec::is_empty)) {
            label(r#for="chat-to") { (t().chat.to) }
            select(id="chat-to", name="to", autocomplete="off", on:change=choose) {
                option(value="") { (t().chat.everyone) }
                Keyed(
                    list=others,
                    view=move |id| view! { ReaderOption(id=id, to=to) },
                    key=|id: &PeerId| id.to_string(),
                )
            }
        }
    }
}

#[component(inline_props)]
fn ReaderOption(id: PeerId, to: Signal<To>) -> View {
    let app = use_context::<App>();
    let value = id.to_string();
    let name = create_selector(move || app.call.with(|call| name_of(call, &id)));
    let label = move || match name.get_clone() {
        Some(name) => name,
        None => to.with(|to| {
            let name = to.as_ref().map(|reader| reader.name.as_str());
            (t().chat.gone)(name.unwrap_or_default())
        }),
    };
    view! { option(value=value) { (label()) } }
}
