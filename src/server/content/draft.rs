//! A new version of a unit before it is published: read as files are read, and checked against everything that lives with
//! it, so that publishing can break nothing that `rungs check` would have refused.

use super::bank::{Unit, worded};
use super::diagnostic::{Place, Problem, Report, Severity, Source};
use super::item;
use super::live::{Live, UnitId};
use crate::domain::assembly::assemble;
use crate::domain::assembly::stock::{History, Stock};
use crate::domain::digest::Digest;
use crate::domain::form::blueprint::Band;
use crate::domain::item::{CaseGroup, Item, ItemId, Usage};
use crate::domain::lesson::Lesson;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::domain::seed::Seed;

/// A text that may become a version.
#[derive(Debug, Clone)]
pub struct Draft {
    pub text: String,
    /// What could be read; for a case its items in order.
    pub items: Vec<Item>,
    /// For a case, what its items share.
    pub case: Option<CaseGroup>,
    /// By place; errors forbid publishing.
    pub problems: Vec<Problem>,
}

impl Draft {
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads and checks a text for a unit that is there.
pub fn check(live: &Live, unit: &UnitId, text: String) -> Draft {
    let path = live.origin(unit).map(|origin| origin.path.clone()).unwrap_or_default();
    let source = Source { path, text };
    let (file, mut report) = item::read(&source);
    let broken = report.has_errors();
    let found: Vec<(UnitId, Place)> = file
        .cases
        .iter()
        .map(|read| (UnitId::Case(read.content.id.clone()), read.place))
        .chain(
            file.items
                .iter()
                .filter(|read| read.content.case.is_none())
                .map(|read| (UnitId::Item(read.content.id.clone()), read.place)),
        )
        .collect();
    for (_, place) in found.iter().filter(|(found, _)| found != unit) {
        report.error(&source, *place, |l| l.editor_other_id(unit));
    }
    if found.is_empty() && !broken {
        report.error(&source, Place::line(1), |l| l.editor_other_id(unit));
    }
    let mut neighbours = Report::default();
    for read in &file.items {
        check_item(live, unit, &source, read, &mut neighbours);
    }
    let items: Vec<Item> = file.items.into_iter().map(|read| read.content).collect();
    let case = file.cases.into_iter().next().map(|read| read.content);
    if let (Some(case), UnitId::Case(id)) = (&case, unit) {
        let before = live.case(id).map(|unit| unit.content.items.clone());
        if let Some(before) = before.filter(|before| !broken && case.items != *before) {
            let ids: Vec<&str> = before.iter().map(ItemId::as_str).collect();
            report.error(&source, found[0].1, |l| l.editor_case_items(&ids.join(", ")));
        }
    }
    report.absorb(neighbours);
    if !report.has_errors() {
        check_forms(live, &source, &items, &mut report);
    }
    Draft { text: source.text, items, case, problems: report.sorted() }
}

/// What lessons ask must stay for practice; a stem must not be another's.
fn check_item(live: &Live, unit: &UnitId, source: &Source, read: &item::Read<Item>, report: &mut Report) {
    let item = &read.content;
    let asks = |lesson: &&Unit<Lesson>| lesson.content.checks.contains(&item.id);
    if item.usage != Usage::Practice
        && let Some(lesson) = live.bank().lessons.values().find(asks)
    {
        let id = &lesson.content.id;
        report.error(source, place_of_key(source, read, "use"), |l| l.editor_check_of_lesson(id));
    }
    let Some(alike) = live.stems().nearest(&item.id, &item.stem) else { return };
    if live.unit_of(&alike.item).as_ref() == Some(unit) {
        return;
    }
    let place = place_of_stem(source, read);
    let likeness = format!("{:.2}", alike.likeness);
    let word = |l: Locale| l.editor_alike(&likeness, &alike.item);
    // What is alike already is the files' business: it must not keep a trainer from mending something else.
    let is_new = live.item(&item.id).is_none_or(|unit| unit.content.stem != item.stem);
    if alike.twin && is_new { report.error(source, place, word) } else { report.warn(source, place, word) }
}

/// The line below the item's keys.
fn place_of_stem(source: &Source, read: &item::Read<Item>) -> Place {
    let below = source.text.lines().enumerate().skip(read.place.line);
    let stem = below.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('{')).map(|(index, _)| index + 1);
    Place::line(stem.into_iter().next().unwrap_or(read.place.line))
}

/// Where a key stands in the item's keys, or else its heading.
fn place_of_key(source: &Source, read: &item::Read<Item>, key: &str) -> Place {
    let mark = format!("{key}: ");
    let header = source.text.lines().enumerate().skip(read.place.line).find(|(_, line)| line.starts_with('{'));
    let at = header.and_then(|(index, line)| Some((index + 1, line, line.find(&mark)?)));
    at.map_or(read.place, |(number, line, byte)| Place {
        line: number,
        column: line[..byte + mark.len()].chars().count() + 1,
        width: 1,
    })
}

/// Every form can still be drawn. Only asked when the item changes what a draw looks at, because a draw takes its time.
fn check_forms(live: &Live, source: &Source, items: &[Item], report: &mut Report) {
    let drawn_by = |item: &Item| (item.usage, item.competency, Band::of(item.difficulty), item.interaction.kind());
    let changed = |item: &&Item| live.item(&item.id).is_none_or(|unit| drawn_by(&unit.content) != drawn_by(item));
    let Some(level) = items.iter().find(changed).map(|item| item.level) else { return };
    let mut stock: Stock = live.stock().clone();
    for item in items {
        stock.add_item(item, Digest::new([0; 32]));
    }
    for words in shortages(live, level, &stock) {
        report.error(source, Place::line(1), |l| words.get(l).to_owned());
    }
}

/// What a level's forms cannot be drawn for from a stock, in words.
fn shortages(live: &Live, level: Level, stock: &Stock) -> Vec<Text> {
    let mut all = Vec::new();
    for unit in live.bank().forms.values().filter(|unit| unit.content.level == level) {
        let title = &unit.content.title;
        let drawn = assemble(&unit.content, unit.origin.hash, stock, &History::default(), Seed(1));
        let missing = drawn.err().unwrap_or_default();
        let word = |shortage| Text::worded(|l| l.editor_form_shortage(&title.get(l), &worded(shortage, l)));
        all.extend(missing.iter().map(word));
    }
    all
}

/// Why a unit cannot go out of use: lessons that check with it, forms that could not be drawn without it.
pub fn needed(live: &Live, unit: &UnitId) -> Vec<Text> {
    let items: Vec<&Item> =
        live.items().map(|unit| &unit.content).filter(|item| live.unit_of(&item.id).as_ref() == Some(unit)).collect();
    let lessons = live.bank().lessons.values().map(|unit| &unit.content);
    let asking = lessons.filter(|lesson| items.iter().any(|item| lesson.checks.contains(&item.id)));
    let mut all: Vec<Text> =
        asking.map(|lesson| Text::worded(|l| l.editor_needed_by_lesson(&lesson.title.get(l)))).collect();
    if let Some(item) = items.first() {
        all.extend(shortages(live, item.level, &live.stock_without(Some(unit))));
    }
    all
}
