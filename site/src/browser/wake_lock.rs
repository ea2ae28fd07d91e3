//! Keeping the screen on.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, Navigator, VisibilityState};

use super::listener::Listener;
use super::page;

#[wasm_bindgen]
extern "C" {
    // Unstable in web-sys.
    #[wasm_bindgen(extends = Navigator)]
    type Wakeful;

    #[wasm_bindgen(method, structural, getter, js_name = wakeLock)]
    fn wake_lock(this: &Wakeful) -> Option<Locks>;

    type Locks;

    #[wasm_bindgen(method, structural, catch)]
    async fn request(this: &Locks, kind: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Sentinel;

    #[wasm_bindgen(method, structural, catch)]
    async fn release(this: &Sentinel) -> Result<(), JsValue>;
}

/// Keeps the screen from going dark for as long as it lives, where the browser can and the battery
/// allows.
pub(crate) struct WakeLock {
    held: Rc<RefCell<Held>>,
    _shown: Listener,
}

enum Held {
    /// The browser has not given it, or has taken it back.
    Nothing,
    Lock(Sentinel),
    /// It is not wanted any more: what still comes is given back at once.
    GivenUp,
}

impl WakeLock {
    /// Asks for the lock, now and whenever the page comes into sight: browsers take it back from pages
    /// that cannot be seen.
    pub(crate) fn hold() -> Self {
        let held = Rc::new(RefCell::new(Held::Nothing));
        acquire(Rc::clone(&held));
        let document = page::document();
        let shown = {
            let (held, document) = (Rc::clone(&held), document.clone());
            move |_: Event| {
                if document.visibility_state() == VisibilityState::Visible {
                    acquire(Rc::clone(&held));
                }
            }
        };
        Self {
            held,
            _shown: Listener::new(&document, "visibilitychange", shown),
        }
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        release(self.held.replace(Held::GivenUp));
    }
}

fn acquire(held: Rc<RefCell<Held>>) {
    let navigator: Wakeful = page::window().navigator().unchecked_into();
    let Some(locks) = navigator.wake_lock() else {
        return;
    };
    spawn_local(async move {
        // Refused while the page is hidden or the battery is low.
        let Ok(sentinel) = locks.request("screen").await else {
            return;
        };
        let lock = Held::Lock(sentinel.unchecked_into());
        if matches!(*held.borrow(), Held::GivenUp) {
            return release(lock);
        }
        release(held.replace(lock));
    });
}

fn release(held: Held) {
    let Held::Lock(sentinel) = held else {
        return;
    };
    spawn_local(async move {
        // Fails only if the browser has taken it back already.
        _ = sentinel.release().await;
    });
}
