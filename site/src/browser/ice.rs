//! The ICE servers that the server of this page hands out.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use js_sys::Array;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    AbortSignal, RequestInit, Response, RtcBundlePolicy, RtcConfiguration, RtcIceServer,
    RtcIceTransportPolicy,
};

use super::inbox::Inbox;
use super::page;

/// How long a call waits for its ICE servers before it does without.
const PATIENCE: Duration = Duration::from_secs(4);

/// The ICE servers of a call, asked for anew before their credentials run out.
#[derive(Clone)]
pub(crate) struct IceServers {
    request: Rc<RefCell<Request>>,
    relays: Inbox<bool>,
}

struct Request {
    asked: Duration,
    answer: Shared<LocalBoxFuture<'static, Rc<Answer>>>,
}

/// What `/api/ice` answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    ice_servers: Vec<Server>,
    /// For how many seconds the credentials are good.
    ttl: u64,
}

#[derive(Deserialize)]
struct Server {
    urls: Vec<String>,
    username: Option<String>,
    credential: Option<String>,
}

impl IceServers {
    /// Asks for the servers at once. Whether there are relays among them is reported to `relays`, each time
    /// they are asked for.
    pub(crate) fn request(relays: Inbox<bool>) -> Self {
        let request = Request::new(relays.clone());
        Self {
            request: Rc::new(RefCell::new(request)),
            relays,
        }
    }

    /// A configuration with servers that are good at this moment, as soon as there is one.
    pub(crate) async fn configuration(&self, relay_only: bool) -> RtcConfiguration {
        let answer = {
            let mut request = self.request.borrow_mut();
            if request.is_stale() {
                *request = Request::new(self.relays.clone());
            }
            request.answer.clone()
        };
        configuration(&answer.await.ice_servers, relay_only)
    }
}

impl Request {
    fn new(relays: Inbox<bool>) -> Self {
        let answer = async { Rc::new(fetch().await.unwrap_or_else(|_| Answer::none())) }
            .boxed_local()
            .shared();
        // A shared future sleeps until somebody waits for it.
        let told = answer.clone();
        spawn_local(told.map(move |answer| relays.put(answer.has_relays())));
        Self {
            asked: page::now(),
            answer,
        }
    }

    fn is_stale(&self) -> bool {
        let age = page::now().saturating_sub(self.asked);
        // What a connection begins with must last for a while.
        self.answer
            .peek()
            .is_some_and(|answer| age >= Duration::from_secs(answer.ttl) / 2)
    }
}

impl Answer {
    fn has_relays(&self) -> bool {
        let mut urls = self.ice_servers.iter().flat_map(|server| &server.urls);
        urls.any(|url| url.starts_with("turn:") || url.starts_with("turns:"))
    }

    /// No servers, to be asked for again soon: people in one network still reach each other.
    fn none() -> Self {
        Self {
            ice_servers: Vec::new(),
            ttl: 60,
        }
    }
}

/// A configuration without servers, to begin with.
pub(crate) fn bare_configuration(relay_only: bool) -> RtcConfiguration {
    configuration(&[], relay_only)
}

fn configuration(servers: &[Server], relay_only: bool) -> RtcConfiguration {
    let configuration = RtcConfiguration::new();
    configuration.set_ice_servers(&servers.iter().map(ice_server).collect::<Array>());
    configuration.set_bundle_policy(RtcBundlePolicy::MaxBundle);
    configuration.set_ice_transport_policy(if relay_only {
        RtcIceTransportPolicy::Relay
    } else {
        RtcIceTransportPolicy::All
    });
    configuration
}

fn ice_server(server: &Server) -> RtcIceServer {
    let urls: Array = server.urls.iter().map(JsValue::from).collect();
    let ice_server = RtcIceServer::new();
    ice_server.set_urls(&urls);
    if let Some(username) = &server.username {
        ice_server.set_username(username);
    }
    if let Some(credential) = &server.credential {
        ice_server.set_credential(credential);
    }
    ice_server
}

async fn fetch() -> Result<Answer, JsValue> {
    let patience = u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX);
    let options = RequestInit::new();
    options.set_signal(Some(&AbortSignal::timeout_with_u32(patience)));
    let response: Response = page::window()
        .fetch_with_str_and_init("/api/ice", &options)
        .await?
        .unchecked_into();
    let text = response.text()?.await?.as_string().unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| JsValue::from(error.to_string()))
}
