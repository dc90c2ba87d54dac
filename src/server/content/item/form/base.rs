//! The text that a form's fields are written into: what stands before and behind them, and the keys that they inherit.

use super::super::super::diagnostic::Source;
use super::super::super::header::Header;
use super::super::super::markup::{self, Line};
use super::super::super::reading::Reading;
use super::super::body::Body;
use super::super::read_header;

/// A place in a unit's text.
pub(super) struct Base {
    /// Up to the line below the heading.
    pub before: String,
    /// From the next heading on.
    pub after: String,
    /// The front matter, and for an item of a case the case's keys over it.
    around: Option<Header>,
    own: Option<Header>,
    pub in_case: bool,
}

impl Base {
    /// The place of an item in the text of its unit, which reads. Of another text only the front matter is kept.
    pub fn of_item(text: &str, id: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let heading = lines.iter().position(|line| line.strip_prefix("## ").is_some_and(|title| title.trim() == id));
        let source = Source { path: String::new(), text: text.to_owned() };
        let mut reading = Reading::new(&source);
        let front = reading.document().and_then(|document| {
            let around = Header::of_document(&mut reading, &document)?;
            Some((around, document))
        });
        let Some((front, document)) = front else {
            return Self { before: format!("# {id}\n"), after: String::new(), around: None, own: None, in_case: false };
        };
        let Some(heading) = heading else {
            let own = first_header(&mut reading, &document.body, &front);
            let before = format!("---\n{}---\n# {id}\n", document.front);
            return Self { before, after: String::new(), around: Some(front), own, in_case: false };
        };
        let around = first_header(&mut reading, &document.body, &front).unwrap_or(front);
        let end = lines.iter().skip(heading + 1).position(|line| line.starts_with("## "));
        let end = end.map_or(lines.len(), |index| index + heading + 1);
        let below: Vec<Line<'_>> = (heading + 1..end).map(|index| Line::new(index + 1, lines[index])).collect();
        let own = first_header(&mut reading, &below, &around);
        Self {
            before: joined(&lines[..=heading]),
            after: joined(&lines[end..]),
            around: Some(around),
            own,
            in_case: true,
        }
    }

    /// The place of a case's own words in its text, which reads: its items stand behind it.
    pub fn of_case(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let first = lines.iter().position(|line| line.starts_with("## ")).unwrap_or(lines.len());
        let heading = lines.iter().position(|line| line.starts_with("# ")).unwrap_or(0);
        let source = Source { path: String::new(), text: text.to_owned() };
        let mut reading = Reading::new(&source);
        let document = reading.document();
        let front = document.as_ref().and_then(|document| Header::of_document(&mut reading, document));
        let own = document
            .zip(front.as_ref())
            .and_then(|(document, front)| first_header(&mut reading, &document.body, front));
        Self {
            before: joined(&lines[..(heading + 1).min(lines.len())]),
            after: joined(&lines[first..]),
            around: front,
            own,
            in_case: false,
        }
    }

    /// A key that need not be written, because it stands around.
    pub fn inherits(&self, key: &str, value: &str) -> bool {
        self.around.as_ref().and_then(|around| around.written(key)).as_deref() == Some(value)
    }

    /// The level, where only the item itself says it.
    pub fn own_level(&self) -> Option<String> {
        let shared = self.around.as_ref().is_some_and(|around| around.has("level"));
        self.own.as_ref().filter(|_| !shared).and_then(|own| own.written("level"))
    }

    /// The case's own value of a key.
    pub fn written(&self, key: &str) -> String {
        self.own.as_ref().and_then(|own| own.written(key)).unwrap_or_default()
    }
}

fn first_header(reading: &mut Reading<'_>, lines: &[Line<'_>], around: &Header) -> Option<Header> {
    let line = lines.iter().find(|line| line.text.starts_with('{'))?;
    Header::of_line(reading, *line, around)
}

fn joined(lines: &[&str]) -> String {
    lines.iter().fold(String::new(), |text, line| text + line + "\n")
}

/// An item's keys and the lines below them, as they are written in the text of its unit.
pub(super) fn find<'a>(reading: &mut Reading<'a>, id: &str) -> Option<(Header, Body<'a>)> {
    let document = reading.document()?;
    let front = Header::of_document(reading, &document)?;
    let (_, units) = markup::sections(&document.body, 1);
    let (heading, lines) = units.into_iter().next()?;
    let (header, rest) = read_header(reading, heading, &lines, &front)?;
    if heading.text == id {
        let body = Body::read(reading, rest);
        return Some((header, body));
    }
    let (_, parts) = markup::sections(rest, 2);
    let (heading, lines) = parts.into_iter().find(|(heading, _)| heading.text == id)?;
    let (header, rest) = read_header(reading, heading, &lines, &header)?;
    let body = Body::read(reading, rest);
    Some((header, body))
}
