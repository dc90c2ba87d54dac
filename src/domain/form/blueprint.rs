//! The blueprint of a theory part: how many items of which competency and difficulty, of which types, and how hard the
//! whole is. Every form drawn by it measures the same, whoever sits it.

use crate::domain::competency::Competency;
use crate::domain::item::Difficulty;
use crate::domain::item::interaction::InteractionKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The counts that a theory part is drawn by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blueprint {
    /// Exactly so many items each.
    pub cells: BTreeMap<Cell, u8>,
    /// From so many to so many of a type; a type that is not named is free.
    pub types: BTreeMap<InteractionKind, (u8, u8)>,
    pub target: Target,
    /// The share of recent attempts, in percent, in which an item may have appeared and still be drawn.
    pub exposure_percent: u8,
}

/// A competency at a difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    pub competency: Competency,
    pub band: Band,
}

/// How hard an item is, roughly: by the share of just-qualified candidates expected to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// From 75 % on.
    Easy,
    /// From 55 % to below 75 %.
    Medium,
    /// Below 55 %.
    Hard,
}

impl Band {
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    pub fn of(difficulty: Difficulty) -> Self {
        match difficulty.as_percent() {
            75.. => Self::Easy,
            55..75 => Self::Medium,
            _ => Self::Hard,
        }
    }

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// How hard a part is as a whole: the mean of `p`, and how far a drawn part may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// In hundredths of a percent: 6,650 is a mean `p` of .665.
    pub mean: u32,
    /// In the same unit.
    pub tolerance: u32,
}

impl Target {
    /// Whether the mean of so many difficulties, given by their sum in percent, is near enough.
    pub fn is_met(self, sum_percent: u32, count: u32) -> bool {
        self.distance(sum_percent, count) <= u64::from(self.tolerance) * u64::from(count)
    }

    /// How far off the mean is, times the count, so that nothing is rounded.
    pub(crate) fn distance(self, sum_percent: u32, count: u32) -> u64 {
        (u64::from(sum_percent) * 100).abs_diff(u64::from(self.mean) * u64::from(count))
    }
}

impl Blueprint {
    /// How many items a part has.
    pub fn items(&self) -> usize {
        self.cells.values().map(|count| usize::from(*count)).sum()
    }

    /// From so many to so many items of a type.
    pub fn range_of(&self, kind: InteractionKind) -> (usize, usize) {
        let free = (0, u8::MAX);
        let (least, most) = self.types.get(&kind).copied().unwrap_or(free);
        (usize::from(least), usize::from(most).min(self.items()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_where_the_guide_says() {
        for (percent, band) in
            [(99, Band::Easy), (75, Band::Easy), (74, Band::Medium), (55, Band::Medium), (54, Band::Hard)]
        {
            assert_eq!(Difficulty::percent(percent).map(Band::of), Some(band), "{percent}");
        }
    }

    #[test]
    fn a_mean_is_near_enough_up_to_the_tolerance() {
        let target = Target { mean: 6500, tolerance: 200 };
        for (sum, count, met) in [(130, 2, true), (134, 2, true), (135, 2, false), (126, 2, true), (125, 2, false)] {
            assert_eq!(target.is_met(sum, count), met, "{sum} ⁄ {count}");
        }
    }
}
