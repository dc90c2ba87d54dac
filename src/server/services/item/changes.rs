//! What is different between two versions of a unit: field by field where it has a form, line by line otherwise.

use crate::server::content::item::form;
use std::collections::BTreeSet;

/// One difference. What was added has no `before`, what was taken out no `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The form's field; none for a line of text.
    pub field: Option<String>,
    pub before: String,
    pub after: String,
}

pub fn changes(before: &str, after: &str) -> Vec<Change> {
    match (form::read(before), form::read(after)) {
        (Some(before), Some(after)) if before.get("kind") == after.get("kind") => by_field(&before, &after),
        _ => by_line(before, after),
    }
}

fn by_field(before: &form::Fields, after: &form::Fields) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let names = after.pairs().chain(before.pairs()).map(|(name, _)| name).filter(|name| seen.insert(*name));
    let joined = |fields: &form::Fields, name: &str| fields.all(name).collect::<Vec<_>>().join(", ");
    names
        .map(|name| (name, joined(before, name), joined(after, name)))
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| Change { field: Some(name.to_owned()), before, after })
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
    (0..rows).map(|row| Change { field: None, before: line(&taken, row), after: line(&added, row) }).collect()
}
