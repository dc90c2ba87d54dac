//! A service for one test: its own database, a clock that stands still, quick hashes.

use crate::domain::seed::Seed;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::content::bank::Bank;
use crate::server::curriculum::Curriculum;
use crate::server::exam::Exam;
use crate::server::password::Hasher;
use crate::server::public_page::PublicPages;
use crate::server::services::content::import::import;
use crate::server::session::Lookups;
use crate::server::site::Site;
use crate::server::state::{AppState, Service};
use crate::server::storage::Db;
use std::path::Path;

/// The instant at which tests happen, unless they move the clock.
const NOW: &str = "2026-03-02T01:00:00Z";

pub(crate) fn a_service(db: Db) -> AppState {
    a_service_at(db, "http://127.0.0.1:3000")
}

/// A service that people reach at the address.
pub(crate) fn a_service_at(db: Db, public_url: &str) -> AppState {
    built(
        db,
        &std::env::temp_dir().join("rungs-tests-write-no-files"),
        public_url,
        Curriculum::new(Bank::default(), Seed(1)),
    )
}

/// A service that keeps its files in the folder.
pub(crate) fn a_service_in(db: Db, data_dir: &Path) -> AppState {
    built(db, data_dir, "http://127.0.0.1:3000", Curriculum::new(Bank::default(), Seed(1)))
}

/// A service that teaches what is in the bank.
pub(crate) async fn a_service_teaching(db: Db, bank: Bank) -> AppState {
    a_service_teaching_in(db, bank, &std::env::temp_dir().join("rungs-tests-write-no-files")).await
}

/// A service that teaches what is in the bank and keeps its files in the folder.
pub(crate) async fn a_service_teaching_in(db: Db, bank: Bank, data_dir: &Path) -> AppState {
    let seed = import(&db, &bank, NOW.parse().expect("an instant")).await.expect("the bank is imported");
    built(db, data_dir, "http://127.0.0.1:3000", Curriculum::new(bank, seed))
}

fn built(db: Db, data_dir: &Path, public_url: &str, curriculum: Curriculum) -> AppState {
    let config = Config {
        data_dir: data_dir.to_owned(),
        database_url: None,
        addr: ([127, 0, 0, 1], 3000).into(),
        public_url: Some(public_url.parse().expect("a URL")),
        behind_proxy: false,
        issuer: Config::ISSUER.to_owned(),
        fonts: Config::FONTS.into(),
    };
    let clock = Clock::fixed(NOW.parse().expect("an instant"));
    // The names of a bundle that nobody made: pages refer to it all the same.
    let site = Site {
        islands: Some("rungs-0123".to_owned()),
        sitting: Some("sitting-0123".to_owned()),
        style: Some("rungs-0123.css".to_owned()),
    };
    let (hasher, exam) = (Hasher::quick(), Exam::default());
    let (sessions, public_pages) = (Lookups::new(db.clone(), clock.clone()), PublicPages::default());
    AppState::new(Service { db, clock, config, hasher, site, curriculum, exam, sessions, public_pages })
}
