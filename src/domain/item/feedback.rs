//! What is shown after the answer: the score, the right answer, and a reason for everything that could be chosen.
//!
//! This is the one way by which keys and reasons leave the item; whoever calls `explain` has decided that the learner may
//! see them.

use super::Item;
use super::interaction::{
    Choice, Cloze, Entry, Essay, Gap, GapKind, Interaction, Label, Matching, Numeric, Ordering, Short,
};
use super::presentation::{OptionView, Sitting};
use super::response::{GapResponse, Response};
use super::scoring::{Score, score};
use super::secret::Slip;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use serde::{Deserialize, Serialize};

/// An answer explained, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    pub score: Score,
    pub explanation: Explanation,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Explanation {
    /// Single and multiple, in the order that the learner saw.
    Options {
        options: Vec<OptionFeedback>,
    },
    TrueFalse {
        statements: Vec<StatementFeedback>,
    },
    Numeric(TypedFeedback),
    Short(TypedFeedback),
    Cloze {
        gaps: Vec<GapFeedback>,
    },
    Match {
        pairs: Vec<PairFeedback>,
    },
    Order(OrderFeedback),
    Essay {
        /// What was written; nothing when it was left blank.
        given: Option<String>,
        criteria: Vec<CriterionFeedback>,
        samples: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionFeedback {
    pub option: OptionView,
    /// Whether the option belongs to the right answer.
    pub right: bool,
    pub chosen: bool,
    pub reason: String,
    /// The kind of mistake that a wrong option stands for.
    pub slip: Option<Slip>,
}

/// "It holds" or "it does not hold", with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFeedback {
    pub holds: bool,
    pub right: bool,
    pub chosen: bool,
    pub reason: String,
}

/// Feedback on a number or on words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedFeedback {
    /// What counts as right; the first is the one to show.
    pub answers: Vec<String>,
    pub unit: Option<String>,
    pub given: Option<String>,
    pub reason: String,
    /// What went wrong, when the answer is a well-known mistake.
    pub mistake: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapFeedback {
    pub number: usize,
    pub right: bool,
    pub given: Option<String>,
    pub answers: Vec<String>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairFeedback {
    pub left: OptionView,
    pub right: bool,
    pub given: Option<OptionView>,
    pub answer: Option<OptionView>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFeedback {
    pub answer: Vec<OptionView>,
    pub given: Vec<PlacedStep>,
    pub reason: String,
}

/// A step where the learner put it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedStep {
    pub step: OptionView,
    /// Whether the next step is the right one; nothing for the last.
    pub next_is_right: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionFeedback {
    pub name: String,
    pub anchors: String,
}

/// Explains an answer; `None` is a question left blank.
pub fn explain(item: &Item, seed: Seed, locale: Locale, response: Option<&Response>) -> Feedback {
    let explainer = Explainer { sitting: Sitting::new(item, seed, locale), locale };
    Feedback {
        score: score(item, seed, locale, response),
        explanation: explainer.explanation(&item.interaction, response),
    }
}

struct Explainer {
    sitting: Sitting,
    locale: Locale,
}

impl Explainer {
    fn explanation(&self, interaction: &Interaction, response: Option<&Response>) -> Explanation {
        match interaction {
            Interaction::Single(single) => {
                let right = |label: Label| *single.key.reveal() == label;
                self.options(self.sitting.options(&single.options, single.fixed), right, response)
            }
            Interaction::Multiple(multiple) => {
                let right = |label: Label| multiple.key.reveal().contains(&label);
                self.options(self.sitting.options(&multiple.options, multiple.fixed), right, response)
            }
            Interaction::TrueFalse(statement) => {
                let chosen = if let Some(Response::TrueFalse { holds }) = response { Some(*holds) } else { None };
                let statements =
                    [(true, &statement.if_true), (false, &statement.if_false)].map(|(holds, rationale)| {
                        StatementFeedback {
                            holds,
                            right: *statement.key.reveal() == holds,
                            chosen: chosen == Some(holds),
                            reason: self.sitting.words(rationale.text()),
                        }
                    });
                Explanation::TrueFalse { statements: statements.into() }
            }
            Interaction::Numeric(numeric) => Explanation::Numeric(self.number(numeric, response)),
            Interaction::Short(short) => Explanation::Short(self.phrase(short, response)),
            Interaction::Cloze(cloze) => {
                let gaps = (1..).zip(&cloze.gaps).map(|(number, gap)| self.gap(cloze, number, gap, response));
                Explanation::Cloze { gaps: gaps.collect() }
            }
            Interaction::Matching(matching) => {
                let lefts = self.sitting.shuffled("lefts", matching.lefts.iter().collect::<Vec<_>>());
                Explanation::Match {
                    pairs: lefts.into_iter().map(|left| self.pair(matching, left, response)).collect(),
                }
            }
            Interaction::Ordering(ordering) => Explanation::Order(self.order(ordering, response)),
            Interaction::Essay(essay) => self.essay(essay, response),
        }
    }

    fn options(&self, shown: Vec<&Choice>, right: impl Fn(Label) -> bool, response: Option<&Response>) -> Explanation {
        let feedback = shown.into_iter().map(|choice| {
            let option = self.sitting.choice(choice);
            OptionFeedback {
                right: right(choice.label),
                chosen: match response {
                    Some(Response::Single { choice }) => *choice == option.id,
                    Some(Response::Multiple { choices }) => choices.contains(&option.id),
                    Some(_) | None => false,
                },
                reason: self.sitting.words(choice.rationale.text()),
                slip: choice.rationale.slip(),
                option,
            }
        });
        Explanation::Options { options: feedback.collect() }
    }

    fn number(&self, numeric: &Numeric, response: Option<&Response>) -> TypedFeedback {
        let given = if let Some(Response::Numeric { typed }) = response { Some(typed) } else { None };
        let right = self.sitting.right_number(numeric);
        let drawn = self.sitting.drawn.clone();
        let shown = right.map_or(drawn.clone(), |answer| drawn.with("answer", answer));
        let mistake = given.and_then(|typed| self.sitting.number_mistake(numeric, typed, self.locale));
        TypedFeedback {
            answers: right.iter().map(ToString::to_string).collect(),
            unit: numeric.unit.as_ref().map(|unit| unit.get(self.locale).to_owned()),
            given: given.cloned(),
            reason: shown.fill(numeric.rationale.get(self.locale)),
            mistake: mistake.map(|rationale| shown.fill(rationale.get(self.locale))),
        }
    }

    fn phrase(&self, short: &Short, response: Option<&Response>) -> TypedFeedback {
        let given = if let Some(Response::Short { typed }) = response { Some(typed) } else { None };
        let mistake = given.and_then(|typed| {
            short.mistakes.iter().find(|mistake| mistake.answer.reveal().accepts(typed, self.locale))
        });
        TypedFeedback {
            answers: short.key.reveal().get(self.locale).to_vec(),
            unit: None,
            given: given.cloned(),
            reason: short.rationale.get(self.locale).to_owned(),
            mistake: mistake.map(|mistake| mistake.rationale.get(self.locale).to_owned()),
        }
    }

    fn gap(&self, cloze: &Cloze, number: usize, gap: &Gap, response: Option<&Response>) -> GapFeedback {
        let filled = match response {
            Some(Response::Cloze { gaps }) => gaps.get(&number),
            Some(_) | None => None,
        };
        let (answers, given) = match &gap.kind {
            GapKind::Typed(key) => {
                let given = if let Some(GapResponse::Typed(typed)) = filled { Some(typed.clone()) } else { None };
                (key.reveal().get(self.locale).to_vec(), given)
            }
            GapKind::Chosen { choices, key } => {
                let text = |index: usize| choices.get(index).map(|choice| choice.get(self.locale).to_owned());
                let given = if let Some(GapResponse::Chosen(id)) = filled {
                    (0..choices.len()).find(|index| self.sitting.gap_choice_id(number, *index) == *id).and_then(text)
                } else {
                    None
                };
                (text(*key.reveal()).into_iter().collect(), given)
            }
        };
        GapFeedback {
            number,
            right: filled.is_some_and(|filled| self.sitting.gap_is_right(cloze, number, filled, self.locale)),
            given,
            answers,
            reason: gap.rationale.get(self.locale).to_owned(),
        }
    }

    fn pair(&self, matching: &Matching, left: &Choice, response: Option<&Response>) -> PairFeedback {
        let shown = self.sitting.choice(left);
        let right_of = |found: &dyn Fn(&Entry) -> bool| {
            matching.rights.iter().find(|entry| found(entry)).map(|entry| self.sitting.entry(entry))
        };
        let key = matching.key.reveal().get(&left.label);
        let answer = right_of(&|entry| Some(&entry.label) == key);
        let given = match response {
            Some(Response::Match { pairs }) => {
                let chosen = pairs.get(&shown.id);
                right_of(&|entry| Some(&self.sitting.label_id(entry.label)) == chosen)
            }
            Some(_) | None => None,
        };
        PairFeedback {
            left: shown,
            right: answer.is_some() && given == answer,
            given,
            answer,
            reason: left.rationale.get(self.locale).to_owned(),
        }
    }

    fn order(&self, ordering: &Ordering, response: Option<&Response>) -> OrderFeedback {
        let step_of = |label: &Label| ordering.steps.iter().find(|step| step.label == *label);
        let answer: Vec<OptionView> =
            ordering.key.reveal().iter().filter_map(step_of).map(|step| self.sitting.entry(step)).collect();
        let placed: &[_] = if let Some(Response::Order { steps }) = response { steps } else { &[] };
        let next_in_key = |id: &_| {
            let place = answer.iter().position(|step| step.id == *id)?;
            answer.get(place + 1).map(|step| &step.id)
        };
        let given = placed.iter().enumerate().filter_map(|(index, id)| {
            let step = answer.iter().find(|step| step.id == *id)?.clone();
            Some(PlacedStep { step, next_is_right: placed.get(index + 1).map(|next| next_in_key(id) == Some(next)) })
        });
        OrderFeedback { given: given.collect(), reason: ordering.rationale.get(self.locale).to_owned(), answer }
    }

    fn essay(&self, essay: &Essay, response: Option<&Response>) -> Explanation {
        let given = match response {
            Some(Response::Essay { written }) if !written.trim().is_empty() => Some(written.clone()),
            Some(_) | None => None,
        };
        let criteria = essay.rubric.reveal().iter().map(|criterion| CriterionFeedback {
            name: criterion.name.clone(),
            anchors: criterion.anchors.get(self.locale).to_owned(),
        });
        Explanation::Essay { given, criteria: criteria.collect(), samples: essay.rationale.get(self.locale).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::samples;
    use crate::domain::item::scoring::Verdict;

    fn explained(item: &Item, response: Option<&Response>) -> Feedback {
        explain(item, Seed(9), Locale::En, response)
    }

    #[test]
    fn every_option_has_its_reason_whatever_was_chosen() {
        for item in [samples::single(), samples::multiple()] {
            let right = samples::right_answer(&item, Seed(9), Locale::En);
            for response in [None, Some(&right)] {
                let Explanation::Options { options } = explained(&item, response).explanation else {
                    panic!("options")
                };
                assert!(options.iter().all(|option| option.reason.contains("canary")));
                for option in &options {
                    assert_eq!(option.chosen, response.is_some() && option.right, "{}", option.option.text);
                    assert_eq!(option.slip.is_none(), option.right, "{}", option.option.text);
                }
            }
        }
    }

    #[test]
    fn a_well_known_mistake_is_named() {
        let numeric = samples::numeric();
        let Interaction::Numeric(question) = &numeric.interaction else { panic!("a number") };
        let sitting = Sitting::new(&numeric, Seed(9), Locale::En);
        let slipped = sitting.drawn.evaluate(question.mistakes[0].answer.reveal()).expect("a value");
        let cases = [
            (&numeric, Response::Numeric { typed: slipped.to_string() }, true),
            (&numeric, Response::Numeric { typed: "1".into() }, false),
            (&samples::short(), Response::Short { typed: "Guess".into() }, true),
            (&samples::short(), Response::Short { typed: "other".into() }, false),
        ];
        for (item, response, named) in cases {
            let feedback = explained(item, Some(&response));
            assert_eq!(feedback.score.verdict, Verdict::Wrong);
            let (Explanation::Numeric(typed) | Explanation::Short(typed)) = feedback.explanation else {
                panic!("typed")
            };
            assert_eq!(typed.mistake.is_some(), named, "{response:?}");
            assert!(!typed.reason.contains('{') && !typed.answers.is_empty());
        }
    }

    #[test]
    fn a_right_answer_is_explained_as_right_in_all_its_parts() {
        for item in samples::all() {
            let response = samples::right_answer(&item, Seed(9), Locale::En);
            match explained(&item, Some(&response)).explanation {
                Explanation::Cloze { gaps } => assert!(gaps.iter().all(|gap| gap.right && gap.given.is_some())),
                Explanation::Match { pairs } => assert!(pairs.iter().all(|pair| pair.right)),
                Explanation::Order(order) => {
                    assert_eq!(
                        order.given.iter().map(|placed| &placed.step).collect::<Vec<_>>(),
                        order.answer.iter().collect::<Vec<_>>()
                    );
                    assert!(order.given.iter().all(|placed| placed.next_is_right != Some(false)));
                }
                Explanation::TrueFalse { statements } => {
                    assert!(statements.iter().all(|statement| statement.right == statement.chosen));
                }
                Explanation::Options { .. }
                | Explanation::Numeric(_)
                | Explanation::Short(_)
                | Explanation::Essay { .. } => {}
            }
        }
    }

    #[test]
    fn a_blank_answer_is_explained_too() {
        for item in samples::all() {
            let feedback = explained(&item, None);
            assert_ne!(feedback.score.verdict, Verdict::Right);
            assert!(format!("{feedback:?}").contains("canary"), "{}", item.id);
        }
    }
}
