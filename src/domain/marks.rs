//! What a person gives an answer that no machine can score: marks per criterion.

use super::item::interaction::Essay;
use super::points::Points;
use super::scenario::model::{Dimension, Scenario};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The marks of one script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Marks {
    /// 2, 1 or 0 for each criterion of the rubric, in its order.
    Essay { marks: Vec<u8> },
    /// Whole points for each dimension of the scenario, and whether its conditions are met by a fair reading.
    RolePlay { points: BTreeMap<Dimension, u8>, conditions_hold: bool },
}

/// The most that a criterion of an essay brings.
pub const MOST_MARKS: u8 = 2;

/// Why marks cannot be the ones of a script.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarksProblem {
    #[error("these are marks of something else")]
    OfSomethingElse,
    #[error("{needed} criteria need a mark each, not {found}")]
    Count { needed: usize, found: usize },
    #[error("a criterion brings at most {most}")]
    TooMany { most: u8 },
}

impl Marks {
    pub fn fit_essay(&self, essay: &Essay) -> Result<(), MarksProblem> {
        let Self::Essay { marks } = self else { return Err(MarksProblem::OfSomethingElse) };
        let needed = essay.rubric.reveal().len();
        if marks.len() != needed {
            return Err(MarksProblem::Count { needed, found: marks.len() });
        }
        if marks.iter().any(|mark| *mark > MOST_MARKS) {
            return Err(MarksProblem::TooMany { most: MOST_MARKS });
        }
        Ok(())
    }

    pub fn fit_scenario(&self, scenario: &Scenario) -> Result<(), MarksProblem> {
        let Self::RolePlay { points, .. } = self else { return Err(MarksProblem::OfSomethingElse) };
        if points.len() != scenario.rubric.len() {
            return Err(MarksProblem::Count { needed: scenario.rubric.len(), found: points.len() });
        }
        for line in &scenario.rubric {
            match points.get(&line.dimension) {
                None => return Err(MarksProblem::OfSomethingElse),
                Some(given) if *given > line.cap => return Err(MarksProblem::TooMany { most: line.cap }),
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// What an essay that weighs `of` comes to: the share of all marks, rounded half away from zero. Nothing for marks of
    /// something else.
    pub fn essay_points(&self, of: Points) -> Points {
        match self {
            Self::Essay { marks } => {
                let sum: i32 = marks.iter().map(|mark| i32::from(*mark)).sum();
                let most = i32::try_from(marks.len()).unwrap_or(i32::MAX).saturating_mul(i32::from(MOST_MARKS));
                of.share(sum, most)
            }
            Self::RolePlay { .. } => Points::ZERO,
        }
    }
}

/// The anchors of a criterion as authors write them, `2 …；1 …；0 …` or with `;`, each mark with its words. What stands between
/// is part of the words before it.
pub fn anchors(written: &str) -> Vec<(u8, String)> {
    let mut anchors: Vec<(u8, String)> = Vec::new();
    for piece in written.split_inclusive(['；', ';']) {
        let mark = (0..=MOST_MARKS).rev().find_map(|mark| {
            let words = piece.trim_start().strip_prefix(&format!("{mark} "))?;
            (!anchors.iter().any(|(given, _)| *given == mark)).then_some((mark, words))
        });
        match (mark, anchors.last_mut()) {
            (Some((mark, words)), _) => anchors.push((mark, words.to_owned())),
            (None, Some((_, words))) => words.push_str(piece),
            (None, None) => {}
        }
    }
    for (_, words) in &mut anchors {
        *words = words.trim_matches([' ', '；', ';']).to_owned();
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::interaction::Interaction;
    use crate::domain::item::samples;

    #[test]
    fn marks_must_be_of_the_rubric_and_in_range() {
        let item = samples::all().into_iter().find(|item| matches!(item.interaction, Interaction::Essay(_)));
        let Some(Interaction::Essay(essay)) = item.map(|item| item.interaction) else { panic!("an essay") };
        let needed = essay.rubric.reveal().len();
        let marks = |marks: Vec<u8>| Marks::Essay { marks };
        assert_eq!(marks(vec![2; needed]).fit_essay(&essay), Ok(()));
        assert_eq!(marks(vec![3; needed]).fit_essay(&essay), Err(MarksProblem::TooMany { most: 2 }));
        let found = needed + 1;
        assert_eq!(marks(vec![1; found]).fit_essay(&essay), Err(MarksProblem::Count { needed, found }));
        let other = Marks::RolePlay { points: BTreeMap::new(), conditions_hold: true };
        assert_eq!(other.fit_essay(&essay), Err(MarksProblem::OfSomethingElse));
    }

    #[test]
    fn anchors_are_read_with_their_marks_whatever_stands_within_them() {
        let read =
            |written| anchors(written).into_iter().map(|(mark, words)| format!("{mark}={words}")).collect::<Vec<_>>();
        assert_eq!(read("2 两项；1 一项；0 没有"), ["2=两项", "1=一项", "0=没有"]);
        assert_eq!(read("2 who; and when; 1 one of them; 0 none"), ["2=who; and when", "1=one of them", "0=none"]);
        assert_eq!(read("2 两项；2 天内；1 一项；0 没有"), ["2=两项；2 天内", "1=一项", "0=没有"]);
        assert_eq!(read("no marks at all"), [""; 0]);
    }

    #[test]
    fn an_essay_is_worth_the_share_of_its_marks() {
        let of = Points::hundredths(600);
        for (marks, points) in [(vec![2, 2, 2], 600), (vec![2, 1, 0], 300), (vec![0, 1, 0], 100), (vec![], 0)] {
            assert_eq!(Marks::Essay { marks }.essay_points(of), Points::hundredths(points));
        }
    }
}
