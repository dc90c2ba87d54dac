//! A form as it was typed, and reading values out of it while collecting what is wrong.

use super::problem::{ChangeError, Problem, Why};
use crate::domain::day;
use crate::domain::level::Level;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What was typed, by the names of the fields. A page shows it again when something is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// The value without the blanks around it; empty when the field is not there.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |value| value.trim())
    }

    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.0.insert(field.to_owned(), value.into());
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    /// Begins to read.
    pub fn reader(&self) -> Reader<'_> {
        Reader { typed: self, problems: Vec::new() }
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Typed {
    fn from_iter<Pairs: IntoIterator<Item = (K, V)>>(pairs: Pairs) -> Self {
        Self(pairs.into_iter().map(|(field, value)| (field.into(), value.into())).collect())
    }
}

/// Reads values and remembers every problem, so that all of them are shown at once.
pub struct Reader<'a> {
    typed: &'a Typed,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// A line of text of at most so many characters; may be empty.
    pub fn text(&mut self, field: &'static str, most: usize) -> String {
        // Control characters come from pasting; none belongs into a line.
        let text: String = self.typed.get(field).chars().filter(|c| !c.is_control()).collect();
        if text.chars().count() > most {
            self.refuse(field, Why::TooLong { most });
        }
        text
    }

    /// A line of text that must not be empty.
    pub fn needed_text(&mut self, field: &'static str, most: usize) -> String {
        let text = self.text(field, most);
        if text.is_empty() {
            self.refuse(field, Why::Missing);
        }
        text
    }

    /// A day; none when the field is empty.
    pub fn day(&mut self, field: &'static str) -> Option<NaiveDate> {
        let text = self.typed.get(field);
        let day = day::parse(text);
        if day.is_none() && !text.is_empty() {
            self.refuse(field, Why::NotADay);
        }
        day
    }

    pub fn needed_day(&mut self, field: &'static str) -> Option<NaiveDate> {
        if self.typed.get(field).is_empty() {
            self.refuse(field, Why::Missing);
        }
        self.day(field)
    }

    /// One of the words of a type.
    pub fn choice<T: FromStr>(&mut self, field: &'static str) -> Option<T> {
        let word = self.typed.get(field);
        let choice = word.parse().ok();
        if choice.is_none() {
            self.refuse(field, if word.is_empty() { Why::Missing } else { Why::NotAChoice });
        }
        choice
    }

    /// A level by its number.
    pub fn level(&mut self, field: &'static str) -> Option<Level> {
        let number: u8 = self.choice(field)?;
        let level = Level::try_from(number).ok();
        if level.is_none() {
            self.refuse(field, Why::NotAChoice);
        }
        level
    }

    pub fn is_ticked(&self, field: &str) -> bool {
        self.typed.is_ticked(field)
    }

    pub fn refuse(&mut self, field: &'static str, why: Why) {
        self.problems.push(Problem { field, why });
    }

    /// What was read, unless something was wrong. `value` is none only where a problem is known.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, ChangeError> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            Some(_) | None => Err(ChangeError::Refused(self.problems)),
        }
    }
}
