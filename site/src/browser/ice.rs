//! The ICE servers that the server of this page hands out.

mod gathering;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, OptionFuture, Shared};
use js_sys::{Array, Promise};
use parley_protocol::message::{IceConfig, IceServer, RelayStatus};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use web_sys::{
    AbortSignal, Event, EventTarget, RequestInit, Response, RtcBundlePolicy, RtcConfiguration,
    RtcIceServer, RtcIceTransportPolicy,
};

pub(crate) use self::gathering::gather;

use super::inbox::Inbox;
use super::listener::Listener;
use super::page;
use crate::network::{self, Relay};

/// How long a call waits for its ICE servers before it does without.
const PATIENCE: Duration = Duration::from_secs(4);

/// For how long an answer is good that did not come, in seconds.
const NO_ANSWER_TTL: u64 = 60;

/// The ICE servers of a call, asked for anew before their credentials run out.
#[derive(Clone)]
pub(crate) struct IceServers {
    request: Rc<RefCell<Request>>,
    reports: Inbox<IceReport>,
}

/// What becomes known about ICE servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IceReport {
    /// The server has answered, or has failed to.
    Answered {
        /// What it says about a relay.
        relay: Relay,
        /// When to ask again.
        renew_in: Duration,
    },
    /// A relay refuses the credentials.
    Refused,
}

struct Request {
    asked: Duration,
    answer: Shared<LocalBoxFuture<'static, Rc<IceConfig>>>,
}

impl IceServers {
    /// Asks for the servers at once, unless they were [asked for](ask) `early`. What becomes known about them is
    /// reported to `reports`.
    pub(crate) fn request(early: Option<Promise>, reports: Inbox<IceReport>) -> Self {
        let request = Request::new(early, None, reports.clone());
        Self {
            request: Rc::new(RefCell::new(request)),
            reports,
        }
    }

    /// Servers that are good at this moment, as soon as there are any.
    pub(crate) async fn servers(&self) -> Rc<IceConfig> {
        if self.is_stale() {
            self.renew();
        }
        let answer = self.request.borrow().answer.clone();
        answer.await
    }

    /// A configuration with such servers.
    pub(crate) async fn configuration(&self, relay_only: bool) -> RtcConfiguration {
        configuration(&self.servers().await.ice_servers, relay_only)
    }

    /// Asks for the servers again, unless an answer is on its way.
    pub(crate) fn renew(&self) {
        let mut request = self.request.borrow_mut();
        if let Some(last) = request.answer.peek().cloned() {
            *request = Request::new(None, Some(last), self.reports.clone());
        }
    }

    /// How old the answer is.
    pub(crate) fn age(&self) -> Duration {
        page::now().saturating_sub(self.request.borrow().asked)
    }

    /// Reports when a relay refuses the credentials with which a connection comes to it.
    pub(crate) fn watch(&self, connection: &EventTarget) -> Listener {
        let reports = self.reports.clone();
        on_refusal(connection, move || reports.put(IceReport::Refused))
    }

    fn is_stale(&self) -> bool {
        let request = self.request.borrow();
        let answer = request.answer.peek();
        answer.is_some_and(|answer| self.age() >= network::renewal(answer))
    }
}

impl Request {
    /// Asks; without an answer, the servers of the `last` one go on for a while.
    fn new(early: Option<Promise>, last: Option<Rc<IceConfig>>, reports: Inbox<IceReport>) -> Self {
        let answer = async {
            let answer = match OptionFuture::from(early.map(answer_to)).await {
                Some(Some(answer)) => Some(answer),
                // What was asked for early had to share the line with all of the site.
                Some(None) | None => answer_to(ask()).await,
            };
            Rc::new(answer.unwrap_or_else(|| no_answer(last)))
        };
        let answer = answer.boxed_local().shared();
        // A shared future sleeps until somebody waits for it.
        let told = answer.clone();
        spawn_local(told.map(move |answer| {
            reports.put(IceReport::Answered {
                relay: answer.relay.into(),
                renew_in: network::renewal(&answer),
            });
        }));
        Self {
            asked: page::now(),
            answer,
        }
    }
}

/// What to go by for want of an answer: people in one network reach each other without any server.
fn no_answer(last: Option<Rc<IceConfig>>) -> IceConfig {
    let last = last.as_deref().cloned().unwrap_or(IceConfig {
        ice_servers: Vec::new(),
        ttl: NO_ANSWER_TTL,
        relay: RelayStatus::Unavailable,
    });
    IceConfig {
        ttl: NO_ANSWER_TTL,
        ..last
    }
}

#[wasm_bindgen]
extern "C" {
    // web-sys does not know the event.
    #[wasm_bindgen(extends = Event)]
    type CandidateError;

    #[wasm_bindgen(method, structural, getter, js_name = errorCode)]
    fn code(this: &CandidateError) -> u16;
}

/// Calls back whenever a relay refuses the credentials.
fn on_refusal(connection: &EventTarget, mut callback: impl FnMut() + 'static) -> Listener {
    let judge = move |error: CandidateError| {
        if network::is_refusal(error.code()) {
            callback();
        }
    };
    Listener::new(connection, "icecandidateerror", judge)
}

/// A configuration without servers, to begin with.
pub(crate) fn bare_configuration(relay_only: bool) -> RtcConfiguration {
    configuration(&[], relay_only)
}

fn configuration(servers: &[IceServer], relay_only: bool) -> RtcConfiguration {
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

fn ice_server(server: &IceServer) -> RtcIceServer {
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

/// Asks for the servers. The promise is of the answer's text, or of nothing, and is never rejected: it may be that
/// nobody waits for it.
pub(crate) fn ask() -> Promise {
    future_to_promise(fetch().map(|answer| Ok(answer.unwrap_or_default())))
}

async fn answer_to(asked: Promise) -> Option<IceConfig> {
    serde_json::from_str(&asked.await.ok()?.as_string()?).ok()
}

async fn fetch() -> Result<JsValue, JsValue> {
    let patience = u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX);
    let options = RequestInit::new();
    options.set_signal(Some(&AbortSignal::timeout_with_u32(patience)));
    let response: Response = page::window()
        .fetch_with_str_and_init("/api/ice", &options)
        .await?
        .unchecked_into();
    response.text()?.await
}
