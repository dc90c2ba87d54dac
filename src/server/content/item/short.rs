//! Typed words: `- accept: 甲 / 乙 || a / b > reason` and any number of `- mistake: …` of the same shape.

use super::super::diagnostic::Place;
use super::super::markup::Line;
use super::super::reading::Reading;
use super::body::Body;
use crate::domain::item::interaction::{Phrases, Short};
use crate::domain::item::secret::{AnswerKey, Mistake, Rationale};
use crate::domain::locale::{Locale, Text};

pub(super) fn read<'a>(reading: &mut Reading<'a>, body: &Body<'a>) -> Option<Short> {
    body.no_reason(reading);
    let (mut accepted, mut mistakes) = (None, Vec::new());
    for entry in &body.entries {
        let accept = entry.after("accept:");
        let Some(line) = accept.or_else(|| entry.after("mistake:")) else {
            reading.error(entry.place(), |l| l.check_entry_wrong(&"accept:, mistake:"));
            continue;
        };
        let phrases = read_phrases(reading, line);
        let reason = reading.reason(entry.reason, entry.place()).map(Rationale::new);
        let (Some(phrases), Some(rationale)) = (phrases, reason) else { continue };
        if accept.is_none() {
            mistakes.push((Mistake { answer: AnswerKey::new(phrases), rationale }, entry.place()));
        } else if accepted.is_none() {
            accepted = Some((phrases, rationale));
        } else {
            reading.error(entry.place(), |l| l.check_entry_twice().into());
        }
    }
    if !body.entries.iter().any(|entry| entry.after("accept:").is_some()) {
        reading.error(body.stem_place(), |l| l.check_entry_missing(&"accept:"));
    }
    let (phrases, rationale) = accepted?;
    for (mistake, place) in &mistakes {
        refuse_overlap(reading, &phrases, mistake.answer.reveal(), *place);
    }
    let mistakes = mistakes.into_iter().map(|(mistake, _)| mistake).collect();
    Some(Short { key: AnswerKey::new(phrases), mistakes, rationale })
}

fn refuse_overlap(reading: &mut Reading<'_>, accepted: &Phrases, mistaken: &Phrases, place: Place) {
    for locale in Locale::ALL {
        for phrase in mistaken.get(locale).iter().filter(|phrase| accepted.accepts(phrase, locale)) {
            reading.error(place, |l| l.check_mistake_is_right(phrase));
        }
    }
}

/// Reads `甲 / 乙 || a / b`.
pub(super) fn read_phrases<'a>(reading: &mut Reading<'a>, line: Line<'a>) -> Option<Phrases> {
    reading.pair(line).map(|text| split_phrases(&text)).filter(|phrases| {
        let filled = |phrases: &[String]| phrases.iter().all(|phrase| !phrase.is_empty());
        let fine = filled(&phrases.zh) && filled(&phrases.en);
        if !fine {
            reading.error(line.place(), |l| l.check_phrase_empty().into());
        }
        fine
    })
}

pub(super) fn split_phrases(text: &Text) -> Phrases {
    let split = |phrases: &str| phrases.split(" / ").map(|phrase| phrase.trim().to_owned()).collect();
    Phrases { zh: split(&text.zh), en: split(&text.en) }
}
