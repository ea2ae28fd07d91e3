//! What becomes of a remote offer.

use super::exchange::OPENS;
use super::mending::RESTART_WITHIN;
use super::{Context, Link, Role, Transport};

impl Link {
    pub(super) fn offer(
        &mut self,
        generation: u32,
        serial: u32,
        sdp: String,
        cx: &mut Context<'_>,
    ) {
        let given_up = generation == self.generation && self.connection.is_none();
        if generation < self.generation || given_up {
            // The connection that this is about has no other end any more: show the peer another.
            if matches!(self.transport(), None | Some(Transport::Failed)) {
                self.call(false, cx);
            } else {
                self.say_offer(cx);
            }
            return;
        }
        let gives_way = match &self.connection {
            Some(connection) if generation == self.generation => {
                // An answer that got lost, and that an own offer has taken the place of, is made again.
                let answer_is_gone = self.polite && connection.exchange.has_overwritten(serial);
                if connection.exchange.has_heard(serial) && !answer_is_gone {
                    self.say_again(serial, cx);
                    return;
                }
                let opens = serial == OPENS;
                if opens && connection.role == Role::Offers && connection.exchange.is_negotiated() {
                    // The peer gave way since, and the connection that this would open is closed.
                    return;
                }
                if connection.exchange.collides() && !self.polite {
                    // The other side has yet to hear this side's offer, or had to when it spoke.
                    self.say(cx);
                    return;
                }
                // Transceivers made for an own offer cannot take part in an answer (JSEP, RFC 8829
                // §5.10): a first offer is not rolled back, its connection is given up.
                connection.role == Role::Offers && !connection.exchange.is_negotiated()
            }
            // A higher generation.
            Some(_) | None => true,
        };
        if gives_way {
            if self.has_failed_to_connect() {
                self.attempts = self.attempts.saturating_add(1);
            }
            self.generation = generation;
            self.connect(Role::Answers, false, cx);
        }
        let restart_by = cx.now + RESTART_WITHIN + self.polite_wait();
        if let Some(connection) = &mut self.connection {
            let taken_up = connection.exchange.offer(serial, sdp, connection.id, cx);
            if taken_up {
                // The other side is mending: let it.
                connection.mend_at = connection.mend_at.map(|at| at.max(restart_by));
            }
        }
    }

    /// Whether both sides have said all that it takes, and nothing came of it.
    fn has_failed_to_connect(&self) -> bool {
        let connection = self.connection.as_ref();
        connection.is_some_and(|c| !c.was_up && c.exchange.is_negotiated())
    }
}
