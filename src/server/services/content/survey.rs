//! What the curriculum holds: by level and competency for the eye, by type and use for the count.

use crate::domain::competency::{Competency, Depth};
use crate::domain::item::Usage;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::level::Level;
use crate::domain::locale::Text;
use crate::server::content::bank::Bank;
use std::ops::AddAssign;

/// One level of the curriculum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSurvey {
    pub level: Level,
    /// The competencies of the level and any that has content in it, in the order of the curriculum.
    pub rows: Vec<Row>,
    /// Items by their type; types without one are left out.
    pub kinds: Vec<(InteractionKind, Tally)>,
    pub lessons: usize,
    pub scenarios: usize,
    pub items: Tally,
    /// Cases: stimuli that several items share.
    pub cases: usize,
}

/// What a level has for a competency. Lessons and scenarios may stand with several competencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub competency: Competency,
    /// None when the curriculum does not ask it of this level.
    pub depth: Option<Depth>,
    pub lessons: Vec<Entry>,
    pub scenarios: Vec<Entry>,
    pub items: Tally,
}

/// A piece of content by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub title: Text,
}

/// How many items there are for each use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub practice: usize,
    pub exam: usize,
}

impl Tally {
    fn of(usage: Usage) -> Self {
        match usage {
            Usage::Practice => Self { practice: 1, exam: 0 },
            Usage::Exam => Self { practice: 0, exam: 1 },
        }
    }

    pub fn total(self) -> usize {
        self.practice + self.exam
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.practice += more.practice;
        self.exam += more.exam;
    }
}

/// Surveys all five levels, empty ones too.
pub fn survey(bank: &Bank) -> Vec<LevelSurvey> {
    Level::ALL.into_iter().map(|level| of_level(bank, level)).collect()
}

fn of_level(bank: &Bank, level: Level) -> LevelSurvey {
    let rows = Competency::ALL.iter().map(|competency| row(bank, level, *competency));
    let rows = rows.filter(|row| row.depth.is_some() || !row.is_empty()).collect();
    let tally = |wanted: &dyn Fn(InteractionKind) -> bool| {
        let mut tally = Tally::default();
        for unit in bank.items.values().map(|unit| &unit.content) {
            if unit.level == level && wanted(unit.interaction.kind()) {
                tally += Tally::of(unit.usage);
            }
        }
        tally
    };
    let kinds = InteractionKind::ALL.into_iter().map(|kind| (kind, tally(&|found| found == kind)));
    LevelSurvey {
        level,
        rows,
        kinds: kinds.filter(|(_, tally)| tally.total() > 0).collect(),
        lessons: bank.lessons.values().filter(|unit| unit.content.level == level).count(),
        scenarios: bank.scenarios.values().filter(|unit| unit.content.level == level).count(),
        items: tally(&|_| true),
        cases: bank.cases.values().filter(|unit| unit.content.level == level).count(),
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.lessons.is_empty() && self.scenarios.is_empty() && self.items.total() == 0
    }
}

fn row(bank: &Bank, level: Level, competency: Competency) -> Row {
    let lessons = bank.lessons_in_order().into_iter();
    let lessons = lessons.filter(|lesson| lesson.level == level && lesson.competencies.contains(&competency));
    let scenarios = bank.scenarios.values().map(|unit| &unit.content);
    let scenarios = scenarios.filter(|found| found.level == level && found.competencies.contains(&competency));
    let mut items = Tally::default();
    for item in bank.items.values().map(|unit| &unit.content) {
        if item.level == level && item.competency == competency {
            items += Tally::of(item.usage);
        }
    }
    Row {
        competency,
        depth: competency.at(level),
        lessons: lessons.map(|lesson| Entry { id: lesson.id.to_string(), title: lesson.title.clone() }).collect(),
        scenarios: scenarios.map(|found| Entry { id: found.id.to_string(), title: found.title.clone() }).collect(),
        items,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::testing::a_bank;

    #[test]
    fn every_unit_of_a_bank_is_counted_once_at_its_level_and_found_at_its_competency() {
        let bank = a_bank();
        let levels = survey(&bank);
        assert_eq!(levels.iter().map(|level| level.level).collect::<Vec<_>>(), Level::ALL);
        let first = &levels[0];
        assert_eq!(first.lessons, bank.lessons.len());
        assert_eq!(first.scenarios, bank.scenarios.len());
        assert_eq!(first.items.total(), bank.items.len());
        assert!(first.items.exam > 0, "the bank has an item for exams");
        let by_kind: usize = first.kinds.iter().map(|(_, tally)| tally.total()).sum();
        let by_competency: usize = first.rows.iter().map(|row| row.items.total()).sum();
        assert_eq!((by_kind, by_competency), (bank.items.len(), bank.items.len()));
        let process = first.rows.iter().find(|row| row.competency == Competency::Process).expect("a row");
        assert_eq!(
            process.lessons.iter().map(|lesson| lesson.id.as_str()).collect::<Vec<_>>(),
            ["l1-process-first", "l1-process-second"]
        );
        assert!(
            levels[4].rows.iter().all(Row::is_empty) && !levels[4].rows.is_empty(),
            "what level 5 asks shows as open"
        );
    }
}
