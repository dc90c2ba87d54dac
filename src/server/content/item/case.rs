//! Case groups: a stimulus under the case's heading, and its items under `##` headings.

use super::super::diagnostic::Place;
use super::super::header::Header;
use super::super::markup::{self, Line};
use super::super::reading::Reading;
use super::{looks, read_facts, read_header, read_item};
use crate::domain::item::{Case, CaseGroup, CaseId, Item};
use std::collections::BTreeSet;

/// Reads a group and its items, each with the place of its heading.
pub(super) fn read<'a>(
    reading: &mut Reading<'a>,
    heading: Line<'a>,
    mut header: Header,
    lines: &[Line<'a>],
) -> Option<(CaseGroup, Vec<(Item, Place)>)> {
    let around = header.clone();
    let facts = read_facts::<CaseId>(reading, heading, &mut header);
    header.only(reading, &["kind", "competency"]);
    let (stimulus_lines, parts) = markup::sections(lines, 2);
    let empty = stimulus_lines.iter().all(|line| line.text.trim().is_empty());
    if empty {
        reading.error(heading.place(), |l| l.check_stimulus_missing().into());
    }
    let stimulus = if empty { None } else { reading.text(&stimulus_lines) };
    if !(3..=5).contains(&parts.len()) {
        reading.error(heading.place(), |l| l.check_case_count(&parts.len()));
    }
    let case = facts.id.clone().zip(stimulus.clone()).map(|(id, stimulus)| Case { id, stimulus });
    let count = parts.len();
    let mut items = Vec::new();
    for (heading, lines) in parts {
        let Some((header, rest)) = read_header(reading, heading, &lines, &around) else { continue };
        if let Some(item) = read_item(reading, heading, header, rest, case.clone()) {
            items.push((item, heading.place()));
        }
    }
    let (id, stimulus, usage) = (facts.id?, stimulus?, facts.usage?);
    for (item, place) in items.iter().filter(|(item, _)| item.usage != usage) {
        let id = &item.id;
        reading.error(*place, |l| l.check_case_use_differs(id));
    }
    let competencies: BTreeSet<_> = items.iter().map(|(item, _)| item.competency).collect();
    if items.len() == count && competencies.len() < 2 {
        reading.warn(heading.place(), |l| l.check_case_one_competency().into());
    }
    looks::at_stimulus(reading, &stimulus, heading.place());
    let group = CaseGroup {
        id,
        level: facts.level?,
        difficulty: facts.difficulty?,
        usage,
        stimulus,
        items: items.iter().map(|(item, _)| item.id.clone()).collect(),
    };
    facts.source?;
    (items.len() == count).then_some((group, items))
}
