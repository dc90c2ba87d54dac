//! Whether every lesson has the practice that ends it: two or three items for practice, and for the level a stock of more.

use super::{Sheet, by_level};
use crate::domain::item::Usage;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;

const CHECKS: std::ops::RangeInclusive<usize> = 2..=3;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_practice(),
        by_level(l, &[l.report_lessons(), l.report_practice_complete(), l.report_practice_items()]),
    );
    for level in Level::ALL {
        let (mut lessons, mut complete) = (0, 0);
        for unit in bank.lessons.values().filter(|unit| unit.content.level == level) {
            let checks = &unit.content.checks;
            let ready = |id| bank.item(id).is_some_and(|item| item.content.usage == Usage::Practice);
            lessons += 1;
            if CHECKS.contains(&checks.len()) && checks.iter().all(ready) {
                complete += 1;
            } else {
                sheet.error_at(&unit.origin, l.report_practice_missing(&unit.content.id));
            }
        }
        let stock = bank.items.values().map(|unit| &unit.content);
        let stock = stock.filter(|item| item.level == level && item.usage == Usage::Practice).count();
        sheet.row([level.to_string(), lessons.to_string(), complete.to_string(), stock.to_string()]);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::server::content::bank;
    use crate::server::content::diagnostic::Source;

    #[test]
    fn a_lesson_whose_practice_is_not_there_is_told() {
        let text = include_str!("../lesson/sample.md");
        let lesson = Source { path: "lessons/l1/l1-communication-sample.md".into(), text: text.into() };
        let (bank, _) = bank::load(&[samples::source(&[samples::TRUE_FALSE]), lesson]);
        let sheet = sheet(&bank, Locale::En);
        assert_eq!(sheet.rows[1], ["1", "1", "0", "1"], "one check is too few");
        assert_eq!(sheet.misses.len(), 1);
    }
}
