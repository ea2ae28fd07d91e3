//! What `GET /api/ice` answers: the servers with which a client finds its way to the others.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The ICE servers of a deployment, as one client gets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IceConfig {
    /// At most three URLs in all: browsers slow down with every one beyond a few.
    pub ice_servers: Vec<IceServer>,
    /// For how many seconds these servers may be used. A client asks again well before that, and hands
    /// what it gets to its open connections.
    pub ttl: u64,
    /// Whether a relay is among the servers.
    pub relay: RelayStatus,
}

/// An `RTCIceServer`, as browsers take it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IceServer {
    /// RFC 7064 and RFC 7065. There is at least one, and none that a browser would not take.
    pub urls: Vec<String>,
    /// For a TURN server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password that goes with the name. It runs out with the answer's `ttl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// What the server can say about a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelayStatus {
    /// The deployment has none: peers meet directly or not at all.
    None,
    /// There is one, and the servers hold credentials for it.
    Ready,
    /// There is one, but no credentials for it could be had now. It is worth asking again after `ttl`.
    Unavailable,
}

impl fmt::Debug for IceServer {
    /// Leaves the credential out: what is printed ends up in logs.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("IceServer")
            .field("urls", &self.urls)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(relay: RelayStatus) -> IceConfig {
        IceConfig {
            ice_servers: vec![IceServer {
                urls: vec!["turn:relay.example.org".to_owned()],
                username: Some("1700000000:ada".to_owned()),
                credential: Some("c2VjcmV0".to_owned()),
            }],
            ttl: 3600,
            relay,
        }
    }

    #[test]
    fn the_answer_reads_as_it_was_written() {
        for relay in [
            RelayStatus::None,
            RelayStatus::Ready,
            RelayStatus::Unavailable,
        ] {
            let config = config(relay);
            let text = serde_json::to_string(&config).unwrap();
            assert_eq!(serde_json::from_str::<IceConfig>(&text).unwrap(), config);
        }
    }

    #[test]
    fn the_servers_are_spelled_as_a_peer_connection_takes_them() {
        let config = IceConfig {
            ice_servers: vec![IceServer {
                urls: vec!["stun:stun.example.org".to_owned()],
                username: None,
                credential: None,
            }],
            ttl: 60,
            relay: RelayStatus::Unavailable,
        };
        assert_eq!(
            serde_json::to_string(&config).unwrap(),
            r#"{"iceServers":[{"urls":["stun:stun.example.org"]}],"ttl":60,"relay":"unavailable"}"#
        );
    }

    #[test]
    fn what_a_later_server_adds_is_passed_over() {
        let text =
            r#"{"iceServers":[{"urls":["stun:a"],"more":1}],"ttl":60,"relay":"none","more":1}"#;
        let config: IceConfig = serde_json::from_str(text).unwrap();
        assert_eq!(config.ice_servers[0].urls, ["stun:a"]);
    }

    #[test]
    fn a_printed_answer_holds_no_credential() {
        let printed = format!("{:?}", config(RelayStatus::Ready));
        assert!(printed.contains("relay.example.org"));
        assert!(!printed.contains("c2VjcmV0") && !printed.contains("ada"));
    }
}
