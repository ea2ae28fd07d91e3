//! The page: its address, its history, its clock, its language, and what it remembers.

use std::time::Duration;

use js_sys::{decode_uri_component, encode_uri_component};
use parley_protocol::message::RoomName;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlDialogElement, HtmlElement, Location, ShareData,
    VisibilityState, Window,
};

use super::inbox::Inbox;
use super::listener::Listener;
use super::memory::Memory;
use super::player::SOUND_REFUSED;
use super::unicode::composed;
use crate::text::{CrashTexts, Language};

/// Where the person's name is kept between visits.
const NAME_KEY: &str = "parley.name";

/// Where the language that the person chose is kept.
const LANGUAGE_KEY: &str = "parley.language";

/// Where it is kept whether the person wants sounds.
const SOUNDS_KEY: &str = "parley.sounds";

/// What precedes the room's name in a link.
const ROOM_PATH: &str = "/r/";

/// The event of a step back or forward in the history.
const NAVIGATED: &str = "popstate";

/// What can happen to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageEvent {
    /// The network is back.
    Online,
    /// The page can be seen again.
    Shown,
    /// The page goes away, perhaps to be brought back by the back button. What must still be said
    /// can be said now.
    Closing,
    /// The page was closed and is shown again as it was, by the back button.
    Returned,
    /// The person went back or forward, and the address has changed.
    Navigated,
    /// The browser plays pictures without their sound until the person touches the page.
    SoundRefused,
}

/// Listens to the page for as long as it lives.
pub(crate) struct PageListeners {
    _listeners: [Listener; 6],
}

impl PageListeners {
    /// Reports to `inbox`.
    pub(crate) fn new(inbox: &Inbox<PageEvent>) -> Self {
        let report = |target: &EventTarget, name: &'static str, event: PageEvent| {
            let inbox = inbox.clone();
            Listener::new(target, name, move |_: Event| inbox.put(event))
        };
        let window = window();
        let document = document();
        let shown = {
            let (inbox, document) = (inbox.clone(), document.clone());
            move |_: Event| {
                if document.visibility_state() == VisibilityState::Visible {
                    inbox.put(PageEvent::Shown);
                }
            }
        };
        Self {
            _listeners: [
                report(&window, "online", PageEvent::Online),
                report(&window, "pagehide", PageEvent::Closing),
                report(&window, "pageshow", PageEvent::Returned),
                report(&window, NAVIGATED, PageEvent::Navigated),
                report(&document, SOUND_REFUSED, PageEvent::SoundRefused),
                Listener::new(&document, "visibilitychange", shown),
            ],
        }
    }
}

/// Calls back whenever the person went back or forward and the address has changed.
pub(crate) fn on_navigated(mut callback: impl FnMut() + 'static) -> Listener {
    Listener::new(&window(), NAVIGATED, move |_: Event| callback())
}

/// The window of this page.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the site runs in a window")
}

/// The document of this page.
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The element that the site lives in.
pub(crate) fn mount() -> Element {
    document()
        .get_element_by_id("app")
        .expect("index.html has an element with this id")
}

/// Loads the page again.
pub(crate) fn reload() {
    // Throws in documents that are being closed, which will not be shown again.
    _ = window().location().reload();
}

/// Whether this browser has what a call is made of.
pub(crate) fn can_call() -> bool {
    window().get("RTCPeerConnection").is_some()
}

/// Whether there is a network. If in doubt, there is.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// The time since the page started. It never steps back.
pub(crate) fn now() -> Duration {
    let milliseconds = window().performance().map_or(0.0, |clock| clock.now());
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

/// Scheme, host and port of the page.
pub(crate) fn origin() -> String {
    location().origin().unwrap_or_default()
}

/// The room that the address names, as far as it is text at all.
pub(crate) fn room() -> Option<String> {
    let path = location().pathname().ok()?;
    let segment = path.strip_prefix(ROOM_PATH)?.trim_end_matches('/');
    let room = decode_uri_component(segment).ok()?;
    (room.length() > 0).then(|| composed(&String::from(room)))
}

/// What follows the address's `#`, with that, or nothing.
pub(crate) fn fragment() -> String {
    location().hash().unwrap_or_default()
}

/// The link to a room, with the fragment that it has.
pub(crate) fn link(room: &RoomName, fragment: &str) -> String {
    format!("{}{}{fragment}", origin(), path(room))
}

/// Makes the address that of a room, with the fragment that it has. The back button leads out of it again, and not
/// to the same room without that.
pub(crate) fn enter(room: &RoomName, fragment: &str) {
    go(&path(room), fragment);
}

/// Makes the address that of no room. The back button leads to the room again.
pub(crate) fn go_home() {
    go("/", "");
}

/// Names the page after a room, or only after itself.
pub(crate) fn entitle(room: Option<&RoomName>) {
    let title = room.map_or_else(|| "Parley".to_owned(), |room| format!("{room} · Parley"));
    document().set_title(&title);
}

/// The name the person went by last time, or nothing.
pub(crate) fn remembered_name() -> String {
    Memory::of_browser().recall(NAME_KEY).unwrap_or_default()
}

/// Remembers a name.
pub(crate) fn remember_name(name: &str) {
    Memory::of_browser().keep(NAME_KEY, name);
}

/// The language that the person chose, if they ever did.
pub(crate) fn remembered_language() -> Option<Language> {
    Language::from_tag(&Memory::of_browser().recall(LANGUAGE_KEY)?)
}

/// Remembers a language.
pub(crate) fn remember_language(language: Language) {
    Memory::of_browser().keep(LANGUAGE_KEY, language.tag());
}

/// The tags of the languages that the browser is set to, the most preferred first.
pub(crate) fn preferred_languages() -> impl Iterator<Item = String> {
    let languages = window().navigator().languages();
    languages.into_iter().filter_map(|tag| tag.as_string())
}

/// The language that the page says it is in.
pub(crate) fn language() -> Language {
    Language::from_tag(&root().lang()).unwrap_or_default()
}

/// Says which language the page is in, so that it is read out in that.
pub(crate) fn speak(language: Language) {
    root().set_lang(language.tag());
}

/// Puts a text on the clipboard. Whether it is there now.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Pages of an insecure origin have no clipboard.
    if clipboard.is_undefined() {
        return false;
    }
    clipboard.write_text(text).await.is_ok()
}

/// Whether the person wants to hear who comes, who goes and who writes. They do until they say otherwise.
pub(crate) fn wants_sounds() -> bool {
    let kept = Memory::of_browser().recall(SOUNDS_KEY);
    kept.is_none_or(|kept| kept != "off")
}

/// Remembers whether the person wants those sounds.
pub(crate) fn remember_sounds(on: bool) {
    Memory::of_browser().keep(SOUNDS_KEY, if on { "on" } else { "off" });
}

/// Whether the page is in sight.
pub(crate) fn is_shown() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Whether this browser can hand a link to other programs on this device.
pub(crate) fn can_share() -> bool {
    // Not every browser has the function, and it throws where there is nothing to share.
    js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Offers a link to other programs on this device. To be called while the person's touch still counts.
pub(crate) fn share(link: &str) {
    let data = ShareData::new();
    data.set_url(link);
    data.set_title(&document().title());
    let shared = window().navigator().share_with_data(&data);
    spawn_local(async move {
        // The person may think better of it.
        _ = shared.await;
    });
}

/// Covers the page with the news that it is broken for good, and a way to start it anew.
///
/// Made of plain elements because whatever renders the rest of the page may be what broke. Does
/// nothing the second time.
pub(crate) fn show_crash(texts: &CrashTexts) {
    let document = document();
    if document.get_element_by_id("crash").is_none() {
        // There is nobody left to tell if even this fails.
        _ = crash_dialog(&document, texts);
    }
}

fn crash_dialog(document: &Document, texts: &CrashTexts) -> Result<(), JsValue> {
    let dialog: HtmlDialogElement = document.create_element("dialog")?.unchecked_into();
    dialog.set_id("crash");
    dialog.set_attribute("role", "alertdialog")?;
    dialog.set_attribute("aria-labelledby", "crash-text")?;
    let text = paragraph(document, texts.sorry)?;
    text.set_id("crash-text");
    let link = document.create_element("a")?;
    link.set_attribute("href", "")?;
    link.set_text_content(Some(texts.restart));
    dialog.append_with_node_2(&text, &link)?;
    document
        .body()
        .expect("a document that runs scripts has a body")
        .append_child(&dialog)?;
    dialog.show_modal()
}

fn paragraph(document: &Document, text: &str) -> Result<Element, JsValue> {
    let paragraph = document.create_element("p")?;
    paragraph.set_text_content(Some(text));
    Ok(paragraph)
}

fn go(path: &str, fragment: &str) {
    let stays = location().pathname().is_ok_and(|current| current == path);
    if stays && self::fragment() == fragment {
        return;
    }
    let url = format!("{path}{fragment}");
    if let Ok(history) = window().history() {
        // A browser refuses after too many changes in a row; the address is then merely behind.
        _ = if stays {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&url))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(&url))
        };
    }
}

fn location() -> Location {
    window().location()
}

fn path(room: &RoomName) -> String {
    format!("{ROOM_PATH}{}", encode_uri_component(room.as_str()))
}

fn root() -> HtmlElement {
    let root = document().document_element();
    root.expect("a document has a root").unchecked_into()
}
