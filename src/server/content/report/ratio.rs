//! How long the English is for its Chinese: a look only, since a text far off is likely to say more or less.

use super::pairs::Pair;
use super::text::{han, words};
use super::{Severity, Sheet, by_level};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;
use std::collections::BTreeMap;

/// English words a Han character.
const BAND: std::ops::RangeInclusive<f64> = 0.45..=0.85;
/// With fewer characters a ratio says nothing.
const FEWEST_HAN: usize = 200;

pub(super) fn sheet(bank: &Bank, pairs: &[Pair], l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_ratio(),
        by_level(l, &[l.report_ratio_han(), l.report_ratio_words(), l.report_ratio_mean()]),
    );
    let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for pair in pairs {
        let (characters, count) = files.entry(&pair.path).or_default();
        *characters += han(&pair.zh);
        *count += words(&pair.en);
    }
    let levels: BTreeMap<&str, Level> = levels(bank);
    let mut totals: BTreeMap<Level, (usize, usize)> = BTreeMap::new();
    for (path, (characters, count)) in &files {
        if *characters >= FEWEST_HAN && !BAND.contains(&super::share(*count, *characters)) {
            let ratio = format!("{:.2}", super::share(*count, *characters));
            sheet.miss_at(Severity::Warning, (*path).to_owned(), 1, l.report_ratio_off(&characters, &ratio, &count));
        }
        if let Some(level) = levels.get(path) {
            let total = totals.entry(*level).or_default();
            *total = (total.0 + characters, total.1 + count);
        }
    }
    for level in Level::ALL {
        let (characters, count) = totals.get(&level).copied().unwrap_or_default();
        let ratio = format!("{:.2}", super::share(count, characters));
        sheet.row([level.to_string(), characters.to_string(), count.to_string(), ratio]);
    }
    sheet
}

/// The level of each file.
fn levels(bank: &Bank) -> BTreeMap<&str, Level> {
    let lessons = bank.lessons.values().map(|unit| (unit.origin.path.as_str(), unit.content.level));
    let scenarios = bank.scenarios.values().map(|unit| (unit.origin.path.as_str(), unit.content.level));
    let items = bank.items.values().map(|unit| (unit.origin.path.as_str(), unit.content.level));
    lessons.chain(scenarios).chain(items).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn an_english_text_that_is_far_too_short_is_told() {
        let long = "先查物流再说话".repeat(40);
        let bank = Bank::default();
        let short = samples::pairs(&format!("{long} || Check first."));
        assert_eq!(sheet(&bank, &short, Locale::En).misses.len(), 1);
        let fair = samples::pairs(&format!("{long} || {}", "look then talk kindly ".repeat(40)));
        assert_eq!(sheet(&bank, &fair, Locale::En).misses, []);
    }
}
