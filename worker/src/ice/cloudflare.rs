//! Credentials from Cloudflare's TURN service, which are asked for over HTTP.

use std::time::Duration;

use parley_protocol::message::IceServer;
use serde::{Deserialize, Serialize};
use serde_json::json;
use worker::{
    AbortSignal, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Result, web_sys,
};

use super::url::{IceUrl, Kind};

const API: &str = "https://rtc.live.cloudflare.com/v1";

/// How long the service may take. Clients wait for four seconds in all before they do without.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// A key of the TURN service, together with what authorises its use.
pub(super) struct TurnKey {
    url: String,
    token: String,
}

/// Why there are no credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub(crate) enum Cause {
    /// The service did not answer in time.
    Timeout,
    /// There was no connection to the service.
    Unreachable,
    /// The service refused. 401 and 403 speak of the token, 404 of the key.
    Refused { status: u16 },
    /// The answer holds no relay that a browser would use.
    Malformed,
}

/// What the service answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Minted {
    ice_servers: Vec<IceServer>,
}

impl TurnKey {
    /// A key, if `id` can be one. `api` replaces the address of the service unless it is empty.
    pub(super) fn new(id: String, token: String, api: String) -> Option<Self> {
        let is_id = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let api = if api.is_empty() { API } else { &api };
        let url = format!("{api}/turn/keys/{id}/credentials/generate-ice-servers");
        is_id.then_some(Self { url, token })
    }

    fn request(&self, ttl: u64) -> Result<Request> {
        let headers = Headers::new();
        headers.set("Authorization", &format!("Bearer {}", self.token))?;
        headers.set("Content-Type", "application/json")?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_headers(headers)
            .with_redirect(RequestRedirect::Manual)
            .with_body(Some(json!({ "ttl": ttl }).to_string().into()));
        Request::new_with_init(&self.url, &init)
    }
}

/// Asks for a relay with credentials that are good for `ttl` seconds.
pub(super) async fn mint(key: &TurnKey, ttl: u64) -> std::result::Result<IceServer, Cause> {
    let patience = u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX);
    let signal = AbortSignal::from(web_sys::AbortSignal::timeout_with_u32(patience));
    let failed = |otherwise| match signal.aborted() {
        true => Cause::Timeout,
        false => otherwise,
    };
    let request = key.request(ttl).map_err(|_| Cause::Unreachable)?;
    let response = Fetch::Request(request).send_with_signal(&signal).await;
    let mut response = response.map_err(|_| failed(Cause::Unreachable))?;
    match response.status_code() {
        200..=299 => {}
        status => return Err(Cause::Refused { status }),
    }
    let minted = response.json::<Minted>().await;
    let minted = minted.map_err(|_| failed(Cause::Malformed))?;
    relay(minted.ice_servers).ok_or(Cause::Malformed)
}

/// The relay among the servers, by two of its many URLs.
fn relay(servers: Vec<IceServer>) -> Option<IceServer> {
    servers.into_iter().find_map(|server| {
        let urls = chosen(&server.urls);
        let has_credentials = server.username.is_some() && server.credential.is_some();
        (has_credentials && !urls.is_empty()).then_some(IceServer { urls, ..server })
    })
}

/// The quickest way to the relay, which is UDP, and the one that most firewalls let through: on the web's
/// own port, so that it passes for the web.
fn chosen(urls: &[String]) -> Vec<String> {
    let usable: Vec<IceUrl> = urls.iter().filter_map(|url| url.parse().ok()).collect();
    let find = |is_it: fn(&IceUrl) -> bool| usable.iter().find(|url| is_it(url));
    let quickest = find(|url| url.kind() == Kind::TurnUdp);
    let surest = find(|url| url.kind() == Kind::TurnTls && url.port() == Some(443))
        .or_else(|| find(|url| url.kind() == Kind::TurnTls))
        .or_else(|| find(|url| url.kind() == Kind::TurnTcp));
    let chosen = quickest.into_iter().chain(surest);
    chosen.map(IceUrl::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the service's documentation shows it.
    const ANSWER: &str = r#"{"iceServers": [
        {"urls": ["stun:stun.cloudflare.com:3478", "stun:stun.cloudflare.com:53"]},
        {"urls": [
            "turn:turn.cloudflare.com:53?transport=udp",
            "turn:turn.cloudflare.com:3478?transport=udp",
            "turn:turn.cloudflare.com:3478?transport=tcp",
            "turn:turn.cloudflare.com:80?transport=tcp",
            "turns:turn.cloudflare.com:5349?transport=tcp",
            "turns:turn.cloudflare.com:443?transport=tcp"
        ], "username": "u", "credential": "c"}
    ]}"#;

    fn read(text: &str) -> Option<IceServer> {
        relay(serde_json::from_str::<Minted>(text).unwrap().ice_servers)
    }

    fn with_urls(urls: &str) -> Option<IceServer> {
        read(&format!(
            r#"{{"iceServers":[{{"urls":[{urls}],"username":"u","credential":"c"}}]}}"#
        ))
    }

    #[test]
    fn of_the_services_urls_the_quickest_and_the_surest_are_kept() {
        let server = read(ANSWER).unwrap();
        assert_eq!(
            server.urls,
            [
                "turn:turn.cloudflare.com:3478?transport=udp",
                "turns:turn.cloudflare.com:443?transport=tcp"
            ]
        );
        assert_eq!(server.username.as_deref(), Some("u"));
        assert_eq!(server.credential.as_deref(), Some("c"));
    }

    #[test]
    fn without_tls_on_the_webs_port_the_next_best_is_taken() {
        let urls = |list| with_urls(list).unwrap().urls;
        assert_eq!(
            urls(r#""turn:a?transport=tcp","turns:a""#),
            ["turns:a".to_owned()]
        );
        assert_eq!(
            urls(r#""turn:a?transport=tcp","turn:a""#),
            ["turn:a", "turn:a?transport=tcp"]
        );
    }

    #[test]
    fn an_answer_without_a_usable_relay_is_none() {
        assert!(read(r#"{"iceServers":[]}"#).is_none());
        assert!(read(r#"{"iceServers":[{"urls":["turn:a"]}]}"#).is_none());
        assert!(with_urls(r#""turn:a:53?transport=udp","stun:a""#).is_none());
    }

    #[test]
    fn the_key_is_named_in_the_address_and_nothing_else_can_be() {
        let url = |id: &str, api: &str| {
            TurnKey::new(id.to_owned(), "t".to_owned(), api.to_owned()).map(|key| key.url)
        };
        assert_eq!(
            url("0a1b", "").unwrap(),
            "https://rtc.live.cloudflare.com/v1/turn/keys/0a1b/credentials/generate-ice-servers"
        );
        assert_eq!(
            url("0a1b", "http://127.0.0.1:9/v1").unwrap(),
            "http://127.0.0.1:9/v1/turn/keys/0a1b/credentials/generate-ice-servers"
        );
        assert_eq!(url("0a1b/../x", ""), None);
    }
}
