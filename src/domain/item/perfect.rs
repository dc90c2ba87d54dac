//! The answer that earns full marks: for a demo company whose people have sat exams, and for tests.
//!
//! It reads the key, so nothing that goes to a learner may call it before the release.

use super::Item;
use super::interaction::{GapKind, Interaction, Label};
use super::presentation::{ChoiceId, Sitting};
use super::response::{GapResponse, Response};
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use std::collections::{BTreeMap, BTreeSet};

/// The answer that earns full marks in a sitting (any text for an essay).
pub fn right_answer(item: &Item, seed: Seed, locale: Locale) -> Response {
    let sitting = Sitting::new(item, seed, locale);
    let ids = |labels: &mut dyn Iterator<Item = Label>| labels.map(|label| sitting.label_id(label)).collect::<Vec<_>>();
    match &item.interaction {
        Interaction::Single(single) => Response::Single { choice: sitting.label_id(*single.key.reveal()) },
        Interaction::Multiple(multiple) => {
            let right: BTreeSet<ChoiceId> = ids(&mut multiple.key.reveal().iter().copied()).into_iter().collect();
            Response::Multiple { choices: right }
        }
        Interaction::TrueFalse(statement) => Response::TrueFalse { holds: *statement.key.reveal() },
        Interaction::Numeric(numeric) => Response::Numeric {
            typed: sitting.right_number(numeric).map(|number| number.to_string()).unwrap_or_default(),
        },
        Interaction::Short(short) => Response::Short { typed: short.key.reveal().get(locale)[0].clone() },
        Interaction::Cloze(cloze) => Response::Cloze {
            gaps: (1..)
                .zip(&cloze.gaps)
                .map(|(number, gap)| match &gap.kind {
                    GapKind::Typed(key) => (number, GapResponse::Typed(key.reveal().get(locale)[0].clone())),
                    GapKind::Chosen { key, .. } => {
                        (number, GapResponse::Chosen(sitting.gap_choice_id(number, *key.reveal())))
                    }
                })
                .collect(),
        },
        Interaction::Matching(matching) => {
            let pair = |(left, right): (&Label, &Label)| (sitting.label_id(*left), sitting.label_id(*right));
            Response::Match { pairs: matching.key.reveal().iter().map(pair).collect::<BTreeMap<_, _>>() }
        }
        Interaction::Ordering(ordering) => Response::Order { steps: ids(&mut ordering.key.reveal().iter().copied()) },
        Interaction::Essay(_) => Response::Essay { written: "…".into() },
    }
}
