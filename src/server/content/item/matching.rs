//! Pairs: numbered lefts `1. 中文 || English > reason`, then rights `- A. 中文 || English`, with `key: {1: C, …}`.

use super::super::header::{Header, Value};
use super::super::reading::{Found, Reading};
use super::body::Body;
use super::options::read_label;
use crate::domain::item::interaction::{Choice, Entry, Label, Matching};
use crate::domain::item::secret::{AnswerKey, Rationale};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn read<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<Matching> {
    body.no_reason(reading);
    if !header.has("key") {
        reading.error(header.place, |l| l.check_key_missing(&"key"));
    }
    let key = header.map(reading, "key");
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    let (mut left_labels, mut right_labels) = (Vec::new(), Vec::new());
    for entry in &body.entries {
        if let Some(label) = entry.number {
            if Label::new(('1'..='9').nth(left_labels.len()).unwrap_or('9')) != Some(label) {
                reading.error(entry.place(), |l| l.check_number_out_of_order().into());
            }
            left_labels.push(label);
            let text = reading.pair(entry.line);
            let reason = reading.reason(entry.reason, entry.place());
            if let (Some(text), Some(reason)) = (text, reason) {
                lefts.push(Choice { label, text, rationale: Rationale::new(reason) });
            }
        } else if let Some((label, line)) = read_label(reading, *entry, right_labels.len()) {
            right_labels.push(label);
            if let Some(reason) = entry.reason {
                reading.error(reason.place(), |l| l.check_reason_unexpected().into());
            }
            rights.extend(reading.pair(line).map(|text| Entry { label, text }));
        }
    }
    let key = key.and_then(|found| read_key(reading, &found, &left_labels, &right_labels));
    if left_labels.len() < 2 || right_labels.len() < left_labels.len() {
        reading.error(body.stem_place(), |l| l.check_match_count().into());
        return None;
    }
    if right_labels.len() == left_labels.len() {
        reading.warn(body.stem_place(), |l| l.check_match_no_spare().into());
    }
    let all = lefts.len() == left_labels.len() && rights.len() == right_labels.len();
    all.then_some(())?;
    Some(Matching { lefts, rights, key: AnswerKey::new(key?) })
}

/// Every left has a right, and no right is used twice.
fn read_key(
    reading: &mut Reading<'_>,
    found: &Found<Vec<(String, Value)>>,
    lefts: &[Label],
    rights: &[Label],
) -> Option<BTreeMap<Label, Label>> {
    let mut key = BTreeMap::new();
    for (left, right) in &found.value {
        let known = |text: &str, labels: &[Label]| Label::parse(text).filter(|label| labels.contains(label));
        let right = if let Value::Scalar(word) = right { word.as_str() } else { "" };
        match (known(left, lefts), known(right, rights)) {
            (Some(left), Some(right)) => {
                key.insert(left, right);
            }
            _ => reading.error(found.place, |l| l.check_key_pair_unknown(&left, &right)),
        }
    }
    let used: BTreeSet<&Label> = key.values().collect();
    if key.len() == lefts.len() && used.len() == key.len() {
        return Some(key);
    }
    reading.error(found.place, |l| l.check_key_pairs_wrong().into());
    None
}
