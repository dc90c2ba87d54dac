//! What a learner answered, and whether it can be an answer to what was shown.

use super::number::read_typed;
use super::presentation::{ChoiceId, GapView, InteractionView, ItemView, OptionView};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An answer, in the shape of its interaction. Parts may be missing: an answer is saved while it grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Response {
    Single {
        choice: ChoiceId,
    },
    Multiple {
        choices: BTreeSet<ChoiceId>,
    },
    TrueFalse {
        holds: bool,
    },
    Numeric {
        typed: String,
    },
    Short {
        typed: String,
    },
    Cloze {
        #[serde(with = "numbered")]
        gaps: BTreeMap<usize, GapResponse>,
    },
    Match {
        pairs: BTreeMap<ChoiceId, ChoiceId>,
    },
    Order {
        steps: Vec<ChoiceId>,
    },
    Essay {
        written: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapResponse {
    Typed(String),
    Chosen(ChoiceId),
}

/// Why something cannot be an answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResponseProblem {
    #[error("the answer is of another kind than the question")]
    WrongKind,
    #[error("no choice {0} was shown")]
    UnknownChoice(ChoiceId),
    #[error("{0} was used twice")]
    RepeatedChoice(ChoiceId),
    #[error("there is no gap {0}")]
    UnknownGap(usize),
    #[error("every step must be placed exactly once")]
    StepsMissing,
    #[error("more than {most} characters")]
    TooLong { most: usize },
    #[error("not a number")]
    NotANumber,
}

/// The longest typed answer, in characters, and the longest essay.
const LONGEST_PHRASE: usize = 200;
const LONGEST_ESSAY: usize = 20_000;

impl Response {
    /// Checks an answer against what the learner was shown. Nothing secret is needed for that, so a browser can do it
    /// before the server does.
    pub fn fits(&self, view: &ItemView) -> Result<(), ResponseProblem> {
        match (self, &view.interaction) {
            (Self::Single { choice }, InteractionView::Single { options }) => shown(choice, options),
            (Self::Multiple { choices }, InteractionView::Multiple { options }) => {
                choices.iter().try_for_each(|choice| shown(choice, options))
            }
            (Self::TrueFalse { .. }, InteractionView::TrueFalse) => Ok(()),
            (Self::Numeric { typed }, InteractionView::Numeric { unit }) => {
                short_enough(typed, LONGEST_PHRASE)?;
                let readable = typed.trim().is_empty() || read_typed(typed, unit.as_deref()).is_some();
                if readable { Ok(()) } else { Err(ResponseProblem::NotANumber) }
            }
            (Self::Short { typed }, InteractionView::Short) => short_enough(typed, LONGEST_PHRASE),
            (Self::Cloze { gaps: filled }, InteractionView::Cloze { gaps }) => {
                filled.iter().try_for_each(|(number, response)| fits_gap(*number, response, gaps))
            }
            (Self::Match { pairs }, InteractionView::Match { lefts, rights }) => {
                pairs.keys().try_for_each(|left| shown(left, lefts))?;
                pairs.values().try_for_each(|right| shown(right, rights))?;
                all_different(pairs.values())
            }
            (Self::Order { steps: placed }, InteractionView::Order { steps }) => {
                placed.iter().try_for_each(|step| shown(step, steps))?;
                all_different(placed)?;
                if placed.len() == steps.len() { Ok(()) } else { Err(ResponseProblem::StepsMissing) }
            }
            (Self::Essay { written }, InteractionView::Essay { .. }) => short_enough(written, LONGEST_ESSAY),
            (
                Self::Single { .. }
                | Self::Multiple { .. }
                | Self::TrueFalse { .. }
                | Self::Numeric { .. }
                | Self::Short { .. }
                | Self::Cloze { .. }
                | Self::Match { .. }
                | Self::Order { .. }
                | Self::Essay { .. },
                _,
            ) => Err(ResponseProblem::WrongKind),
        }
    }
}

/// Gaps by number, as an object with numbers for names. A tagged enum reads its content twice, and by then names are texts.
mod numbered {
    use super::GapResponse;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<S: Serializer>(gaps: &BTreeMap<usize, GapResponse>, to: S) -> Result<S::Ok, S::Error> {
        gaps.serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<BTreeMap<usize, GapResponse>, D::Error> {
        let named = BTreeMap::<String, GapResponse>::deserialize(from)?;
        let read = |(name, gap): (String, GapResponse)| Ok((name.parse().map_err(D::Error::custom)?, gap));
        named.into_iter().map(read).collect()
    }
}

fn shown(choice: &ChoiceId, options: &[OptionView]) -> Result<(), ResponseProblem> {
    if options.iter().any(|option| option.id == *choice) {
        Ok(())
    } else {
        Err(ResponseProblem::UnknownChoice(choice.clone()))
    }
}

fn all_different<'c>(choices: impl IntoIterator<Item = &'c ChoiceId>) -> Result<(), ResponseProblem> {
    let mut seen = BTreeSet::new();
    match choices.into_iter().find(|choice| !seen.insert(*choice)) {
        Some(repeated) => Err(ResponseProblem::RepeatedChoice(repeated.clone())),
        None => Ok(()),
    }
}

fn short_enough(text: &str, most: usize) -> Result<(), ResponseProblem> {
    if text.chars().count() > most { Err(ResponseProblem::TooLong { most }) } else { Ok(()) }
}

fn fits_gap(number: usize, response: &GapResponse, gaps: &[GapView]) -> Result<(), ResponseProblem> {
    let gap = gaps.iter().find(|gap| gap.number == number).ok_or(ResponseProblem::UnknownGap(number))?;
    match (response, &gap.choices) {
        (GapResponse::Typed(text), None) => short_enough(text, LONGEST_PHRASE),
        (GapResponse::Chosen(choice), Some(choices)) => shown(choice, choices),
        (GapResponse::Typed(_) | GapResponse::Chosen(_), _) => Err(ResponseProblem::WrongKind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::presentation::present;
    use crate::domain::item::{Item, samples};
    use crate::domain::locale::Locale;
    use crate::domain::seed::Seed;

    fn view(item: &Item, seed: u64) -> ItemView {
        present(item, Seed(seed), Locale::ZhCn)
    }

    #[test]
    fn the_right_answer_to_every_kind_fits_what_was_shown() {
        for item in samples::all() {
            let response = samples::right_answer(&item, Seed(4), Locale::ZhCn);
            assert_eq!(response.fits(&view(&item, 4)), Ok(()), "{}", item.id);
        }
    }

    #[test]
    fn choices_of_another_sitting_are_refused() {
        for item in [samples::single(), samples::multiple(), samples::matching(), samples::ordering()] {
            let foreign = samples::right_answer(&item, Seed(4), Locale::ZhCn);
            assert!(
                matches!(foreign.fits(&view(&item, 5)), Err(ResponseProblem::UnknownChoice(_))),
                "{}: ids are bound to the seed",
                item.id
            );
        }
    }

    #[test]
    fn an_answer_of_another_kind_is_refused() {
        for (item, other) in [(samples::single(), samples::ordering()), (samples::short(), samples::numeric())] {
            let response = samples::right_answer(&other, Seed(4), Locale::ZhCn);
            assert_eq!(response.fits(&view(&item, 4)), Err(ResponseProblem::WrongKind));
        }
    }

    #[test]
    fn what_no_honest_page_sends_is_refused_with_its_reason() {
        let order = samples::ordering();
        let Response::Order { steps } = samples::right_answer(&order, Seed(4), Locale::ZhCn) else {
            panic!("an order")
        };
        let mut repeated = steps.clone();
        repeated[0] = steps[1].clone();
        let long = "长".repeat(LONGEST_PHRASE + 1);
        let gap = |number, response| Response::Cloze { gaps: BTreeMap::from([(number, response)]) };
        let cases = [
            (&order, Response::Order { steps: steps[1..].to_vec() }, ResponseProblem::StepsMissing),
            (&order, Response::Order { steps: repeated }, ResponseProblem::RepeatedChoice(steps[1].clone())),
            (&samples::numeric(), Response::Numeric { typed: "many".into() }, ResponseProblem::NotANumber),
            (&samples::short(), Response::Short { typed: long }, ResponseProblem::TooLong { most: LONGEST_PHRASE }),
            (&samples::cloze(), gap(9, GapResponse::Typed("x".into())), ResponseProblem::UnknownGap(9)),
            (&samples::cloze(), gap(2, GapResponse::Typed("x".into())), ResponseProblem::WrongKind),
        ];
        for (item, response, problem) in cases {
            assert_eq!(response.fits(&view(item, 4)), Err(problem));
        }
    }
}
