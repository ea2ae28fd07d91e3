//! What a link says to its peer: its local state, whole or what is new of it.

use super::{Connection, Context, Effect, Link, REPEAT_AFTER};
use crate::message::{Gathered, Signal, SignalBody};

impl Link {
    /// Lets a silent connection speak.
    pub(crate) fn release(&mut self, cx: &mut Context<'_>) {
        let mend_at = cx.now + self.patience();
        let Some(connection) = &mut self.connection else {
            return;
        };
        if std::mem::take(&mut connection.silent) {
            connection.mend_at = Some(mend_at);
            self.say(cx);
        }
    }

    /// Says the local state from the start.
    pub(super) fn say(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if connection.silent {
            return;
        }
        if let Some(body) = connection.exchange.description() {
            let offers = matches!(body, SignalBody::Offer { .. });
            connection.repeat_at = offers.then(|| cx.now + REPEAT_AFTER);
            connection.exchange.rewind_candidates();
            let gathered = connection.exchange.next_candidates();
            self.emit(body, gathered.map(|(_, gathered)| gathered), cx);
        }
    }

    /// The peer repeats an offer that was heard: it has not heard what this side said since.
    pub(super) fn say_again(&mut self, serial: u32, cx: &mut Context<'_>) {
        let connection = self.connection.as_ref();
        let news = |c: &Connection| c.exchange.has_answered(serial) || c.exchange.has_offered();
        if connection.is_some_and(news) {
            self.say(cx);
        }
    }

    /// Says the own offer, if one waits for its answer: the peer has not heard it.
    pub(super) fn say_offer(&mut self, cx: &mut Context<'_>) {
        let connection = self.connection.as_ref();
        if connection.is_some_and(|c| c.exchange.has_offered()) {
            self.say(cx);
        }
    }

    pub(super) fn say_candidates(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if connection.silent {
            return;
        }
        if let Some((ufrag, Gathered { candidates, end })) = connection.exchange.next_candidates() {
            let body = SignalBody::Candidates {
                ufrag,
                candidates,
                end,
            };
            self.emit(body, None, cx);
        }
    }

    fn emit(&self, body: SignalBody, gathered: Option<Gathered>, cx: &mut Context<'_>) {
        let signal = Signal::new(self.own, self.remote, self.generation, body);
        cx.effects.push(Effect::Signal(signal.with(gathered)));
    }
}
