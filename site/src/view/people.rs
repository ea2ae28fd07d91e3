//! Who is in the room.

mod person;

use parley_protocol::message::{DisplayName, PeerId};
use sycamore::prelude::*;

use self::person::{OwnRow, PersonRow};
use super::host::{Rules, Waiting};
use super::invite::LinkField;
use super::panel::Side;
use super::sounds::SoundSwitch;
use crate::state::{App, Panel};
use crate::text::t;

/// Everyone with how they stand and how loud they are, and the link for others.
#[component(inline_props)]
pub(super) fn People(name: DisplayName) -> View {
    let app = use_context::<App>();
    let people = create_selector(move || {
        app.call.with(|call| {
            let ids = call.people.iter().map(|person| person.id.clone());
            ids.collect::<Vec<PeerId>>()
        })
    });
    let list = create_node_ref();

    view! {
        Side(panel=Panel::People, title=|t| t.people.title, first=list) {
            ul(r#ref=list, class="roster", tabindex="-1", aria-label=t().people.title) {
                OwnRow(name=name)
                Keyed(
                    list=people,
                    view=|id| view! { PersonRow(id=id) },
                    key=|id: &PeerId| id.to_string(),
                )
            }
            Waiting()
            Rules()
            div(class="roster-sounds") { SoundSwitch() }
            section(class="roster-invite", aria-labelledby="roster-invite") {
                h3(id="roster-invite") { (t().people.invite) }
                LinkField()
            }
        }
    }
}
