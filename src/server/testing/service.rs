//! A service for one test: its own database, a clock that stands still, quick hashes.

use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::password::Hasher;
use crate::server::state::{AppState, Service};
use crate::server::storage::Db;

/// The instant at which tests happen, unless they move the clock.
pub(crate) const NOW: &str = "2026-03-02T01:00:00Z";

pub(crate) fn a_service(db: Db) -> AppState {
    let config = Config {
        data_dir: std::env::temp_dir().join("rungs-tests-write-no-files"),
        database_url: None,
        addr: ([127, 0, 0, 1], 3000).into(),
        public_url: None,
        behind_proxy: false,
    };
    let clock = Clock::fixed(NOW.parse().expect("an instant"));
    AppState::new(Service { db, clock, config, hasher: Hasher::quick() })
}
