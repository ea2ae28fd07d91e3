//! The edge shell: what reaches Parley over HTTP, and the Durable Object behind it.
//!
//! A request is answered here, by one room's object, or by the site's static assets, which the runtime
//! looks at first:
//!
//! | route | answered by |
//! |---|---|
//! | `GET /peerjs?key=&id=&token=` (websocket) | the [`RoomObject`] of the room called `key` |
//! | `GET /{room}/peers` | the same, when `ALLOW_DISCOVERY` is `true` |
//! | `GET /{room}/id`, `/api/ice`, `/api/health` | this module |
//! | `/r/{room}` | the page of the site, as `vite.config.js` makes it for rooms |
//! | everything else | the site, with its page as the 404 |
//!
//! The first three are PeerJS's, and are found below `PEERJS_PATH` as well. `CORS_ORIGINS` restricts whose
//! pages may use them.
//!
//! Everything that can be refused is refused here, before an object is woken: a woken object costs. So is
//! whoever asks too often (`limits`). What an operator should know is logged (`log`).
//!
//! The rules of a room live in [`parley_protocol::room`]; no type of message is known on this side.

mod handshake;
mod ice;
mod limits;
mod log;
mod origins;
mod reply;
#[expect(missing_docs, reason = "`durable_object` exports methods without any")]
mod room_object;
mod route;

use parley_protocol::message::{RoomName, close};
use serde_json::json;
use uuid::Uuid;
use worker::{Context, Env, Method, Request, RequestInit, Response, Result, WebSocketPair, event};

pub use self::room_object::RoomObject;

use self::handshake::{Handshake, Refusal};
use self::limits::Limit;
use self::log::{Event, Refused};
use self::origins::Origins;
use self::route::Route;

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    ice::report_faults(&env);
    let route = Route::of(&request.path(), &var(&env, "PEERJS_PATH"));
    match answer(&route, request, &env).await {
        Ok(response) => Ok(response),
        Err(error) => {
            log::failure(route.as_str(), &error);
            reply::text(500, "Internal Server Error")
        }
    }
}

async fn answer(route: &Route, request: Request, env: &Env) -> Result<Response> {
    if !route.allows(&request.method()) {
        return reply::method_not_allowed(route);
    }
    if let Some(limit) = Limit::of(route, handshake::is_upgrade(&request)?)
        && !limit.admits(&request, env).await?
    {
        Event::RateLimited { limit }.log();
        return reply::too_many_requests(limits::PERIOD_SECONDS);
    }
    match route {
        Route::Signaling => connect(request, env).await,
        Route::Id(_) | Route::Peers(_) | Route::Welcome if request.method() == Method::Options => {
            reply::preflight(&request, reader(&request, env)?)
        }
        Route::Id(_) => {
            let id = reply::html(&Uuid::new_v4().to_string())?;
            reply::shared(id, reader(&request, env)?)
        }
        Route::Peers(room) => reply::shared(peers(room, env).await?, reader(&request, env)?),
        Route::Welcome => reply::shared(reply::welcome()?, reader(&request, env)?),
        Route::Ice => reply::json(&ice::config(env).await),
        Route::Health => reply::json(&json!({
            "name": "parley",
            "version": env!("CARGO_PKG_VERSION"),
        })),
        Route::Unknown => reply::text(404, "Not Found"),
        Route::Page => page("/room", &request, env).await,
        Route::Asset => reply::asset(asset(request, env).await?),
        Route::Site => site(request, env).await,
    }
}

/// Hands a websocket upgrade to the object of its room.
async fn connect(request: Request, env: &Env) -> Result<Response> {
    if !handshake::is_upgrade(&request)? {
        return reply::upgrade_required();
    }
    if request.headers().has("Origin")? && reader(&request, env)?.is_none() {
        let reason = Refused::ForeignOrigin;
        Event::UpgradeRefused { reason }.log();
        return reply::text(403, "Forbidden");
    }
    match Handshake::parse(&handshake::url_of(&request)?) {
        Ok(handshake) => {
            room(env, &handshake.room)?
                .fetch_with_request(request)
                .await
        }
        Err(refusal) => {
            let reason = match refusal {
                Refusal::MissingParameters => Refused::MissingParameters,
                Refusal::InvalidKey => Refused::InvalidKey,
            };
            Event::UpgradeRefused { reason }.log();
            refuse(&refusal.frame())
        }
    }
}

/// Accepts a websocket only to say why it is refused: PeerJS clients understand nothing else.
fn refuse(frame: &str) -> Result<Response> {
    let WebSocketPair { client, server } = WebSocketPair::new()?;
    server.accept()?;
    server.send_with_str(frame)?;
    server.close(Some(close::NORMAL), Some(""))?;
    Response::from_websocket(client)
}

/// The site that a page asks from, if the deployment admits it.
fn reader(request: &Request, env: &Env) -> Result<Option<String>> {
    let origins = Origins::parse(&var(env, "CORS_ORIGINS"));
    let url = handshake::url_of(request)?;
    let origin = request.headers().get("Origin")?;
    Ok(origin.filter(|origin| origins.admit(origin, &url)))
}

async fn peers(name: &RoomName, env: &Env) -> Result<Response> {
    if var(env, "ALLOW_DISCOVERY") != "true" {
        return reply::text(401, "Unauthorized");
    }
    let mut response = room(env, name)?
        .fetch_with_str(room_object::PEERS_URL)
        .await?;
    reply::json(&response.json::<Vec<String>>().await?)
}

/// A page of the site, by the path under which it is kept. It reads from its own address which room is meant.
async fn page(path: &str, request: &Request, env: &Env) -> Result<Response> {
    let mut url = handshake::url_of(request)?;
    url.set_path(path);
    let mut init = RequestInit::new();
    init.with_method(request.method());
    init.with_headers(request.headers().clone());
    asset(Request::new_with_init(url.as_str(), &init)?, env).await
}

/// A file of the site; where there is none, the page, which leads on from there.
async fn site(request: Request, env: &Env) -> Result<Response> {
    let response = asset(request.clone()?, env).await?;
    match response.status_code() {
        404 => Ok(page("/", &request, env).await?.with_status(404)),
        _ => Ok(response),
    }
}

async fn asset(request: Request, env: &Env) -> Result<Response> {
    env.assets("ASSETS")?.fetch_request(request).await
}

fn room(env: &Env, name: &RoomName) -> Result<worker::durable::Stub> {
    env.durable_object("ROOM")?.get_by_name(name.as_str())
}

/// A setting of the deployment; empty where there is none.
fn var(env: &Env, name: &str) -> String {
    env.var(name).map(|var| var.to_string()).unwrap_or_default()
}
