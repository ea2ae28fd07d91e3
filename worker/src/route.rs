//! Which paths are the Worker's, and which are the site's.

use parley_protocol::message::RoomName;
use percent_encoding::percent_decode_str;
use worker::Method;

/// What a path asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The signaling websocket.
    Signaling,
    /// A fresh peer id, as peerjs-server hands them out. The room makes no difference to it.
    Id(RoomName),
    /// The ids of the peers in a room.
    Peers(RoomName),
    /// What peerjs-server says of itself at its own path.
    Welcome,
    /// The ICE servers to use.
    Ice,
    /// Whether the Worker runs, and which version of it.
    Health,
    /// Nothing, under a path that is the Worker's.
    Unknown,
    /// The site's page for a room.
    Page,
    /// A file of the site whose name holds the hash of its content.
    Asset,
    /// Another file of the site.
    Site,
}

impl Route {
    /// Reads the path of a URL. The PeerJS endpoints are at the root, and below `peerjs_path` as well if
    /// that is not empty.
    pub(crate) fn of(path: &str, peerjs_path: &str) -> Self {
        let segments = segments(path);
        let below = match peerjs_path.trim_matches('/') {
            "" => None,
            prefix => segments.strip_prefix(prefix.split('/').collect::<Vec<_>>().as_slice()),
        };
        if let Some(route) = below.and_then(Self::peerjs) {
            return route;
        }
        match (Self::at_root(&segments), below) {
            (Self::Site, Some([] | [""])) => Self::Welcome,
            (route, _) => route,
        }
    }

    fn at_root(segments: &[&str]) -> Self {
        match segments {
            ["api", "ice"] => Self::Ice,
            ["api", "health"] => Self::Health,
            // The link to a room, which may be called "id" or "peers".
            ["r", _] => Self::Page,
            _ => match (Self::peerjs(segments), segments) {
                (Some(route), _) => route,
                (None, ["api" | "peerjs", ..]) => Self::Unknown,
                (None, ["assets", ..]) => Self::Asset,
                (None, _) => Self::Site,
            },
        }
    }

    /// The endpoints of PeerJS, relative to the path that its clients are given.
    fn peerjs(segments: &[&str]) -> Option<Self> {
        match segments {
            ["peerjs"] => Some(Self::Signaling),
            [room, "id"] => Some(named(room).map_or(Self::Unknown, Self::Id)),
            [room, "peers"] => Some(named(room).map_or(Self::Unknown, Self::Peers)),
            _ => None,
        }
    }

    /// The name of the route in logs.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Signaling => "signaling",
            Self::Id(_) => "id",
            Self::Peers(_) => "peers",
            Self::Welcome => "welcome",
            Self::Ice => "ice",
            Self::Health => "health",
            Self::Unknown => "unknown",
            Self::Page | Self::Asset | Self::Site => "site",
        }
    }

    /// Whether the route takes a method. The site's files decide for themselves.
    pub(crate) fn allows(&self, method: &Method) -> bool {
        match self {
            Self::Unknown | Self::Page | Self::Asset | Self::Site => true,
            Self::Signaling
            | Self::Ice
            | Self::Health
            | Self::Id(_)
            | Self::Peers(_)
            | Self::Welcome => self
                .methods()
                .split(", ")
                .any(|name| name == method.as_ref()),
        }
    }

    /// The methods the route takes, as the `Allow` header lists them. RFC 9110 §10.2.1.
    pub(crate) fn methods(&self) -> &'static str {
        match self {
            Self::Signaling => "GET",
            Self::Id(_) | Self::Peers(_) | Self::Welcome => "GET, HEAD, OPTIONS",
            Self::Ice | Self::Health => "GET, HEAD",
            Self::Unknown | Self::Page | Self::Asset | Self::Site => "GET, HEAD",
        }
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.strip_prefix('/').unwrap_or(path).split('/').collect()
}

fn named(segment: &str) -> Option<RoomName> {
    percent_decode_str(segment).decode_utf8().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(path: &str) -> Route {
        Route::of(path, "")
    }

    fn room(name: &str) -> RoomName {
        name.parse().unwrap()
    }

    #[test]
    fn a_room_name_in_a_path_is_percent_decoded() {
        let route = route("/caf%C3%A9%20%F0%9F%A6%9C/peers");
        assert_eq!(route, Route::Peers(room("café 🦜")));
    }

    #[test]
    fn a_path_that_holds_no_room_name_is_nothing() {
        for path in ["//id", "/%20/id", "/a%2Fb/id", "/%FF/peers", "/%00/id"] {
            assert_eq!(route(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn the_link_to_any_room_is_the_sites() {
        for path in ["/r/blue", "/r/id", "/r/peers", "/r/caf%C3%A9"] {
            assert_eq!(route(path), Route::Page, "{path}");
        }
    }

    #[test]
    fn rooms_called_as_the_workers_own_paths_still_hand_out_ids() {
        for name in ["peerjs", "api", "assets"] {
            assert_eq!(route(&format!("/{name}/id")), Route::Id(room(name)));
        }
    }

    #[test]
    fn what_is_under_the_workers_own_paths_never_falls_to_the_site() {
        for path in [
            "/api",
            "/api/",
            "/api/turn",
            "/api/ice/x",
            "/peerjs/",
            "/peerjs/x",
        ] {
            assert_eq!(route(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn a_websocket_is_opened_by_get_alone() {
        let route = route("/peerjs");
        assert!(route.allows(&Method::Get));
        assert!(!route.allows(&Method::Head));
        assert!(!route.allows(&Method::Post));
    }

    #[test]
    fn other_sites_may_ask_first_where_they_may_ask_at_all() {
        assert!(route("/peerjs/id").allows(&Method::Options));
        assert!(!route("/api/ice").allows(&Method::Options));
    }

    #[test]
    fn the_peerjs_endpoints_are_below_a_path_too() {
        for prefix in ["/myapp", "myapp", "/myapp/"] {
            let route = |path| Route::of(path, prefix);
            assert_eq!(route("/myapp/peerjs"), Route::Signaling, "{prefix}");
            assert_eq!(route("/myapp/blue/id"), Route::Id(room("blue")));
            assert_eq!(route("/myapp/blue/peers"), Route::Peers(room("blue")));
            assert_eq!(route("/myapp"), Route::Welcome);
            assert_eq!(route("/myapp/"), Route::Welcome);
            assert_eq!(route("/peerjs"), Route::Signaling);
            assert_eq!(route("/blue/id"), Route::Id(room("blue")));
            assert_eq!(route("/"), Route::Site);
            assert_eq!(route("/myapps/peerjs"), Route::Site);
            assert_eq!(route("/myapp/myapp/peerjs"), Route::Site);
        }
    }

    #[test]
    fn the_path_may_have_several_segments_and_may_be_called_peerjs() {
        assert_eq!(Route::of("/a/b/peerjs", "/a/b"), Route::Signaling);
        assert_eq!(Route::of("/a/peerjs", "/a/b"), Route::Site);
        assert_eq!(Route::of("/peerjs/peerjs", "/peerjs"), Route::Signaling);
        assert_eq!(Route::of("/peerjs", "/peerjs"), Route::Signaling);
        let id = Route::Id(room("peerjs"));
        assert_eq!(Route::of("/peerjs/id", "/peerjs"), id);
        assert_eq!(Route::of("/peerjs/peerjs/id", "/peerjs"), id);
    }

    #[test]
    fn without_a_path_there_is_nothing_below_one() {
        for prefix in ["", "/"] {
            assert_eq!(Route::of("/", prefix), Route::Site);
            assert_eq!(Route::of("/r/peers", prefix), Route::Page);
        }
    }
}
