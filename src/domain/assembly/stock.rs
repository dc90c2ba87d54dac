//! What a paper can be drawn from, and what was drawn before: only what the draw needs to know, and nothing secret.

use super::likeness::Neighbours;
use crate::domain::competency::Competency;
use crate::domain::digest::Digest;
use crate::domain::form::blueprint::{Band, Cell};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::{CaseId, Difficulty, Item, ItemId, Usage};
use crate::domain::level::Level;
use crate::domain::scenario::model::ScenarioId;
use std::collections::{BTreeMap, BTreeSet};

/// The current versions of all content that an exam can ask. Ordered by id, so that a draw depends on nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stock {
    items: BTreeMap<ItemId, StockItem>,
    /// The items of each group, in the group's order.
    groups: BTreeMap<CaseId, Vec<ItemId>>,
    scenarios: BTreeMap<ScenarioId, Digest>,
}

/// An item, as far as a draw looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockItem {
    pub id: ItemId,
    pub hash: Digest,
    pub level: Level,
    pub competency: Competency,
    pub difficulty: Difficulty,
    pub kind: InteractionKind,
    pub usage: Usage,
    pub case: Option<CaseId>,
}

/// What recent attempts were asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// How many recent attempts were counted.
    pub attempts: u32,
    /// In how many of them an item appeared.
    pub appearances: BTreeMap<ItemId, u32>,
    /// The papers of the level drawn last: a new one shares at most half with each.
    pub neighbours: Neighbours,
    /// What this candidate was asked in earlier attempts.
    pub met: BTreeSet<ItemId>,
    /// What this candidate played in earlier attempts.
    pub played: BTreeSet<ScenarioId>,
}

/// With fewer attempts than this, a share says nothing yet.
const FEWEST_ATTEMPTS: u32 = 20;

/// How gladly an item is drawn: later ones only when the earlier ones do not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Freshness {
    Fresh,
    /// The candidate was asked it before.
    Met,
    /// It appeared in more of the recent attempts than the blueprint allows.
    Overexposed,
}

impl Stock {
    pub fn add_item(&mut self, item: &Item, hash: Digest) {
        let stocked = StockItem {
            id: item.id.clone(),
            hash,
            level: item.level,
            competency: item.competency,
            difficulty: item.difficulty,
            kind: item.interaction.kind(),
            usage: item.usage,
            case: item.case.as_ref().map(|case| case.id.clone()),
        };
        self.put(stocked);
    }

    /// A group whose items are added by themselves.
    pub fn add_group(&mut self, id: CaseId, items: Vec<ItemId>) {
        self.groups.insert(id, items);
    }

    pub fn add_scenario(&mut self, id: ScenarioId, hash: Digest) {
        self.scenarios.insert(id, hash);
    }

    pub(super) fn put(&mut self, item: StockItem) {
        self.items.insert(item.id.clone(), item);
    }

    pub(super) fn scenario(&self, id: &ScenarioId) -> Option<Digest> {
        self.scenarios.get(id).copied()
    }

    /// Items that stand alone, essays included.
    pub(super) fn single_items(&self, level: Level, usage: Usage) -> impl Iterator<Item = &StockItem> {
        self.items.values().filter(move |item| item.level == level && item.usage == usage && item.case.is_none())
    }

    /// Groups of which every item is there and fits.
    pub(super) fn groups(&self, level: Level, usage: Usage) -> Vec<Vec<&StockItem>> {
        let fits = |item: &&StockItem| item.level == level && item.usage == usage;
        let whole = |ids: &Vec<ItemId>| {
            ids.iter()
                .map(|id| self.items.get(id).filter(fits))
                .collect::<Option<Vec<_>>>()
                .filter(|ids| !ids.is_empty())
        };
        self.groups.values().filter_map(whole).collect()
    }
}

impl StockItem {
    pub(super) fn cell(&self) -> Cell {
        Cell { competency: self.competency, band: Band::of(self.difficulty) }
    }

    pub(super) fn percent(&self) -> u32 {
        u32::from(self.difficulty.as_percent())
    }
}

impl History {
    pub(super) fn freshness(&self, item: &StockItem, exposure_percent: u8) -> Freshness {
        let appearances = u64::from(self.appearances.get(&item.id).copied().unwrap_or(0));
        let allowed = u64::from(self.attempts.max(FEWEST_ATTEMPTS)) * u64::from(exposure_percent);
        match (appearances * 100 > allowed, self.met.contains(&item.id)) {
            (true, _) => Freshness::Overexposed,
            (false, true) => Freshness::Met,
            (false, false) => Freshness::Fresh,
        }
    }
}
