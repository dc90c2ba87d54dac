//! Small content to measure, good and bad.

use super::pairs::{self, Pair};
use crate::server::content::bank::{self, Bank};
use crate::server::content::diagnostic::Source;
use std::fmt::Write as _;

pub(super) const TRUE_FALSE: &str = "# l1-mindset-gap\n{kind: true-false, p: 0.75, use: practice, key: false}\n\
    没有投诉就是满意。 || No complaint means content.\n- true > 不对。 || Wrong.\n- false > 对。 || Right.\n";

/// An item file of level 1.
pub(super) fn source(items: &[&str]) -> Source {
    let text =
        format!("---\n{{kind: items, level: 1, competency: mindset, source: \"004\"}}\n---\n{}", items.join("\n"));
    Source { path: "items/l1/mindset.md".into(), text }
}

pub(super) fn bank(items: &[&str]) -> Bank {
    let (bank, report) = bank::load(&[source(items)]);
    assert!(!report.has_errors(), "{:?}", report.problems());
    bank
}

/// A single choice of the four options, with the right one.
pub(super) fn single(slug: &str, stem: &str, key: char, options: [&str; 4]) -> String {
    let mut lines = String::new();
    for (label, option) in ('A'..='D').zip(options) {
        let tag = if label == key { "" } else { " `early`" };
        let _ = writeln!(lines, "- {label}. {option}{tag} > 因为。 || Because.");
    }
    format!("# l1-mindset-{slug}\n{{kind: single, p: 0.65, use: practice, key: {key}}}\n{stem}\n{lines}")
}

/// The pairs of a text as it stands below the front matter.
pub(super) fn pairs(body: &str) -> Vec<Pair> {
    pairs::of(&[Source { path: "items/l1/mindset.md".into(), text: format!("---\n{{kind: items}}\n---\n{body}\n") }])
}
