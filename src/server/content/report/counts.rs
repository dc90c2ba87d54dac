//! How much there is: the numbers that the curriculum asks for, a level and as a whole.

use super::{Sheet, by_level};
use crate::domain::item::interaction::{Interaction, InteractionKind};
use crate::domain::item::{Item, Usage};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;
use std::collections::BTreeSet;

/// At least so much a level: lessons, scenarios, items, items for exams only.
const A_LEVEL: [usize; 4] = [12, 6, 120, 90];
/// At least so much in all: interaction types, numeric items with generated values, items in case groups, essays.
const IN_ALL: [usize; 4] = [9, 40, 60, 25];

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let names = [l.report_lessons(), l.report_scenarios(), l.report_items(), l.report_exam_items()];
    let more = [l.report_types(), l.report_generated(), l.report_in_cases(), l.report_essays()];
    let mut sheet = Sheet::new(l.report_counts(), by_level(l, &[names, more].concat()));
    for level in Level::ALL {
        let items: Vec<&Item> = items(bank).filter(|item| item.level == level).collect();
        let found = [
            bank.lessons.values().filter(|unit| unit.content.level == level).count(),
            bank.scenarios.values().filter(|unit| unit.content.level == level).count(),
            items.len(),
            items.iter().filter(|item| item.usage == Usage::Exam).count(),
        ];
        sheet.row(std::iter::once(level.to_string()).chain(cells(&found)).chain(cells(&of_all(&items))));
        for ((name, found), least) in names.iter().zip(found).zip(A_LEVEL) {
            if found < least {
                sheet.error(l.report_level_misses(&level, &least, name, &found));
            }
        }
    }
    let found = of_all(&items(bank).collect::<Vec<_>>());
    for ((name, found), least) in more.iter().zip(found).zip(IN_ALL) {
        if found < least {
            sheet.error(l.report_whole_misses(&least, name, &found));
        }
    }
    sheet
}

fn items(bank: &Bank) -> impl Iterator<Item = &Item> {
    bank.items.values().map(|unit| &unit.content)
}

fn cells(counts: &[usize]) -> impl Iterator<Item = String> {
    counts.iter().map(usize::to_string)
}

fn of_all(items: &[&Item]) -> [usize; 4] {
    let kinds: BTreeSet<InteractionKind> = items.iter().map(|item| item.interaction.kind()).collect();
    let generated = |item: &&&Item| match &item.interaction {
        Interaction::Numeric(numeric) => !numeric.variables.0.is_empty(),
        _ => false,
    };
    [
        kinds.len(),
        items.iter().filter(generated).count(),
        items.iter().filter(|item| item.case.is_some()).count(),
        items.iter().filter(|item| item.interaction.kind() == InteractionKind::Essay).count(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_is_missing_is_told_with_the_number_that_is_there() {
        let bank = samples::bank(&[samples::TRUE_FALSE]);
        let sheet = sheet(&bank, Locale::En);
        assert_eq!(sheet.rows[1][..5], ["1", "0", "0", "1", "0"]);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        assert!(words.contains(&"Level 1: items 1, at least 120 are wanted."), "{words:?}");
        assert!(words.contains(&"In all: essays 0, at least 25 are wanted."), "{words:?}");
        assert_eq!(words.len(), 5 * 4 + 4);
    }
}
