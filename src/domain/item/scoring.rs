//! What an answer is worth. Every item is worth one point; a form's blueprint weighs items.

use super::Item;
use super::interaction::{Choice, Cloze, GapKind, Interaction, Multiple, MultipleScoring, Numeric};
use super::number::{Number, read_typed};
use super::presentation::Sitting;
use super::response::{GapResponse, Response};
use super::secret::{Mistake, Rationale};
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::domain::seed::Seed;
use serde::{Deserialize, Serialize};

/// The worth of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Negative only under negative scoring; whoever sums a form's items keeps the sum at zero or above.
    pub points: Points,
    pub max: Points,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Right,
    /// Some of it is right.
    Partly,
    Wrong,
    /// A person scores it by the rubric.
    AwaitsScorer,
}

/// Scores an answer; `None` is a question left blank. What does not fit the item (see `Response::fits`) is worth nothing.
pub fn score(item: &Item, seed: Seed, locale: Locale, response: Option<&Response>) -> Score {
    let max = Points::ONE;
    let none = Score { points: Points::ZERO, max, verdict: Verdict::Wrong };
    if let Interaction::Essay(_) = item.interaction {
        return Score { verdict: Verdict::AwaitsScorer, ..none };
    }
    let sitting = Sitting::new(item, seed, locale);
    let Some(share) = response.and_then(|response| sitting.share(&item.interaction, response, locale)) else {
        return none;
    };
    let points = max.share(share.part, share.whole);
    let verdict = match share.part {
        part if part == share.whole => Verdict::Right,
        part if part > 0 => Verdict::Partly,
        _ => Verdict::Wrong,
    };
    Score { points, max, verdict }
}

/// `part ⁄ whole` of the item's points; `whole` is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    part: i32,
    whole: i32,
}

impl Share {
    fn all_or_nothing(right: bool) -> Self {
        Self { part: i32::from(right), whole: 1 }
    }

    fn count(right: usize, of: usize) -> Self {
        Self { part: small(right), whole: small(of).max(1) }
    }
}

/// Items have at most some dozens of parts.
fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Sitting {
    fn share(&self, interaction: &Interaction, response: &Response, locale: Locale) -> Option<Share> {
        match (interaction, response) {
            (Interaction::Single(single), Response::Single { choice }) => {
                Some(Share::all_or_nothing(self.label_id(*single.key.reveal()) == *choice))
            }
            (Interaction::Multiple(multiple), Response::Multiple { choices }) => {
                let chosen = |option: &Choice| choices.contains(&self.label_id(option.label));
                Some(ticks(multiple, multiple.options.iter().filter(|option| chosen(option))))
            }
            (Interaction::TrueFalse(statement), Response::TrueFalse { holds }) => {
                Some(Share::all_or_nothing(statement.key.reveal() == holds))
            }
            (Interaction::Numeric(numeric), Response::Numeric { typed }) => {
                Some(Share::all_or_nothing(self.number_is_right(numeric, typed, locale)))
            }
            (Interaction::Short(short), Response::Short { typed }) => {
                Some(Share::all_or_nothing(short.key.reveal().accepts(typed, locale)))
            }
            (Interaction::Cloze(cloze), Response::Cloze { gaps }) => {
                let right = (1..=cloze.gaps.len()).filter(|number| {
                    gaps.get(number).is_some_and(|gap| self.gap_is_right(cloze, *number, gap, locale))
                });
                Some(Share::count(right.count(), cloze.gaps.len()))
            }
            (Interaction::Matching(matching), Response::Match { pairs }) => {
                let right = matching.key.reveal().iter().filter(|(left, right)| {
                    pairs.get(&self.label_id(**left)).is_some_and(|chosen| *chosen == self.label_id(**right))
                });
                Some(Share::count(right.count(), matching.lefts.len()))
            }
            (Interaction::Ordering(ordering), Response::Order { steps }) => {
                let key: Vec<_> = ordering.key.reveal().iter().map(|label| self.label_id(*label)).collect();
                let kept = key.windows(2).filter(|pair| steps.windows(2).any(|placed| placed == *pair)).count();
                Some(Share::count(kept, key.len().saturating_sub(1)))
            }
            (
                Interaction::Single(_)
                | Interaction::Multiple(Multiple { .. })
                | Interaction::TrueFalse(_)
                | Interaction::Numeric(_)
                | Interaction::Short(_)
                | Interaction::Cloze(_)
                | Interaction::Matching(_)
                | Interaction::Ordering(_)
                | Interaction::Essay(_),
                _,
            ) => None,
        }
    }

    /// Whether a gap holds one of its answers.
    pub(super) fn gap_is_right(&self, cloze: &Cloze, number: usize, response: &GapResponse, locale: Locale) -> bool {
        match (number.checked_sub(1).and_then(|index| cloze.gaps.get(index)).map(|gap| &gap.kind), response) {
            (Some(GapKind::Typed(key)), GapResponse::Typed(typed)) => key.reveal().accepts(typed, locale),
            (Some(GapKind::Chosen { key, .. }), GapResponse::Chosen(choice)) => {
                self.gap_choice_id(number, *key.reveal()) == *choice
            }
            (Some(GapKind::Typed(_) | GapKind::Chosen { .. }) | None, _) => false,
        }
    }

    /// The right number of this sitting, rounded as the item asks.
    pub(super) fn right_number(&self, numeric: &Numeric) -> Option<Number> {
        let exact = self.drawn.evaluate(&numeric.key.reveal().answer).ok()?;
        rounded(exact, numeric.round)
    }

    fn number_is_right(&self, numeric: &Numeric, typed: &str, locale: Locale) -> bool {
        let close = |typed: Number| {
            let typed = rounded(typed, numeric.round)?;
            Some(typed.distance(self.right_number(numeric)?).ok()? <= numeric.key.reveal().tolerance)
        };
        typed_number(numeric, typed, locale).and_then(close).unwrap_or(false)
    }

    /// The mistake that gives exactly this number, if any.
    pub(super) fn number_mistake<'i>(
        &self,
        numeric: &'i Numeric,
        typed: &str,
        locale: Locale,
    ) -> Option<&'i Rationale> {
        let typed = rounded(typed_number(numeric, typed, locale)?, numeric.round)?;
        let gives_it = |mistake: &&Mistake<_>| {
            let value = self.drawn.evaluate(mistake.answer.reveal()).ok();
            value.and_then(|value| rounded(value, numeric.round)) == Some(typed)
        };
        numeric.mistakes.iter().find(gives_it).map(|mistake| &mistake.rationale)
    }
}

fn typed_number(numeric: &Numeric, typed: &str, locale: Locale) -> Option<Number> {
    read_typed(typed, numeric.unit.as_ref().map(|unit| unit.get(locale)))
}

fn rounded(number: Number, decimals: Option<u8>) -> Option<Number> {
    match decimals {
        Some(decimals) => number.rounded(decimals).ok(),
        None => Some(number),
    }
}

/// Ticks become a share of the points:
///
/// - all or nothing: exactly the right ones, or nothing;
/// - partial: max(0, right ⁄ all right − wrong ⁄ all wrong), so that ticking everything, or nothing, gives nothing
///   (Betts et al. 2022);
/// - negative: the same without the lower bound, down to −1 point: a sitting that punishes guessing must be able to.
fn ticks<'i>(multiple: &Multiple, ticked: impl Iterator<Item = &'i Choice>) -> Share {
    let key = multiple.key.reveal();
    let all_right = small(key.len());
    let all_wrong = small(multiple.options.len()) - all_right;
    let (right, wrong) =
        ticked.fold(
            (0, 0),
            |(right, wrong), option| {
                if key.contains(&option.label) { (right + 1, wrong) } else { (right, wrong + 1) }
            },
        );
    let whole = (all_right * all_wrong.max(1)).max(1);
    let part = right * all_wrong.max(1) - wrong * all_right;
    match multiple.scoring {
        MultipleScoring::AllOrNothing => Share::all_or_nothing(right == all_right && wrong == 0),
        MultipleScoring::Partial => Share { part: part.max(0), whole },
        MultipleScoring::Negative => Share { part, whole },
    }
}

#[cfg(test)]
mod tests;
