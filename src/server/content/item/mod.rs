//! Item files: one competency of one level, an item or a case group under every heading.
//!
//! Every kind of interaction has its own file, which reads the entries below the stem. The grammar is told in
//! `quizzes/README.md`.

mod body;
mod case;
mod cloze;
mod essay;
pub mod form;
mod looks;
mod matching;
mod numeric;
mod options;
mod ordering;
mod short;
mod true_false;

use super::diagnostic::{Place, Report, Source};
use super::header::Header;
use super::markup::{self, Document, Line};
use super::reading::{Found, Reading};
use crate::domain::content_id::level_of;
use crate::domain::item::interaction::{Interaction, InteractionKind};
use crate::domain::item::{Case, CaseGroup, Difficulty, Item, Usage};
use crate::domain::level::Level;
use body::Body;
pub(super) use looks::han_characters;
use std::str::FromStr;

/// What a unit of a file holds, with the text that it can be read from again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    pub content: T,
    /// The file's front matter and the unit's lines: a file of its own.
    pub text: String,
    /// Of the heading.
    pub place: Place,
}

/// The items and case groups of a file; items of case groups stand among the items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFile {
    pub items: Vec<Read<Item>>,
    pub cases: Vec<Read<CaseGroup>>,
}

/// The keys that a file may share among its items.
const SHARED: [&str; 9] = ["kind", "level", "competency", "p", "use", "source", "unit", "tolerance", "scoring"];

/// Reads an item file. What could not be read is in the report.
pub fn read(source: &Source) -> (ItemFile, Report) {
    let mut reading = Reading::new(source);
    let file = reading.document().map(|document| read_document(&mut reading, &document)).unwrap_or_default();
    (file, reading.finish())
}

fn read_document<'a>(reading: &mut Reading<'a>, document: &Document<'a>) -> ItemFile {
    let mut file = ItemFile::default();
    let Some(front) = Header::of_document(reading, document) else { return file };
    front.only(reading, &SHARED);
    let (before, parts) = markup::sections(&document.body, 1);
    reading.nothing_else(&before);
    for (heading, lines) in parts {
        let text = unit_text(document, heading, &lines);
        let place = heading.place();
        let Some((header, rest)) = read_header(reading, heading, &lines, &front) else { continue };
        if header.clone().scalar(reading, "kind").is_some_and(|kind| kind.value == "case") {
            if let Some((group, items)) = case::read(reading, heading, header, rest) {
                file.cases.push(Read { content: group, text: text.clone(), place });
                let read = |(item, place)| Read { content: item, text: text.clone(), place };
                file.items.extend(items.into_iter().map(read));
            }
        } else if let Some(item) = read_item(reading, heading, header, rest, None) {
            file.items.push(Read { content: item, text, place });
        }
    }
    file
}

/// The unit as a file of its own: the front matter that it depends on, and its lines.
fn unit_text(document: &Document<'_>, heading: Line<'_>, lines: &[Line<'_>]) -> String {
    let body: Vec<&str> = lines.iter().map(|line| line.text.trim_end()).collect();
    let body = body.join("\n");
    format!("---\n{}---\n# {}\n{}\n", document.front, heading.text, body.trim_end())
}

/// The `{…}` line under a heading, and the lines below it.
fn read_header<'a, 'l>(
    reading: &mut Reading<'a>,
    heading: Line<'a>,
    lines: &'l [Line<'a>],
    around: &Header,
) -> Option<(Header, &'l [Line<'a>])> {
    let first = lines.iter().position(|line| !line.text.trim().is_empty());
    let Some(index) = first.filter(|index| lines[*index].text.starts_with('{')) else {
        reading.error(heading.place(), |l| l.check_header_missing().into());
        return None;
    };
    Header::of_line(reading, lines[index], around).map(|header| (header, &lines[index + 1..]))
}

/// What items and case groups have in common.
struct Facts<Id> {
    id: Option<Id>,
    level: Option<Level>,
    difficulty: Option<Difficulty>,
    usage: Option<Usage>,
    source: Option<String>,
}

fn read_facts<Id: FromStr>(reading: &mut Reading<'_>, heading: Line<'_>, header: &mut Header) -> Facts<Id> {
    let id = Found::in_line(heading);
    let level = header
        .required(reading, "level")
        .and_then(|found| reading.parse(&found, read_level, |l| l.check_expects_level().into()));
    if let (Some(level), Some(named)) = (level, level_of(&id.value))
        && level != named
    {
        reading.error(id.place, |l| l.check_id_other_level(&level));
    }
    Facts {
        id: reading.parse(&id, |id| id.parse().ok(), |l| l.check_expects_id().into()),
        level,
        difficulty: header
            .required(reading, "p")
            .and_then(|found| reading.parse(&found, read_difficulty, |l| l.check_expects_difficulty().into())),
        usage: header
            .required(reading, "use")
            .and_then(|found| reading.parse(&found, read_usage, |l| l.check_expects_one_of(&"practice, exam"))),
        source: header.required(reading, "source").map(|found| found.value),
    }
}

pub(in crate::server::content) fn read_level(text: &str) -> Option<Level> {
    text.parse().ok().and_then(|number: u8| Level::try_from(number).ok())
}

/// A share such as `0.75`, in whole percent.
fn read_difficulty(text: &str) -> Option<Difficulty> {
    let decimals = text.strip_prefix("0.").filter(|decimals| matches!(decimals.len(), 1 | 2))?;
    let number: u8 = decimals.parse().ok()?;
    Difficulty::percent(if decimals.len() == 1 { number * 10 } else { number })
}

fn read_usage(text: &str) -> Option<Usage> {
    match text {
        "practice" => Some(Usage::Practice),
        "exam" => Some(Usage::Exam),
        _ => None,
    }
}

/// Reads an item; every part is read even when an earlier one failed, so that all problems show at once.
fn read_item<'a>(
    reading: &mut Reading<'a>,
    heading: Line<'a>,
    mut header: Header,
    lines: &[Line<'a>],
    case: Option<Case>,
) -> Option<Item> {
    let facts = read_facts(reading, heading, &mut header);
    let competency = header
        .required(reading, "competency")
        .and_then(|found| reading.parse(&found, |id| id.parse().ok(), |l| l.check_expects_competency().into()));
    let negative = header.scalar(reading, "negative").is_some_and(|found| found.value == "true");
    let law_as_of = header
        .scalar(reading, "law_as_of")
        .and_then(|found| reading.parse(&found, |date| date.parse().ok(), |l| l.check_expects_date().into()));
    let body = Body::read(reading, lines);
    let stem = body.stem(reading, heading);
    let kind = header.own_scalar(reading, "kind").and_then(|found| {
        let named = |id: &str| InteractionKind::ALL.into_iter().find(|kind| kind.id() == id);
        reading.parse(&found, named, |l| l.check_expects_one_of(&kind_names()))
    });
    let interaction = kind.and_then(|kind| read_interaction(reading, kind, &mut header, &body, stem.as_ref()));
    if kind.is_some() {
        header.finish(reading);
    }
    let item = Item {
        id: facts.id?,
        level: facts.level?,
        competency: competency?,
        difficulty: facts.difficulty?,
        usage: facts.usage?,
        source: facts.source?,
        law_as_of,
        negative,
        case,
        stem: stem?,
        interaction: interaction?,
    };
    looks::at_item(reading, &item, &body);
    Some(item)
}

fn kind_names() -> String {
    let names: Vec<&str> = InteractionKind::ALL.iter().map(|kind| kind.id()).collect();
    names.join(", ")
}

fn read_interaction<'a>(
    reading: &mut Reading<'a>,
    kind: InteractionKind,
    header: &mut Header,
    body: &Body<'a>,
    stem: Option<&crate::domain::locale::Text>,
) -> Option<Interaction> {
    match kind {
        InteractionKind::Single => options::read_single(reading, header, body).map(Interaction::Single),
        InteractionKind::Multiple => options::read_multiple(reading, header, body).map(Interaction::Multiple),
        InteractionKind::TrueFalse => true_false::read(reading, header, body).map(Interaction::TrueFalse),
        InteractionKind::Numeric => numeric::read(reading, header, body, stem).map(Interaction::Numeric),
        InteractionKind::Short => short::read(reading, body).map(Interaction::Short),
        InteractionKind::Cloze => cloze::read(reading, body, stem).map(Interaction::Cloze),
        InteractionKind::Match => matching::read(reading, header, body).map(Interaction::Matching),
        InteractionKind::Order => ordering::read(reading, header, body).map(Interaction::Ordering),
        InteractionKind::Essay => essay::read(reading, header, body).map(Interaction::Essay),
    }
}

#[cfg(test)]
mod tests;
