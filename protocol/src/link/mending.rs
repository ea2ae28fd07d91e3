//! When a link is mended, and how.

use std::time::Duration;

use super::{Connection, Context, Link, REPEAT_AFTER, Relay, Transport};
use crate::call::Output;

/// How long a connection may take to come up. Chromium tries for 15 s, but people are told sooner. Each
/// further attempt in a row may take this much longer, up to four times.
pub(crate) const CONNECT_WITHIN: Duration = Duration::from_secs(12);

/// How long new ICE credentials may take to bring a connection back.
pub(crate) const RESTART_WITHIN: Duration = Duration::from_secs(8);

/// How many times a broken connection gets new ICE credentials before it is replaced, if the other side answers. What
/// it does not answer says nothing of the connection.
pub(crate) const RESTARTS: u32 = 4;

/// How many times the other side is offered new ICE credentials, in all, before the connection is replaced.
pub(crate) const RESTARTS_UNANSWERED: u32 = 12;

/// How many of these may find a direct path, where there are relays.
pub(crate) const DIRECT_RESTARTS: u32 = 2;

/// How long ICE may miss packets before new ICE credentials are asked for. It misses them late, so this is
/// for links on which nobody sends anything, where nothing else tells.
pub(crate) const DISCONNECTED_FOR: Duration = Duration::from_secs(2);

/// How much longer than the impolite side the polite side waits before it mends.
pub(crate) const POLITE_WAIT: Duration = Duration::from_secs(2);

/// How much longer than the impolite side the polite side waits before it asks for new ICE credentials on a
/// connection that was up. If both ask, the polite side's offer was for nothing.
pub(crate) const POLITE_RESTART_WAIT: Duration = Duration::from_secs(10);

/// How long after packets have gone missing the polite side says its state again, which takes nothing away from the
/// other side's mending: the server then tells if nobody is there any more to take it.
pub(crate) const ASKS_AFTER: Duration = Duration::from_secs(1);

impl Link {
    /// The path for signals is back: whatever was under way goes on at once.
    pub(crate) fn resume(&mut self, cx: &mut Context<'_>) {
        if self.is_settled() {
            return;
        }
        let connect_by = cx.now + self.patience();
        let mend_soon = cx.now + self.polite_wait();
        let Some(connection) = &mut self.connection else {
            return;
        };
        let soon = Some(mend_soon);
        connection.mend_at = match connection.transport {
            _ if connection.exchange.has_failed() => Some(cx.now),
            Transport::Connecting => Some(connect_by),
            Transport::Connected if connection.stalled => soon,
            Transport::Connected => None,
            Transport::Disconnected | Transport::Failed => soon,
        };
        self.say(cx);
    }

    /// The path for signals broke, perhaps with the last one on it: that is said again by another.
    pub(crate) fn say_elsewhere(&mut self, cx: &mut Context<'_>) {
        if cx.reachable && !self.is_settled() {
            self.say(cx);
        }
    }

    pub(crate) fn negotiation_failed(&mut self, cx: &mut Context<'_>) {
        let replace_at = cx.now + self.replace_after();
        let Some(connection) = &mut self.connection else {
            return;
        };
        // Only a new connection is sure to be in a known state.
        connection.exchange.fail();
        connection.mend_at = Some(replace_at);
    }

    /// Packets stay away though the other side sends some.
    pub(crate) fn stalled(&mut self, cx: &mut Context<'_>) {
        let mend_at = cx.now + self.polite_restart_wait();
        let Some(connection) = &mut self.connection else {
            return;
        };
        let was_up = matches!(
            connection.transport,
            Transport::Connected | Transport::Disconnected
        );
        if !was_up || connection.exchange.has_failed() {
            return;
        }
        connection.stalled = true;
        cx.perform(Output::PausePictures {
            connection: connection.id,
        });
        connection.mend_at = Some(connection.mend_at.map_or(mend_at, |at| at.min(mend_at)));
        if self.polite {
            let ask_at = cx.now + ASKS_AFTER;
            connection.repeat_at = Some(connection.repeat_at.map_or(ask_at, |at| at.min(ask_at)));
        }
    }

    /// Packets come in again.
    pub(crate) fn flows(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if !std::mem::take(&mut connection.stalled) || connection.exchange.has_failed() {
            return;
        }
        connection.mended();
        connection.mend_at = None;
        connection.repeat_at = connection
            .repeat_at
            .filter(|_| connection.exchange.is_open());
        cx.perform(Output::SendKeyFrame {
            connection: connection.id,
        });
    }

    /// The person asks for another try.
    pub(crate) fn retry(&mut self, cx: &mut Context<'_>) {
        if self.is_settled() {
            return;
        }
        self.attempts = 0;
        self.call(false, cx);
    }

    /// What the connection was made for does not hold any more: another one takes its place.
    pub(crate) fn start_over(&mut self, cx: &mut Context<'_>) {
        if let Some(connection) = &self.connection {
            let silent = connection.silent;
            self.attempts = 0;
            self.call(silent, cx);
        }
    }

    pub(crate) fn transport_changed(&mut self, transport: Transport, cx: &mut Context<'_>) {
        let restart_at = cx.now + self.polite_restart_wait();
        let connect_by = cx.now + self.patience();
        let replace_at = cx.now + self.replace_after();
        let Some(connection) = &mut self.connection else {
            return;
        };
        if connection.transport == transport {
            return;
        }
        connection.transport = transport;
        if transport == Transport::Connected {
            connection.stalled = false;
            if std::mem::replace(&mut connection.was_up, true) {
                cx.perform(Output::SendKeyFrame {
                    connection: connection.id,
                });
            }
            connection.mended();
            connection.repeat_at = connection
                .repeat_at
                .filter(|_| connection.exchange.is_open());
            self.attempts = 0;
            self.was_up = true;
        }
        if connection.exchange.has_failed() {
            // It cannot be negotiated any more and is about to be replaced, whether it is up or not.
            return;
        }
        connection.mend_at = match transport {
            Transport::Connecting => Some(connection.mend_at.unwrap_or(connect_by)),
            Transport::Connected => None,
            Transport::Disconnected => {
                Some(connection.mend_at.unwrap_or(restart_at + DISCONNECTED_FOR))
            }
            Transport::Failed if !connection.was_up => Some(replace_at),
            Transport::Failed => Some(
                connection
                    .mend_at
                    .map_or(restart_at, |at| at.min(restart_at)),
            ),
        };
    }

    pub(crate) fn timeout(&mut self, cx: &mut Context<'_>) {
        let due = |at: Option<Duration>| at.is_some_and(|at| at <= cx.now);
        let Some(connection) = &mut self.connection else {
            return;
        };
        let (mend, repeat) = (due(connection.mend_at), due(connection.repeat_at));
        if due(connection.flush_at) {
            connection.flush_at = None;
            self.say_candidates(cx);
        }
        if mend {
            self.mend(cx);
        } else if repeat {
            self.repeat(cx);
        }
    }

    pub(crate) fn polite_wait(&self) -> Duration {
        if self.polite {
            POLITE_WAIT
        } else {
            Duration::ZERO
        }
    }

    fn polite_restart_wait(&self) -> Duration {
        if self.polite {
            POLITE_RESTART_WAIT
        } else {
            Duration::ZERO
        }
    }

    /// How long to wait before a connection that came to nothing is replaced: longer each time in a row,
    /// so that a browser or a network that refuses at once is not asked in a hurry.
    fn replace_after(&self) -> Duration {
        Duration::from_secs(1) * self.attempts.clamp(1, 30) + self.polite_wait()
    }

    /// How long the present attempt may take to come up.
    pub(super) fn patience(&self) -> Duration {
        CONNECT_WITHIN * (self.attempts + 1).min(4) + self.polite_wait()
    }

    pub(super) fn repeat(&mut self, cx: &mut Context<'_>) {
        let settled = self.is_settled();
        let Some(connection) = &mut self.connection else {
            return;
        };
        connection.repeat_at = None;
        if !settled {
            self.say(cx);
        }
    }

    pub(super) fn mend(&mut self, cx: &mut Context<'_>) {
        let restart_by = cx.now + RESTART_WITHIN + self.polite_wait();
        let connect_by = cx.now + self.patience();
        let Some(connection) = &mut self.connection else {
            return;
        };
        if !cx.reachable {
            // Nothing would get through; `resume` says when it does.
            connection.mend_at = Some(connect_by);
            connection.repeat_at = connection.repeat_at.map(|_| cx.now + REPEAT_AFTER);
            return;
        }
        let can_restart = connection.was_up && !connection.exchange.has_failed();
        let ice_sees_nothing_wrong = connection.transport == Transport::Connected;
        let in_vain = connection.stalled && connection.restarts > 0;
        if can_restart && in_vain && ice_sees_nothing_wrong {
            // The other side has nothing to send after all. If it has, ICE will miss it, too.
            connection.mend_at = None;
            return;
        }
        let silent = connection.silent;
        if can_restart && connection.may_restart() {
            connection.count_restart();
            connection.mend_at = Some(restart_by);
            // There is a newer offer to repeat once it is made.
            connection.repeat_at = None;
            if connection.restarts > DIRECT_RESTARTS && cx.relay != Relay::Unknown {
                connection.exchange.use_relays_only();
            }
            connection.exchange.make_offer(true, connection.id, cx);
            return;
        }
        self.attempts = self.attempts.saturating_add(1);
        self.call(silent, cx);
    }

    /// Whether the link is up and nothing is under way on it.
    pub(super) fn is_settled(&self) -> bool {
        let Some(connection) = &self.connection else {
            return true;
        };
        let up = connection.transport == Transport::Connected && !connection.stalled;
        up && !connection.exchange.is_open()
    }
}

impl Connection {
    fn may_restart(&self) -> bool {
        self.restarts < RESTARTS && self.restarts_offered < RESTARTS_UNANSWERED
    }

    fn count_restart(&mut self) {
        self.restarts_offered += 1;
        if !self.exchange.has_offered() {
            self.restarts += 1;
        }
    }

    fn mended(&mut self) {
        self.restarts = 0;
        self.restarts_offered = 0;
    }
}
