//! What was written.

use sycamore::prelude::*;

use super::line::MessageLine;
use crate::browser::resize::Resize;
use crate::browser::scroll;
use crate::conversation::{Conversation, Item};
use crate::state::App;
use crate::text::t;

/// The messages, oldest first. Follows the newest for as long as that is in sight; whoever has scrolled
/// up to read stays there, and is told that there is more.
#[component]
pub(super) fn Log() -> View {
    let app = use_context::<App>();
    let items = create_selector(move || app.conversation.with(Conversation::items));
    let (scroller, content) = (create_node_ref(), create_node_ref());
    let following = create_signal(true);
    let more = create_signal(false);

    let follow = move || {
        following.set(true);
        more.set(false);
        scroll::to_end(scroller);
    };
    on_mount(move || {
        let keep_up = move |_, _| {
            if following.get_untracked() {
                scroll::to_end(scroller);
            }
        };
        let watches = [scroller, content].map(|element| Resize::watch(element, keep_up));
        on_cleanup(move || drop(watches));
    });
    create_effect(on(items, move || {
        match app.conversation.with_untracked(newest_is_own) {
            Some(true) => follow(),
            Some(false) if !following.get_untracked() => more.set(true),
            Some(false) | None => {}
        }
    }));
    let scrolled = move |_| {
        let at_end = scroll::is_at_end(scroller);
        following.set(at_end);
        if at_end {
            more.set(false);
        }
    };

    view! {
        div(class="log") {
            div(
                r#ref=scroller,
                class="log-scroller",
                role="log",
                tabindex="0",
                aria-label=t().chat.log,
                on:scroll=scrolled,
            ) {
                div(r#ref=content, class="log-content") {
                    Keyed(list=items, view=|item| view! { LogItem(item=item) }, key=key)
                }
                if items.with(Vec::is_empty) {
                    div(class="log-empty") {
                        p { strong { (t().chat.empty) } }
                        p(class="soft") { (t().chat.privacy) }
                    }
                }
            }
            button(
                r#type="button",
                class="button primary log-more",
                hidden=!more.get(),
                on:click=move |_| follow(),
            ) { (t().chat.more) }
        }
    }
}

#[component(inline_props)]
fn LogItem(item: Item) -> View {
    match item {
        Item::Message(id) => view! { MessageLine(id=id) },
        Item::Came => view! { p(class="log-mark", data-mark="came") { (t().chat.came) } },
    }
}

fn key(item: &Item) -> Option<(u64, u32)> {
    match item {
        Item::Message(id) => Some((id.author.0, id.number)),
        Item::Came => None,
    }
}

fn newest_is_own(conversation: &Conversation) -> Option<bool> {
    Some(conversation.lines.last()?.delivery.is_some())
}
