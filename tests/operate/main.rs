//! The command line as operators use it: each command as a process, beside a running server where that matters, and what
//! the server's log tells.
#![cfg(feature = "ssr")]

#[allow(dead_code, reason = "the figures and the doses use what operators do not")]
#[path = "../world/mod.rs"]
mod world;

mod accounts;
mod audit;
mod backup;
mod keys;
mod log;
mod rungs;
