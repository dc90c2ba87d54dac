//! Exam forms: what an exam is made of, how long it takes, what passes and why. A form names no item: which ones are
//! asked is drawn for each attempt by `assembly`, and stands on its paper.

pub mod blueprint;

use super::content_id::content_id;
use super::item::interaction::InteractionKind;
use super::item::{Item, Usage};
use super::level::Level;
use super::locale::Text;
use super::scenario::model::ScenarioId;
use blueprint::{Band, Blueprint, Cell, Target};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

content_id!(
    /// An exam form.
    FormId
);

/// An exam as its authors designed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub id: FormId,
    pub kind: FormKind,
    /// The level whose content it draws from.
    pub level: Level,
    pub title: Text,
    /// What a candidate reads before the start.
    pub about: Text,
    /// At least one; each kind at most once, in the order in which they are sat.
    pub parts: Vec<Part>,
    pub conduct: Conduct,
}

/// What passing the form is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// Passing every part earns the level's certificate.
    LevelExam,
    /// The business assessment after three months (source 001, staff rules).
    OnPostMonthThree,
    /// The on-post exam after six months, with two attempts (source 001, staff rules).
    OnPostMonthSix,
    /// Where a newcomer should begin; nothing depends on it.
    PlacementCheck,
    /// The level exam rehearsed, on practice items.
    MockExam,
}

impl FormKind {
    pub const ALL: [Self; 5] =
        [Self::LevelExam, Self::OnPostMonthThree, Self::OnPostMonthSix, Self::PlacementCheck, Self::MockExam];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::LevelExam => "level-exam",
            Self::OnPostMonthThree => "on-post-month-three",
            Self::OnPostMonthSix => "on-post-month-six",
            Self::PlacementCheck => "placement-check",
            Self::MockExam => "mock-exam",
        }
    }

    /// What it draws: an exam never asks what was practised, and a rehearsal never shows what an exam asks.
    pub fn draws(self) -> Usage {
        match self {
            Self::LevelExam | Self::OnPostMonthThree | Self::OnPostMonthSix => Usage::Exam,
            Self::PlacementCheck | Self::MockExam => Usage::Practice,
        }
    }
}

impl fmt::Display for FormKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names nothing of an exam form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no exam form knows {0:?}")]
pub struct UnknownWord(String);

/// Reads what `id` writes.
macro_rules! from_id {
    ($($kind:ty),+) => {$(
        impl FromStr for $kind {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.into_iter().find(|kind| kind.id() == word).ok_or_else(|| UnknownWord(word.to_owned()))
            }
        }
    )+};
}

from_id!(FormKind, Release, PartKind);

/// How attempts at a form are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conduct {
    /// How many attempts a person has; at least one.
    pub attempts: u8,
    /// Days from one attempt's end to the next one's start.
    pub cooldown_days: u16,
    /// Seconds after a part's deadline in which saves still count: for the network, not for thinking.
    pub grace_seconds: u16,
    pub release: Release,
}

/// What a candidate may see of a result once it is released, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Release {
    /// Points and verdict of each part.
    ScoreOnly,
    /// Also the points by competency.
    ByCompetency,
    /// Also the own answers with their points, without keys or reasons.
    ItemsWithoutKeys,
    /// Everything that practice shows.
    FullFeedback,
}

impl Release {
    pub const ALL: [Self; 4] = [Self::ScoreOnly, Self::ByCompetency, Self::ItemsWithoutKeys, Self::FullFeedback];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::ScoreOnly => "score-only",
            Self::ByCompetency => "by-competency",
            Self::ItemsWithoutKeys => "items-without-keys",
            Self::FullFeedback => "full-feedback",
        }
    }
}

/// A part is sat in one go, with a clock and a cut score of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Theory(Theory),
    RolePlay(RolePlay),
    CaseAnalysis(CaseAnalysis),
}

/// The kinds of part by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    Theory,
    RolePlay,
    CaseAnalysis,
}

impl PartKind {
    pub const ALL: [Self; 3] = [Self::Theory, Self::RolePlay, Self::CaseAnalysis];

    /// The name in addresses and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::Theory => "theory",
            Self::RolePlay => "role-play",
            Self::CaseAnalysis => "case-analysis",
        }
    }
}

impl Part {
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Theory(_) => PartKind::Theory,
            Self::RolePlay(_) => PartKind::RolePlay,
            Self::CaseAnalysis(_) => PartKind::CaseAnalysis,
        }
    }

    pub fn minutes(&self) -> u16 {
        match self {
            Self::Theory(part) => part.minutes,
            Self::RolePlay(part) => part.minutes,
            Self::CaseAnalysis(part) => part.minutes,
        }
    }

    pub fn cut(&self) -> &Cut {
        match self {
            Self::Theory(part) => &part.cut,
            Self::RolePlay(part) => &part.cut,
            Self::CaseAnalysis(part) => &part.cut,
        }
    }
}

/// Single items over the competencies of the level, scored by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theory {
    pub minutes: u16,
    pub cut: Cut,
    pub blueprint: Blueprint,
}

/// One conversation out of a pool. It passes when the scenario's own conditions hold and the cut is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePlay {
    pub minutes: u16,
    pub cut: Cut,
    pub pool: Vec<ScenarioId>,
}

/// Case groups, each drawn whole, and essays that a person scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAnalysis {
    pub minutes: u16,
    pub cut: Cut,
    pub groups: u8,
    pub essays: u8,
    /// What one essay weighs, in points; an item of a group weighs one.
    pub essay_points: u8,
    /// The mean difficulty of what is drawn.
    pub target: Target,
}

/// The share of a part's points that passes, in percent, and why that much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub percent: u8,
    pub reason: Text,
}

impl Form {
    pub fn part(&self, kind: PartKind) -> Option<&Part> {
        self.parts.iter().find(|part| part.kind() == kind)
    }

    pub fn theory(&self) -> Option<&Theory> {
        self.parts.iter().find_map(|part| if let Part::Theory(theory) = part { Some(theory) } else { None })
    }

    /// Whether a draw may come upon the item, whatever else it draws.
    pub fn may_draw(&self, item: &Item) -> bool {
        let essay = item.interaction.kind() == InteractionKind::Essay;
        let cell = Cell { competency: item.competency, band: Band::of(item.difficulty) };
        let part = |part: &Part| match part {
            Part::Theory(theory) => {
                let blueprint = &theory.blueprint;
                let free = blueprint.types.get(&item.interaction.kind()).is_none_or(|(_, most)| *most > 0);
                !essay && item.case.is_none() && free && blueprint.cells.get(&cell).is_some_and(|count| *count > 0)
            }
            Part::CaseAnalysis(part) => {
                if item.case.is_some() {
                    part.groups > 0
                } else {
                    essay && part.essays > 0
                }
            }
            Part::RolePlay(_) => false,
        };
        self.level == item.level && self.kind.draws() == item.usage && self.parts.iter().any(part)
    }

    /// Of all parts together.
    pub fn minutes(&self) -> u16 {
        self.parts.iter().map(Part::minutes).sum()
    }
}
