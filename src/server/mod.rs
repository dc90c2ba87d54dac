//! The server: everything that touches clock, files, databases and the network.

pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod digest;
pub mod ids;
pub mod password;
pub mod services;
pub mod session;
pub mod state;
pub mod storage;
#[cfg(test)]
pub mod testing;
pub mod throttle;
pub mod visitor;
