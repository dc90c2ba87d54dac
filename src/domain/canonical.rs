//! Bytes that stand for a content: equal contents give equal bytes, different ones never do. Made for digests.

use super::locale::Text;
use chrono::{Datelike, NaiveDate};

/// Writes fields one behind the other. Every field has a fixed length or names it, so no two sequences collide.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// Begins with the kind and version of what is written, so that no other kind can have the same bytes.
    pub fn of(kind: &str) -> Self {
        let mut bytes = Self::default();
        bytes.text(kind);
        bytes
    }

    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub fn both(&mut self, text: &Text) {
        self.text(&text.zh);
        self.text(&text.en);
    }

    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    pub fn date(&mut self, date: NaiveDate) {
        self.0.extend_from_slice(&date.num_days_from_ce().to_be_bytes());
    }

    pub fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    /// A list in its own order.
    pub fn list<T>(&mut self, elements: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.count(elements.len());
        for element in elements {
            write(self, element);
        }
    }

    /// A collection whose order means nothing.
    pub fn bag<T>(&mut self, elements: &[T], mut write: impl FnMut(&mut Self, &T)) {
        let mut written: Vec<Self> = elements
            .iter()
            .map(|element| {
                let mut bytes = Self::default();
                write(&mut bytes, element);
                bytes
            })
            .collect();
        written.sort_unstable();
        self.list(&written, |bytes, element| {
            bytes.count(element.0.len());
            bytes.0.extend_from_slice(&element.0);
        });
    }

    fn count(&mut self, count: usize) {
        self.0.extend_from_slice(&(count as u64).to_be_bytes());
    }
}
