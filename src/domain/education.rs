//! Education as eligibility sees it: an ordered level and the day on which it was completed.

use super::canonical::Canonical;
use super::day;
use super::verification::Verification;
use super::word;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// The order is the rule's: whoever has a level has "or higher" of every one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EducationLevel {
    /// 初中及以下
    JuniorSecondary,
    /// 中专、高中
    Secondary,
    /// 大专
    College,
    /// 本科
    Bachelor,
    /// 研究生（硕士、博士）
    Postgraduate,
}

impl EducationLevel {
    pub const ALL: [Self; 5] =
        [Self::JuniorSecondary, Self::Secondary, Self::College, Self::Bachelor, Self::Postgraduate];

    /// The stable id, as files and the machine interface write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::JuniorSecondary => "junior_secondary",
            Self::Secondary => "secondary",
            Self::College => "college",
            Self::Bachelor => "bachelor",
            Self::Postgraduate => "postgraduate",
        }
    }
}

impl fmt::Display for EducationLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected junior_secondary, secondary, college, bachelor or postgraduate, found {0:?}")]
pub struct UnknownEducationLevel(String);

impl FromStr for EducationLevel {
    type Err = UnknownEducationLevel;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|known| known.id() == word).ok_or_else(|| UnknownEducationLevel(word.to_owned()))
    }
}

impl<'de> Deserialize<'de> for EducationLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::deserialize(deserializer, &Self::ALL, Self::id)
    }
}

/// One education of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Education {
    pub level: EducationLevel,
    /// Counts from this day on. Missing: not completed, and no date is planned. In the future: a plan.
    #[serde(default, with = "day::option", skip_serializing_if = "Option::is_none")]
    pub completed: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub major: Option<String>,
    /// Whether the major is related to customer service.
    #[serde(default)]
    pub major_related: bool,
    pub status: Verification,
}

impl Education {
    pub(super) fn write(&self, bytes: &mut Canonical) {
        bytes.text(self.level.id());
        bytes.optional(self.completed, Canonical::date);
        bytes.optional(self.major.as_deref(), Canonical::text);
        bytes.flag(self.major_related);
        bytes.text(self.status.id());
    }
}
