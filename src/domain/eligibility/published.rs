//! The published ladder in short, for the tests of the engine. The product reads it from its file.

use super::rule_set::{Condition, LevelRules, Route, RuleSet};
use crate::domain::day;
use crate::domain::education::EducationLevel::{Bachelor, College, Postgraduate, Secondary};
use crate::domain::level::Level;
use crate::domain::locale::Text;

pub fn ladder() -> RuleSet {
    let education = |at_least| Condition::Education { at_least, related_major: false };
    let work = |years| Condition::RelatedWork { years };
    let after =
        |level: u8, then_years| Condition::Credential { level: Level::try_from(level).expect("a level"), then_years };
    let related = Condition::Education { at_least: Postgraduate, related_major: true };
    let levels: [&[&[Condition]]; 5] = [
        &[&[education(Secondary)], &[work(2)]],
        &[&[education(College)], &[after(1, 2)], &[work(4)]],
        &[&[education(Bachelor)], &[after(2, 2)], &[after(1, 4)]],
        &[&[education(Bachelor), work(2)], &[after(3, 1)], &[after(2, 3)], &[after(1, 5)]],
        &[&[related, work(2)], &[education(Bachelor), work(5)], &[after(3, 2)], &[after(2, 4)], &[after(1, 6)]],
    ];
    rule_set(&levels.map(<[_]>::to_vec))
}

/// A rule set of these routes, level by level.
pub fn rule_set(levels: &[Vec<&[Condition]>]) -> RuleSet {
    let route = |level: Level, index: usize, all: &[Condition]| {
        let letter = char::from(b'a' + u8::try_from(index).expect("few routes"));
        Route { id: format!("{level}{letter}").parse().expect("an id"), all: all.to_vec() }
    };
    RuleSet {
        id: "test".parse().expect("an id"),
        title: Text::new("", ""),
        source: Text::new("", ""),
        effective_from: day::FIRST,
        notes: Vec::new(),
        levels: Level::ALL
            .into_iter()
            .zip(levels)
            .map(|(level, routes)| LevelRules {
                level,
                name: Text::new("", ""),
                routes: routes.iter().enumerate().map(|(index, all)| route(level, index, all)).collect(),
            })
            .collect(),
    }
}
