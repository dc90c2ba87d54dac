//! Steps to order: `- A. 中文 || English`, with `key: [D, B, …]` and one reason under them all.

use super::super::header::Header;
use super::super::reading::Reading;
use super::body::Body;
use super::options::read_label;
use crate::domain::item::interaction::{Entry, Label, Ordering};
use crate::domain::item::secret::{AnswerKey, Rationale};
use std::collections::BTreeSet;

pub(super) fn read<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<Ordering> {
    let key = header.list(reading, "key");
    if let Some(scoring) = header.scalar(reading, "scoring") {
        let neighbours = |word: &str| (word == "neighbours").then_some(());
        reading.parse(&scoring, neighbours, |l| l.check_expects_one_of(&"neighbours"));
    }
    let rationale = reading.reason(body.reason, body.stem_place()).map(Rationale::new);
    let (mut labels, mut steps) = (Vec::new(), Vec::new());
    for entry in &body.entries {
        if let Some(reason) = entry.reason {
            reading.error(reason.place(), |l| l.check_reason_unexpected().into());
        }
        let Some((label, line)) = read_label(reading, *entry, labels.len()) else { continue };
        labels.push(label);
        steps.extend(reading.pair(line).map(|text| Entry { label, text }));
    }
    if labels.len() < 3 {
        reading.error(body.stem_place(), |l| l.check_option_count(&labels.len(), &3, &9));
        return None;
    }
    let key = key.and_then(|found| {
        let read = |text: &str| Label::parse(text).filter(|label| labels.contains(label));
        let key: Vec<Label> = found
            .value
            .iter()
            .filter_map(|word| reading.parse(word, read, |l| l.check_expects_option().into()))
            .collect();
        let distinct: BTreeSet<&Label> = key.iter().collect();
        let complete = distinct.len() == labels.len() && key.len() == labels.len();
        if !complete {
            reading.error(found.place, |l| l.check_key_not_every_step().into());
        }
        complete.then_some(key)
    });
    (steps.len() == labels.len()).then_some(())?;
    Some(Ordering { steps, key: AnswerKey::new(key?), rationale: rationale? })
}
