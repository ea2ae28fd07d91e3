//! Who is writing.

use sycamore::prelude::*;

use crate::state::{App, name_of};
use crate::text::t;

/// Says who is writing, without a word to screen readers until they come by.
#[component]
pub(super) fn Typing() -> View {
    let app = use_context::<App>();
    let names = create_selector(move || {
        let typing = app.conversation.with(|it| it.typing.clone());
        app.call.with(|call| {
            let names = typing.iter().filter_map(|id| name_of(call, id));
            names.collect::<Vec<String>>()
        })
    });
    let words = move || {
        names.with(|names| match &names[..] {
            [] => String::new(),
            [one] => (t().chat.one_types)(one),
            [one, other] => (t().chat.two_type)(one, other),
            _ => t().chat.many_type.to_owned(),
        })
    };

    view! {
        p(class="typing", data-typing=names.with(Vec::len).to_string()) { (words()) }
    }
}
