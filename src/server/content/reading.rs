//! One file under a reader's eyes: its text, and what was found wrong with it so far.

use super::diagnostic::{Place, Report, Source};
use super::markup::{self, Document, Line};
use crate::domain::locale::{Locale, Text};

/// The file that is read, and its growing report.
#[derive(Debug)]
pub struct Reading<'a> {
    pub source: &'a Source,
    report: Report,
}

/// A word from a file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    pub value: T,
    pub place: Place,
}

impl<'a> Reading<'a> {
    pub fn new(source: &'a Source) -> Self {
        Self { source, report: Report::default() }
    }

    pub fn finish(self) -> Report {
        self.report
    }

    pub fn error(&mut self, place: Place, word: impl FnMut(Locale) -> String) {
        self.report.error(self.source, place, word);
    }

    pub fn warn(&mut self, place: Place, word: impl FnMut(Locale) -> String) {
        self.report.warn(self.source, place, word);
    }

    pub fn document(&mut self) -> Option<Document<'a>> {
        markup::split_document(self.source, &mut self.report)
    }

    pub fn yaml<T: serde::de::DeserializeOwned>(&mut self, yaml: &str, first_line: usize) -> Option<T> {
        markup::read_yaml(self.source, yaml, first_line, &mut self.report)
    }

    pub fn pair(&mut self, line: Line<'a>) -> Option<Text> {
        markup::read_pair(self.source, line, &mut self.report)
    }

    pub fn text(&mut self, lines: &[Line<'a>]) -> Option<Text> {
        markup::read_text(self.source, lines, &mut self.report)
    }

    /// A reason that must be there; `place` is what it belongs to.
    pub fn reason(&mut self, reason: Option<Line<'a>>, place: Place) -> Option<Text> {
        if reason.is_none() {
            self.error(place, |l| l.check_reason_missing().into());
        }
        reason.and_then(|line| self.pair(line))
    }

    /// Reads a word into a type; what it does not fit is reported with what was expected.
    pub fn parse<T>(
        &mut self,
        found: &Found<String>,
        read: impl FnOnce(&str) -> Option<T>,
        mut expected: impl FnMut(Locale) -> String,
    ) -> Option<T> {
        let value = read(&found.value);
        if value.is_none() {
            self.error(found.place, |l| l.check_value_wrong(&expected(l), &found.value));
        }
        value
    }

    /// Reports lines that belong to nothing.
    pub fn nothing_else(&mut self, lines: &[Line<'a>]) {
        for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
            self.error(line.place(), |l| l.check_line_unexpected().into());
        }
    }
}

impl Found<String> {
    pub fn new(value: impl Into<String>, place: Place) -> Self {
        Self { value: value.into(), place }
    }

    /// A part of a line, with its place.
    pub fn in_line(line: Line<'_>) -> Self {
        Self::new(line.text.trim(), line.place())
    }
}
