//! Papers of sittings that go on, and how often items were asked lately: read once, forgotten when there are too many.

use crate::domain::assembly::paper::PinnedItem;
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, PersonId};
use crate::domain::item::ItemId;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::storage::attempt::NewPart;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// More sittings than this are not remembered.
const MOST: usize = 8192;
/// For so long counts of what was asked are good enough: they only steer the draw.
const COUNTS_LAST: Duration = Duration::minutes(1);

/// What is fixed about a sitting.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    pub person: PersonId,
    pub locale: Locale,
    pub parts: Vec<NewPart>,
}

/// How often each item appeared in the newest sittings of a level, and how many those were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub attempts: u32,
    pub appearances: BTreeMap<ItemId, u32>,
}

#[derive(Debug, Default)]
pub struct Papers {
    fixed: Mutex<HashMap<AttemptId, Arc<Fixed>>>,
    counts: Mutex<HashMap<Level, Counted>>,
}

/// Counts, and when they were made.
#[derive(Debug)]
struct Counted {
    at: DateTime<Utc>,
    counts: Arc<Counts>,
}

impl Fixed {
    /// Where an item of the paper stands.
    pub fn pinned(&self, item: &ItemId) -> Option<(PartKind, &PinnedItem)> {
        self.parts.iter().find_map(|part| {
            let pinned = part.paper.items().iter().find(|pinned| pinned.item == *item)?;
            Some((part.paper.kind(), pinned))
        })
    }
}

impl Papers {
    pub fn get(&self, id: AttemptId) -> Option<Arc<Fixed>> {
        self.fixed.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub fn remember(&self, id: AttemptId, fixed: Fixed) -> Arc<Fixed> {
        let fixed = Arc::new(fixed);
        let mut all = self.fixed.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(id, fixed.clone());
        fixed
    }

    /// Counts that are not too old.
    pub fn counts(&self, level: Level, now: DateTime<Utc>) -> Option<Arc<Counts>> {
        let all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&level).filter(|counted| now - counted.at < COUNTS_LAST).map(|counted| counted.counts.clone())
    }

    pub fn remember_counts(&self, level: Level, now: DateTime<Utc>, counts: Counts) -> Arc<Counts> {
        let counts = Arc::new(counts);
        self.counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(level, Counted { at: now, counts: counts.clone() });
        counts
    }
}
