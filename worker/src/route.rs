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
    /// Reads the path of a URL.
    pub(crate) fn of(path: &str) -> Self {
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        match segments[..] {
            ["peerjs"] => Self::Signaling,
            ["api", "ice"] => Self::Ice,
            ["api", "health"] => Self::Health,
            // The link to a room, which may be called "id" or "peers".
            ["r", _] => Self::Page,
            [room, "id"] => named(room).map_or(Self::Unknown, Self::Id),
            [room, "peers"] => named(room).map_or(Self::Unknown, Self::Peers),
            ["api" | "peerjs", ..] => Self::Unknown,
            ["assets", ..] => Self::Asset,
            _ => Self::Site,
        }
    }

    /// The name of the route in logs.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Signaling => "signaling",
            Self::Id(_) => "id",
            Self::Peers(_) => "peers",
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
            Self::Signaling | Self::Ice | Self::Health | Self::Id(_) | Self::Peers(_) => self
                .methods()
                .split(", ")
                .any(|name| name == method.as_ref()),
        }
    }

    /// The methods the route takes, as the `Allow` header lists them. RFC 9110 §10.2.1.
    pub(crate) fn methods(&self) -> &'static str {
        match self {
            Self::Signaling => "GET",
            Self::Id(_) | Self::Peers(_) => "GET, HEAD, OPTIONS",
            Self::Ice | Self::Health => "GET, HEAD",
            Self::Unknown | Self::Page | Self::Asset | Self::Site => "GET, HEAD",
        }
    }
}

fn named(segment: &str) -> Option<RoomName> {
    percent_decode_str(segment).decode_utf8().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(name: &str) -> RoomName {
        name.parse().unwrap()
    }

    #[test]
    fn a_room_name_in_a_path_is_percent_decoded() {
        let route = Route::of("/caf%C3%A9%20%F0%9F%A6%9C/peers");
        assert_eq!(route, Route::Peers(room("café 🦜")));
    }

    #[test]
    fn a_path_that_holds_no_room_name_is_nothing() {
        for path in ["//id", "/%20/id", "/a%2Fb/id", "/%FF/peers", "/%00/id"] {
            assert_eq!(Route::of(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn the_link_to_any_room_is_the_sites() {
        for path in ["/r/blue", "/r/id", "/r/peers", "/r/caf%C3%A9"] {
            assert_eq!(Route::of(path), Route::Page, "{path}");
        }
    }

    #[test]
    fn rooms_called_as_the_workers_own_paths_still_hand_out_ids() {
        for name in ["peerjs", "api", "assets"] {
            assert_eq!(Route::of(&format!("/{name}/id")), Route::Id(room(name)));
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
            assert_eq!(Route::of(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn a_websocket_is_opened_by_get_alone() {
        let route = Route::of("/peerjs");
        assert!(route.allows(&Method::Get));
        assert!(!route.allows(&Method::Head));
        assert!(!route.allows(&Method::Post));
    }

    #[test]
    fn other_sites_may_ask_first_where_they_may_ask_at_all() {
        assert!(Route::of("/peerjs/id").allows(&Method::Options));
        assert!(!Route::of("/api/ice").allows(&Method::Options));
    }
}
