//! The keys of front matter and of item headers: taken one by one, so that what nobody takes is reported as unknown.

use super::diagnostic::Place;
use super::markup::{Document, Line};
use super::reading::{Found, Reading};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// A YAML value with its scalars as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Scalar(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

type Fields = BTreeMap<String, Found<Value>>;

/// The keys of one `{…}`, over those that it shares with its neighbours.
#[derive(Debug, Clone)]
pub struct Header {
    own: Fields,
    shared: Fields,
    /// Where the header begins, for what is missing in it.
    pub place: Place,
}

impl Header {
    /// The front matter of a file.
    pub fn of_document(reading: &mut Reading<'_>, document: &Document<'_>) -> Option<Self> {
        Self::read(reading, document.front, document.front_line, BTreeMap::new())
    }

    /// The `{…}` line of a unit, over what its surroundings share.
    pub fn of_line(reading: &mut Reading<'_>, line: Line<'_>, around: &Self) -> Option<Self> {
        let mut shared = around.shared.clone();
        shared.extend(around.own.clone());
        Self::read(reading, line.text, line.number, shared)
    }

    fn read(reading: &mut Reading<'_>, yaml: &str, first_line: usize, shared: Fields) -> Option<Self> {
        let own: BTreeMap<String, serde_saphyr::Spanned<Value>> = reading.yaml(yaml, first_line)?;
        let place_of = |location: &serde_saphyr::Location, value: &Value| Place {
            line: first_line + usize::try_from(location.line()).unwrap_or(1).saturating_sub(1),
            column: usize::try_from(location.column()).unwrap_or(1).max(1),
            width: if let Value::Scalar(scalar) = value { scalar.chars().count().max(1) } else { 1 },
        };
        let own = own.into_iter().map(|(key, spanned)| {
            let place = place_of(&spanned.referenced, &spanned.value);
            (key, Found { value: spanned.value, place })
        });
        Some(Self { own: own.collect(), shared, place: Place::line(first_line) })
    }

    /// Takes a key: from here, else from what is shared.
    fn take(&mut self, key: &str) -> Option<Found<Value>> {
        self.own.remove(key).or_else(|| self.shared.get(key).cloned())
    }

    /// Takes a key that belongs to this header alone.
    fn take_own(&mut self, key: &str) -> Option<Found<Value>> {
        self.own.remove(key)
    }

    pub fn scalar(&mut self, reading: &mut Reading<'_>, key: &str) -> Option<Found<String>> {
        let found = self.take(key);
        scalar(reading, found)
    }

    pub fn required(&mut self, reading: &mut Reading<'_>, key: &str) -> Option<Found<String>> {
        let found = self.take(key);
        self.report_missing(reading, key, found.is_some());
        scalar(reading, found)
    }

    /// A key that neighbours never share, such as an answer.
    pub fn own_scalar(&mut self, reading: &mut Reading<'_>, key: &str) -> Option<Found<String>> {
        let found = self.take_own(key);
        self.report_missing(reading, key, found.is_some());
        scalar(reading, found)
    }

    /// A list of words that must be there; it may be empty.
    pub fn list(&mut self, reading: &mut Reading<'_>, key: &str) -> Option<Found<Vec<Found<String>>>> {
        let found = self.take(key);
        self.report_missing(reading, key, found.is_some());
        let found = found?;
        let Value::List(values) = &found.value else {
            reading.error(found.place, |l| l.check_expects_list(&key));
            return None;
        };
        let mut words = Vec::new();
        for value in values {
            match value {
                Value::Scalar(word) => words.push(Found::new(word, place_within(reading, found.place, word))),
                Value::List(_) | Value::Map(_) => reading.error(found.place, |l| l.check_expects_list(&key)),
            }
        }
        Some(Found { value: words, place: found.place })
    }

    /// A mapping, if the key is there.
    pub fn map(&mut self, reading: &mut Reading<'_>, key: &str) -> Option<Found<Vec<(String, Value)>>> {
        let found = self.take(key)?;
        if let Value::Map(entries) = found.value {
            return Some(Found { value: entries, place: found.place });
        }
        reading.error(found.place, |l| l.check_expects_map(&key));
        None
    }

    /// A key's value as it could be written: for showing it in a form.
    pub fn written(&self, key: &str) -> Option<String> {
        self.own.get(key).or_else(|| self.shared.get(key)).map(|found| found.value.written())
    }

    /// The entries of a mapping as they could be written.
    pub fn written_map(&self, key: &str) -> Vec<(String, String)> {
        match self.own.get(key).or_else(|| self.shared.get(key)).map(|found| &found.value) {
            Some(Value::Map(entries)) => entries.iter().map(|(key, value)| (key.clone(), value.written())).collect(),
            Some(Value::Scalar(_) | Value::List(_)) | None => Vec::new(),
        }
    }

    fn report_missing(&self, reading: &mut Reading<'_>, key: &str, found: bool) {
        if !found {
            reading.error(self.place, |l| l.check_key_missing(&key));
        }
    }

    /// Whether a key is there, here or shared.
    pub fn has(&self, key: &str) -> bool {
        self.own.contains_key(key) || self.shared.contains_key(key)
    }

    /// Reports every own key that nobody took.
    pub fn finish(self, reading: &mut Reading<'_>) {
        for (key, found) in self.own {
            reading.error(found.place, |l| l.check_key_unknown(&key));
        }
    }

    /// Reports own keys other than these; the rest is left for the units below.
    pub fn only(&self, reading: &mut Reading<'_>, known: &[&str]) {
        for (key, found) in self.own.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            reading.error(found.place, |l| l.check_key_unknown(key));
        }
    }
}

impl Value {
    fn written(&self) -> String {
        match self {
            Self::Scalar(word) => word.clone(),
            Self::List(values) => {
                let words: Vec<_> = values.iter().map(Self::written).collect();
                format!("[{}]", words.join(", "))
            }
            Self::Map(entries) => {
                let words: Vec<_> = entries.iter().map(|(key, value)| format!("{key}: {}", value.written())).collect();
                format!("{{{}}}", words.join(", "))
            }
        }
    }
}

fn scalar(reading: &mut Reading<'_>, found: Option<Found<Value>>) -> Option<Found<String>> {
    let found = found?;
    if let Value::Scalar(word) = found.value {
        return Some(Found { value: word, place: found.place });
    }
    reading.error(found.place, |l| l.check_expects_word().into());
    None
}

/// The place of a word in the YAML that begins at `start`: the first occurrence from there on.
fn place_within(reading: &Reading<'_>, start: Place, word: &str) -> Place {
    let lines = reading.source.text.lines().enumerate().skip(start.line.saturating_sub(1)).take(12);
    for (index, text) in lines {
        let line = Line::new(index + 1, text);
        let skip = if line.number == start.line { start.column - 1 } else { 0 };
        let from = text.char_indices().nth(skip).map_or(text.len(), |(index, _)| index);
        if let Some(found) = text[from..].find(word).filter(|_| !word.is_empty()) {
            return line.place_of(&text[from + found..from + found + word.len()]);
        }
    }
    start
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word, a number, a list or a mapping")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Scalar(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}
