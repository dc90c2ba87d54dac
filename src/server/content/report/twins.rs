//! Items whose stems are nearly the same: who knows one knows the other, and a form with both asks once and counts twice.

use super::text::trigrams;
use super::{Sheet, by_level, share};
use crate::domain::item::Item;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::{Bank, Origin};
use std::collections::{BTreeMap, BTreeSet};

/// The share of common trigrams among all (Jaccard).
pub(in crate::server::content) const TWINS: f64 = 0.60;
pub(in crate::server::content) const SIMILAR: f64 = 0.45;
/// A shorter stem is nothing but its question, which many items share.
pub(in crate::server::content) const FEWEST_GRAMS: usize = 8;

struct Stem<'b> {
    item: &'b Item,
    origin: &'b Origin,
    /// In Chinese and in English, as numbers in order.
    grams: [Vec<usize>; 2],
}

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let mut sheet = Sheet::new(l.report_twins(), by_level(l, &[l.report_items(), l.report_twins_most()]));
    let stems = stems(bank);
    let mut most: BTreeMap<Level, f64> = BTreeMap::new();
    for (index, stem) in stems.iter().enumerate() {
        for other in &stems[..index] {
            let likeness = [0, 1].map(|language| jaccard(&stem.grams[language], &other.grams[language]));
            let likeness = likeness[0].max(likeness[1]);
            let of_level = most.entry(stem.item.level).or_default();
            *of_level = of_level.max(likeness);
            let words = || l.report_twins_alike(&stem.item.id, &other.item.id, &format!("{likeness:.2}"));
            if likeness > TWINS {
                sheet.error_at(stem.origin, words());
            } else if likeness > SIMILAR {
                sheet.look_at(stem.origin, words());
            }
        }
    }
    for level in Level::ALL {
        let count = stems.iter().filter(|stem| stem.item.level == level).count();
        let most = most.get(&level).copied().unwrap_or_default();
        sheet.row([level.to_string(), count.to_string(), format!("{most:.2}")]);
    }
    sheet
}

fn stems(bank: &Bank) -> Vec<Stem<'_>> {
    let mut numbers: BTreeMap<[String; 3], usize> = BTreeMap::new();
    let mut numbered = |grams: BTreeSet<[String; 3]>| {
        let mut known: Vec<usize> = grams
            .into_iter()
            .map(|gram| {
                let next = numbers.len();
                *numbers.entry(gram).or_insert(next)
            })
            .collect();
        known.sort_unstable();
        known
    };
    let units = bank.items.values();
    units
        .map(|unit| Stem {
            item: &unit.content,
            origin: &unit.origin,
            grams: Locale::ALL.map(|locale| numbered(trigrams(unit.content.stem.get(locale), locale))),
        })
        .collect()
}

fn jaccard(a: &[usize], b: &[usize]) -> f64 {
    if a.len().min(b.len()) < FEWEST_GRAMS {
        return 0.0;
    }
    let (mut left, mut right, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(left), b.get(right)) {
        common += usize::from(one == other);
        left += usize::from(one <= other);
        right += usize::from(other <= one);
    }
    share(common, a.len() + b.len() - common)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::server::content::diagnostic::Severity;

    fn measured(first: &str, second: &str) -> Vec<Severity> {
        let options = ["甲 || a", "乙 || b", "丙 || c", "丁 || d"];
        let items = [samples::single("one", first, 'A', options), samples::single("two", second, 'B', options)];
        let bank = samples::bank(&[&items[0], &items[1]]);
        sheet(&bank, Locale::En).misses.into_iter().map(|miss| miss.severity).collect()
    }

    #[test]
    fn a_stem_with_other_figures_is_a_twin_and_another_case_is_none() {
        let stem = "每天 20 通来电，每通 6 分钟，两人接，够不够？ || 20 calls a day at 6 minutes each, taken by two reps: is that enough?";
        let figures = stem.replace("20", "35");
        assert_eq!(measured(stem, &figures), [Severity::Error]);
        let close = "每天 20 通来电，每通 6 分钟，两人接，一周共几小时？ || Twenty callers.";
        assert_eq!(measured(stem, close), [Severity::Warning]);
        assert_eq!(measured(stem, "客户说鞋子少了一只，先问什么？ || One shoe is missing: ask what first?"), []);
    }
}
