//! The URLs of STUN and TURN servers.

use std::fmt;
use std::str::FromStr;

/// A URL that every browser takes: `stun:host[:port]` (RFC 7064 §3.1) or
/// `turn:host[:port][?transport=udp|tcp]` (RFC 7065 §3.1), each also with an `s` for TLS.
///
/// A peer connection throws over a URL that it cannot parse, and Chromium ignores port 53.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IceUrl {
    text: String,
    kind: Kind,
    port: Option<u16>,
}

/// What a URL leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A server that tells a client its own address.
    Stun,
    /// A relay that is reached over UDP.
    TurnUdp,
    /// A relay that is reached over TCP.
    TurnTcp,
    /// A relay that is reached over TLS.
    TurnTls,
}

/// The text is no URL of an ICE server that browsers would use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the URL of an ICE server")]
pub(super) struct UrlError;

impl IceUrl {
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The port, where it is not the scheme's own.
    pub(super) fn port(&self) -> Option<u16> {
        self.port
    }
}

impl FromStr for IceUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let (scheme, rest) = text.split_once(':').ok_or(UrlError)?;
        let (authority, transport) = match rest.split_once("?transport=") {
            Some((authority, transport)) => (authority, Some(transport)),
            None => (rest, None),
        };
        let kind = match (scheme, transport) {
            ("stun" | "stuns", None) => Kind::Stun,
            ("turn", None | Some("udp")) => Kind::TurnUdp,
            ("turn", Some("tcp")) => Kind::TurnTcp,
            ("turns", None | Some("tcp")) => Kind::TurnTls,
            _ => return Err(UrlError),
        };
        // The colons within an IPv6 address stand in brackets and do not begin a port.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let port = port.map(usable_port).transpose()?;
        if !is_host(host) {
            return Err(UrlError);
        }
        Ok(Self {
            text: text.to_owned(),
            kind,
            port,
        })
    }
}

impl fmt::Display for IceUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

fn usable_port(text: &str) -> Result<u16, UrlError> {
    match text.parse() {
        Ok(0 | 53) | Err(_) => Err(UrlError),
        Ok(port) => Ok(port),
    }
}

fn is_host(text: &str) -> bool {
    match text.strip_prefix('[') {
        Some(address) => address
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok()),
        None => {
            let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
            !text.is_empty() && text.bytes().all(is_allowed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<Kind> {
        text.parse::<IceUrl>().ok().map(|url| url.kind())
    }

    #[test]
    fn a_url_says_how_its_server_is_reached() {
        for (text, expected) in [
            ("stun:stun.example.org", Kind::Stun),
            ("stuns:stun.example.org:5349", Kind::Stun),
            ("turn:turn.example.org", Kind::TurnUdp),
            ("turn:turn.example.org:3478?transport=udp", Kind::TurnUdp),
            ("turn:192.0.2.7:80?transport=tcp", Kind::TurnTcp),
            ("turns:turn.example.org", Kind::TurnTls),
            ("turns:turn.example.org:443?transport=tcp", Kind::TurnTls),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_a_browser_would_stumble_over_is_no_url() {
        for text in [
            "",
            "a",
            "https://a",
            "turn:",
            "turn://a",
            "turn::3478",
            "turn:a:port",
            "turn:a:0",
            "turn:a:70000",
            "turn:a b",
            "turn:a?transport=sctp",
            "turn:a?transport=",
            "turn:a?ttl=1",
            "turns:a?transport=udp",
            "stun:a?transport=udp",
            "turn:user@a",
            "turn:[2001:db8::1",
            "turn:2001:db8::1",
            "turn:[a]",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn port_53_is_refused_and_ports_that_only_look_like_it_are_not() {
        for text in ["stun:a:53", "turn:a:53?transport=udp", "turn:[::1]:53"] {
            assert_eq!(kind(text), None, "{text}");
        }
        for text in ["stun:a:5349", "turns:a:5353", "stun:[2001:db8::53]"] {
            assert!(kind(text).is_some(), "{text}");
        }
    }

    #[test]
    fn an_ipv6_address_is_told_from_a_port() {
        let port = |text: &str| text.parse::<IceUrl>().unwrap().port();
        assert_eq!(port("turn:[2001:db8::53]"), None);
        assert_eq!(port("turn:[2001:db8::1]:3478"), Some(3478));
    }
}
