//! Who has the floor: a rule over a few samples of the call, pure, so that it can be tested without
//! microphones, people or a clock.

pub(crate) mod speaking;
