//! How hard the exam items of a level are: their mean, and how many are hard and easy.

use super::{Sheet, by_level, percent, share};
use crate::domain::form::blueprint::Band;
use crate::domain::item::Usage;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;

/// The mean of `p`, in percent.
const MEAN: std::ops::RangeInclusive<usize> = 60..=75;
/// About a quarter each of hard and easy items.
const OUTER_SHARE: std::ops::RangeInclusive<f64> = 0.15..=0.35;
/// With fewer items a share says nothing.
const FEWEST_ITEMS: usize = 20;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let headings = [l.report_exam_items(), l.report_mean(), l.report_hard(), l.report_medium(), l.report_easy()];
    let mut sheet = Sheet::new(l.report_difficulty(), by_level(l, &headings));
    for level in Level::ALL {
        let exam = bank.items.values().map(|unit| &unit.content);
        let exam: Vec<_> = exam.filter(|item| item.level == level && item.usage == Usage::Exam).collect();
        let sum: usize = exam.iter().map(|item| usize::from(item.difficulty.as_percent())).sum();
        let mean = sum.checked_div(exam.len());
        let of = |band| exam.iter().filter(|item| Band::of(item.difficulty) == band).count();
        let bands = [Band::Hard, Band::Medium, Band::Easy].map(of);
        if exam.len() >= FEWEST_ITEMS {
            if mean.is_some_and(|mean| !MEAN.contains(&mean)) {
                sheet.error(l.report_difficulty_mean(&level, &mean.unwrap_or_default()));
            }
            for (count, name) in [(bands[0], l.report_hard()), (bands[2], l.report_easy())] {
                if !OUTER_SHARE.contains(&share(count, exam.len())) {
                    sheet.look(l.report_difficulty_share(&level, &name, &percent(count, exam.len())));
                }
            }
        }
        let mut row = vec![level.to_string(), exam.len().to_string()];
        row.push(mean.map_or_else(String::new, |mean| format!("0.{mean:02}")));
        row.extend(bands.map(|count| format!("{count} ({})", percent(count, exam.len()))));
        sheet.row(row);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn measured(percents: &[&str]) -> Vec<String> {
        let options = ["甲 || a", "乙 || b", "丙 || c", "丁 || d"];
        let items: Vec<String> = percents
            .iter()
            .cycle()
            .take(24)
            .enumerate()
            .map(|(index, p)| {
                let item = samples::single(&format!("n{index}"), "问？ || Ask?", 'A', options);
                item.replace("p: 0.65, use: practice", &format!("p: {p}, use: exam"))
            })
            .collect();
        let bank = samples::bank(&items.iter().map(String::as_str).collect::<Vec<_>>());
        sheet(&bank, Locale::En).misses.into_iter().map(|miss| miss.words).collect()
    }

    #[test]
    fn a_balanced_level_passes_and_a_lopsided_one_is_told() {
        assert_eq!(measured(&["0.45", "0.65", "0.70", "0.80"]), Vec::<String>::new());
        assert_eq!(measured(&["0.80", "0.85"]).len(), 3, "the mean and both shares");
    }
}
