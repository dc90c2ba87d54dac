//! An item as fields of a form, for kinds whose fields are always the same few. Writing gives the item's file text with the
//! place of every field in it, so that what the reader of files finds wrong can be told at its field.

mod read;
mod write;

pub use read::{read, writes};
pub use write::{Written, write};

use crate::domain::locale::{Locale, Text};

/// Fields with what stands in them, in the order of the form. Keys of a multiple choice repeat their field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

/// Something wrong with one field; with an empty name, with the item as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub text: Text,
}

/// Letters of options, in order; a form never has more.
pub const LETTERS: [char; 8] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
/// Mistakes that a form has room for.
pub const MOST_MISTAKES: usize = 6;

impl Fields {
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn push_text(&mut self, name: &str, text: &Text) {
        self.push(format!("{name}_zh"), &text.zh);
        self.push(format!("{name}_en"), &text.en);
    }

    /// The options that the form shows: those of which any field was filled, up to the last one.
    pub fn options(&self) -> Vec<char> {
        let filled = |letter: &char| {
            ["zh", "en", "reason_zh", "reason_en"]
                .iter()
                .any(|part| !self.get(&format!("option_{letter}_{part}")).trim().is_empty())
        };
        let last = LETTERS.iter().rposition(filled).map_or(0, |last| last + 1);
        LETTERS.iter().take(last.max(2)).copied().collect()
    }

    /// How many mistakes the form shows filled, up to the last one.
    pub fn mistakes(&self) -> usize {
        let filled = |number: &usize| {
            ["formula", "phrases_zh", "phrases_en", "zh", "en"]
                .iter()
                .any(|part| !self.get(&format!("mistake_{number}_{part}")).trim().is_empty())
        };
        (1..=MOST_MISTAKES).rev().find(filled).unwrap_or(0)
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl FieldProblem {
    pub fn new(field: impl Into<String>, word: impl FnMut(Locale) -> String) -> Self {
        Self { field: field.into(), text: Text::worded(word) }
    }
}

#[cfg(test)]
mod tests;
