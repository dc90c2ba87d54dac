//! A paper: what one attempt is made of. It pins versions, order and seeds, so that replaying gives the same paper however
//! the content has moved on.

use crate::domain::digest::Digest;
use crate::domain::form::{FormId, PartKind};
use crate::domain::item::scoring::Score;
use crate::domain::item::{CaseId, ItemId};
use crate::domain::points::Points;
use crate::domain::scenario::model::ScenarioId;
use crate::domain::seed::Seed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one candidate is asked, in order. Kept with the attempt; never sent to a candidate as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub form: FormId,
    /// The version of the form that it was drawn by.
    pub form_hash: Digest,
    pub seed: Seed,
    /// In the order of the form.
    pub parts: Vec<PaperPart>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum PaperPart {
    Theory {
        items: Vec<PinnedItem>,
    },
    RolePlay {
        scenario: PinnedScenario,
    },
    /// The items of a case group stand together; essays come last.
    CaseAnalysis {
        items: Vec<PinnedItem>,
    },
}

/// A version of an item, as one candidate meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedItem {
    pub item: ItemId,
    pub hash: Digest,
    /// What it weighs in its part.
    pub max: Points,
    /// Decides the order of options and the numbers drawn.
    pub seed: Seed,
    /// The group that it stands in.
    pub case: Option<CaseId>,
}

/// A version of a scenario, as one candidate plays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedScenario {
    pub scenario: ScenarioId,
    pub hash: Digest,
    pub seed: Seed,
}

impl PaperPart {
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Theory { .. } => PartKind::Theory,
            Self::RolePlay { .. } => PartKind::RolePlay,
            Self::CaseAnalysis { .. } => PartKind::CaseAnalysis,
        }
    }

    /// Nothing in a role-play.
    pub fn items(&self) -> &[PinnedItem] {
        match self {
            Self::Theory { items } | Self::CaseAnalysis { items } => items,
            Self::RolePlay { .. } => &[],
        }
    }
}

impl PinnedItem {
    /// What a score is worth here: items are scored out of one point, and weigh as the form says.
    pub fn weigh(&self, score: Score) -> Points {
        self.max.share(score.points.as_hundredths(), score.max.as_hundredths())
    }
}

impl Paper {
    pub fn part(&self, kind: PartKind) -> Option<&PaperPart> {
        self.parts.iter().find(|part| part.kind() == kind)
    }

    /// Which items it asks, for comparing.
    pub fn item_ids(&self) -> BTreeSet<ItemId> {
        self.items().map(|pinned| pinned.item.clone()).collect()
    }

    /// The items of all parts, in order.
    pub fn items(&self) -> impl Iterator<Item = &PinnedItem> {
        self.parts.iter().flat_map(PaperPart::items)
    }
}
