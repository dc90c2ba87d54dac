//! Whether every form can be drawn by any seed, as hard each time, and with papers that differ.

use super::alike::Drawn;
use super::{Sheet, percent, share};
use crate::domain::form::blueprint::{Band, Cell};
use crate::domain::form::{Form, FormKind};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::{Item, ItemId};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::{Bank, Unit, worded};
use std::collections::{BTreeMap, BTreeSet};

/// Papers drawn without knowing of one another share more than half now and then by chance. So many of the pairs deserve a
/// look; and so many are an error: drawing anew will soon no longer help.
const PAIRS_ABOVE_HALF: (f64, f64) = (0.02, 0.05);

pub(super) fn sheet(bank: &Bank, l: Locale, seeds: u64) -> Sheet {
    let headings = [
        l.report_form(),
        l.report_form_items(),
        l.report_form_drawn(),
        l.report_form_mean(),
        l.report_form_shared(),
        l.report_form_shared_most(),
        l.report_form_blind(),
        l.report_form_blind_above(),
        l.report_form_most(),
        l.report_form_thinnest(),
    ];
    let mut sheet = Sheet::new(l.report_forms(), headings.map(str::to_owned));
    for level in Level::ALL {
        for kind in [FormKind::LevelExam, FormKind::PlacementCheck, FormKind::MockExam] {
            let there = bank.forms.values().any(|unit| unit.content.level == level && unit.content.kind == kind);
            if !there {
                sheet.error(l.report_form_missing(&kind, &level));
            }
        }
    }
    let stock = bank.stock();
    for unit in bank.forms.values() {
        let form = &unit.content;
        let (blind, aware) = (Drawn::blind(unit, &stock, seeds), Drawn::aware(unit, &stock, seeds));
        if let Some((failed, missing)) = blind.refused.as_ref().or(aware.refused.as_ref()) {
            let missing = worded(missing, l);
            sheet.error_at(&unit.origin, l.report_form_infeasible(failed, &form.id, &missing, &seeds));
        }
        measure(bank, unit, &blind, &aware, l, &mut sheet);
    }
    sheet
}

fn measure(bank: &Bank, unit: &Unit<Form>, blind: &Drawn, aware: &Drawn, l: Locale, sheet: &mut Sheet) {
    let form = &unit.content;
    let (by_chance, kept_apart) = (blind.pairs(), aware.pairs());
    if kept_apart.most > 0.5 {
        let (most, mean) = (hundredths(kept_apart.most), hundredths(kept_apart.mean));
        sheet.error_at(&unit.origin, l.report_form_alike(&form.id, &mean, &most));
    }
    if by_chance.above_half > PAIRS_ABOVE_HALF.0 {
        let words = l.report_form_thin(&percent_of(by_chance.above_half), &form.id);
        if by_chance.above_half > PAIRS_ABOVE_HALF.1 {
            sheet.error_at(&unit.origin, words);
        } else {
            sheet.look_at(&unit.origin, words);
        }
    }
    let theories = aware.theories();
    let means: Vec<usize> = theories.iter().filter_map(|items| mean(bank, items)).collect();
    let mut asked: BTreeMap<&ItemId, usize> = BTreeMap::new();
    theories.iter().flatten().for_each(|id| *asked.entry(id).or_default() += 1);
    let range = means.iter().min().zip(means.iter().max());
    let (ratio, cell) = thinnest(bank, form).unwrap_or_default();
    sheet.row([
        form.id.to_string(),
        form.theory().map_or(0, |theory| theory.blueprint.items()).to_string(),
        aware.papers.len().to_string(),
        range.map_or_else(String::new, |(least, most)| format!("0.{least:04}–0.{most:04}")),
        hundredths(kept_apart.mean),
        hundredths(kept_apart.most),
        hundredths(by_chance.mean),
        percent_of(by_chance.above_half),
        percent(asked.values().max().copied().unwrap_or(0), theories.len()),
        format!("{ratio:.1} {cell}"),
    ]);
}

/// The mean difficulty of items, in hundredths of a percent.
fn mean(bank: &Bank, items: &BTreeSet<&ItemId>) -> Option<usize> {
    let difficulties = items.iter().filter_map(|id| bank.item(id)).map(|unit| unit.content.difficulty.as_percent());
    let sum: usize = difficulties.map(usize::from).sum();
    (sum * 100).checked_div(items.len())
}

/// How many items there are for each that is asked, where they are fewest.
fn thinnest(bank: &Bank, form: &Form) -> Option<(f64, String)> {
    let theory = form.theory()?;
    let fits = |item: &Item, cell: &Cell| {
        item.level == form.level
            && item.usage == form.kind.draws()
            && item.case.is_none()
            && item.interaction.kind() != InteractionKind::Essay
            && (item.competency, Band::of(item.difficulty)) == (cell.competency, cell.band)
    };
    let ratios = theory.blueprint.cells.iter().map(|(cell, needed)| {
        let there = bank.items.values().filter(|unit| fits(&unit.content, cell)).count();
        (share(there, usize::from(*needed)), format!("{} {}", cell.competency, cell.band.id()))
    });
    ratios.min_by(|a, b| a.0.total_cmp(&b.0))
}

fn hundredths(share: f64) -> String {
    format!("{share:.2}")
}

fn percent_of(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::super::{SEEDS, samples};
    use super::*;
    use crate::server::content::bank;
    use crate::server::content::diagnostic::{Severity, Source};

    const FORM: &str = "id: l1-exam-small\nkind: placement-check\nlevel: 1\ntitle: 小卷 || Small\nabout: 说明 || About\n\
        conduct: {attempts: 9, cooldown_days: 0, grace_seconds: 60, release: full-feedback}\ntheory:\n  minutes: 10\n  \
        cut: {percent: 60, reason: 理由 || A reason}\n  items: {mindset: {medium: 4}}\n  \
        difficulty: {mean: 0.65, tolerance: 0.02}\n  exposure: 50\n";

    fn measured(count: usize) -> Sheet {
        let options = ["甲 || a", "乙 || b", "丙 || c", "丁 || d"];
        let items: Vec<String> =
            (0..count).map(|n| samples::single(&format!("n{n}"), "问？ || Ask?", 'A', options)).collect();
        let items = samples::source(&items.iter().map(String::as_str).collect::<Vec<_>>());
        let form = Source { path: "forms/l1/l1-exam-small.yaml".into(), text: FORM.into() };
        sheet(&bank::load(&[items, form]).0, Locale::En, SEEDS)
    }

    fn row(sheet: &Sheet) -> Vec<f64> {
        sheet.rows[1][4..8].iter().map(|cell| cell.trim_end_matches('%').parse().expect("a number")).collect()
    }

    #[test]
    fn a_form_is_drawn_by_every_seed_and_told_with_what_papers_share() {
        let sheet = measured(20);
        assert_eq!(sheet.rows[1][..4], ["l1-exam-small", "4", "1000", "0.6500–0.6500"]);
        assert_eq!(sheet.rows[1][9], "5.0 mindset medium");
        let [mean, most, by_chance, above] = row(&sheet)[..] else { panic!("four figures") };
        assert!((0.15..0.25).contains(&mean) && (0.15..0.25).contains(&by_chance), "{mean}, {by_chance}: 4 of 20");
        assert!(most <= 0.5 && (0.5..3.0).contains(&above), "{most}, {above}: three of four are shared now and then");
        assert!(!sheet.misses.iter().any(|miss| miss.place.is_some()), "{:?}", sheet.misses);
        assert_eq!(sheet.misses.len(), 14, "the other forms of the levels are missing");
    }

    #[test]
    fn a_bank_too_small_to_keep_papers_apart_fails() {
        let sheet = measured(7);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        assert!(row(&sheet)[1] > 0.5, "four of seven");
        assert!(words.iter().any(|words| words.starts_with("l1-exam-small: two papers share up to ")), "{words:?}");
        assert!(words.iter().any(|words| words.ends_with("write more items for it.")), "{words:?}");
        let errors = sheet.misses.iter().filter(|miss| miss.severity == Severity::Error && miss.place.is_some());
        assert_eq!(errors.count(), 2);
    }

    #[test]
    fn a_form_without_enough_items_is_told_with_the_shortage() {
        let sheet = measured(3);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        assert!(
            words.contains(&"l1-exam-small: 1000 of 1000 seeds draw no paper: mindset · medium needs 4, has 3."),
            "{words:?}"
        );
    }
}
