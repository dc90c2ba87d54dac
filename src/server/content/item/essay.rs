//! Writing that a person scores: `- name: 2 …；1 …；0 … || 2 …; 1 …; 0 …` for each criterion, and samples behind `>`.

use super::super::header::{Header, Value};
use super::super::reading::{Found, Reading};
use super::body::Body;
use crate::domain::item::interaction::{Criterion, Essay};
use crate::domain::item::secret::{AnswerKey, Rationale};

pub(super) fn read<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<Essay> {
    let minutes = header.required(reading, "minutes").and_then(|found| {
        let some = |text: &str| text.parse().ok().filter(|minutes: &u16| *minutes > 0);
        reading.parse(&found, some, |l| l.check_expects_minutes().into())
    });
    if !header.has("length") {
        reading.error(header.place, |l| l.check_key_missing(&"length"));
    }
    let length = header.map(reading, "length");
    let rationale = reading.reason(body.reason, body.stem_place()).map(Rationale::new);
    let mut rubric = Vec::new();
    for entry in &body.entries {
        let named = entry.line.text.split_once(": ").filter(|(name, _)| is_name(name));
        let Some((name, anchors)) = named else {
            reading.error(entry.place(), |l| l.check_entry_wrong(&"cause: 2 …；1 …；0 … || 2 …; 1 …; 0 …"));
            continue;
        };
        let Some(anchors) = reading.pair(entry.line.with(anchors)) else { continue };
        if !has_anchors(&anchors.zh, '；') || !has_anchors(&anchors.en, ';') {
            reading.error(entry.place(), |l| l.check_anchors_missing().into());
        }
        rubric.push(Criterion { name: name.to_owned(), anchors });
    }
    if rubric.len() < 2 {
        reading.error(body.stem_place(), |l| l.check_option_count(&rubric.len(), &2, &8));
    }
    let range_of = |reading: &mut Reading<'_>, language: &str| {
        let found = length.as_ref()?;
        let text = found.value.iter().find(|(key, _)| key == language).map(|(_, value)| value);
        let text = if let Some(Value::Scalar(text)) = text { text.as_str() } else { "" };
        reading.parse(&Found::new(text, found.place), read_range, |l| l.check_expects_length().into())
    };
    let (length_zh, length_en) = (range_of(reading, "zh"), range_of(reading, "en"));
    Some(Essay {
        minutes: minutes?,
        length_zh: length_zh?,
        length_en: length_en?,
        rubric: AnswerKey::new(rubric),
        rationale: rationale?,
    })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Whether all of 2, 1 and 0 have an anchor.
fn has_anchors(anchors: &str, separator: char) -> bool {
    let marks: Vec<&str> = anchors.split(separator).filter_map(|part| part.split_whitespace().next()).collect();
    ["2", "1", "0"].iter().all(|mark| marks.contains(mark))
}

fn read_range(text: &str) -> Option<(u16, u16)> {
    let (least, most) = text.split_once("..")?;
    let (least, most) = (least.trim().parse().ok()?, most.trim().parse().ok()?);
    (least < most).then_some((least, most))
}
