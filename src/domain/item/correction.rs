//! Whether one version of an item corrects another: asks the same, so that an answer to the one can be judged by the other.

use super::Item;
use super::interaction::{Choice, Entry, GapKind, Interaction, Label};
use crate::domain::locale::Text;

/// Whether answers to `asked` mean the same under `newer`. Wording, key, reasons and accepted words may differ; the kind, what
/// stands to choose, and the numbers drawn may not. An option whose words have gone to another letter is another option.
pub fn is_correction(asked: &Item, newer: &Item) -> bool {
    match (&asked.interaction, &newer.interaction) {
        (Interaction::Single(a), Interaction::Single(b)) => same_choices(&choices(&a.options), &choices(&b.options)),
        (Interaction::Multiple(a), Interaction::Multiple(b)) => {
            same_choices(&choices(&a.options), &choices(&b.options))
        }
        (Interaction::Numeric(a), Interaction::Numeric(b)) => a.variables == b.variables,
        (Interaction::Cloze(a), Interaction::Cloze(b)) => {
            a.gaps.len() == b.gaps.len() && a.gaps.iter().zip(&b.gaps).all(|(a, b)| same_gap(&a.kind, &b.kind))
        }
        (Interaction::Matching(a), Interaction::Matching(b)) => {
            same_choices(&choices(&a.lefts), &choices(&b.lefts))
                && same_choices(&entries(&a.rights), &entries(&b.rights))
        }
        (Interaction::Ordering(a), Interaction::Ordering(b)) => same_choices(&entries(&a.steps), &entries(&b.steps)),
        (Interaction::Essay(a), Interaction::Essay(b)) => a.rubric.reveal().len() == b.rubric.reveal().len(),
        (Interaction::TrueFalse(_), Interaction::TrueFalse(_)) | (Interaction::Short(_), Interaction::Short(_)) => true,
        (
            Interaction::Single(_)
            | Interaction::Multiple(_)
            | Interaction::TrueFalse(_)
            | Interaction::Numeric(_)
            | Interaction::Short(_)
            | Interaction::Cloze(_)
            | Interaction::Matching(_)
            | Interaction::Ordering(_)
            | Interaction::Essay(_),
            _,
        ) => false,
    }
}

fn choices(choices: &[Choice]) -> Vec<(Label, &Text)> {
    choices.iter().map(|choice| (choice.label, &choice.text)).collect()
}

fn entries(entries: &[Entry]) -> Vec<(Label, &Text)> {
    entries.iter().map(|entry| (entry.label, &entry.text)).collect()
}

/// The same letters, and no words that stood behind another letter before.
fn same_choices(asked: &[(Label, &Text)], newer: &[(Label, &Text)]) -> bool {
    asked.len() == newer.len()
        && asked.iter().zip(newer).all(|((asked_label, _), (label, text))| {
            let before = asked.iter().find(|(_, before)| before == text);
            asked_label == label && before.is_none_or(|(before, _)| before == label)
        })
}

fn same_gap(asked: &GapKind, newer: &GapKind) -> bool {
    match (asked, newer) {
        (GapKind::Typed(_), GapKind::Typed(_)) => true,
        (GapKind::Chosen { choices: asked, .. }, GapKind::Chosen { choices: newer, .. }) => {
            asked.len() == newer.len()
                && newer
                    .iter()
                    .enumerate()
                    .all(|(place, text)| asked.iter().position(|before| before == text).is_none_or(|at| at == place))
        }
        (GapKind::Typed(_) | GapKind::Chosen { .. }, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::interaction::Single;
    use crate::domain::item::samples;
    use crate::domain::item::secret::AnswerKey;

    fn changed(change: impl FnOnce(&mut Single)) -> (Item, Item) {
        let asked = samples::all().swap_remove(0);
        let mut newer = asked.clone();
        if let Interaction::Single(single) = &mut newer.interaction {
            change(single);
        }
        (asked, newer)
    }

    #[test]
    fn another_key_or_wording_corrects_and_other_options_ask_something_else() {
        let (asked, newer) = changed(|single| {
            single.key = AnswerKey::new(single.options[1].label);
            single.options[0].text.zh.push('。');
        });
        assert!(is_correction(&asked, &newer));
        let (asked, newer) = changed(|single| {
            let text = single.options[0].text.clone();
            single.options[0].text = std::mem::replace(&mut single.options[1].text, text);
        });
        assert!(!is_correction(&asked, &newer), "words behind other letters");
        let (asked, newer) = changed(|single| drop(single.options.pop()));
        assert!(!is_correction(&asked, &newer), "an option less");
    }

    #[test]
    fn every_kind_corrects_itself_and_no_other() {
        for asked in samples::all() {
            for newer in samples::all() {
                assert_eq!(is_correction(&asked, &newer), asked.id == newer.id, "{} {}", asked.id, newer.id);
            }
        }
    }
}
