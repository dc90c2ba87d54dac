//! The lines below an item's header: the stem, then entries (`- …` or `1. …`), each with its reason, then the item's own.

use super::super::diagnostic::Place;
use super::super::markup::{Line, split_reason};
use super::super::reading::Reading;
use crate::domain::item::interaction::Label;
use crate::domain::locale::Text;

#[derive(Debug)]
pub(super) struct Body<'a> {
    stem: Vec<Line<'a>>,
    pub(super) entries: Vec<Entry<'a>>,
    /// What stands behind a `>` at the beginning of a line: the reason of the whole item.
    pub(super) reason: Option<Line<'a>>,
}

/// One line of choices, gaps, mistakes or criteria, without its marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The number before a numbered entry.
    pub(super) number: Option<Label>,
    /// What stands before the reason.
    pub(super) line: Line<'a>,
    /// Behind the entry, or indented under it.
    pub(super) reason: Option<Line<'a>>,
}

impl<'a> Entry<'a> {
    pub(super) fn place(&self) -> Place {
        self.line.place()
    }

    /// What stands behind a label such as `mistake:`.
    pub(super) fn after(&self, label: &str) -> Option<Line<'a>> {
        self.line.text.strip_prefix(label).map(|rest| self.line.with(rest.trim_start()))
    }
}

impl<'a> Body<'a> {
    pub(super) fn read(reading: &mut Reading<'a>, lines: &[Line<'a>]) -> Self {
        let first = lines.iter().position(|line| entry(*line).is_some() || line.text.starts_with('>'));
        let (stem, rest) = lines.split_at(first.unwrap_or(lines.len()));
        let mut body = Self { stem: stem.to_vec(), entries: Vec::new(), reason: None };
        for line in rest {
            body.add(reading, *line);
        }
        body
    }

    fn add(&mut self, reading: &mut Reading<'a>, line: Line<'a>) {
        if line.text.trim().is_empty() {
            return;
        }
        if let Some(entry) = entry(line) {
            self.entries.push(entry);
            return;
        }
        let (words, reason) = split_reason(line);
        let slot = match (line.text.starts_with('>'), self.entries.last_mut()) {
            (true, _) => Some(&mut self.reason),
            (false, Some(entry)) if words.text.trim().is_empty() => Some(&mut entry.reason),
            (false, _) => None,
        };
        match slot {
            Some(slot) if slot.is_none() && reason.is_some() => *slot = reason,
            Some(_) => reading.error(line.place(), |l| l.check_reason_twice().into()),
            None => reading.error(line.place(), |l| l.check_line_unexpected().into()),
        }
    }

    /// The question; it must be there.
    pub(super) fn stem(&self, reading: &mut Reading<'a>, heading: Line<'a>) -> Option<Text> {
        if self.stem.iter().all(|line| line.text.trim().is_empty()) {
            reading.error(heading.place(), |l| l.check_stem_missing().into());
            return None;
        }
        reading.text(&self.stem)
    }

    /// Where the question begins.
    pub(super) fn stem_place(&self) -> Place {
        let filled = self.stem.iter().find(|line| !line.text.trim().is_empty());
        filled.map_or(Place::line(1), Line::place)
    }

    /// For kinds whose entries carry all the reasons.
    pub(super) fn no_reason(&self, reading: &mut Reading<'a>) {
        if let Some(reason) = self.reason {
            reading.error(reason.place(), |l| l.check_reason_unexpected().into());
        }
    }
}

fn entry(line: Line<'_>) -> Option<Entry<'_>> {
    let (number, rest) = if let Some(rest) = line.text.strip_prefix("- ") {
        (None, rest)
    } else {
        let (number, rest) = line.text.split_once(". ")?;
        (Some(Label::parse(number).filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?), rest)
    };
    let (line, reason) = split_reason(line.with(rest));
    Some(Entry { number, line, reason })
}
