//! The exam under faults, against the real program as processes. Afterwards nothing that a candidate was told is saved is
//! lost, doubled or invented.
//!
//! `cargo test` gives the short dose, `make fault` the full one: the same code with the counts of `dose`.
#![cfg(feature = "ssr")]

#[allow(dead_code, reason = "the figures use what the doses do not")]
#[path = "../world/mod.rs"]
mod world;

mod book;
mod cluster;
mod crowd;
mod disk;
mod dose;
mod drain;
mod durable;
mod forged;
mod kill;
mod nodes;
mod outage;
mod place;
mod race;
mod sound;
