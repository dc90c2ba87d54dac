//! The server: everything that touches clock, files, databases and the network.

pub mod content;
