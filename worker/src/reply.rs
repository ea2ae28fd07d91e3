//! The Worker's own answers, with the headers that keep browsers from making more of them than they are.

use serde::Serialize;
use worker::{Headers, Request, Response, ResponseBuilder, Result};

use crate::route::Route;

/// Set on everything the Worker answers itself; the site's files have theirs from `_headers`.
const HEADERS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
];

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<Response> {
    builder(200)?.from_json(value)
}

/// A text that calls itself HTML, as peerjs-server does with ids.
pub(crate) fn html(text: &str) -> Result<Response> {
    builder(200)?.from_html(text)
}

/// A plain text.
pub(crate) fn text(status: u16, text: &str) -> Result<Response> {
    builder(status)?.ok(text)
}

/// 405: the route does not take the method.
pub(crate) fn method_not_allowed(route: &Route) -> Result<Response> {
    let builder = builder(405)?.with_header("Allow", route.methods())?;
    builder.ok("Method Not Allowed")
}

/// 426: the route is a websocket's.
pub(crate) fn upgrade_required() -> Result<Response> {
    let builder = builder(426)?.with_header("Upgrade", "websocket")?;
    builder.ok("This is Parley's signaling server: connect with a websocket.")
}

/// 429: the address has asked too often.
pub(crate) fn too_many_requests(retry_after_seconds: u32) -> Result<Response> {
    let builder = builder(429)?.with_header("Retry-After", &retry_after_seconds.to_string())?;
    builder.ok("Too many requests from your network. Try again in a minute.")
}

/// What peerjs-server says of itself, word for word (`app.json`).
pub(crate) fn welcome() -> Result<Response> {
    #[derive(Serialize)]
    struct Welcome {
        name: &'static str,
        description: &'static str,
        website: &'static str,
    }
    json(&Welcome {
        name: "PeerJS Server",
        description: "A server side element to broker connections between PeerJS clients.",
        website: "https://peerjs.com/",
    })
}

/// An answer that pages of the site `reader` may read; with `None` only the server's own pages may.
pub(crate) fn shared(response: Response, reader: Option<String>) -> Result<Response> {
    share(response.headers(), reader)?;
    Ok(response)
}

/// The answer to a CORS preflight. It allows what is asked, since there is nothing to protect.
pub(crate) fn preflight(request: &Request, reader: Option<String>) -> Result<Response> {
    let response = builder(204)?.empty();
    let headers = response.headers();
    share(headers, reader)?;
    headers.set("Access-Control-Allow-Methods", "GET, HEAD")?;
    if let Some(asked) = request.headers().get("Access-Control-Request-Headers")? {
        headers.set("Access-Control-Allow-Headers", &asked)?;
        headers.append("Vary", "Access-Control-Request-Headers")?;
    }
    Ok(response)
}

/// A file whose name holds the hash of its content.
///
/// Where there is none, the assets may answer with the page, or with a 404 that says it never changes.
/// Caches would keep either for ever under a name that the next release may bring.
pub(crate) fn asset(response: Response) -> Result<Response> {
    let kind = response.headers().get("Content-Type")?;
    if response.status_code() == 404 || kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return text(404, "Not Found");
    }
    Ok(response)
}

fn share(headers: &Headers, reader: Option<String>) -> Result<()> {
    if let Some(origin) = reader {
        headers.set("Access-Control-Allow-Origin", &origin)?;
    }
    headers.append("Vary", "Origin")
}

fn builder(status: u16) -> Result<ResponseBuilder> {
    HEADERS.into_iter().try_fold(
        ResponseBuilder::new().with_status(status),
        |builder, (name, value)| builder.with_header(name, value),
    )
}
