//! What `rungs check --report` measures: whether the curriculum as a whole is complete and fair. One file a metric; each
//! gives a sheet with its figures and with what misses.
//!
//! The bounds come from the guide for authors and from the curriculum's own demands; a miss beyond a hard bound is an error, a
//! doubtful one a look.

mod alike;
mod counts;
mod coverage;
mod difficulty;
mod forms;
mod keys;
mod language;
mod load;
mod names;
mod numbers;
mod pairs;
mod parity;
mod practice;
mod proofs;
mod ratio;
mod robots;
mod single;
mod text;
mod twins;

use super::bank::{Bank, Origin};
use super::diagnostic::{Severity, Source};
use crate::domain::locale::Locale;
pub(super) use text::trigrams;
pub(super) use twins::{FEWEST_GRAMS, SIMILAR, TWINS};

/// One metric, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub title: String,
    /// The first row holds the headings.
    pub rows: Vec<Vec<String>>,
    /// What follows the table, a line each.
    pub notes: Vec<String>,
    pub misses: Vec<Miss>,
}

/// Something that misses its bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    pub severity: Severity,
    /// The file and line, when one can be named.
    pub place: Option<(String, usize)>,
    pub words: String,
}

/// Seeds tried for each form.
pub const SEEDS: u64 = 1000;

/// All metrics, in the order in which they are told. Each form is drawn by so many seeds.
pub fn measure(bank: &Bank, sources: &[Source], seeds: u64, l: Locale) -> Vec<Sheet> {
    let pairs = pairs::of(sources);
    vec![
        counts::sheet(bank, l),
        coverage::sheet(bank, l),
        practice::sheet(bank, l),
        parity::sheet(&pairs, l),
        ratio::sheet(bank, &pairs, l),
        language::sheet(&pairs, l),
        keys::sheet(bank, l),
        robots::sheet(bank, l),
        load::sheet(bank, l),
        twins::sheet(bank, l),
        difficulty::sheet(bank, l),
        forms::sheet(bank, l, seeds),
        proofs::sheet(bank, l),
    ]
}

impl Sheet {
    fn new(title: &str, headings: impl IntoIterator<Item = String>) -> Self {
        Self {
            title: title.to_owned(),
            rows: vec![headings.into_iter().collect()],
            notes: Vec::new(),
            misses: Vec::new(),
        }
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Something of the whole, or of a level, that misses its bound.
    fn error(&mut self, words: String) {
        self.misses.push(Miss { severity: Severity::Error, place: None, words });
    }

    fn look(&mut self, words: String) {
        self.misses.push(Miss { severity: Severity::Warning, place: None, words });
    }

    fn error_at(&mut self, origin: &Origin, words: String) {
        self.miss_at(Severity::Error, origin.path.clone(), origin.place.line, words);
    }

    fn look_at(&mut self, origin: &Origin, words: String) {
        self.miss_at(Severity::Warning, origin.path.clone(), origin.place.line, words);
    }

    fn miss_at(&mut self, severity: Severity, path: String, line: usize, words: String) {
        self.misses.push(Miss { severity, place: Some((path, line)), words });
    }
}

/// The headings of a sheet that has a row a level.
fn by_level(l: Locale, headings: &[&str]) -> Vec<String> {
    std::iter::once(l.report_level()).chain(headings.iter().copied()).map(str::to_owned).collect()
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.0}%", share(part, whole) * 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of content stay far below 2⁵³")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod samples;
