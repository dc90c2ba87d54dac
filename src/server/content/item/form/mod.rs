//! An item as fields of a form, and a case with what its items share. Writing gives the file text with the place of every
//! field in it, so that what the reader of files finds wrong can be told at its field.
//!
//! Every kind of interaction has its own file here, with both ways in it: from the item to its fields, and back to text.

mod base;
mod case;
mod cloze;
mod essay;
mod marks;
mod matching;
mod numeric;
mod options;
mod ordering;
mod read;
pub mod rows;
mod short;
mod true_false;
mod write;
mod writer;

pub use case::{KIND as CASE, read as read_case, write as write_case};
pub use read::read;
pub use write::write;
pub use writer::Written;

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

    /// Gives a field other values.
    pub fn replace(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.0.retain(|(field, _)| field != name);
        self.0.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn push_text(&mut self, name: &str, text: &Text) {
        self.push(format!("{name}_zh"), &text.zh);
        self.push(format!("{name}_en"), &text.en);
    }

    fn tick(&mut self, name: &str, on: bool) {
        if on {
            self.push(name, "yes");
        }
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
