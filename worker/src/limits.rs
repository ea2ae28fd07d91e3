//! How often one address may ask.
//!
//! The runtime counts, in each of its locations, by the bindings that `wrangler.toml` declares. A deployment
//! without them has no limit.

use std::net::{IpAddr, Ipv6Addr};

use js_sys::Reflect;
use serde::Serialize;
use worker::{Env, Request, Result};

use crate::log;
use crate::route::Route;

/// After this many seconds a client may try again: the period of every limit in `wrangler.toml`.
pub(crate) const PERIOD_SECONDS: u32 = 60;

/// A limit of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Limit {
    /// Requests below `/api`, and for who is in a room, which wakes it.
    Api,
    /// Websockets that are opened.
    Signaling,
}

impl Limit {
    /// The limit that a route is under; `is_upgrade` says whether a websocket is asked for.
    pub(crate) fn of(route: &Route, is_upgrade: bool) -> Option<Self> {
        match route {
            Route::Ice | Route::Health | Route::Peers(_) => Some(Self::Api),
            Route::Signaling => is_upgrade.then_some(Self::Signaling),
            Route::Id(_)
            | Route::Welcome
            | Route::Unknown
            | Route::Page
            | Route::Asset
            | Route::Site => None,
        }
    }

    /// Counts a request, and tells whether it is within the limit. It is where nobody counts.
    pub(crate) async fn admits(self, request: &Request, env: &Env) -> Result<bool> {
        let address = address_of(request)?;
        let is_declared = Reflect::has(env, &self.binding().into())?;
        let (Some(address), true) = (address, is_declared) else {
            return Ok(true);
        };
        match self.count(address, env).await {
            Ok(is_within) => Ok(is_within),
            // Better everybody than nobody.
            Err(error) => {
                log::failure("limit", &error);
                Ok(true)
            }
        }
    }

    async fn count(self, key: String, env: &Env) -> Result<bool> {
        let limiter = env.rate_limiter(self.binding())?;
        Ok(limiter.limit(key).await?.success)
    }

    fn binding(self) -> &'static str {
        match self {
            Self::Api => "API_LIMIT",
            Self::Signaling => "SIGNALING_LIMIT",
        }
    }
}

/// Where a request comes from, as far as limits go.
pub(crate) fn address_of(request: &Request) -> Result<Option<String>> {
    let address = request.headers().get("CF-Connecting-IP")?;
    Ok(address.map(|address| counted_as(&address)))
}

/// Whom an address stands for. A household has a whole /64 of IPv6 addresses to choose from.
fn counted_as(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => {
                const NETWORK: u128 = !0 << 64;
                let network = Ipv6Addr::from_bits(v6.to_bits() & NETWORK);
                format!("{network}/64")
            }
        },
        Ok(IpAddr::V4(_)) | Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv4_address_counts_by_itself_however_it_is_written() {
        assert_eq!(counted_as("192.0.2.7"), "192.0.2.7");
        assert_eq!(counted_as("::ffff:192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn the_ipv6_addresses_of_one_network_count_together() {
        assert_eq!(counted_as("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(counted_as("2001:db8:1:2::9"), "2001:db8:1:2::/64");
        assert_eq!(counted_as("2001:db8:1:3::9"), "2001:db8:1:3::/64");
    }

    #[test]
    fn a_page_is_not_counted_and_neither_is_a_websocket_that_is_none() {
        assert_eq!(Limit::of(&Route::Page, false), None);
        assert_eq!(Limit::of(&Route::Signaling, false), None);
        assert_eq!(Limit::of(&Route::Signaling, true), Some(Limit::Signaling));
        assert_eq!(Limit::of(&Route::Ice, false), Some(Limit::Api));
        let peers = Route::Peers("blue".parse().unwrap());
        assert_eq!(Limit::of(&peers, false), Some(Limit::Api));
    }
}
