//! What is different between two versions of a unit: field by field where it has a form, line by line otherwise.

use crate::server::content::diagnostic::Source;
use crate::server::content::item::{self, form};
use std::collections::BTreeSet;

/// One difference. What was added has no `before`, what was taken out no `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The item of a case; none where the unit is one item, or for what a case's items share.
    pub item: Option<String>,
    /// The form's field; none for a line of text.
    pub field: Option<String>,
    pub before: String,
    pub after: String,
}

pub fn changes(before: &str, after: &str) -> Vec<Change> {
    match (forms(before), forms(after)) {
        (Some(before), Some(after)) if kinds(&before) == kinds(&after) => before
            .into_iter()
            .zip(after)
            .flat_map(|((item, before), (_, after))| by_field(item.as_deref(), &before, &after))
            .collect(),
        _ => by_line(before, after),
    }
}

/// The forms of a unit: its item's, or the case's and those of its items.
fn forms(text: &str) -> Option<Vec<(Option<String>, form::Fields)>> {
    let source = Source { path: String::new(), text: text.to_owned() };
    let ids: Vec<String> = item::read(&source).0.items.into_iter().map(|read| read.content.id.to_string()).collect();
    let case = form::read_case(text).map(|fields| (None, fields));
    let in_case = case.is_some();
    let items = ids.into_iter().map(|id| Some((in_case.then(|| id.clone()), form::read(text, &id)?)));
    case.into_iter().map(Some).chain(items).collect()
}

fn kinds(forms: &[(Option<String>, form::Fields)]) -> Vec<(&Option<String>, &str)> {
    forms.iter().map(|(item, fields)| (item, fields.get("kind"))).collect()
}

fn by_field(item: Option<&str>, before: &form::Fields, after: &form::Fields) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let names = after.pairs().chain(before.pairs()).map(|(name, _)| name).filter(|name| seen.insert(*name));
    let joined = |fields: &form::Fields, name: &str| fields.all(name).collect::<Vec<_>>().join(", ");
    names
        .map(|name| (name, joined(before, name), joined(after, name)))
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| Change {
            item: item.map(str::to_owned),
            field: Some(name.to_owned()),
            before,
            after,
        })
        .collect()
}

fn by_line(before: &str, after: &str) -> Vec<Change> {
    let gone = |one: &str, other: &str| -> Vec<String> {
        let mut left: Vec<&str> = other.lines().collect();
        let mut kept_out = Vec::new();
        for line in one.lines().filter(|line| !line.trim().is_empty()) {
            match left.iter().position(|other| *other == line) {
                Some(place) => drop(left.remove(place)),
                None => kept_out.push(line.to_owned()),
            }
        }
        kept_out
    };
    let (taken, added) = (gone(before, after), gone(after, before));
    let rows = taken.len().max(added.len());
    let line = |lines: &[String], row: usize| lines.get(row).cloned().unwrap_or_default();
    (0..rows)
        .map(|row| Change { item: None, field: None, before: line(&taken, row), after: line(&added, row) })
        .collect()
}
