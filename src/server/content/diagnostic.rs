//! What is wrong with a content file, told with its place and the line itself.

use crate::domain::locale::{Locale, Text};
use std::fmt::Write as _;

/// A place in a file: 1-based line and column, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    /// How many characters are meant; at least one.
    pub width: usize,
}

impl Place {
    /// The start of a line.
    pub fn line(line: usize) -> Self {
        Self { line, column: 1, width: 1 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// Worth a look; nothing is refused.
    Warning,
}

/// One thing that is wrong, worded in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub place: Place,
    pub severity: Severity,
    pub message: Text,
    /// The line that the place lies in.
    pub snippet: String,
}

impl Problem {
    /// The problem as a terminal shows it: place, words, the line, and a mark under what is meant.
    pub fn render(&self, locale: Locale) -> String {
        let Place { line, column, width } = self.place;
        let label = match self.severity {
            Severity::Error => locale.check_error(),
            Severity::Warning => locale.check_warning(),
        };
        let mut text = format!("{}:{line}:{column}: {label}: {}\n", self.path, self.message.get(locale));
        let gutter = line.to_string().len();
        let before: usize = self.snippet.chars().take(column - 1).map(columns).sum();
        let marked: usize = self.snippet.chars().skip(column - 1).take(width.max(1)).map(columns).sum();
        let _ = writeln!(text, "{line} | {}", self.snippet);
        let _ = writeln!(text, "{:gutter$} | {:before$}{}", "", "", "^".repeat(marked.max(1)));
        text
    }
}

/// How many terminal columns a text takes.
pub fn terminal_columns(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// How many terminal columns a character takes: East Asian wide characters take two.
fn columns(character: char) -> usize {
    match character as u32 {
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6 => 2,
        _ => 1,
    }
}

/// One file's text while it is read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Relative to the content folder, with `/`.
    pub path: String,
    pub text: String,
}

/// Everything that was found wrong, in the order of files and lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    problems: Vec<Problem>,
}

impl Report {
    pub fn error(&mut self, source: &Source, place: Place, word: impl FnMut(Locale) -> String) {
        self.add(source, place, Severity::Error, Text::worded(word));
    }

    pub fn warn(&mut self, source: &Source, place: Place, word: impl FnMut(Locale) -> String) {
        self.add(source, place, Severity::Warning, Text::worded(word));
    }

    fn add(&mut self, source: &Source, place: Place, severity: Severity, message: Text) {
        let snippet = source.text.lines().nth(place.line.saturating_sub(1)).unwrap_or_default().to_owned();
        self.problems.push(Problem { path: source.path.clone(), place, severity, message, snippet });
    }

    pub fn absorb(&mut self, other: Self) {
        self.problems.extend(other.problems);
    }

    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// By path, then place.
    pub fn sorted(mut self) -> Vec<Problem> {
        self.problems.sort_by(|a, b| (&a.path, a.place, a.severity).cmp(&(&b.path, b.place, b.severity)));
        self.problems.dedup();
        self.problems
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_wide_characters() {
        let source = Source { path: "items/a.md".into(), text: "第一行\n安全 oops\n".into() };
        let mut report = Report::default();
        report.error(&source, Place { line: 2, column: 4, width: 4 }, |_| "?".into());
        let shown = report.problems()[0].render(Locale::En);
        assert_eq!(shown, "items/a.md:2:4: error: ?\n2 | 安全 oops\n  |      ^^^^\n");
    }
}
