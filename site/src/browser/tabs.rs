//! The other tabs of this browser.

use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

use super::inbox::Inbox;
use super::listener::Listener;

/// A channel to all tabs of the site that have opened one of the same name. Dropping it closes it; what was
/// said before still arrives.
pub(crate) struct TabChannel {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl TabChannel {
    /// Opens one. What other tabs say is put into `inbox`. `None` where tabs are kept apart.
    pub(crate) fn open(name: &str, inbox: Inbox<String>) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = move |event: MessageEvent| inbox.extend(event.data().as_string());
        Some(Self {
            _heard: Listener::new(&channel, "message", heard),
            channel,
        })
    }

    /// Says something to all the others.
    pub(crate) fn say(&self, text: &str) {
        // Throws on a channel that is closed, which this one is not.
        _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
