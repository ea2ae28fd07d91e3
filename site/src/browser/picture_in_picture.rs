//! A small window that stays on top of all others.
//!
//! Where pages may fill such a window themselves (Document Picture-in-Picture), it holds whatever a view
//! renders into it; elsewhere it holds the picture of one `<video>`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, Event, EventTarget, HtmlVideoElement, Node, Window};

use super::listener::Listener;
use super::page;

/// The size of a new window, in CSS pixels.
const SIZE: (u32, u32) = (320, 240);

/// What this browser can put into a small window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// Whatever a view renders.
    Document,
    /// A picture.
    Video,
    /// Nothing: it has no such windows.
    None,
}

/// A window that a view renders into. Dropping it closes it.
pub(crate) struct SmallWindow {
    window: Window,
    _closed: Listener,
}

/// The small window of a picture, open or not.
pub(crate) struct SmallPicture {
    _listeners: [Listener; 2],
}

/// What this browser can do.
pub(crate) fn support() -> Support {
    if opener().is_some() {
        Support::Document
    } else if page::document()
        .unchecked_into::<PictureDocument>()
        .picture_in_picture_enabled()
        == Some(true)
    {
        Support::Video
    } else {
        Support::None
    }
}

impl SmallWindow {
    /// Opens a window in the style of this page, and reports when it is closed, by whomever. To be called
    /// while the person's touch still counts.
    pub(crate) async fn open(closed: impl Fn() + 'static) -> Option<Self> {
        let size = WindowSize::new();
        size.set_width(SIZE.0);
        size.set_height(SIZE.1);
        // Refused when the person's touch was too long ago.
        let window = opener()?.request_window(&size).ok()?;
        let window: Window = JsFuture::from(window).await.ok()?.unchecked_into();
        dress(&window);
        Some(Self {
            _closed: Listener::new(&window, "pagehide", move |_: Event| closed()),
            window,
        })
    }

    /// What to render into.
    pub(crate) fn body(&self) -> Option<Node> {
        Some(self.window.document()?.body()?.into())
    }
}

impl Drop for SmallWindow {
    fn drop(&mut self) {
        // Fails only for one that is closed already.
        _ = self.window.close();
    }
}

impl SmallPicture {
    /// Reports whether any picture of the page is in a small window, whenever that changes.
    pub(crate) fn watch(report: impl Fn(bool) + Clone + 'static) -> Self {
        let document: EventTarget = page::document().into();
        let on = |event: &'static str, is_open: bool| {
            let report = report.clone();
            Listener::new(&document, event, move |_: Event| report(is_open))
        };
        Self {
            _listeners: [
                on("enterpictureinpicture", true),
                on("leavepictureinpicture", false),
            ],
        }
    }

    /// Puts the picture of the first element that a selector names into a small window, unless there is one.
    /// To be called while the person's touch still counts. Calls back if that does not work.
    pub(crate) fn show(selector: &str, refused: impl FnOnce() + 'static) {
        let document = page::document();
        if is_open(&document) {
            return;
        }
        let video = document.query_selector(selector).ok().flatten();
        let asked = video.map(|it| {
            it.unchecked_into::<PictureVideo>()
                .request_picture_in_picture()
        });
        spawn_local(async move {
            // Refused while there is no picture.
            let shown = match asked {
                Some(Ok(asked)) => JsFuture::from(asked).await.is_ok(),
                Some(Err(_)) | None => false,
            };
            if !shown {
                refused();
            }
        });
    }

    /// Takes the picture back, if there is one in a small window.
    pub(crate) fn hide() {
        let document = page::document();
        if is_open(&document) {
            // Fails only when it has just been closed.
            _ = document
                .unchecked_into::<PictureDocument>()
                .exit_picture_in_picture();
        }
    }
}

fn is_open(document: &Document) -> bool {
    let document: &PictureDocument = document.unchecked_ref();
    document.picture_in_picture_element().is_some()
}

/// Gives a window the style sheets and the language of this page.
fn dress(window: &Window) {
    let (Some(there), here) = (window.document(), page::document()) else {
        return;
    };
    let (Some(head), Some(root)) = (there.head(), there.document_element()) else {
        return;
    };
    let language = here
        .document_element()
        .and_then(|it| it.get_attribute("lang"));
    _ = root.set_attribute("lang", &language.unwrap_or_default());
    let Ok(sheets) = here.query_selector_all("link[rel=stylesheet]") else {
        return;
    };
    for sheet in (0..sheets.length()).filter_map(|index| sheets.item(index)) {
        if let Ok(copy) = sheet.clone_node() {
            _ = head.append_child(&copy);
        }
    }
}

fn opener() -> Option<WindowOpener> {
    page::window()
        .unchecked_into::<PictureWindow>()
        .document_picture_in_picture()
}

#[wasm_bindgen]
extern "C" {
    // web-sys does not know most of what follows.
    #[wasm_bindgen(extends = Window)]
    type PictureWindow;

    #[wasm_bindgen(method, structural, getter, js_name = documentPictureInPicture)]
    fn document_picture_in_picture(this: &PictureWindow) -> Option<WindowOpener>;

    type WindowOpener;

    #[wasm_bindgen(method, structural, catch, js_name = requestWindow)]
    fn request_window(this: &WindowOpener, size: &WindowSize) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = js_sys::Object, js_name = Object)]
    type WindowSize;

    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> WindowSize;

    #[wasm_bindgen(method, structural, setter)]
    fn set_width(this: &WindowSize, width: u32);

    #[wasm_bindgen(method, structural, setter)]
    fn set_height(this: &WindowSize, height: u32);

    #[wasm_bindgen(extends = Document)]
    type PictureDocument;

    #[wasm_bindgen(method, structural, getter, js_name = pictureInPictureEnabled)]
    fn picture_in_picture_enabled(this: &PictureDocument) -> Option<bool>;

    #[wasm_bindgen(method, structural, getter, js_name = pictureInPictureElement)]
    fn picture_in_picture_element(this: &PictureDocument) -> Option<Element>;

    #[wasm_bindgen(method, structural, js_name = exitPictureInPicture)]
    fn exit_picture_in_picture(this: &PictureDocument) -> Promise;

    #[wasm_bindgen(extends = HtmlVideoElement)]
    type PictureVideo;

    #[wasm_bindgen(method, structural, catch, js_name = requestPictureInPicture)]
    fn request_picture_in_picture(this: &PictureVideo) -> Result<Promise, JsValue>;
}
