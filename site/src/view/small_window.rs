//! A small window of the call, on top of all others, for those who look at something else meanwhile.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sycamore::futures::spawn_local_scoped;
use sycamore::prelude::*;
use sycamore::web::render_in_scope;

use super::controls::DeviceButton;
use super::device::Kind;
use super::icon::{Drawing, Icon};
use super::picture::Picture;
use super::stage::arrangement::Subject;
use super::staging::Staging;
use crate::browser::picture_in_picture::{self, SmallPicture, SmallWindow, Support};
use crate::browser::stream::Stream;
use crate::state::{App, Command, Commands, name_of};
use crate::text::t;

/// The picture that goes into a window that takes nothing but a picture.
const FOREMOST: &str = ".tile[data-spotlight='true'] video, .tile video";

/// What is in the small window. Dropping it closes the window.
struct Opened {
    scope: NodeHandle,
    _window: SmallWindow,
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.scope.dispose();
    }
}

/// Keeps the small window as [`Staging::small_window`] says. Shows nothing in the page itself.
#[component]
pub(super) fn SmallWindowHost() -> View {
    let wanted = use_context::<Staging>().small_window;
    let scope = use_current_scope();
    on_mount(move || match picture_in_picture::support() {
        Support::Document => host_window(wanted, scope),
        Support::Video => host_picture(wanted),
        Support::None => {}
    });
    view! {}
}

fn host_window(wanted: Signal<Option<bool>>, scope: NodeHandle) {
    let opened = Rc::new(RefCell::new(None::<Opened>));
    let opening = Rc::new(Cell::new(false));
    on_cleanup({
        let opened = Rc::clone(&opened);
        move || drop(opened.take())
    });
    wanted.set(Some(false));
    create_effect(move || {
        if wanted.get() != Some(true) {
            drop(opened.take());
            return;
        }
        // Whoever changes their mind twice gets the window that is on its way.
        if opening.replace(true) {
            return;
        }
        let (opened, opening) = (Rc::clone(&opened), Rc::clone(&opening));
        scope.run_in(|| {
            spawn_local_scoped(async move {
                let window = SmallWindow::open(move || wanted.set(Some(false))).await;
                opening.set(false);
                match window.and_then(|window| fill(window, scope)) {
                    Some(filled) if wanted.get_untracked() == Some(true) => {
                        opened.replace(Some(filled));
                    }
                    Some(_) | None => wanted.set(Some(false)),
                }
            });
        });
    });
}

fn host_picture(wanted: Signal<Option<bool>>) {
    wanted.set(Some(false));
    let watch = SmallPicture::watch(move |is_open| wanted.set(Some(is_open)));
    on_cleanup(move || drop(watch));
    create_effect(move || match wanted.get() {
        Some(true) => SmallPicture::show(FOREMOST, move || wanted.set(Some(false))),
        Some(false) | None => SmallPicture::hide(),
    });
}

fn fill(window: SmallWindow, scope: NodeHandle) -> Option<Opened> {
    let body = window.body()?;
    let mut within = None;
    scope.run_in(|| {
        within = Some(create_child_scope(|| {
            render_in_scope(|| view! { SmallCall {} }, &body);
        }));
    });
    Some(Opened {
        scope: within?,
        _window: window,
    })
}

/// Whoever is in the foreground, without sound, which comes from the page; and the two buttons that
/// cannot wait.
#[component]
pub(super) fn SmallCall() -> View {
    let app = use_context::<App>();
    let commands = use_context::<Commands>();
    let arrangement = use_context::<Staging>().arrangement;
    let subject = create_selector(move || arrangement.with(|it| it.foremost()));
    let stream = create_selector(move || subject.with(|it| stream(app, it.as_ref()?)));
    let name = create_selector(move || subject.with(|it| name(app, it.as_ref())));

    view! {
        main(class="small-call") {
            div(class="small-stage", data-kind=subject.with(kind)) {
                Picture(stream=stream)
                p(class="nameplate") { bdi { (name) } }
            }
            div(class="controls", role="group", aria-label=t().controls.controls) {
                DeviceButton(kind=Kind::Microphone)
                button(
                    r#type="button",
                    class="control leave",
                    aria-label=t().controls.leave,
                    title=t().controls.leave,
                    on:click=move |_| commands.send(Command::HangUp),
                ) { Drawing(icon=Icon::HangUp) }
            }
        }
    }
}

fn stream(app: App, subject: &Subject) -> Option<Stream> {
    let (streams, id) = match subject {
        Subject::Person(id) => (app.streams, id),
        Subject::Screen(id) => (app.screens, id),
    };
    streams.with(|streams| streams.get(id).cloned())
}

fn name(app: App, subject: Option<&Subject>) -> String {
    let Some(Subject::Person(id) | Subject::Screen(id)) = subject else {
        return String::new();
    };
    app.call.with(|call| name_of(call, id).unwrap_or_default())
}

fn kind(subject: &Option<Subject>) -> &'static str {
    match subject {
        Some(Subject::Screen(_)) => "screen",
        Some(Subject::Person(_)) | None => "person",
    }
}
