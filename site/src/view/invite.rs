//! Ways to bring others into the room.

mod qr;

use sycamore::prelude::*;

use self::qr::QrCode;
use super::dialog::Dialog;
use super::icon::{Drawing, Icon};
use crate::browser::page;
use crate::state::{App, Command, Commands};
use crate::text::t;

/// Whether the invitation is open. A context of the call.
#[derive(Clone, Copy)]
pub(super) struct Inviting(pub(super) Signal<bool>);

/// The room's link as a code to photograph, to copy and to share.
#[component]
pub(super) fn Invitation() -> View {
    let app = use_context::<App>();
    let Inviting(open) = use_context::<Inviting>();
    let link = create_selector(move || app.link.get_clone());

    view! {
        Dialog(id="invitation", open=open, title=|t| t.invitation.title) {
            div(class="invitation") {
                (link.with(|link| QrCode::of(link)).map(draw))
                p(class="soft") { (t().invitation.scan) }
                LinkField()
            }
        }
    }
}

/// The room's link, with the ways to send it.
#[component]
pub(super) fn LinkField() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let copy = {
        let commands = commands.clone();
        move |_| commands.send(Command::CopyLink)
    };
    let shareable = create_signal(false);
    on_mount(move || shareable.set(page::can_share()));

    view! {
        div(class="copy") {
            input(
                r#type="text",
                readonly=true,
                aria-label=t().invitation.link,
                value=app.link.get_clone(),
            )
            div(class="copy-ways") {
                button(r#type="button", class="button primary", on:click=copy) {
                    if app.copied.get() {
                        Drawing(icon=Icon::Check) (t().invitation.copied)
                    } else {
                        Drawing(icon=Icon::Link) (t().invitation.copy)
                    }
                }
                button(
                    r#type="button",
                    class="button quiet",
                    hidden=!shareable.get(),
                    on:click=move |_| commands.send(Command::ShareLink),
                ) { Drawing(icon=Icon::Share) (t().invitation.share) }
            }
            p(class="visually-hidden", role="status") {
                (if app.copied.get() { t().invitation.on_clipboard } else { "" })
            }
        }
    }
}

/// Opens the invitation.
#[component]
pub(super) fn InviteButton() -> View {
    let Inviting(open) = use_context::<Inviting>();
    view! {
        button(
            r#type="button",
            class="button quiet",
            aria-haspopup="dialog",
            on:click=move |_| open.set(true),
        ) { Drawing(icon=Icon::Invite) (t().invitation.title) }
    }
}

fn draw(code: QrCode) -> View {
    let size = code.size();
    view! {
        svg(
            class="qr",
            viewBox=format!("0 0 {size} {size}"),
            "role"="img",
            aria-label=t().invitation.code,
        ) {
            rect(width=size.to_string(), height=size.to_string())
            path(d=code.path())
        }
    }
}
