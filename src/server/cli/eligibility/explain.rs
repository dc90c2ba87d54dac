//! Why a record is not a person: every problem with its line, its field and what was expected there.

use super::input::{MOST_BYTES, Record};
use super::person::{Fields, Strict};
use super::schema::{Field, Kind, Object, PERSON, education_levels, statuses};
use super::tree::Tree;
use crate::domain::day;
use crate::domain::education::EducationLevel;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::verification::Verification;
use std::fmt::Write as _;

/// One thing that is wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    line: u64,
    /// Such as `employment[0].from`; empty for the person as a whole.
    field: String,
    fault: Fault,
}

#[derive(Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    TooLong,
    NotJson { reason: String, column: usize },
    Wrong { expected: Expected, found: String },
    Missing { expected: Expected },
    Unknown { known: String },
    Twice,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Expected {
    Person,
    Object,
    List,
    Id,
    TextOrNull,
    Flag,
    Date,
    DateOrNull,
    Level,
    OneOf(String),
    NotBefore { field: &'static str, date: String },
}

/// All problems of a record that is not a person; of one that goes over several lines only the first, at its own line.
pub fn explain(record: Record<'_>) -> Vec<Problem> {
    let at = |line, fault| vec![Problem { line, field: String::new(), fault }];
    if record.bytes.is_empty() {
        return at(record.line, Fault::Empty);
    }
    if record.bytes.len() > MOST_BYTES {
        return at(record.line, Fault::TooLong);
    }
    let tree = match serde_json::from_slice::<Tree>(record.bytes) {
        Ok(tree) => tree,
        Err(error) => {
            let line = record.line + (error.line() as u64).saturating_sub(1);
            let words = error.to_string();
            let reason = words.split(" at line ").next().unwrap_or_default();
            return at(line, Fault::NotJson { reason: reason.to_owned(), column: error.column() });
        }
    };
    let mut walk = Walk { line: record.line, problems: Vec::new() };
    match &tree {
        Tree::Object(entries) => walk.object("", entries, &PERSON),
        _ => walk.wrong("", Expected::Person, &tree),
    }
    let mut problems = walk.problems;
    if record.whole
        && let Err(error) = serde_json::from_slice::<Strict<Fields<'_>>>(record.bytes)
    {
        // The quick reader stops at the first problem and knows its line.
        problems.truncate(1);
        for problem in &mut problems {
            problem.line += (error.line() as u64).saturating_sub(1);
        }
    }
    problems
}

struct Walk {
    line: u64,
    problems: Vec<Problem>,
}

impl Walk {
    /// Fields in the order of the file, then what is missing, then what does not fit together.
    fn object(&mut self, path: &str, entries: &[(String, Tree)], object: &Object) {
        let before = self.problems.len();
        for (index, (name, value)) in entries.iter().enumerate() {
            let path = join(path, name);
            match object.fields.iter().find(|field| field.name == name) {
                None => {
                    let known = object.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
                    self.add(path, Fault::Unknown { known });
                }
                Some(_) if entries[..index].iter().any(|(earlier, _)| earlier == name) => self.add(path, Fault::Twice),
                Some(field) => self.field(&path, value, field),
            }
        }
        let is_there = |field: &&Field| entries.iter().any(|(name, _)| name == field.name);
        for field in object.fields.iter().filter(|field| field.required && !is_there(field)) {
            self.add(join(path, field.name), Fault::Missing { expected: expected(field.kind) });
        }
        if self.problems.len() == before
            && let Some((first, second)) = object.order
        {
            self.order(path, entries, first, second);
        }
    }

    fn order(&mut self, path: &str, entries: &[(String, Tree)], first: &'static str, second: &'static str) {
        let date = |name: &str| {
            let value = entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)?;
            if let Tree::Text(text) = value { Some((text, day::parse(text)?)) } else { None }
        };
        if let (Some((from, start)), Some((to, end))) = (date(first), date(second))
            && end < start
        {
            let expected = Expected::NotBefore { field: first, date: from.clone() };
            self.add(join(path, second), Fault::Wrong { expected, found: format!("{to:?}") });
        }
    }

    fn field(&mut self, path: &str, value: &Tree, field: &Field) {
        let fits = match (field.kind, value) {
            (Kind::List(object), Tree::List(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    match element {
                        Tree::Object(entries) => self.object(&path, entries, object),
                        _ => self.wrong(&path, Expected::Object, element),
                    }
                }
                true
            }
            (Kind::Id, Tree::Text(text)) => !text.is_empty(),
            (Kind::TextOrNull, Tree::Text(_) | Tree::Null)
            | (Kind::Flag, Tree::Flag(_))
            | (Kind::DateOrNull, Tree::Null) => true,
            (Kind::Date | Kind::DateOrNull, Tree::Text(text)) => day::parse(text).is_some(),
            (Kind::Level, Tree::Number(number)) => number
                .as_u64()
                .and_then(|number| u8::try_from(number).ok())
                .is_some_and(|number| Level::try_from(number).is_ok()),
            (Kind::EducationLevel, Tree::Text(text)) => EducationLevel::ALL.iter().any(|level| level.id() == text),
            (Kind::Status, Tree::Text(text)) => Verification::ALL.iter().any(|status| status.id() == text),
            _ => false,
        };
        if !fits {
            self.wrong(path, expected(field.kind), value);
        }
    }

    fn wrong(&mut self, path: &str, expected: Expected, found: &Tree) {
        self.add(path.to_owned(), Fault::Wrong { expected, found: found.shown() });
    }

    fn add(&mut self, field: String, fault: Fault) {
        self.problems.push(Problem { line: self.line, field, fault });
    }
}

fn join(path: &str, name: &str) -> String {
    let mut joined = path.to_owned();
    if !joined.is_empty() {
        joined.push('.');
    }
    // A name from a stranger's file: shown with its control characters escaped, and not at any length.
    for character in name.chars().take(60) {
        let _ = write!(joined, "{}", character.escape_debug());
    }
    joined
}

fn expected(kind: Kind) -> Expected {
    match kind {
        Kind::Id => Expected::Id,
        Kind::TextOrNull => Expected::TextOrNull,
        Kind::Flag => Expected::Flag,
        Kind::Date => Expected::Date,
        Kind::DateOrNull => Expected::DateOrNull,
        Kind::Level => Expected::Level,
        Kind::EducationLevel => Expected::OneOf(education_levels()),
        Kind::Status => Expected::OneOf(statuses()),
        Kind::List(_) => Expected::List,
    }
}

impl Problem {
    /// `staff.jsonl, line 3, employment[0].from: expected …`
    pub fn words(&self, source: &str, locale: Locale) -> String {
        let place = if self.field.is_empty() {
            locale.eligibility_input_place(&self.line, &source)
        } else {
            locale.eligibility_input_place_field(&self.field, &self.line, &source)
        };
        locale.eligibility_input_problem(&place, &self.fault.words(locale))
    }
}

impl Fault {
    fn words(&self, locale: Locale) -> String {
        match self {
            Self::Empty => locale.eligibility_input_empty().to_owned(),
            Self::TooLong => locale.eligibility_input_too_long(&MOST_BYTES),
            Self::NotJson { reason, column } => locale.eligibility_input_not_json(column, reason),
            Self::Wrong { expected, found } => locale.eligibility_input_wrong(&expected.words(locale), found),
            Self::Missing { expected } => locale.eligibility_input_missing(&expected.words(locale)),
            Self::Unknown { known } => locale.eligibility_input_unknown(known),
            Self::Twice => locale.eligibility_input_twice().to_owned(),
        }
    }
}

impl Expected {
    fn words(&self, locale: Locale) -> String {
        match self {
            Self::Person => locale.eligibility_expected_person().to_owned(),
            Self::Object => locale.eligibility_expected_object().to_owned(),
            Self::List => locale.eligibility_expected_list().to_owned(),
            Self::Id => locale.eligibility_expected_id().to_owned(),
            Self::TextOrNull => locale.eligibility_expected_text_or_null().to_owned(),
            Self::Flag => locale.eligibility_expected_flag().to_owned(),
            Self::Date => locale.eligibility_expected_date().to_owned(),
            Self::DateOrNull => locale.eligibility_expected_date_or_null().to_owned(),
            Self::Level => locale.eligibility_expected_level().to_owned(),
            Self::OneOf(ids) => locale.eligibility_expected_one_of(ids),
            Self::NotBefore { field, date } => locale.eligibility_expected_not_before(date, field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::person::Person;
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::Index;

    const GOOD: &str = r#"{"id":"p1",
        "education":[{"level":"bachelor","completed":"2019-07-01","major":"Law","major_related":true,"status":"verified"}],
        "employment":[{"from":"2018-01-01","to":"2020-06-30","related":true,"status":"claimed"}],
        "credentials":[{"level":1,"issued":"2020-03-01","expires":null,"revoked":false,"status":"rejected"}]}"#;

    fn told(text: &str) -> Vec<String> {
        let record = Record { line: 7, bytes: text.as_bytes(), whole: false };
        explain(record).iter().map(|problem| problem.words("f", Locale::En)).collect()
    }

    #[test]
    fn every_problem_of_a_record_is_told_with_its_field() {
        let cases = [
            (
                "\"2018-01-01\"",
                "\"2018-1-1\"",
                "f, line 7, employment[0].from: expected a date as YYYY-MM-DD, from 1900-01-01 on, found \"2018-1-1\".",
            ),
            (
                "\"2020-06-30\"",
                "\"2017-12-31\"",
                "f, line 7, employment[0].to: expected a date not before from (2018-01-01), found \"2017-12-31\".",
            ),
            (
                "\"bachelor\"",
                "\"master\"",
                "f, line 7, education[0].level: expected one of junior_secondary, secondary, college, bachelor, postgraduate, found \"master\".",
            ),
            (
                "\"level\":1",
                "\"level\":6",
                "f, line 7, credentials[0].level: expected a whole number from 1 to 5, found 6.",
            ),
            (
                "\"claimed\"",
                "\"open\"",
                "f, line 7, employment[0].status: expected one of claimed, verified, rejected, found \"open\".",
            ),
            (
                "\"revoked\":false",
                "\"revoke\":false",
                "f, line 7, credentials[0].revoke: there is no such field; there are level, issued, expires, revoked, status.",
            ),
            (
                "\"related\":true,\"status\":\"claimed\"",
                "\"status\":\"claimed\"",
                "f, line 7, employment[0].related: this field is missing; expected true or false.",
            ),
            ("\"id\":\"p1\",", "\"id\":\"p1\",\"id\":\"p2\",", "f, line 7, id: this field is written twice."),
            ("\"id\":\"p1\",", "\"id\":\"\",", "f, line 7, id: expected text that is not empty, found \"\"."),
        ];
        for (good, bad, expected) in cases {
            assert_eq!(told(&GOOD.replacen(good, bad, 1)), [expected]);
        }
        assert_eq!(told(GOOD), [""; 0]);
        let two = GOOD.replace("2018-01-01", "x").replace("2020-03-01", "y");
        assert_eq!(told(&two).len(), 2, "both are told at once");
    }

    /// Every path to a value of the tree.
    fn paths(tree: &Tree, here: &[usize], found: &mut Vec<Vec<usize>>) {
        found.push(here.to_vec());
        let inner: Vec<&Tree> = match tree {
            Tree::List(elements) => elements.iter().collect(),
            Tree::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
            Tree::Null | Tree::Flag(_) | Tree::Number(_) | Tree::Text(_) => Vec::new(),
        };
        for (index, value) in inner.into_iter().enumerate() {
            paths(value, &[here, &[index]].concat(), found);
        }
    }

    fn at<'a>(tree: &'a mut Tree, path: &[usize]) -> &'a mut Tree {
        path.iter().fold(tree, |tree, index| match tree {
            Tree::List(elements) => &mut elements[*index],
            Tree::Object(entries) => &mut entries[*index].1,
            Tree::Null | Tree::Flag(_) | Tree::Number(_) | Tree::Text(_) => unreachable!("a path ends at a leaf"),
        })
    }

    fn written(tree: &Tree) -> String {
        match tree {
            Tree::Null => "null".into(),
            Tree::Flag(flag) => flag.to_string(),
            Tree::Number(number) => number.to_string(),
            Tree::Text(text) => serde_json::to_string(text).expect("text"),
            Tree::List(elements) => format!("[{}]", elements.iter().map(written).collect::<Vec<_>>().join(",")),
            Tree::Object(entries) => {
                let entry = |(name, value): &(String, Tree)| format!("{name:?}:{}", written(value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(","))
            }
        }
    }

    proptest! {
        #[test]
        fn a_record_is_refused_exactly_when_a_problem_is_told(
            changes in prop::collection::vec((any::<Index>(), 0..3_usize, any::<Index>()), 1..3),
        ) {
            let mut tree: Tree = serde_json::from_str(GOOD).expect("a good record");
            let values = [
                "null", "true", "0", "1", "5", "6", "-1", "1.0", "1e3", "\"\"", "\"verified\"", "\"college\"", "\"2019-01-01\"",
                "\"2023-02-29\"", "\"2019-01-01 \"", "[]", "{}", "[null]", "[{}]", "18446744073709551616", "{\"verified\":null}", "{\"college\":null}",
                "[\"p2\"]", "[[\"bachelor\",\"2019-07-01\",null,true,\"verified\"]]",
            ];
            let names = ["id", "level", "status", "from", "to", "education", "extra"];
            for (place, kind, choice) in changes {
                let mut all = Vec::new();
                paths(&tree, &[], &mut all);
                let target = at(&mut tree, &all[place.index(all.len())]);
                match (kind, target) {
                    (0, Tree::Object(entries)) if !entries.is_empty() => {
                        entries.remove(choice.index(entries.len()));
                    }
                    (1, Tree::Object(entries)) => {
                        entries.push((names[choice.index(names.len())].to_owned(), Tree::Text("2021-01-01".into())));
                    }
                    (_, target) => *target = serde_json::from_str(values[choice.index(values.len())]).expect("JSON"),
                }
            }
            let text = written(&tree);
            prop_assert_eq!(Person::read(text.as_bytes()).is_err(), !told(&text).is_empty(), "{}", text);
        }
    }
}
