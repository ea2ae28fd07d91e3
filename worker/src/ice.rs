//! The ICE servers that clients are to use, and short-lived credentials for the relay among them.
//!
//! A relay comes from one of two places: Cloudflare's TURN service, which is asked for credentials over HTTP
//! ([`cloudflare`]), or a TURN server that shares a secret with this Worker, which need not be asked
//! ([`shared_secret`]). Where neither can be had, clients get the STUN servers alone and are told so: peers
//! whose networks let them meet directly still do.

mod cloudflare;
mod settings;
mod shared_secret;
mod url;

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::Date;
use parley_protocol::message::{IceConfig, IceServer, RelayStatus};
use uuid::Uuid;
use worker::Env;

pub(crate) use self::cloudflare::Cause;
pub(crate) use self::settings::ConfigFault;

use self::settings::{RelaySource, Settings};
use self::shared_secret::Credentials;
use self::url::IceUrl;
use crate::log::Event;

/// How long STUN servers, which ask for no credentials, may be used before a client asks again, in seconds.
const STUN_TTL: u64 = 24 * 60 * 60;

/// How long credentials for a relay are good, in seconds. A call has to outlive hours without this Worker;
/// somebody who takes credentials out of a page should not have them for long.
const RELAY_TTL: u64 = 4 * 60 * 60;

/// When to ask again after no credentials were to be had, in seconds.
const RETRY_TTL: u64 = 60;

/// Browsers slow down with every server beyond a few, so no more than this many URLs are handed out.
const MAX_URLS: usize = 3;

/// The answer to `GET /api/ice`: credentials of one client's own.
pub(crate) async fn config(env: &Env) -> IceConfig {
    let settings = Settings::read(|name| crate::var(env, name));
    let relay = match &settings.relay {
        Ok(None) => Relay::None,
        Ok(Some(RelaySource::SharedSecret { urls, secret })) => {
            let expiry = (Date::now() / 1000.0) as u64 + RELAY_TTL;
            let user = Uuid::new_v4().simple().to_string();
            let credentials = shared_secret::credentials(secret, expiry, &user);
            Relay::Ready(relay_server(urls, credentials))
        }
        Ok(Some(RelaySource::Cloudflare(key))) => match cloudflare::mint(key, RELAY_TTL).await {
            Ok(server) => Relay::Ready(server),
            Err(cause) => {
                Event::RelayFailed(cause).log();
                Relay::Unavailable
            }
        },
        // This was logged already, by `report_faults`.
        Err(_) => Relay::Unavailable,
    };
    compose(&settings.stun, relay)
}

/// Logs what is wrong with the deployment's settings, once in the life of an instance.
pub(crate) fn report_faults(env: &Env) {
    static REPORTED: AtomicBool = AtomicBool::new(false);
    if REPORTED.swap(true, Ordering::Relaxed) {
        return;
    }
    if let Err(fault) = Settings::read(|name| crate::var(env, name)).relay {
        Event::RelayMisconfigured { fault }.log();
    }
}

/// What came of asking for a relay.
enum Relay {
    None,
    Ready(IceServer),
    Unavailable,
}

fn relay_server(urls: &[IceUrl], credentials: Credentials) -> IceServer {
    IceServer {
        urls: urls.iter().map(IceUrl::to_string).collect(),
        username: Some(credentials.username),
        credential: Some(credentials.credential),
    }
}

/// Puts the servers together. The relay comes first where there is no room for all: over UDP it tells a
/// client its address as a STUN server does.
fn compose(stun: &[IceUrl], relay: Relay) -> IceConfig {
    let (relay, status, ttl) = match relay {
        Relay::None => (None, RelayStatus::None, STUN_TTL),
        Relay::Ready(server) => (Some(server), RelayStatus::Ready, RELAY_TTL),
        Relay::Unavailable => (None, RelayStatus::Unavailable, RETRY_TTL),
    };
    let room = MAX_URLS - relay.as_ref().map_or(0, |server| server.urls.len());
    let urls: Vec<String> = stun.iter().take(room).map(IceUrl::to_string).collect();
    let stun = (!urls.is_empty()).then_some(IceServer {
        urls,
        username: None,
        credential: None,
    });
    IceConfig {
        ice_servers: stun.into_iter().chain(relay).collect(),
        ttl,
        relay: status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stun(list: &str) -> Vec<IceUrl> {
        Settings::read(|name| match name {
            "STUN_URLS" => list.to_owned(),
            _ => String::new(),
        })
        .stun
    }

    fn relay(urls: &[&str]) -> Relay {
        let urls: Vec<IceUrl> = urls.iter().map(|url| url.parse().unwrap()).collect();
        let credentials = shared_secret::credentials("north", 1_700_000_000, "ada");
        Relay::Ready(relay_server(&urls, credentials))
    }

    fn urls(config: IceConfig) -> Vec<String> {
        let servers = config.ice_servers.into_iter();
        servers.flat_map(|server| server.urls).collect()
    }

    #[test]
    fn without_a_relay_the_answer_is_the_stun_servers() {
        let config = compose(&stun("stun:stun.example.org:3478"), Relay::None);
        assert_eq!(
            serde_json::to_string(&config).unwrap(),
            r#"{"iceServers":[{"urls":["stun:stun.example.org:3478"]}],"ttl":86400,"relay":"none"}"#
        );
    }

    #[test]
    fn a_deployment_without_servers_has_an_empty_list() {
        assert_eq!(
            serde_json::to_string(&compose(&[], Relay::None)).unwrap(),
            r#"{"iceServers":[],"ttl":86400,"relay":"none"}"#
        );
    }

    #[test]
    fn a_relay_comes_with_its_credentials_and_their_life() {
        let config = compose(&stun("stun:a"), relay(&["turn:b"]));
        assert_eq!(
            serde_json::to_string(&config).unwrap(),
            concat!(
                r#"{"iceServers":[{"urls":["stun:a"]},{"urls":["turn:b"],"#,
                r#""username":"1700000000:ada","credential":"ndZ88ryT1whVxdkcRLepT9D1MpM="}],"#,
                r#""ttl":14400,"relay":"ready"}"#
            )
        );
    }

    #[test]
    fn a_relay_that_cannot_be_had_leaves_the_stun_servers_and_is_soon_asked_for_again() {
        let config = compose(&stun("stun:a"), Relay::Unavailable);
        assert_eq!((config.relay, config.ttl), (RelayStatus::Unavailable, 60));
        assert_eq!(urls(config), ["stun:a"]);
    }

    #[test]
    fn there_are_three_urls_at_most_and_the_relays_go_first() {
        let stun = stun("stun:a,stun:b,stun:c,stun:d");
        let two = ["turn:r", "turns:r:443"];
        let three = ["turn:r", "turn:r?transport=tcp", "turns:r:443"];
        assert_eq!(
            urls(compose(&stun, Relay::None)),
            ["stun:a", "stun:b", "stun:c"]
        );
        assert_eq!(
            urls(compose(&stun, relay(&two))),
            ["stun:a", "turn:r", "turns:r:443"]
        );
        assert_eq!(urls(compose(&stun, relay(&three))), three);
    }
}
