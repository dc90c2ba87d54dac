//! Whether every cell of the curriculum map is taught, tested and, where it can be, rehearsed.

use super::{Sheet, share};
use crate::domain::competency::{Competency, Depth};
use crate::domain::item::interaction::{Choice, Interaction};
use crate::domain::item::secret::Slip;
use crate::domain::item::{Item, Usage};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::Bank;
use std::collections::BTreeMap;

/// Items and exam items that a cell needs at least.
const TAUGHT: (usize, usize) = (12, 10);
const DEEPENED: (usize, usize) = (5, 6);
/// A slip that stands behind more of a cell's wrong options makes them predictable.
const MOST_OF_ONE_SLIP: f64 = 0.35;
/// With fewer tags a share says nothing.
const FEWEST_TAGS: usize = 20;

/// What there is for a cell.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Found {
    lessons: usize,
    items: usize,
    exam: usize,
    scenarios: usize,
    slips: BTreeMap<Slip, usize>,
}

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let levels = Level::ALL.iter().map(|level| l.report_level_number(level));
    let mut sheet = Sheet::new(l.report_coverage(), std::iter::once(l.report_competency().to_owned()).chain(levels));
    let cells = cells(bank);
    for competency in Competency::ALL.iter().copied() {
        let mut row = vec![competency.to_string()];
        for level in Level::ALL {
            let found = cells.get(&(level, competency)).cloned().unwrap_or_default();
            let Some(depth) = competency.at(level) else {
                row.push(if found == Found::default() { String::new() } else { written(' ', &found) });
                continue;
            };
            judge(&mut sheet, level, competency, depth, &found, l);
            row.push(written(if depth == Depth::Taught { '●' } else { '◐' }, &found));
        }
        sheet.row(row);
    }
    sheet
}

fn written(mark: char, found: &Found) -> String {
    let Found { lessons, items, exam, scenarios, .. } = found;
    format!("{mark} {lessons} · {items}/{exam} · {scenarios}")
}

fn judge(sheet: &mut Sheet, level: Level, competency: Competency, depth: Depth, found: &Found, l: Locale) {
    let (items, exam) = match depth {
        Depth::Taught => TAUGHT,
        Depth::Deepened => DEEPENED,
    };
    let needs = [(l.report_lessons(), found.lessons, 1), (l.report_items(), found.items, items)];
    for (name, found, least) in needs.into_iter().chain([(l.report_exam_items(), found.exam, exam)]) {
        if found < least {
            sheet.error(l.report_cell_misses(&competency, &least, &level, &name, &found));
        }
    }
    if found.scenarios == 0 {
        sheet.look(l.report_cell_unrehearsed(&competency, &level));
    }
    let tags: usize = found.slips.values().sum();
    for (slip, count) in &found.slips {
        if tags >= FEWEST_TAGS && share(*count, tags) > MOST_OF_ONE_SLIP {
            sheet.look(l.report_cell_one_slip(&competency, &level, &super::percent(*count, tags), &slip.tag()));
        }
    }
}

fn cells(bank: &Bank) -> BTreeMap<(Level, Competency), Found> {
    let mut cells: BTreeMap<(Level, Competency), Found> = BTreeMap::new();
    for lesson in bank.lessons.values().map(|unit| &unit.content) {
        for competency in &lesson.competencies {
            cells.entry((lesson.level, *competency)).or_default().lessons += 1;
        }
    }
    for item in bank.items.values().map(|unit| &unit.content) {
        let found = cells.entry((item.level, item.competency)).or_default();
        found.items += 1;
        found.exam += usize::from(item.usage == Usage::Exam);
        for slip in slips(item) {
            *found.slips.entry(slip).or_default() += 1;
        }
    }
    for scenario in bank.scenarios.values().map(|unit| &unit.content) {
        for competency in &scenario.competencies {
            cells.entry((scenario.level, *competency)).or_default().scenarios += 1;
        }
    }
    cells
}

fn slips(item: &Item) -> Vec<Slip> {
    let options: &[Choice] = match &item.interaction {
        Interaction::Single(single) => &single.options,
        Interaction::Multiple(multiple) => &multiple.options,
        Interaction::TrueFalse(_)
        | Interaction::Numeric(_)
        | Interaction::Short(_)
        | Interaction::Cloze(_)
        | Interaction::Matching(_)
        | Interaction::Ordering(_)
        | Interaction::Essay(_) => &[],
    };
    options.iter().filter_map(|option| option.rationale.slip()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_cell_is_told_with_what_it_has_and_what_it_lacks() {
        let sheet = sheet(&samples::bank(&[samples::TRUE_FALSE]), Locale::En);
        let mindset = sheet.rows.iter().find(|row| row[0] == "mindset").expect("a row");
        assert_eq!(mindset[1..4], ["● 0 · 1/0 · 0", "◐ 0 · 0/0 · 0", ""]);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        for expected in [
            "Level 1, mindset: lessons 0, at least 1 wanted.",
            "Level 1, mindset: items 1, at least 12 wanted.",
            "Level 2, mindset: exam items 0, at least 6 wanted.",
            "Level 1, mindset: no scenario rehearses it.",
        ] {
            assert!(words.contains(&expected), "{expected} in {words:#?}");
        }
    }

    #[test]
    fn a_slip_behind_most_wrong_options_is_told() {
        let items: Vec<String> = (0..7)
            .map(|n| {
                samples::single(&format!("n{n}"), "问？ || Ask?", 'A', ["甲 || a", "乙 || b", "丙 || c", "丁 || d"])
            })
            .collect();
        let sheet = sheet(&samples::bank(&items.iter().map(String::as_str).collect::<Vec<_>>()), Locale::En);
        assert!(sheet.misses.iter().any(|miss| miss.words.contains("100% of the wrong options are `early`")));
    }
}
