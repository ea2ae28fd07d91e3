//! The rules of a room, one test each.

mod connecting;
mod control;
mod limits;
mod liveness;
mod lobby;
mod relaying;
mod restoring;
mod roster;
mod seats;
mod words;
