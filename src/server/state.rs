//! What every request may reach.

use super::clock::Clock;
use super::config::Config;
use super::curriculum::Curriculum;
use super::exam::Exam;
use super::password::Hasher;
use super::public_page::PublicPages;
use super::session::Lookups;
use super::site::Site;
use super::storage::Db;
use std::ops::Deref;
use std::sync::Arc;

/// The running service. Cheap to clone; holds nothing that another node would need.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Service>);

#[derive(Debug)]
pub struct Service {
    pub db: Db,
    pub clock: Clock,
    pub config: Config,
    pub hasher: Hasher,
    pub site: Site,
    pub curriculum: Curriculum,
    pub exam: Exam,
    pub sessions: Lookups,
    pub public_pages: PublicPages,
}

impl AppState {
    pub fn new(service: Service) -> Self {
        Self(Arc::new(service))
    }
}

impl Deref for AppState {
    type Target = Service;

    fn deref(&self) -> &Service {
        &self.0
    }
}
