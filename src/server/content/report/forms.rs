//! Whether every form can be drawn by any seed, as hard each time, and with papers that differ.

use super::{Sheet, percent, share};
use crate::domain::assembly::assemble;
use crate::domain::assembly::paper::Paper;
use crate::domain::assembly::stock::History;
use crate::domain::form::blueprint::{Band, Cell};
use crate::domain::form::{Form, FormKind, PartKind};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::{Item, ItemId};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::server::content::bank::{Bank, Unit, worded};
use std::collections::{BTreeMap, BTreeSet};

/// Seeds tried for each form that is an exam, and for each rehearsal.
const EXAM_SEEDS: u64 = 1000;
const REHEARSAL_SEEDS: u64 = 200;
/// Two papers may share at most half of their theory items; a few pairs in a hundred may come above it by chance.
const PAIRS_ABOVE_HALF: (f64, f64) = (0.01, 0.05);

pub(super) fn sheet(bank: &Bank, l: Locale) -> Sheet {
    let headings = [
        l.report_form(),
        l.report_form_items(),
        l.report_form_drawn(),
        l.report_form_mean(),
        l.report_form_shared(),
        l.report_form_above(),
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
        let seeds = match form.kind {
            FormKind::LevelExam | FormKind::OnPostMonthThree | FormKind::OnPostMonthSix => EXAM_SEEDS,
            FormKind::PlacementCheck | FormKind::MockExam => REHEARSAL_SEEDS,
        };
        let mut papers = Vec::new();
        let mut refused = None;
        for seed in 0..seeds {
            match assemble(form, unit.origin.hash, &stock, &History::default(), Seed(seed)) {
                Ok(assembly) => papers.push(assembly.paper),
                Err(missing) => refused = refused.or_else(|| missing.first().map(|first| worded(first, l))),
            }
        }
        if let Some(missing) = refused {
            let failed = usize::try_from(seeds).unwrap_or(usize::MAX) - papers.len();
            sheet.error_at(&unit.origin, l.report_form_infeasible(&failed, &form.id, &missing, &seeds));
        }
        measure(bank, unit, &papers, l, &mut sheet);
    }
    sheet
}

fn measure(bank: &Bank, unit: &Unit<Form>, papers: &[Paper], l: Locale, sheet: &mut Sheet) {
    let form = &unit.content;
    let theories: Vec<BTreeSet<&ItemId>> = papers
        .iter()
        .filter_map(|paper| paper.part(PartKind::Theory))
        .map(|part| part.items().iter().map(|pinned| &pinned.item).collect())
        .collect();
    let (shared, above) = pairs(&theories);
    let exam = matches!(form.kind, FormKind::LevelExam);
    if exam && (shared > 0.5 || above > PAIRS_ABOVE_HALF.1) {
        sheet.error_at(&unit.origin, l.report_form_alike(&hundredths(above), &form.id, &hundredths(shared)));
    } else if exam && above > PAIRS_ABOVE_HALF.0 {
        sheet.look_at(&unit.origin, l.report_form_alike(&hundredths(above), &form.id, &hundredths(shared)));
    }
    let means: Vec<usize> = theories.iter().filter_map(|items| mean(bank, items)).collect();
    let mut asked: BTreeMap<&ItemId, usize> = BTreeMap::new();
    theories.iter().flatten().for_each(|id| *asked.entry(id).or_default() += 1);
    let range = means.iter().min().zip(means.iter().max());
    let (ratio, cell) = thinnest(bank, form).unwrap_or_default();
    sheet.row([
        form.id.to_string(),
        form.theory().map_or(0, |theory| theory.blueprint.items()).to_string(),
        papers.len().to_string(),
        range.map_or_else(String::new, |(least, most)| format!("0.{least:04}–0.{most:04}")),
        hundredths(shared),
        hundredths(above),
        percent(asked.values().max().copied().unwrap_or(0), theories.len()),
        format!("{ratio:.1} {cell}"),
    ]);
}

/// The mean share that two papers have in common, and the share of pairs with more than half in common. Each paper is compared
/// with the seven drawn after it.
fn pairs(papers: &[BTreeSet<&ItemId>]) -> (f64, f64) {
    let (mut compared, mut common, mut above) = (0, 0.0, 0);
    for (index, paper) in papers.iter().enumerate() {
        for other in papers.iter().skip(index + 1).take(7) {
            let both = share(paper.intersection(other).count(), paper.len());
            compared += 1;
            common += both;
            above += usize::from(both > 0.5);
        }
    }
    let mean = if compared == 0 { 0.0 } else { common / f64::from(compared) };
    (mean, share(above, usize::try_from(compared).unwrap_or(usize::MAX)))
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

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::server::content::bank;
    use crate::server::content::diagnostic::Source;

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
        sheet(&bank::load(&[items, form]).0, Locale::En)
    }

    #[test]
    fn a_form_is_drawn_by_every_seed_and_told_with_what_papers_share() {
        let sheet = measured(16);
        assert_eq!(sheet.rows[1][..4], ["l1-exam-small", "4", "200", "0.6500–0.6500"]);
        assert_eq!(sheet.rows[1][7], "4.0 mindset medium");
        let shared: f64 = sheet.rows[1][4].parse().expect("a number");
        assert!((0.15..0.35).contains(&shared), "{shared}: four of sixteen");
        assert!(!sheet.misses.iter().any(|miss| miss.place.is_some()), "{:?}", sheet.misses);
        assert_eq!(sheet.misses.len(), 14, "the other forms of the levels are missing");
    }

    #[test]
    fn a_form_without_enough_items_is_told_with_the_shortage() {
        let sheet = measured(3);
        let words: Vec<&str> = sheet.misses.iter().map(|miss| miss.words.as_str()).collect();
        assert!(
            words.contains(&"l1-exam-small: 200 of 200 seeds draw no paper: mindset · medium needs 4, has 3."),
            "{words:?}"
        );
    }
}
