//! The server: everything that touches clock, files, databases and the network.

pub mod address;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod curriculum;
pub mod demo;
pub mod digest;
pub mod exam;
mod failure;
pub mod figures;
pub mod form;
pub mod gate;
pub mod handed_out;
pub mod headers;
pub mod health;
pub mod ids;
pub mod interop;
pub mod observe;
pub mod origin;
pub mod password;
pub mod preferences;
pub mod public_page;
pub mod query;
pub mod render;
pub mod router;
pub mod routes;
pub mod run;
pub mod services;
pub mod session;
pub mod site;
pub mod state;
pub mod storage;
pub mod sweep;
pub mod telemetry;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod throttle;
pub mod visitor;
