//! Gaps of a text: `- 〔1〕 甲 / 乙 || a / b > reason`, or `- 〔2〕 choose *甲* / 乙 || choose *a* / b > reason`.

use super::super::markup::Line;
use super::super::reading::Reading;
use super::body::Body;
use super::short::{read_phrases, split_phrases};
use crate::domain::item::interaction::{Cloze, Gap, GapKind};
use crate::domain::item::presentation::{StemPart, stem_parts};
use crate::domain::item::secret::{AnswerKey, Rationale};
use crate::domain::locale::{Locale, Text};

pub(super) fn read<'a>(reading: &mut Reading<'a>, body: &Body<'a>, stem: Option<&Text>) -> Option<Cloze> {
    body.no_reason(reading);
    let mut gaps = Vec::new();
    for (number, entry) in (1_usize..).zip(&body.entries) {
        let mark = format!("〔{number}〕");
        let Some(line) = entry.after(&mark) else {
            reading.error(entry.place(), |l| l.check_entry_wrong(&mark));
            continue;
        };
        let reason = reading.reason(entry.reason, entry.place()).map(Rationale::new);
        let kind = if line.text.starts_with("choose ") {
            read_choices(reading, line)
        } else {
            read_phrases(reading, line).map(|phrases| GapKind::Typed(AnswerKey::new(phrases)))
        };
        if let (Some(kind), Some(rationale)) = (kind, reason) {
            gaps.push(Gap { kind, rationale });
        }
    }
    if let Some(stem) = stem {
        check_marks(reading, body, stem);
    }
    (gaps.len() == body.entries.len() && !gaps.is_empty()).then_some(Cloze { gaps })
}

/// The stem holds every gap once, in both languages.
fn check_marks(reading: &mut Reading<'_>, body: &Body<'_>, stem: &Text) {
    let expected: Vec<usize> = (1..=body.entries.len()).collect();
    for locale in Locale::ALL {
        let mut marked: Vec<usize> = stem_parts(stem.get(locale))
            .into_iter()
            .filter_map(|part| match part {
                StemPart::Words(_) => None,
                StemPart::Gap(number) => Some(number),
            })
            .collect();
        marked.sort_unstable();
        if marked != expected || marked.is_empty() {
            reading.error(body.stem_place(), |l| l.check_gaps_differ(&locale, &expected.len()));
        }
    }
}

/// Reads `choose *甲* / 乙 || choose *a* / b`: the star marks the same place in both languages.
fn read_choices<'a>(reading: &mut Reading<'a>, line: Line<'a>) -> Option<GapKind> {
    let text = reading.pair(line)?;
    let bare = |half: &str| half.trim().strip_prefix("choose ").map(str::trim).map(str::to_owned);
    let (Some(zh), Some(en)) = (bare(&text.zh), bare(&text.en)) else {
        reading.error(line.place(), |l| l.check_choose_in_one_language().into());
        return None;
    };
    let phrases = split_phrases(&Text::new(zh, en));
    let stars = |phrases: &[String]| -> Vec<usize> {
        phrases.iter().enumerate().filter(|(_, phrase)| unstarred(phrase).is_some()).map(|(index, _)| index).collect()
    };
    let (starred_zh, starred_en) = (stars(&phrases.zh), stars(&phrases.en));
    let fits = phrases.zh.len() == phrases.en.len() && phrases.zh.len() >= 2 && starred_zh == starred_en;
    let [key] = starred_zh.as_slice() else {
        reading.error(line.place(), |l| l.check_choose_star().into());
        return None;
    };
    if !fits {
        reading.error(line.place(), |l| l.check_choose_star().into());
        return None;
    }
    let plain = |phrase: &str| unstarred(phrase).unwrap_or(phrase).to_owned();
    let choices = phrases.zh.iter().zip(&phrases.en).map(|(zh, en)| Text::new(plain(zh), plain(en))).collect();
    Some(GapKind::Chosen { choices, key: AnswerKey::new(*key) })
}

fn unstarred(phrase: &str) -> Option<&str> {
    phrase.strip_prefix('*')?.strip_suffix('*')
}
