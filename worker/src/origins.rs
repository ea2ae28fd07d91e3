//! The sites whose pages may use the PeerJS endpoints.
//!
//! peerjs-server reflects any origin unless it is told otherwise, and never looks at the origin of a
//! websocket. Parley does the first as well; a deployment with a list applies it to both.

use worker::Url;

/// Which origins are admitted. RFC 6454.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origins {
    /// All of them.
    Any,
    /// These, as browsers write them, and the server's own.
    Listed(Vec<String>),
}

impl Origins {
    /// Reads a comma-separated list. An empty one, or one with a `*` in it, admits everyone.
    pub(crate) fn parse(list: &str) -> Self {
        let origins = list.split(',').map(str::trim);
        let origins: Vec<&str> = origins.filter(|origin| !origin.is_empty()).collect();
        if origins.is_empty() || origins.contains(&"*") {
            return Self::Any;
        }
        let written = |origin: &str| origin.trim_end_matches('/').to_ascii_lowercase();
        Self::Listed(origins.into_iter().map(written).collect())
    }

    /// Whether a page of `origin` may use what is at `url`.
    pub(crate) fn admit(&self, origin: &str, url: &Url) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(origins) => {
                let is_listed = origins.iter().any(|listed| listed == origin);
                is_listed || url.origin().ascii_serialization() == origin
            }
        }
    }
}

/// Whether a page of `origin` is the server's own, which is asked at `url`.
///
/// The scheme makes no difference: where somebody else ends TLS, the server does not see it. No page that is shown
/// under the server's name is somebody else's.
pub(crate) fn is_own(origin: &str, url: &Url) -> bool {
    let Ok(origin) = Url::parse(origin) else {
        return false;
    };
    origin.has_host() && (origin.host(), origin.port()) == (url.host(), url.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_pages_are_those_under_its_name() {
        let url = Url::parse("http://parley.example/peerjs?key=k").unwrap();
        assert!(is_own("http://parley.example", &url));
        assert!(is_own("https://parley.example", &url));
        for origin in [
            "https://parley.example:8443",
            "https://parley.example.foe.example",
            "https://foe.example",
            "parley.example",
            "file://",
            "null",
            "",
        ] {
            assert!(!is_own(origin, &url), "{origin:?}");
        }
    }

    fn admits(list: &str, origin: &str) -> bool {
        let url = Url::parse("https://parley.example/peerjs?key=k").unwrap();
        Origins::parse(list).admit(origin, &url)
    }

    #[test]
    fn without_a_list_every_site_is_admitted() {
        for list in ["", " ", ",", "*", "https://a.example,*"] {
            assert!(admits(list, "https://b.example"), "{list:?}");
            assert!(admits(list, "null"), "{list:?}");
        }
    }

    #[test]
    fn with_a_list_only_the_listed_sites_are() {
        let list = "https://a.example, http://localhost:3000";
        assert!(admits(list, "https://a.example"));
        assert!(admits(list, "http://localhost:3000"));
        for origin in [
            "https://b.example",
            "http://a.example",
            "https://a.example:8443",
            "https://a.example.b.example",
            "http://localhost",
            "null",
            "",
        ] {
            assert!(!admits(list, origin), "{origin:?}");
        }
    }

    #[test]
    fn the_servers_own_pages_need_no_listing() {
        assert!(admits("https://a.example", "https://parley.example"));
        assert!(!admits("https://a.example", "http://parley.example"));
        assert!(!admits("https://a.example", "https://parley.example:8443"));
    }

    #[test]
    fn a_list_may_be_written_as_people_write_addresses() {
        assert!(admits("HTTPS://A.example/", "https://a.example"));
    }

    #[test]
    fn pages_without_an_origin_can_be_listed() {
        assert!(admits("null", "null"));
    }
}
