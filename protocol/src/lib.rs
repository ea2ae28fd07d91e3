//! Both ends of a Parley room, as pure state machines.
//!
//! - [`room::Room`] is the server's end: who is here, who may say what to whom, who is told.
//! - [`call::Call`] is a client's end: the signaling session, the roster, one link per peer.
//! - [`chat`] is the text chat that clients keep among themselves.
//! - [`gauge`] judges what a browser measures of a connection.
//! - [`message`] is what they say to one another.
//! - [`seal`] keeps it from the server, in rooms with a secret.
//! - [`verification`] lets people find out whether somebody sits in the middle.
//!
//! # The driver contract
//!
//! Both machines have one shape:
//!
//! ```text
//! let outputs = machine.handle(input, now);  // the only mutator
//! let wake    = machine.next_timeout();      // the only timer
//! ```
//!
//! A driver owns the sockets, the peer connections and the clock, and no rule. It must
//!
//! 1. turn everything that happens into one `Input` and feed it to `handle`, one at a time;
//! 2. perform the returned outputs in order, feeding what they cause as later inputs, never from
//!    within `handle`;
//! 3. feed `Input::Timeout` no earlier than `next_timeout` and as soon after it as it can. Early,
//!    late and superfluous timeouts are harmless.
//!
//! A client's driver has one more duty, without which people can compare no [`verification`] words: it makes one
//! certificate for each call and gives it to every connection that the call opens.
//!
//! `now` is the time since some start that the driver chose; it need not be exact, and a machine
//! that sees it step backwards treats it as standing still. Randomness enters as data.
//!
//! # Invariants
//!
//! - Nothing a network or a person can feed makes `handle` panic.
//! - Everything is bounded: peers, sockets, queued frames and bytes, frame sizes.
//! - A machine is a value: `Clone`, `PartialEq`, `Debug`, ordered maps only. The same inputs always
//!   give the same outputs, so a failing simulation replays.
//! - A [`room::Room`] can be rebuilt at any moment from what its sockets' attachments and its storage
//!   hold. Falling asleep, being evicted and being restarted are the same non-event.

#![forbid(unsafe_code)]

pub mod call;
pub mod chat;
pub mod gauge;
mod link;
pub mod message;
mod nfc;
pub mod room;
pub mod seal;
pub mod verification;
