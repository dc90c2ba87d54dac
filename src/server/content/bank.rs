//! The bank: all content, parsed, checked against itself, and found by id.
//!
//! Each kind of file is read by a module of its own; the bank knows only how the kinds refer to one another.

mod exams;
mod files;
mod programmes;

use super::diagnostic::{Place, Report, Source};
use super::item::Read;
use super::markup;
use super::picture;
use crate::domain::assembly::stock::Stock;
use crate::domain::digest::Digest;
use crate::domain::form::{Form, FormId};
use crate::domain::hours::{HoursPolicy, HoursPolicyId};
use crate::domain::item::{CaseGroup, CaseId, Item, ItemId, Usage};
use crate::domain::lesson::completion::learning_order;
use crate::domain::lesson::{Lesson, LessonId};
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::scenario::model::{Scenario, ScenarioId};
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::fmt;

pub(super) use exams::worded;
use files::{File, Pictures, lesson_named, read_all};

/// All content, by id.
#[derive(Debug, Clone, Default)]
pub struct Bank {
    pub items: BTreeMap<ItemId, Unit<Item>>,
    pub cases: BTreeMap<CaseId, Unit<CaseGroup>>,
    pub lessons: BTreeMap<LessonId, Unit<Lesson>>,
    /// Proved sound, each of them.
    pub scenarios: BTreeMap<ScenarioId, Unit<Scenario>>,
    pub forms: BTreeMap<FormId, Unit<Form>>,
    pub policies: BTreeMap<HoursPolicyId, Unit<HoursPolicy>>,
    pub programmes: BTreeMap<ProgrammeId, Unit<Programme>>,
}

/// A piece of content with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<T> {
    pub content: T,
    pub origin: Origin,
}

/// The text that a unit can be read from again, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub path: String,
    pub place: Place,
    /// A file of its own. All items of a case group have the group's text.
    pub text: String,
    /// The name of this version.
    pub hash: Digest,
}

/// SHA-256 of a unit's text: the name of a version. A file's front matter belongs to each of its units.
pub fn hash(text: &str) -> Digest {
    Digest::new(sha2::Sha256::digest(text.as_bytes()).into())
}

impl Bank {
    pub fn item(&self, id: &ItemId) -> Option<&Unit<Item>> {
        self.items.get(id)
    }

    pub fn case(&self, id: &CaseId) -> Option<&Unit<CaseGroup>> {
        self.cases.get(id)
    }

    pub fn lesson(&self, id: &LessonId) -> Option<&Unit<Lesson>> {
        self.lessons.get(id)
    }

    pub fn scenario(&self, id: &ScenarioId) -> Option<&Unit<Scenario>> {
        self.scenarios.get(id)
    }

    pub fn form(&self, id: &FormId) -> Option<&Unit<Form>> {
        self.forms.get(id)
    }

    /// What exam papers are drawn from: the current version of everything.
    pub fn stock(&self) -> Stock {
        let mut stock = Stock::default();
        for unit in self.items.values() {
            stock.add_item(&unit.content, unit.origin.hash);
        }
        for unit in self.cases.values() {
            stock.add_group(unit.content.id.clone(), unit.content.items.clone());
        }
        for (id, unit) in &self.scenarios {
            stock.add_scenario(id.clone(), unit.origin.hash);
        }
        stock
    }

    /// All lessons in the order in which they are learned.
    pub fn lessons_in_order(&self) -> Vec<&Lesson> {
        learning_order(self.lessons.values().map(|unit| &unit.content))
    }
}

/// Reads all content files among the sources and checks them against one another. What cannot be read is
/// missing in the bank; whoever finds errors in the report does not use it.
pub fn load(sources: &[Source]) -> (Bank, Report) {
    let drawn = |source: &Source| Some((picture::lesson_of(&source.path)?.to_owned(), source.clone()));
    let mut loading = Loading { pictures: sources.iter().filter_map(drawn).collect(), ..Loading::default() };
    for (source, (file, report)) in sources.iter().zip(read_all(sources, &loading.pictures)) {
        loading.report.absorb(report);
        loading.take(source, file);
    }
    for unclaimed in loading.pictures.values() {
        loading.report.error(unclaimed, Place::line(1), |l| l.check_picture_unused().into());
    }
    let mut checks = Report::default();
    loading.check_lessons(sources, &mut checks);
    exams::check(&loading.bank, sources, &mut checks);
    programmes::check(&loading.bank, sources, &mut checks);
    loading.report.absorb(checks);
    (loading.bank, loading.report)
}

#[derive(Default)]
struct Loading {
    bank: Bank,
    report: Report,
    /// Every id of every kind, with its first place.
    ids: BTreeMap<String, (String, usize)>,
    /// The drawings that no lesson has taken yet.
    pictures: Pictures,
}

impl Loading {
    fn take(&mut self, source: &Source, file: File) {
        match file {
            File::Form(read) => self.place(source, read, |form| form.id.clone(), |bank| &mut bank.forms),
            File::Policy(read) => self.place(source, read, |policy| policy.id.clone(), |bank| &mut bank.policies),
            File::Programme(read) => self.place(source, read, |found| found.id.clone(), |bank| &mut bank.programmes),
            File::Scenario(read) => self.place(source, read, |found| found.id.clone(), |bank| &mut bank.scenarios),
            File::Lesson(read) => {
                self.pictures.remove(lesson_named(&source.path));
                self.place(source, read, |lesson| lesson.id.clone(), |bank| &mut bank.lessons);
            }
            File::Items(file) => {
                for read in file.cases {
                    self.add(source, read, |case| case.id.clone(), |bank| &mut bank.cases);
                }
                for read in file.items {
                    self.add(source, read, |item| item.id.clone(), |bank| &mut bank.items);
                }
            }
            File::Nothing => {}
        }
    }

    /// Takes what a file's reader gave, if it gave anything.
    fn place<T, Id: Ord + fmt::Display>(
        &mut self,
        source: &Source,
        read: Option<Read<T>>,
        id: impl Fn(&T) -> Id,
        place_in: impl Fn(&mut Bank) -> &mut BTreeMap<Id, Unit<T>>,
    ) {
        if let Some(read) = read {
            self.add(source, read, id, place_in);
        }
    }

    /// Puts a unit into its shelf; an id that is taken, by whatever kind, is refused.
    fn add<T, Id: Ord + fmt::Display>(
        &mut self,
        source: &Source,
        read: Read<T>,
        id: impl Fn(&T) -> Id,
        place_in: impl Fn(&mut Bank) -> &mut BTreeMap<Id, Unit<T>>,
    ) {
        let Read { content, text, place } = read;
        let id = id(&content);
        if let Some((path, line)) = self.ids.get(&id.to_string()) {
            self.report.error(source, place, |l| l.check_id_twice(&id, line, path));
            return;
        }
        self.ids.insert(id.to_string(), (source.path.clone(), place.line));
        let hash = hash(&text);
        let origin = Origin { path: source.path.clone(), place, text, hash };
        place_in(&mut self.bank).insert(id, Unit { content, origin });
    }

    /// Checks exist and are for practice; prerequisites exist and do not run in a circle; class hours are what the policies
    /// make of the minutes.
    fn check_lessons(&self, sources: &[Source], report: &mut Report) {
        for unit in self.bank.lessons.values() {
            let Some(source) = sources.iter().find(|source| source.path == unit.origin.path) else { continue };
            let place = |id: &str| place_of_word(source, id).unwrap_or(unit.origin.place);
            for id in &unit.content.checks {
                match self.bank.item(id) {
                    None => report.error(source, place(id.as_str()), |l| l.check_check_unknown(id)),
                    Some(item) if item.content.usage != Usage::Practice => {
                        report.error(source, place(id.as_str()), |l| l.check_check_not_practice(id));
                    }
                    Some(_) => {}
                }
            }
            for id in unit.content.requires.iter().filter(|id| self.bank.lesson(id).is_none()) {
                report.error(source, place(id.as_str()), |l| l.check_lesson_unknown(id));
            }
            let lesson = &unit.content;
            let differs = |policy: &&HoursPolicy| policy.nearest(lesson.minutes) != lesson.class_hours;
            if let Some(policy) = self.bank.policies.values().map(|unit| &unit.content).find(differs) {
                let (hour, nearest) = (policy.class_hour_minutes, policy.nearest(lesson.minutes));
                report.error(source, place("class_hours"), |l| {
                    l.check_lesson_class_hours(&lesson.class_hours, &hour, &lesson.minutes, &nearest, &policy.id)
                });
            }
            if let Some(circle) = self.circle_from(&unit.content.id) {
                report.error(source, unit.origin.place, |l| l.check_lesson_circle(&circle));
            }
        }
    }

    /// A way along prerequisites from a lesson back to itself.
    fn circle_from(&self, start: &LessonId) -> Option<String> {
        let mut came_from: BTreeMap<&LessonId, &LessonId> = BTreeMap::new();
        let mut waiting = vec![start];
        while let Some(id) = waiting.pop() {
            let Some(unit) = self.bank.lesson(id) else { continue };
            for required in &unit.content.requires {
                if required == start {
                    let back = std::iter::successors(Some(id), |id| came_from.get(id).copied());
                    let mut path: Vec<&str> = back.map(LessonId::as_str).collect();
                    path.reverse();
                    path.push(start.as_str());
                    return Some(path.join(" → "));
                }
                if !came_from.contains_key(required) {
                    came_from.insert(required, id);
                    waiting.push(required);
                }
            }
        }
        None
    }
}

/// Where a word first stands in a file by itself, not as the beginning of a longer one.
fn place_of_word(source: &Source, word: &str) -> Option<Place> {
    let belongs = |character: char| character.is_ascii_alphanumeric() || character == '-';
    source.text.lines().enumerate().find_map(|(index, text)| {
        let (start, _) = text.match_indices(word).find(|(start, _)| {
            !text[..*start].ends_with(belongs) && !text[start + word.len()..].starts_with(belongs)
        })?;
        Some(markup::Line::new(index + 1, text).place_of(&text[start..start + word.len()]))
    })
}

#[cfg(test)]
mod tests;
