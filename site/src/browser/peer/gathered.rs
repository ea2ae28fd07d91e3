//! Waiting for the candidates that a browser finds at once.
//!
//! Those of the own machine take it a few milliseconds. What is said of a description then tells them as well, and
//! they need no frames of their own.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use web_sys::{RtcIceGatheringState, RtcPeerConnection, RtcPeerConnectionIceEvent};

use crate::browser::listener::Listener;
use crate::browser::page;
use crate::browser::timer::Timer;

/// How long a description waits for its first candidate.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long it waits for another one then: a machine with several networks tells of all of them in one go.
const LULL: Duration = Duration::from_millis(3);

/// Comes back when a connection that has just been given a local description has all its candidates, or soon.
pub(super) async fn soon(connection: &RtcPeerConnection) {
    // The timers of a page that is not shown ring a second late.
    let is_done = connection.ice_gathering_state() == RtcIceGatheringState::Complete;
    if is_done || !page::is_shown() {
        return;
    }
    let (done, all) = oneshot::channel();
    let done = Rc::new(RefCell::new(Some(done)));
    let finish = move || {
        if let Some(done) = done.take() {
            // Nobody waits any more once the connection is dropped.
            _ = done.send(());
        }
    };
    let patience = Rc::new(RefCell::new(Timer::new(finish.clone())));
    patience.borrow_mut().set(PATIENCE);
    let _listener = Listener::new(
        connection,
        "icecandidate",
        move |event: RtcPeerConnectionIceEvent| {
            if event.candidate().is_none() {
                finish();
            } else {
                patience.borrow_mut().set(LULL);
            }
        },
    );
    _ = all.await;
}
