//! The parameters of a websocket's opening handshake, parsed.
//!
//! They are PeerJS's: `?key=&id=&token=&version=`. The client encodes none of them (`lib/socket.ts`),
//! and its `version` says nothing that could be relied on. A Parley client adds `&at=` with its clock's time, and one
//! that looks at a room from outside `&watch=1`, which spares it a round trip for WATCH.

use std::hash::{DefaultHasher, Hash, Hasher};

use parley_protocol::message::{ErrorCode, PeerId, RoomName, Token, server};
use parley_protocol::room::Opener;
use worker::{Error, Request, Result, Url};

use crate::{limits, origins};

/// What a client asks for when it opens a websocket.
#[derive(Debug)]
pub(crate) struct Handshake {
    /// The room, in PeerJS's words the key.
    pub(crate) room: RoomName,
    /// The id the client goes by.
    pub(crate) id: PeerId,
    /// The proof that the id is the client's.
    pub(crate) token: Token,
    /// Whether it watches the room from the start. PeerJS's clients never ask.
    pub(crate) watches: bool,
    /// When the client asked, in milliseconds since the Unix epoch by its own clock. PeerJS's clients do not say.
    pub(crate) asked_at: Option<u64>,
}

/// Why an opening handshake is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The id, the token or the key is missing, or the id or the token is not a valid one.
    MissingParameters,
    /// The key is not the name of a room.
    InvalidKey,
}

impl Handshake {
    /// Reads the query of a URL. Of a repeated parameter the last one counts, as with peerjs-server.
    pub(crate) fn parse(url: &Url) -> std::result::Result<Self, Refusal> {
        let parameter = |name: &str| {
            let pairs = url.query_pairs().filter(|(key, _)| key == name);
            let (_, value) = pairs.last()?;
            (!value.is_empty()).then_some(value)
        };
        let (Some(key), Some(id), Some(token)) =
            (parameter("key"), parameter("id"), parameter("token"))
        else {
            return Err(Refusal::MissingParameters);
        };
        Ok(Self {
            room: key.parse().map_err(|_| Refusal::InvalidKey)?,
            id: id.parse().map_err(|_| Refusal::MissingParameters)?,
            token: token.parse().map_err(|_| Refusal::MissingParameters)?,
            watches: parameter("watch").is_some(),
            asked_at: parameter("at").and_then(|at| at.parse().ok()),
        })
    }
}

impl Refusal {
    /// The frame that tells a client, in upstream's words (`services/webSocketServer`).
    pub(crate) fn frame(self) -> String {
        match self {
            Self::MissingParameters => server::error(ErrorCode::MissingParameters),
            Self::InvalidKey => {
                r#"{"type":"ERROR","payload":{"msg":"Invalid key provided"}}"#.to_owned()
            }
        }
    }
}

/// Whether a request asks for a websocket.
pub(crate) fn is_upgrade(request: &Request) -> Result<bool> {
    let upgrade = request.headers().get("Upgrade")?;
    Ok(upgrade.is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket")))
}

/// Who opens the websocket that a request asks for with this handshake.
pub(crate) fn opener_of(request: &Request, handshake: &Handshake) -> Result<Opener> {
    let url = url_of(request)?;
    let origin = request.headers().get("Origin")?;
    Ok(Opener {
        is_foreign: origin.is_some_and(|origin| !origins::is_own(&origin, &url)),
        address: limits::address_of(request)?.map(|address| {
            let mut hasher = DefaultHasher::new();
            address.hash(&mut hasher);
            hasher.finish()
        }),
        asked_at: handshake.asked_at,
    })
}

/// The URL of a request. An error does not repeat it, since it holds a token.
pub(crate) fn url_of(request: &Request) -> Result<Url> {
    request
        .url()
        .map_err(|_| Error::from("the URL of a request does not parse"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> std::result::Result<Handshake, Refusal> {
        Handshake::parse(&Url::parse(&format!("https://parley.example/peerjs?{query}")).unwrap())
    }

    fn refusal(query: &str) -> Refusal {
        parse(query).unwrap_err()
    }

    #[test]
    fn the_query_of_a_peerjs_client_is_understood() {
        let handshake = parse("key=peerjs&id=two words&token=abc123&version=1.5.4").unwrap();
        assert_eq!(handshake.room.as_str(), "peerjs");
        assert_eq!(handshake.id.as_str(), "two words");
        assert_eq!(handshake.token.as_str(), "abc123");
    }

    #[test]
    fn an_encoded_query_is_decoded() {
        let handshake = parse("key=caf%C3%A9&id=a%26b%3Dc&token=t").unwrap();
        assert_eq!(handshake.room.as_str(), "café");
        assert_eq!(handshake.id.as_str(), "a&b=c");
    }

    #[test]
    fn a_parameter_that_is_missing_or_empty_is_refused() {
        for query in [
            "",
            "key=k&id=i",
            "key=k&token=t",
            "id=i&token=t",
            "key=&id=i&token=t",
        ] {
            assert_eq!(refusal(query), Refusal::MissingParameters, "{query}");
        }
    }

    #[test]
    fn an_id_or_a_token_that_the_runtime_could_not_take_is_refused() {
        let long = "x".repeat(129);
        for query in [
            format!("key=k&id={long}&token=t"),
            format!("key=k&id=i&token={long}"),
            "key=k&id=a%00b&token=t".to_owned(),
        ] {
            assert_eq!(refusal(&query), Refusal::MissingParameters, "{query}");
        }
    }

    #[test]
    fn a_key_that_is_no_room_name_is_refused_in_words_of_its_own() {
        assert_eq!(refusal("key=a/b&id=i&token=t"), Refusal::InvalidKey);
        assert_eq!(refusal("key=%20&id=i&token=t"), Refusal::InvalidKey);
    }

    #[test]
    fn a_parley_client_can_ask_to_watch() {
        assert!(parse("key=k&id=i&token=t&watch=1").unwrap().watches);
        assert!(!parse("key=k&id=i&token=t&version=1").unwrap().watches);
    }

    #[test]
    fn a_parley_client_can_say_when_it_asked() {
        let asked_at = |at| parse(&format!("key=k&id=i&token=t{at}")).unwrap().asked_at;
        assert_eq!(asked_at("&at=1795851746000"), Some(1_795_851_746_000));
        for at in ["", "&at=", "&at=-1", "&at=now", "&at=99999999999999999999"] {
            assert_eq!(asked_at(at), None, "{at}");
        }
    }

    #[test]
    fn of_a_repeated_parameter_the_last_one_counts() {
        let handshake = parse("key=a&key=b&id=i&token=t").unwrap();
        assert_eq!(handshake.room.as_str(), "b");
        assert_eq!(
            refusal("key=a&id=i&id=&token=t"),
            Refusal::MissingParameters
        );
    }
}
