//! What the server should know, worked out independently of the room from what crosses the wire: who is on
//! the roster, and of whom anyone may be told what.

mod control;

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::message::{PeerId, RELOADED_WITHIN, SEAT_HELD_FOR, STALE_AFTER, Token, close};
use parley_protocol::room::SocketId;

use self::control::Control;
use crate::{Step, Violation};

#[derive(Debug)]
pub(crate) struct Reference {
    capacity: usize,
    seats: BTreeMap<PeerId, Seat>,
    /// Whose each socket is, and when it last beat: all that a room which slept knows of its being alive.
    sockets: BTreeMap<SocketId, (PeerId, Duration)>,
    /// Sockets that the room has yet to refuse or say goodbye to.
    dismissed: Vec<SocketId>,
    /// The one whose frame is being handled, and what the others may be told of them.
    speaker: Option<(PeerId, SocketId)>,
    news: Option<&'static str>,
    control: Control,
    /// How far the clock was ever set back: times are not exact then.
    slack: Duration,
    now: Duration,
    /// How many frames told of someone's coming, going or changing.
    pub(crate) told: u64,
}

#[derive(Debug)]
struct Seat {
    token: Token,
    socket: Option<SocketId>,
    /// When its client asked for the socket.
    asked_at: Duration,
    /// The profile, if it is on the roster.
    profile: Option<String>,
    away_since: Duration,
    /// How long it is held while there is no socket.
    held_for: Duration,
}

impl Reference {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            seats: BTreeMap::new(),
            sockets: BTreeMap::new(),
            dismissed: Vec::new(),
            speaker: None,
            news: None,
            control: Control::default(),
            slack: Duration::ZERO,
            now: Duration::ZERO,
            told: 0,
        }
    }

    /// Whether an id is on the roster, so that nobody else may have it.
    pub(crate) fn is_joined(&self, id: &PeerId) -> bool {
        self.seats
            .get(id)
            .is_some_and(|seat| seat.profile.is_some())
    }

    /// Everyone on the roster.
    pub(crate) fn roster(&self) -> impl Iterator<Item = &PeerId> {
        let joined = self.seats.iter().filter(|(_, s)| s.profile.is_some());
        joined.map(|(id, _)| id)
    }

    pub(crate) fn connect(
        &mut self,
        socket: SocketId,
        id: &PeerId,
        token: &Token,
        asked_at: Duration,
        now: Duration,
    ) {
        self.listen(now);
        if self.is_kept_out(id, token) {
            self.dismissed.push(socket);
            return;
        }
        let seat = self.seats.entry(id.clone()).or_insert_with(|| Seat {
            token: token.clone(),
            socket: None,
            asked_at,
            profile: None,
            away_since: now,
            held_for: SEAT_HELD_FOR,
        });
        if seat.token != *token {
            self.dismissed.push(socket);
            return;
        }
        let is_late =
            asked_at < seat.asked_at && seat.asked_at - asked_at < Duration::from_secs(30);
        if seat.socket.is_some() && is_late {
            self.dismissed.push(socket);
            return;
        }
        seat.asked_at = asked_at;
        seat.held_for = SEAT_HELD_FOR;
        if let Some(old) = seat.socket.replace(socket) {
            self.sockets.remove(&old);
        }
        self.sockets.insert(socket, (id.clone(), now));
        self.knocks_no_more(id);
    }

    pub(crate) fn beat(&mut self, socket: SocketId, now: Duration) {
        if let Some((_, beaten_at)) = self.sockets.get_mut(&socket) {
            *beaten_at = now;
        }
    }

    pub(crate) fn text(&mut self, socket: SocketId, text: &str, now: Duration) {
        self.listen(now);
        let Some((id, _)) = self.sockets.get(&socket) else {
            return;
        };
        let id = id.clone();
        let present = self.roster().count();
        let Some(seat) = self.seats.get(&id) else {
            return;
        };
        let (token, is_outside) = (seat.token.clone(), seat.profile.is_none());
        let asks = text.starts_with(r#"{"type":"JOIN""#) && is_outside && present < self.capacity;
        let may_enter = asks && self.lets_in(&id, &token, profile_in(text));
        let Some(seat) = self.seats.get_mut(&id) else {
            return;
        };
        if text.starts_with(r#"{"type":"JOIN""#) || text.starts_with(r#"{"type":"UPDATE""#) {
            let profile = profile_in(text).to_owned();
            let joins = text.starts_with(r#"{"type":"JOIN""#);
            self.news = match &seat.profile {
                None if !joins || !may_enter => None,
                None => Some(r#"{"type":"JOINED","#),
                Some(old) if *old == profile => None,
                Some(_) => Some(r#"{"type":"UPDATE","#),
            };
            if self.news.is_some() {
                seat.profile = Some(profile);
            }
        } else if text.starts_with(r#"{"type":"WATCH""#) {
            self.news = seat.profile.take().map(|_| r#"{"type":"LEAVE","#);
            self.knocks_no_more(&id);
        } else if text == r#"{"type":"AWAY"}"# {
            seat.held_for = RELOADED_WITHIN;
            self.dismissed.push(socket);
            self.lose(socket, now);
        } else if text == r#"{"type":"LEAVE"}"# {
            self.news = seat.profile.take().map(|_| r#"{"type":"LEAVE","#);
            self.seats.remove(&id);
            self.sockets.remove(&socket);
            self.dismissed.push(socket);
            self.knocks_no_more(&id);
        } else if let Some((news, about)) = self.decide(&id, text) {
            self.news = Some(news);
            self.take_places();
            self.speaker = about.map(|about| (about, socket));
            return;
        }
        self.take_places();
        self.speaker = Some((id, socket));
    }

    pub(crate) fn closed(&mut self, socket: SocketId, now: Duration) {
        self.listen(now);
        self.lose(socket, now);
    }

    /// Time passed, and the room is told so.
    pub(crate) fn time_passed(&mut self, now: Duration) {
        self.listen(now);
        self.now = now;
        let slack = self.slack;
        let kept = |seat: &Seat| {
            seat.socket.is_some() || now.saturating_sub(seat.away_since) < seat.held_for + slack
        };
        self.seats.retain(|_, seat| kept(seat));
        self.news = Some(r#"{"type":"GONE","#);
        self.take_places();
        if self.forget_rules() {
            self.news = Some(r#"{"type":"JOINED","#);
        }
    }

    /// The server lost its storage and all its websockets.
    pub(crate) fn forget(&mut self) {
        self.seats.clear();
        self.forget_control();
        self.sockets.clear();
    }

    pub(crate) fn clock_set_back(&mut self, by: Duration) {
        self.slack += by;
    }

    /// How far the clock was ever set back.
    pub(crate) fn slack(&self) -> Duration {
        self.slack
    }

    /// Whether the clock was never set back.
    pub(crate) fn clock_is_exact(&self) -> bool {
        self.slack.is_zero()
    }

    /// Checks a frame that the room sends.
    pub(crate) fn sends(&mut self, to: SocketId, text: &str) -> Step {
        let Some(src) = text.split_once(r#","src":""#).map(|(_, rest)| rest) else {
            return Ok(());
        };
        let src = src.split('"').next().unwrap_or_default();
        let is = |kind: &str| text.starts_with(&format!(r#"{{"type":"{kind}","#));
        let relayed = is("OFFER") || is("ANSWER") || is("CANDIDATE");
        if relayed {
            let dst = text.split_once(r#","dst":""#).map(|(_, rest)| rest);
            let dst = dst.and_then(|rest| rest.split('"').next());
            let receiver = self.sockets.get(&to).map(|(id, _)| id.as_str());
            if receiver != dst {
                return Err(Violation::new("a frame went to someone else"));
            }
            if let Some((speaker, _)) = &self.speaker
                && speaker.as_str() != src
            {
                return Err(Violation::new(format!("{speaker} spoke as {src}")));
            }
            if let Some((speaker, _)) = &self.speaker
                && let Some((receiver, _)) = self.sockets.get(&to)
                && !self.may_reach(speaker, receiver)
            {
                return Err(Violation::new("someone outside reached someone inside"));
            }
            return Ok(());
        }
        if is("EXPIRE") {
            return Ok(());
        }
        if is("KNOCK") {
            let inside = self
                .sockets
                .get(&to)
                .is_some_and(|(id, _)| self.is_joined(id));
            return match inside {
                true => Ok(()),
                false => Err(Violation::new("someone outside was told who knocks")),
            };
        }
        self.told += 1;
        let allowed = self.news.is_some_and(|start| text.starts_with(start));
        let about = self.speaker.as_ref();
        let about_speaker = about.is_none_or(|(speaker, _)| speaker.as_str() == src);
        if !allowed || !about_speaker {
            return Err(Violation::new(format!(
                "others were told for no reason: {text}"
            )));
        }
        if is("GONE") {
            let id = src.parse().map_err(|_| Violation::new("a bad id"))?;
            return self.is_gone(&id);
        }
        Ok(())
    }

    /// Checks that the room closes a socket for a reason.
    pub(crate) fn room_closes(&mut self, socket: SocketId, code: u16, now: Duration) -> Step {
        match code {
            close::SUPERSEDED => {
                let present = self.seats.values().any(|seat| seat.socket == Some(socket));
                if present {
                    return Err(Violation::new("the newest socket was superseded"));
                }
            }
            close::STALE => {
                let beaten_at = self.sockets.get(&socket).map(|(_, beaten_at)| *beaten_at);
                let silent = beaten_at.map(|at| now.saturating_sub(at) + self.slack);
                if silent.is_some_and(|silent| silent < STALE_AFTER) {
                    return Err(Violation::new("a socket that beats was called stale"));
                }
                self.lose(socket, now);
            }
            _ => {
                let known = self.sockets.contains_key(&socket);
                if known && !self.dismissed.contains(&socket) {
                    return Err(Violation::new(format!("a socket was closed with {code}")));
                }
            }
        }
        Ok(())
    }

    /// Checks the room's roster. Where the clock was set back, a seat may have run out earlier than it seems.
    pub(crate) fn check<'a>(&mut self, roster: impl Iterator<Item = &'a PeerId>) -> Step {
        let mut here: Vec<&PeerId> = self.roster().collect();
        for id in roster {
            let Some(place) = here.iter().position(|other| *other == id) else {
                return Err(Violation::new(format!("{id} is on the roster")));
            };
            here.remove(place);
        }
        let here: Vec<PeerId> = here.into_iter().cloned().collect();
        for id in here {
            self.is_gone(&id)?;
        }
        Ok(())
    }

    fn is_gone(&mut self, id: &PeerId) -> Step {
        let Some(seat) = self.seats.get(id) else {
            return Ok(());
        };
        let away = self.now.saturating_sub(seat.away_since) + self.slack;
        if seat.socket.is_some() || away < seat.held_for {
            return Err(Violation::new(format!("{id} lost a seat that was held")));
        }
        self.seats.remove(id);
        self.take_places();
        Ok(())
    }

    fn lose(&mut self, socket: SocketId, now: Duration) {
        let Some((id, _)) = self.sockets.remove(&socket) else {
            return;
        };
        let Some(seat) = self.seats.get_mut(&id) else {
            return;
        };
        (seat.socket, seat.away_since) = (None, now);
        if seat.profile.is_none() {
            self.seats.remove(&id);
        }
        self.knocks_no_more(&id);
    }

    fn listen(&mut self, now: Duration) {
        self.now = now;
        (self.speaker, self.news) = (None, None);
    }
}

fn profile_in(text: &str) -> &str {
    let rest = text
        .split_once(r#""profile":"#)
        .map_or("", |(_, rest)| rest);
    let end = rest.find('}').map_or(rest.len(), |end| end + 1);
    &rest[..end]
}
