//! Where the right options stand, and whether their length gives them away.

use super::{Sheet, by_level, percent, share, single};
use crate::domain::item::Usage;
use crate::domain::item::interaction::Interaction;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;
use std::collections::BTreeMap;

/// The key may be the longest option in at most this share of single choices, in each language.
const LONGEST_SHARE: f64 = 0.40;
/// At most so many keys of the same letter one after the other.
const LONGEST_RUN: usize = 3;
/// The 5 % bounds of the chi-square distribution, from one degree of freedom on.
const CHI_SQUARE: [f64; 8] = [3.841, 5.991, 7.815, 9.488, 11.070, 12.592, 14.067, 15.507];
/// Of negative stems.
const NEGATIVE_SHARE: f64 = 0.05;

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let headings = [
        l.report_singles(),
        l.report_letters(),
        l.report_chi_square(),
        l.report_run(),
        l.report_longest_zh(),
        l.report_longest_en(),
        l.report_true(),
        l.report_negative(),
    ];
    let mut sheet = Sheet::new(l.report_keys(), by_level(l, &headings));
    for level in Level::ALL {
        level_row(bank, level, l, &mut sheet);
    }
    unmarked_negatives(bank, l, &mut sheet);
    sheet
}

fn level_row(bank: &Bank, level: Level, l: Locale, sheet: &mut Sheet) {
    let singles = single::of_level(bank, level);
    // Numbers and times keep their order, so their keys stand where the values put them.
    let shuffled: Vec<_> = singles.iter().filter(|choice| !choice.single.fixed).collect();
    let mut letters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for choice in &shuffled {
        let options = choice.single.options.len();
        letters.entry(options).or_insert_with(|| vec![0; options])[choice.key] += 1;
    }
    let (chi, freedom) = chi_square(letters.values());
    let bound = freedom.checked_sub(1).and_then(|index| CHI_SQUARE.get(index)).copied().unwrap_or(f64::INFINITY);
    if chi > bound {
        sheet.error(l.report_keys_uneven(&format!("{bound:.2}"), &format!("{chi:.2}"), &level));
    }
    let mut longest_run = 0;
    for (file, keys) in by_file(&shuffled) {
        let (run, line) = run(&keys);
        longest_run = longest_run.max(run);
        if run > LONGEST_RUN {
            sheet.miss_at(super::Severity::Error, file.to_owned(), line, l.report_keys_run(&LONGEST_RUN, &run));
        }
    }
    let longest = Locale::ALL.map(|locale| {
        let is_longest = |choice: &&single::SingleChoice<'_>| {
            let lengths = choice.lengths(locale);
            lengths.iter().enumerate().all(|(index, length)| index == choice.key || *length < lengths[choice.key])
        };
        let count = singles.iter().filter(is_longest).count();
        if share(count, singles.len()) > LONGEST_SHARE {
            sheet.error(l.report_keys_longest(&locale, &level, &percent(count, singles.len())));
        }
        percent(count, singles.len())
    });
    let items: Vec<_> = bank.items.values().map(|unit| &unit.content).filter(|item| item.level == level).collect();
    let statements = items.iter().filter_map(|item| match &item.interaction {
        Interaction::TrueFalse(statement) => Some(*statement.key.reveal()),
        _ => None,
    });
    let statements: Vec<bool> = statements.collect();
    let hold = statements.iter().filter(|holds| **holds).count();
    if statements.len() >= 4 && !(0.3..=0.7).contains(&share(hold, statements.len())) {
        sheet.look(l.report_keys_true(&statements.len(), &hold, &level));
    }
    let exam: Vec<_> = items.iter().filter(|item| item.usage == Usage::Exam).collect();
    let negative = exam.iter().filter(|item| item.negative).count();
    if share(negative, exam.len()) > NEGATIVE_SHARE {
        sheet.look(l.report_keys_negative(&level, &percent(negative, exam.len())));
    }
    let total = |letter| letters.values().filter_map(|counts| counts.get(letter)).sum::<usize>();
    let written: Vec<String> = (0..6).map(total).take_while(|count| *count > 0).map(|n| n.to_string()).collect();
    let [zh, en] = longest;
    sheet.row([
        level.to_string(),
        singles.len().to_string(),
        written.join(" "),
        format!("{chi:.2} ({freedom})"),
        longest_run.to_string(),
        zh,
        en,
        format!("{hold}/{}", statements.len()),
        negative.to_string(),
    ]);
}

/// Summed over items with as many options each, with the degrees of freedom; few items say nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
fn chi_square<'c>(letters: impl Iterator<Item = &'c Vec<usize>>) -> (f64, usize) {
    let enough = letters.filter(|counts| counts.iter().sum::<usize>() >= 5 * counts.len());
    enough.fold((0.0, 0), |(chi, freedom), counts| {
        let expected = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
        let own: f64 = counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
        (chi + own, freedom + counts.len() - 1)
    })
}

fn by_file<'b>(choices: &[&'b single::SingleChoice<'b>]) -> BTreeMap<&'b str, Vec<(usize, usize)>> {
    let mut files: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for choice in choices {
        files.entry(&choice.origin.path).or_default().push((choice.key, choice.origin.place.line));
    }
    files
}

/// The longest run of the same key, and the line where it ends.
fn run(keys: &[(usize, usize)]) -> (usize, usize) {
    let (mut longest, mut length, mut last) = ((0, 1), 0, None);
    for (key, line) in keys {
        length = if last == Some(key) { length + 1 } else { 1 };
        last = Some(key);
        if length > longest.0 {
            longest = (length, *line);
        }
    }
    longest
}

/// A stem that asks what is wrong and does not say so: the reader overlooks the one small word.
fn unmarked_negatives(bank: &Bank, l: Locale, sheet: &mut Sheet) {
    const ASKS: [&str; 8] = ["不合适", "不恰当", "不正确", "不属于", "不符合", "不应该", "不该", "不妥"];
    for unit in bank.items.values().filter(|unit| !unit.content.negative) {
        let stem = &unit.content.stem.zh;
        let Some(question) = stem.split(['。', '！', '；', '：', '”']).rfind(|part| part.contains('哪')) else {
            continue;
        };
        if ASKS.iter().any(|asks| question.contains(asks)) {
            sheet.look_at(&unit.origin, l.report_keys_unmarked(&unit.content.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    const OPTIONS: [&str; 4] = ["甲甲 || aa", "乙乙 || bb", "丙丙 || cc", "丁丁丁 || dddd"];

    fn measured(keys: &str, options: [&str; 4], stem: &str) -> Vec<String> {
        let items: Vec<String> = keys
            .chars()
            .enumerate()
            .map(|(index, key)| samples::single(&format!("n{index}"), stem, key, options))
            .collect();
        let bank = samples::bank(&items.iter().map(String::as_str).collect::<Vec<_>>());
        sheet(&bank, Locale::En).misses.into_iter().map(|miss| miss.words).collect()
    }

    #[test]
    fn even_keys_of_ordinary_length_pass() {
        assert_eq!(measured("ABCDABCDABCDABCDABCD", OPTIONS, "问？ || Ask?"), Vec::<String>::new());
    }

    #[test]
    fn uneven_keys_runs_and_long_keys_are_told() {
        let told = |keys, stem, part: &str| {
            let words = measured(keys, OPTIONS, stem);
            assert!(words.iter().any(|words| words.contains(part)), "{part} in {words:?}");
        };
        told("BBCBABBCBABBCBABBCBD", "问？ || Ask?", "chi-square");
        told("ABCDDDDABCABCABCABCD", "问？ || Ask?", "4 keys of the same letter");
        told("DDADDBDDCDDADDBDDCDD", "问？ || Ask?", "the longest option in 70%");
        told("A", "下列哪项不合适？ || Which one is not suitable?", "negative");
    }
}
