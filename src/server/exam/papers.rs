//! Papers of sittings that go on, and how often items were asked lately: read once, forgotten when there are too many.

use crate::domain::assembly::likeness::Neighbours;
use crate::domain::assembly::paper::PinnedItem;
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, PersonId};
use crate::domain::item::ItemId;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::storage::paper::NewPart;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// How often each item appeared in the newest sittings of a level, how many those were, and the last of their papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub attempts: u32,
    pub appearances: BTreeMap<ItemId, u32>,
    pub neighbours: Neighbours,
}

impl Counts {
    /// One more sitting was asked this.
    pub fn add(&mut self, items: BTreeSet<ItemId>) {
        self.attempts += 1;
        for item in &items {
            *self.appearances.entry(item.clone()).or_default() += 1;
        }
        self.neighbours.add(items);
    }
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

    /// Counts a paper just drawn, so that those who start in the same minute are told apart.
    pub fn count(&self, level: Level, items: BTreeSet<ItemId>) {
        if let Some(counted) = self.counts.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&level) {
            Arc::make_mut(&mut counted.counts).add(items);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_just_drawn_counts_before_the_minute_is_over() {
        let (now, papers) = (DateTime::UNIX_EPOCH, Papers::default());
        let items: BTreeSet<ItemId> = ["l1-mindset-gap".parse().expect("an id")].into();
        papers.remember_counts(Level::One, now, Counts::default());
        papers.count(Level::One, items);
        let counts = papers.counts(Level::One, now).expect("fresh counts");
        assert_eq!((counts.attempts, counts.appearances.values().sum::<u32>()), (1, 1));
        assert_ne!(counts.neighbours, Neighbours::default(), "the next one keeps away from it");
        assert_eq!(papers.counts(Level::Two, now), None, "another level is not concerned");
        assert_eq!(papers.counts(Level::One, now + COUNTS_LAST), None, "then they are read again");
    }
}
