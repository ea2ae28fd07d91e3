//! The Parley site.

mod state;

fn main() {}
