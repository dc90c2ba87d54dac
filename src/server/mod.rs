//! The server: everything that touches clock, files, databases and the network.

pub mod clock;
pub mod content;
pub mod ids;
pub mod storage;
#[cfg(test)]
pub mod testing;
