//! Candidates without knowledge: they choose by one outward mark, and may not do much better than chance.

use super::single::{self, SingleChoice};
use super::{Sheet, by_level};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;
use std::collections::BTreeSet;

/// How far above chance a robot may come.
const ABOVE_CHANCE: f64 = 0.10;
/// With fewer items a share says nothing.
const FEWEST_ITEMS: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Robot {
    Longest(Locale),
    Shortest(Locale),
    /// The option that has most in common with the stem.
    Echo(Locale),
    /// Always the same letter.
    Letter(usize),
}

const ROBOTS: [Robot; 10] = [
    Robot::Longest(Locale::ZhCn),
    Robot::Longest(Locale::En),
    Robot::Shortest(Locale::ZhCn),
    Robot::Shortest(Locale::En),
    Robot::Echo(Locale::ZhCn),
    Robot::Echo(Locale::En),
    Robot::Letter(0),
    Robot::Letter(1),
    Robot::Letter(2),
    Robot::Letter(3),
];

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let names = ROBOTS.map(|robot| name(robot, l));
    let mut headings = by_level(l, &[l.report_chance()]);
    headings.extend(names.clone());
    let mut sheet = Sheet::new(l.report_robots(), headings);
    for level in Level::ALL {
        let singles = single::of_level(bank, level);
        let chance = mean(singles.iter().map(|choice| one_of(choice.single.options.len())));
        let mut row = vec![level.to_string(), hundredths(chance)];
        for (robot, name) in ROBOTS.into_iter().zip(&names) {
            let rate = mean(singles.iter().map(|choice| robot.hits(choice)));
            row.push(hundredths(rate));
            if singles.len() >= FEWEST_ITEMS && rate > chance + ABOVE_CHANCE {
                sheet.error(l.report_robot_passes(&hundredths(chance), &level, &hundredths(rate), name));
            }
        }
        sheet.row(row);
    }
    sheet
}

fn name(robot: Robot, l: Locale) -> String {
    match robot {
        Robot::Longest(locale) => l.report_robot_longest(&locale),
        Robot::Shortest(locale) => l.report_robot_shortest(&locale),
        Robot::Echo(locale) => l.report_robot_echo(&locale),
        Robot::Letter(letter) => l.report_robot_letter(&["A", "B", "C", "D"][letter.min(3)]),
    }
}

impl Robot {
    /// The chance with which the robot's choice is the key: it draws among equals.
    fn hits(self, choice: &SingleChoice<'_>) -> f64 {
        let marks: Vec<usize> = match self {
            Self::Longest(locale) => choice.lengths(locale),
            Self::Shortest(locale) => choice.lengths(locale).into_iter().map(|length| usize::MAX - length).collect(),
            Self::Echo(locale) => echoes(choice, locale),
            Self::Letter(letter) => return if choice.key == letter { 1.0 } else { 0.0 },
        };
        let best = marks.iter().max();
        let equals = marks.iter().filter(|mark| Some(*mark) == best).count();
        if marks.get(choice.key) == best { one_of(equals) } else { 0.0 }
    }
}

/// How many pairs of neighbouring characters, or how many words, each option shares with the stem.
fn echoes(choice: &SingleChoice<'_>, locale: Locale) -> Vec<usize> {
    let parts = |text: &str| -> BTreeSet<String> {
        match locale {
            Locale::ZhCn => {
                let kept: Vec<char> = text.chars().filter(|character| character.is_alphanumeric()).collect();
                kept.windows(2).map(|two| two.iter().collect()).collect()
            }
            Locale::En => {
                let words = text.split(|character: char| !character.is_alphanumeric());
                words.filter(|word| word.len() > 3).map(str::to_lowercase).collect()
            }
        }
    };
    let stem = parts(choice.item.stem.get(locale));
    choice.single.options.iter().map(|option| parts(option.text.get(locale)).intersection(&stem).count()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of options are small")]
fn one_of(count: usize) -> f64 {
    1.0 / count.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1);
    values.sum::<f64>() / count as f64
}

fn hundredths(share: f64) -> String {
    format!("{share:.2}")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn told(stem: &str, options: [&str; 4], keys: &str) -> Vec<String> {
        let items: Vec<String> = keys
            .chars()
            .cycle()
            .take(24)
            .enumerate()
            .map(|(index, key)| samples::single(&format!("n{index}"), stem, key, options))
            .collect();
        let bank = samples::bank(&items.iter().map(String::as_str).collect::<Vec<_>>());
        sheet(&bank, Locale::En).misses.into_iter().map(|miss| miss.words).collect()
    }

    const PLAIN: [&str; 4] = ["甲甲 || aa", "乙乙 || bb", "丙丙 || cc", "丁丁 || dd"];

    #[test]
    fn equal_options_with_even_keys_tell_a_robot_nothing() {
        assert_eq!(told("问？ || Ask?", PLAIN, "ABCD"), Vec::<String>::new());
    }

    #[test]
    fn a_mark_that_gives_the_key_away_is_told() {
        let longest = ["甲甲甲 || aaa", "乙乙 || bb", "丙丙 || cc", "丁丁 || dd"];
        let cases = [
            (PLAIN, "问？ || Ask?", "AABC", "always A"),
            (longest, "问？ || Ask?", "ABCDA", "longest"),
            (
                ["查物流 || check tracking", "乙乙乙 || bb bb", "丙丙丙 || cc cc", "丁丁丁 || dd dd"],
                "查物流？ || Tracking?",
                "AABCD",
                "stem",
            ),
        ];
        for (options, stem, keys, part) in cases {
            let words = told(stem, options, keys);
            assert!(words.iter().any(|words| words.contains(part)), "{part}: {words:?}");
        }
    }
}
