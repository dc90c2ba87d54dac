//! The log: one line per event, JSON unless a person watches at a terminal. `RUST_LOG` chooses what is said.

use std::io::{IsTerminal as _, stderr};
use tracing_subscriber::EnvFilter;

/// Once per process. Lines go to standard error, so that a command's own output stays clean.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    // A second start (in tests) keeps the first log.
    let _ = if stderr().is_terminal() { log.with_target(false).try_init() } else { log.json().try_init() };
}
