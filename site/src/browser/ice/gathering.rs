//! Looking for the ways to this browser, without anyone to call.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use parley_protocol::message::{IceConfig, RelayStatus};
use wasm_bindgen::prelude::*;
use web_sys::{
    RtcIceCandidate, RtcPeerConnection, RtcPeerConnectionIceEvent, RtcSessionDescriptionInit,
};

use super::{configuration, on_refusal};
use crate::browser::listener::Listener;
use crate::browser::timer::Timer;
use crate::network::{Evidence, Gathered};

/// How long servers may take to answer. Browsers give up on some of them much later.
const PATIENCE: Duration = Duration::from_secs(6);

#[wasm_bindgen]
extern "C" {
    // web-sys knows little more of a candidate than its text.
    #[wasm_bindgen(extends = RtcIceCandidate)]
    type Found;

    #[wasm_bindgen(method, structural, getter, js_name = type)]
    fn kind(this: &Found) -> Option<String>;

    #[wasm_bindgen(method, structural, getter)]
    fn protocol(this: &Found) -> Option<String>;

    #[wasm_bindgen(method, structural, getter)]
    fn port(this: &Found) -> Option<u16>;

    #[wasm_bindgen(method, structural, getter, js_name = relatedPort)]
    fn related_port(this: &Found) -> Option<u16>;

    #[wasm_bindgen(method, structural, getter, js_name = relayProtocol)]
    fn relay_protocol(this: &Found) -> Option<String>;

    #[wasm_bindgen(method, structural, getter)]
    fn url(this: &Found) -> Option<String>;
}

/// Asks each of the servers which way leads to this browser. Browsers that cannot be asked find nothing.
pub(crate) async fn gather(servers: &IceConfig) -> Evidence {
    let evidence = Evidence {
        asked: !servers.ice_servers.is_empty(),
        has_relay: servers.relay != RelayStatus::None,
        ..Evidence::default()
    };
    let evidence = Rc::new(RefCell::new(evidence));
    if let Ok(connection) =
        RtcPeerConnection::new_with_configuration(&configuration(&servers.ice_servers, false))
    {
        let connection = Closing(connection);
        // What has been found by then counts.
        _ = look(&connection.0, &evidence).await;
    }
    evidence.take()
}

/// A connection that is closed however the search ends.
struct Closing(RtcPeerConnection);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

async fn look(
    connection: &RtcPeerConnection,
    evidence: &Rc<RefCell<Evidence>>,
) -> Result<(), JsValue> {
    let (done, all) = oneshot::channel();
    let done = Rc::new(RefCell::new(Some(done)));
    let finish = move || {
        if let Some(done) = done.take() {
            // Nobody waits any more once the connection has failed.
            _ = done.send(());
        }
    };
    let mut patience = Timer::new(finish.clone());
    patience.set(PATIENCE);
    let found = {
        let evidence = evidence.clone();
        move |event: RtcPeerConnectionIceEvent| match event.candidate() {
            Some(candidate) => {
                let way = way(candidate.unchecked_ref());
                evidence.borrow_mut().gathered.extend(way);
            }
            None => finish(),
        }
    };
    let refused = {
        let evidence = evidence.clone();
        move || evidence.borrow_mut().refused = true
    };
    let _listeners = [
        Listener::new(connection, "icecandidate", found),
        on_refusal(connection, refused),
    ];

    // Gathering needs something to gather for.
    let _channel = connection.create_data_channel("test");
    let offer: RtcSessionDescriptionInit = connection.create_offer().await?.unchecked_into();
    connection.set_local_description(&offer).await?;
    _ = all.await;
    Ok(())
}

/// The way that a candidate stands for, if a server knows it.
fn way(candidate: &Found) -> Option<Gathered> {
    match candidate.kind()?.as_str() {
        "srflx" if candidate.protocol().as_deref() != Some("tcp") => Some(Gathered::Reflexive {
            from: candidate.related_port().unwrap_or_default(),
            to: candidate.port().unwrap_or_default(),
        }),
        "relay" if speaks_tcp(candidate) => Some(Gathered::RelayOverTcp),
        "relay" => Some(Gathered::RelayOverUdp),
        _ => None,
    }
}

/// How the browser speaks to the relay. Not every browser says so straight out.
fn speaks_tcp(candidate: &Found) -> bool {
    match candidate.relay_protocol() {
        Some(protocol) => protocol != "udp",
        None => candidate
            .url()
            .is_some_and(|url| url.starts_with("turns:") || url.ends_with("transport=tcp")),
    }
}
