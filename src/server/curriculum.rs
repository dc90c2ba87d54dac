//! What is taught, in memory: the files' bank, the items as they stand, and the versions that somebody works on, current or
//! former.

use super::content::bank::Bank;
use super::content::diagnostic::Problem;
use super::content::live::Live;
use crate::domain::digest::Digest;
use crate::domain::item::{Item, ItemId};
use crate::domain::scenario::model::Scenario;
use crate::domain::seed::Seed;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// More versions than this are not remembered; they can be read again.
const MOST_VERSIONS: usize = 512;

/// The curriculum of a running service.
#[derive(Debug)]
pub struct Curriculum {
    /// As the program brought it. Lessons, scenarios and forms stand so; items and cases may have newer versions in `live`.
    pub bank: Arc<Bank>,
    /// From which practice draws: the same on every node, and known to no learner.
    pub seed: Seed,
    /// What the check of the content found when the service started.
    pub problems: Vec<Problem>,
    live: RwLock<Arc<Live>>,
    versions: Mutex<Versions>,
}

#[derive(Debug, Default)]
struct Versions {
    items: HashMap<(Digest, ItemId), Arc<Item>>,
    scenarios: HashMap<Digest, Arc<Scenario>>,
}

impl Curriculum {
    pub fn new(bank: Bank, seed: Seed) -> Self {
        let bank = Arc::new(bank);
        let live = RwLock::new(Arc::new(Live::of_files(bank.clone())));
        Self { bank, seed, problems: Vec::new(), live, versions: Mutex::default() }
    }

    #[must_use]
    pub fn with_problems(self, problems: Vec<Problem>) -> Self {
        Self { problems, ..self }
    }

    /// Items as they stood when somebody last looked. `services::content::current` looks whether they still do.
    pub fn live(&self) -> Arc<Live> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn renew(&self, live: Live) -> Arc<Live> {
        let live = Arc::new(live);
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live.clone();
        live
    }

    /// A version of an item, if it is current or was remembered.
    pub fn item(&self, id: &ItemId, hash: Digest) -> Option<Arc<Item>> {
        let key = (hash, id.clone());
        if let Some(item) = self.versions().items.get(&key) {
            return Some(item.clone());
        }
        let current = self.live().version(id, hash)?.clone();
        Some(self.remember_item(hash, current))
    }

    /// A version of a scenario, if it is current or was remembered.
    pub fn scenario(&self, hash: Digest) -> Option<Arc<Scenario>> {
        if let Some(scenario) = self.versions().scenarios.get(&hash) {
            return Some(scenario.clone());
        }
        let current = self.bank.scenarios.values().find(|unit| unit.origin.hash == hash)?;
        Some(self.remember_scenario(hash, current.content.clone()))
    }

    pub fn remember_item(&self, hash: Digest, item: Item) -> Arc<Item> {
        let item = Arc::new(item);
        let mut versions = self.versions();
        if versions.items.len() >= MOST_VERSIONS {
            versions.items.clear();
        }
        versions.items.insert((hash, item.id.clone()), item.clone());
        item
    }

    pub fn remember_scenario(&self, hash: Digest, scenario: Scenario) -> Arc<Scenario> {
        let scenario = Arc::new(scenario);
        let mut versions = self.versions();
        if versions.scenarios.len() >= MOST_VERSIONS {
            versions.scenarios.clear();
        }
        versions.scenarios.insert(hash, scenario.clone());
        scenario
    }

    /// What is in here can be read again, so a panic elsewhere while it was held does no harm.
    fn versions(&self) -> std::sync::MutexGuard<'_, Versions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
