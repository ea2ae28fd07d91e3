//! The rules of a call and its links, one test each.
//!
//! The client is called Bob. Towards Ada he is the impolite side, towards Cy the polite one.

mod candidates;
mod chat;
mod client;
mod connecting;
mod ending;
mod glare;
mod healing;
mod joining;
mod mending;
mod negotiating;
mod outage;
mod reloading;
mod roster;
mod rules;
mod sealing;
mod strays;
mod talking;
mod verifying;
mod wire;
mod words;
