//! A small curriculum for tests: two lessons, an item of every kind, one for exams only, a role-play, and a programme of them.

use crate::server::content::bank::{self, Bank};
use crate::server::content::diagnostic::Source;

const FILES: [(&str, &str); 6] = [
    ("lessons/l1/l1-process-first.md", include_str!("curriculum/first.md")),
    ("lessons/l1/l1-process-second.md", include_str!("curriculum/second.md")),
    ("items/l1/process.md", include_str!("curriculum/items.md")),
    ("scenarios/l1/l1-process-late.md", include_str!("curriculum/scenario.md")),
    ("policies/process-hours.yaml", include_str!("curriculum/policy.yaml")),
    ("programmes/process-start.yaml", include_str!("curriculum/programme.yaml")),
];

/// The small curriculum.
pub(crate) fn a_bank() -> Bank {
    bank_of(curriculum_files())
}

/// Its files, by path.
pub(crate) fn curriculum_files() -> impl Iterator<Item = (&'static str, String)> {
    FILES.into_iter().map(|(path, text)| (path, text.to_owned()))
}

/// Reads a bank; its files must be sound.
pub(crate) fn bank_of<'p>(files: impl IntoIterator<Item = (&'p str, String)>) -> Bank {
    let sources: Vec<Source> = files.into_iter().map(|(path, text)| Source { path: path.to_owned(), text }).collect();
    let (bank, report) = bank::load(&sources);
    let errors: Vec<String> = report.problems().iter().map(|problem| format!("{problem:?}")).collect();
    assert!(!report.has_errors(), "{}", errors.join("\n"));
    bank
}
