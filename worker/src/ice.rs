//! The ICE servers that clients are to use.

use serde::Serialize;

/// How long clients may use the servers before they ask again, in seconds.
const TTL_SECONDS: u32 = 24 * 60 * 60;

/// Browsers slow down with every server beyond a few, so no more than this many URLs are handed out.
const MAX_URLS: usize = 3;

/// The answer to `GET /api/ice`.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct IceConfig {
    ice_servers: Vec<IceServer>,
    ttl: u32,
}

/// An `RTCIceServer`, as browsers take it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct IceServer {
    urls: Vec<String>,
}

impl IceConfig {
    /// The configuration for a comma-separated list of STUN URLs. What is not a STUN URL that a browser
    /// would use is left out.
    pub(crate) fn new(stun_urls: &str) -> Self {
        let urls = stun_urls.split(',').map(str::trim);
        let urls = urls.filter(|url| is_usable_stun_url(url)).take(MAX_URLS);
        let urls: Vec<String> = urls.map(str::to_owned).collect();
        let servers = if urls.is_empty() {
            None
        } else {
            Some(IceServer { urls })
        };
        Self {
            ice_servers: servers.into_iter().collect(),
            ttl: TTL_SECONDS,
        }
    }
}

/// Whether a text is `stun:host[:port]` or `stuns:host[:port]` (RFC 7064 §3.1) with a port that browsers
/// do not block.
fn is_usable_stun_url(url: &str) -> bool {
    let Some((scheme, authority)) = url.split_once(':') else {
        return false;
    };
    // The colons within an IPv6 address stand in brackets and do not begin a port.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let port_is_usable = match port.map(str::parse::<u16>) {
        None => true,
        Some(Ok(port)) => port != 0 && port != 53,
        Some(Err(_)) => false,
    };
    matches!(scheme, "stun" | "stuns") && !host.is_empty() && port_is_usable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(list: &str) -> Vec<String> {
        let servers = IceConfig::new(list).ice_servers;
        servers.into_iter().flat_map(|server| server.urls).collect()
    }

    #[test]
    fn the_answer_is_what_a_peer_connection_takes() {
        let config = IceConfig::new("stun:stun.example.org:3478");
        assert_eq!(
            serde_json::to_string(&config).unwrap(),
            r#"{"iceServers":[{"urls":["stun:stun.example.org:3478"]}],"ttl":86400}"#
        );
    }

    #[test]
    fn a_deployment_without_servers_has_an_empty_list() {
        assert_eq!(
            serde_json::to_string(&IceConfig::new(" ")).unwrap(),
            r#"{"iceServers":[],"ttl":86400}"#
        );
    }

    #[test]
    fn port_53_is_dropped_and_ports_that_only_look_like_it_are_kept() {
        assert_eq!(
            urls("stun:a:53,stun:b:5349,stun:c"),
            ["stun:b:5349", "stun:c"]
        );
    }

    #[test]
    fn three_usable_urls_are_kept_in_order() {
        let list = "stun:a:53, stun:b , stuns:c:5349,stun:d,stun:e";
        assert_eq!(urls(list), ["stun:b", "stuns:c:5349", "stun:d"]);
    }

    #[test]
    fn what_is_no_stun_url_is_left_out() {
        let list = "a,https://b,turn:c,stun:,stun::3478,stun:d:port,stun:e:0,stun:f:70000,";
        assert_eq!(urls(list), [""; 0]);
    }

    #[test]
    fn an_ipv6_address_is_told_from_a_port() {
        let list = "stun:[2001:db8::53],stun:[2001:db8::1]:3478,stun:[2001:db8::1]:53";
        assert_eq!(
            urls(list),
            ["stun:[2001:db8::53]", "stun:[2001:db8::1]:3478"]
        );
    }
}
