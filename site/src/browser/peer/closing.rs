//! Noticing that the other side has closed the connection.
//!
//! `RTCPeerConnection.connectionState` does not tell: browsers leave it at "connected" until ICE finds
//! that nobody answers any more, a quarter of a minute later. The DTLS transport is told at once.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, RtcRtpReceiver, RtcRtpTransceiver};

use crate::browser::listener::Listener;

#[wasm_bindgen]
extern "C" {
    // web-sys does not know the transport.
    #[wasm_bindgen(extends = RtcRtpReceiver)]
    type Receiver;

    #[wasm_bindgen(method, structural, getter)]
    fn transport(this: &Receiver) -> Option<DtlsTransport>;

    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    type DtlsTransport;

    #[wasm_bindgen(method, structural, getter)]
    fn state(this: &DtlsTransport) -> String;
}

/// Calls back once the other side has closed the transport of a negotiated transceiver.
///
/// `None` where browsers do not show the transport.
pub(super) fn listen(
    transceiver: &RtcRtpTransceiver,
    callback: impl Fn() + 'static,
) -> Option<Listener> {
    let transport = transceiver
        .receiver()
        .unchecked_into::<Receiver>()
        .transport()?;
    let changed = {
        let transport = transport.clone();
        move |_: Event| {
            if transport.state() == "closed" {
                callback();
            }
        }
    };
    Some(Listener::new(&transport, "statechange", changed))
}
