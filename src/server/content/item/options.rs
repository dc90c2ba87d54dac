//! Options to choose from: `- A. 中文 || English `tag` > 理由 || reason`.

use super::super::header::Header;
use super::super::markup::{Line, split_trailing_code};
use super::super::reading::{Found, Reading};
use super::body::{Body, Entry};
use crate::domain::item::interaction::{Choice, Label, Multiple, MultipleScoring, Single};
use crate::domain::item::secret::{AnswerKey, Rationale, Slip};
use std::collections::BTreeSet;

/// Phrases that make an option out of the others.
const ABOUT_OTHERS: [&str; 8] =
    ["以上都", "以上皆", "以上全", "以上均", "all of the above", "none of the above", "all of these", "none of these"];

pub(super) fn read_single<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<Single> {
    let key = header.own_scalar(reading, "key");
    let fixed = read_fixed(reading, header);
    body.no_reason(reading);
    let options = read_options(reading, body, 2..=6);
    let key = key.and_then(|found| read_key(reading, &found, &options));
    if let Some(key) = key {
        check_tags(reading, &options, &BTreeSet::from([key]));
    }
    complete(options, body).and_then(|options| Some(Single { options, fixed, key: AnswerKey::new(key?) }))
}

pub(super) fn read_multiple<'a>(reading: &mut Reading<'a>, header: &mut Header, body: &Body<'a>) -> Option<Multiple> {
    let keys = header.list(reading, "key");
    let fixed = read_fixed(reading, header);
    let scoring = header.required(reading, "scoring").and_then(|found| {
        reading.parse(&found, read_scoring, |l| l.check_expects_one_of(&"all-or-nothing, partial, negative"))
    });
    body.no_reason(reading);
    let options = read_options(reading, body, 3..=8);
    let mut key = BTreeSet::new();
    if let Some(keys) = &keys {
        for found in &keys.value {
            key.extend(read_key(reading, found, &options));
        }
        if key.is_empty() || key.len() >= options.len() {
            reading.error(keys.place, |l| l.check_key_takes_all_or_none().into());
            return None;
        }
        check_tags(reading, &options, &key);
    }
    keys?;
    let options = complete(options, body)?;
    Some(Multiple { options, fixed, scoring: scoring?, key: AnswerKey::new(key) })
}

fn read_fixed(reading: &mut Reading<'_>, header: &mut Header) -> bool {
    header.scalar(reading, "fixed").is_some_and(|found| found.value == "true")
}

fn read_scoring(text: &str) -> Option<MultipleScoring> {
    match text {
        "all-or-nothing" => Some(MultipleScoring::AllOrNothing),
        "partial" => Some(MultipleScoring::Partial),
        "negative" => Some(MultipleScoring::Negative),
        _ => None,
    }
}

/// An option that was read as far as possible: without a choice when one of its texts is broken.
pub(super) struct ReadOption<'a> {
    pub(super) label: Label,
    line: Line<'a>,
    choice: Option<Choice>,
}

fn read_options<'a>(
    reading: &mut Reading<'a>,
    body: &Body<'a>,
    counts: std::ops::RangeInclusive<usize>,
) -> Vec<ReadOption<'a>> {
    let mut options = Vec::new();
    for entry in &body.entries {
        let Some((label, line)) = read_label(reading, *entry, options.len()) else { continue };
        let (words, spans) = split_trailing_code(line);
        let slip = read_tags(reading, &spans);
        let text = reading.pair(words);
        let reason = reading.reason(entry.reason, entry.place());
        if let Some(text) = &text {
            refuse_about_others(reading, words, &[&text.zh, &text.en]);
        }
        let choice = match (text, reason) {
            (Some(text), Some(reason)) => Some(Choice { label, text, rationale: Rationale::new(reason).of_slip(slip) }),
            (Some(_) | None, _) => None,
        };
        options.push(ReadOption { label, line, choice });
    }
    if !counts.contains(&options.len()) {
        let (least, most, found) = (*counts.start(), *counts.end(), options.len());
        reading.error(body.stem_place(), |l| l.check_option_count(&found, &least, &most));
    }
    options
}

/// Takes `A. ` off an entry. Labels follow the alphabet.
pub(super) fn read_label<'a>(reading: &mut Reading<'a>, entry: Entry<'a>, before: usize) -> Option<(Label, Line<'a>)> {
    let expected = ('A'..='Z').nth(before).unwrap_or('Z');
    let read = entry.line.text.split_once(". ").and_then(|(mark, rest)| Some((Label::parse(mark)?, rest)));
    let right = |label: &Label| entry.number.is_none() && Label::new(expected) == Some(*label);
    let Some((label, rest)) = read.filter(|(label, _)| right(label)) else {
        reading.error(entry.place(), |l| l.check_option_label(&expected));
        return None;
    };
    Some((label, entry.line.with(rest)))
}

fn read_tags(reading: &mut Reading<'_>, spans: &[Line<'_>]) -> Option<Slip> {
    let mut slip = None;
    for (index, span) in spans.iter().enumerate() {
        let found = Found::in_line(*span);
        slip = reading.parse(&found, |tag| tag.parse().ok(), |l| l.check_expects_one_of(&tag_names()));
        if index > 0 {
            reading.error(found.place, |l| l.check_tag_twice().into());
        }
    }
    slip
}

fn tag_names() -> String {
    let tags: Vec<&str> = Slip::ALL.iter().map(|slip| slip.tag()).collect();
    tags.join(", ")
}

fn refuse_about_others(reading: &mut Reading<'_>, line: Line<'_>, texts: &[&str]) {
    let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    if ABOUT_OTHERS.iter().any(|phrase| lower.iter().any(|text| text.contains(phrase))) {
        reading.error(line.place(), |l| l.check_option_about_others().into());
    }
}

pub(super) fn read_key(reading: &mut Reading<'_>, found: &Found<String>, options: &[ReadOption<'_>]) -> Option<Label> {
    let named = |text: &str| Label::parse(text).filter(|label| options.iter().any(|option| option.label == *label));
    reading.parse(found, named, |l| l.check_expects_option().into())
}

/// Wrong options are tagged with the mistake behind them, right ones are not.
fn check_tags(reading: &mut Reading<'_>, options: &[ReadOption<'_>], key: &BTreeSet<Label>) {
    for option in options {
        let tagged = option.choice.as_ref().map(|choice| choice.rationale.slip().is_some());
        let code = !split_trailing_code(option.line).1.is_empty();
        match (key.contains(&option.label), tagged) {
            (true, Some(true)) => reading.error(option.line.place(), |l| l.check_tag_on_key().into()),
            (false, Some(false)) if !code => reading.error(option.line.place(), |l| l.check_tag_missing().into()),
            _ => {}
        }
    }
}

/// All options, once each of them and each entry could be read.
fn complete(options: Vec<ReadOption<'_>>, body: &Body<'_>) -> Option<Vec<Choice>> {
    let choices: Vec<Choice> = options.into_iter().filter_map(|option| option.choice).collect();
    (choices.len() == body.entries.len() && choices.len() >= 2).then_some(choices)
}
