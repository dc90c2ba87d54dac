//! Items: one decision each, with its answer key and a reason for every option.
//!
//! An `Item` is what an author wrote. What a learner sees is built by `presentation`, what came back is read by
//! `response`, what it is worth is decided by `scoring`, and what is shown after the answer is `feedback`. The item and
//! everything secret in it cannot be serialised.

pub mod correction;
pub mod expression;
pub mod feedback;
mod folding;
pub mod interaction;
pub mod number;
pub mod perfect;
pub mod presentation;
pub mod response;
pub mod scoring;
pub mod secret;
pub mod variables;

use super::competency::Competency;
use super::content_id::content_id;
use super::level::Level;
use super::locale::Text;
use chrono::NaiveDate;
use interaction::Interaction;
use serde::{Deserialize, Serialize};

content_id!(
    /// An item.
    ItemId
);
content_id!(
    /// A case group: one stimulus with several items.
    CaseId
);

/// A question with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub level: Level,
    pub competency: Competency,
    pub difficulty: Difficulty,
    pub usage: Usage,
    /// Where its facts come from; not shown to learners.
    pub source: String,
    /// The day on which its lines of law were compared with the law.
    pub law_as_of: Option<NaiveDate>,
    /// The stem asks what is *not* right; few items of a form may.
    pub negative: bool,
    /// The case that the item belongs to, if any.
    pub case: Option<Case>,
    pub stem: Text,
    pub interaction: Interaction,
}

/// The stimulus that an item of a case group needs, and the group that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub stimulus: Text,
}

/// The items that share a stimulus: drawn together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseGroup {
    pub id: CaseId,
    pub level: Level,
    pub difficulty: Difficulty,
    pub usage: Usage,
    pub stimulus: Text,
    pub items: Vec<ItemId>,
}

/// The share of just-qualified candidates who are expected to be right, in percent (Angoff's question).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Difficulty(u8);

impl Difficulty {
    /// Nothing when it is not between 1 and 99.
    pub fn percent(percent: u8) -> Option<Self> {
        (1..=99).contains(&percent).then_some(Self(percent))
    }

    pub fn as_percent(self) -> u8 {
        self.0
    }
}

/// Where an item may appear. One that was met with its explanation in practice proves nothing in an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Usage {
    Practice,
    Exam,
}

#[cfg(test)]
pub(crate) mod samples;
