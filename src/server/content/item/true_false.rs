//! A proposition: `- true > 理由 || reason` and `- false > 理由 || reason`.

use super::super::header::Header;
use super::super::reading::Reading;
use super::body::Body;
use crate::domain::item::interaction::TrueFalse;
use crate::domain::item::secret::{AnswerKey, Rationale};

pub(super) fn read<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<TrueFalse> {
    let key = header
        .own_scalar(reading, "key")
        .and_then(|found| reading.parse(&found, |word| word.parse().ok(), |l| l.check_expects_one_of(&"true, false")));
    body.no_reason(reading);
    let mut reasons = [None, None];
    for entry in &body.entries {
        let slot = match entry.line.text.trim() {
            "true" => &mut reasons[0],
            "false" => &mut reasons[1],
            _ => {
                reading.error(entry.place(), |l| l.check_entry_wrong(&"true, false"));
                continue;
            }
        };
        if slot.is_some() {
            reading.error(entry.place(), |l| l.check_entry_twice().into());
        }
        *slot = reading.reason(entry.reason, entry.place()).map(Rationale::new);
    }
    for word in ["true", "false"] {
        if !body.entries.iter().any(|entry| entry.line.text.trim() == word) {
            reading.error(body.stem_place(), |l| l.check_entry_missing(&word));
        }
    }
    let [if_true, if_false] = reasons;
    Some(TrueFalse { key: AnswerKey::new(key?), if_true: if_true?, if_false: if_false? })
}
