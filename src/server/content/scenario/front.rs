//! The front matter of a scenario: what it is about, its state, flags, rubric, pass and lost rules.

use super::Reader;
use super::expression::read_guard;
use super::names::Names;
use super::places::Places;
use crate::domain::competency::Competency;
use crate::domain::level::Level;
use crate::domain::scenario::expression::Guard;
use crate::domain::scenario::model::{
    Covers, Dimension, FlagKind, FlagLabel, GaugeStart, MAX_FLAGS, MAX_GAUGES, PATIENCE, PassCondition, RubricLine,
    ScenarioId,
};
use crate::domain::scenario::standing::{GAUGE_LEAST, GAUGE_MOST};
use crate::server::content::diagnostic::Place;
use crate::server::content::markup::{Document, Line, read_yaml};
use serde::Deserialize;
use std::collections::BTreeMap;

/// As YAML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    kind: String,
    level: i64,
    competencies: Vec<String>,
    minutes: i64,
    covers: RawCovers,
    state: BTreeMap<String, i64>,
    lost: String,
    #[serde(default)]
    flags: BTreeMap<String, String>,
    #[serde(default)]
    breaches: BTreeMap<String, String>,
    #[serde(default)]
    notes: Vec<String>,
    rubric: BTreeMap<String, i64>,
    pass: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCovers {
    situation: String,
    #[serde(rename = "type")]
    customer_type: String,
    mood: String,
    channel: String,
}

/// The front matter, as far as it could be read.
pub(super) struct Front<'a> {
    text: FrontText<'a>,
    pub id: Option<ScenarioId>,
    pub level: Option<Level>,
    pub competencies: Vec<Competency>,
    pub minutes: Option<u8>,
    pub covers: Covers,
    pub gauges: Vec<GaugeStart>,
    pub flags: Vec<FlagLabel>,
    pub rubric: Vec<RubricLine>,
    pass: Vec<String>,
    lost: String,
    /// Some of the names could not be read.
    pub incomplete: bool,
}

/// The lines of the front matter, to find the place of a word.
struct FrontText<'a>(Vec<Line<'a>>);

impl<'a> FrontText<'a> {
    /// The first place where the text stands as a whole word.
    fn find(&self, text: &str) -> Option<Line<'a>> {
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        self.0.iter().find_map(|line| {
            line.text.match_indices(text).find_map(|(at, found)| {
                let before = line.text[..at].chars().next_back().is_some_and(part_of_word);
                let after = line.text[at + found.len()..].chars().next().is_some_and(part_of_word);
                (!before && !after && !found.is_empty()).then(|| line.with(found))
            })
        })
    }

    fn place(&self, text: &str) -> Place {
        self.find(text).map_or(Place::line(1), |line| line.place())
    }

    /// Where a name stands, to keep the order of the file.
    fn position(&self, name: &str) -> (usize, usize) {
        self.find(name).map_or((usize::MAX, 0), |line| (line.number, line.column))
    }
}

pub(super) fn read_front<'a>(document: &Document<'a>, reader: &mut Reader<'_, '_>) -> Option<Front<'a>> {
    let raw: Raw = read_yaml(reader.source, document.front, document.front_line, reader.report)?;
    let lines = document.front.lines().enumerate();
    let text = FrontText(lines.map(|(index, line)| Line::new(document.front_line + index, line)).collect());
    if raw.kind != "scenario" {
        reader.error(text.place(&raw.kind), |l| l.check_scenario_kind().into());
    }
    let level = u8::try_from(raw.level).ok().and_then(|level| Level::try_from(level).ok());
    if level.is_none() {
        reader.error(text.place("level"), |l| l.check_scenario_level().into());
    }
    let minutes = u8::try_from(raw.minutes).ok().filter(|minutes| (1..=60).contains(minutes));
    if minutes.is_none() {
        reader.error(text.place("minutes"), |l| l.check_scenario_minutes().into());
    }
    let before = reader.report.problems().len();
    let gauges = read_state(&raw.state, &text, reader);
    let flags = read_flags(&raw, &text, reader);
    let rubric = read_rubric(&raw.rubric, &text, reader);
    let incomplete = reader.report.problems().len() > before;
    Some(Front {
        id: read_id(&raw.id, level, &text, reader),
        level,
        competencies: read_competencies(&raw.competencies, &text, reader),
        minutes,
        covers: Covers {
            situation: raw.covers.situation,
            customer_type: raw.covers.customer_type,
            mood: raw.covers.mood,
            channel: raw.covers.channel,
        },
        gauges,
        flags,
        rubric,
        pass: raw.pass,
        lost: raw.lost,
        incomplete,
        text,
    })
}

fn read_id(id: &str, level: Option<Level>, text: &FrontText<'_>, reader: &mut Reader<'_, '_>) -> Option<ScenarioId> {
    let place = text.place(id);
    if let Ok(parsed) = id.parse::<ScenarioId>() {
        if level.is_some_and(|level| level != parsed.level()) {
            reader.error(place, |l| l.check_scenario_id_level().into());
        }
        if reader.source.path.rsplit('/').next() != Some(format!("{id}.md").as_str()) {
            reader.error(place, |l| l.check_scenario_id_file(&id));
        }
        Some(parsed)
    } else {
        reader.error(place, |l| l.check_scenario_id().into());
        None
    }
}

fn read_competencies(names: &[String], text: &FrontText<'_>, reader: &mut Reader<'_, '_>) -> Vec<Competency> {
    if names.is_empty() {
        reader.error(text.place("competencies"), |l| l.check_scenario_competencies_missing().into());
    }
    let mut competencies = Vec::new();
    for name in names {
        match name.parse() {
            Ok(competency) => competencies.push(competency),
            Err(_) => reader.error(text.place(name), |l| l.check_scenario_competency(&name)),
        }
    }
    competencies
}

fn read_state(state: &BTreeMap<String, i64>, text: &FrontText<'_>, reader: &mut Reader<'_, '_>) -> Vec<GaugeStart> {
    if !state.contains_key(PATIENCE) {
        reader.error(text.place("state"), |l| l.check_scenario_patience().into());
    }
    if state.len() > MAX_GAUGES {
        reader.error(text.place("state"), |l| l.check_scenario_too_many(&MAX_GAUGES));
    }
    let mut gauges = Vec::new();
    for (name, start) in state.iter().take(MAX_GAUGES) {
        if !is_name(name) || Dimension::from_id(name).is_some() {
            reader.error(text.place(name), |l| l.check_scenario_name_bad(&name));
        }
        match i8::try_from(*start).ok().filter(|start| (GAUGE_LEAST..=GAUGE_MOST).contains(start)) {
            Some(start) => gauges.push(GaugeStart { name: name.clone(), start }),
            None => reader.error(text.place(name), |l| l.check_scenario_gauge_start().into()),
        }
    }
    gauges.sort_by_key(|gauge| text.position(&gauge.name));
    gauges
}

fn read_flags(raw: &Raw, text: &FrontText<'_>, reader: &mut Reader<'_, '_>) -> Vec<FlagLabel> {
    let aims = raw.flags.iter().map(|(name, words)| (name, Some(words), true));
    let breaches = raw.breaches.iter().map(|(name, words)| (name, Some(words), false));
    let notes = raw.notes.iter().map(|name| (name, None, false));
    let mut flags: Vec<FlagLabel> = Vec::new();
    for (name, words, aim) in aims.chain(breaches).chain(notes) {
        let place = text.place(name);
        let taken = raw.state.contains_key(name) || flags.iter().any(|flag| flag.name == *name);
        if !is_name(name) || taken || Dimension::from_id(name).is_some() {
            reader.error(place, |l| l.check_scenario_name_bad(&name));
        }
        let Some(words) = words else {
            flags.push(FlagLabel { name: name.clone(), kind: FlagKind::Note });
            continue;
        };
        let line = text.find(words).unwrap_or_else(|| Line { number: place.line, column: place.column, text: words });
        if let Some(words) = reader.pair(line) {
            let kind = if aim { FlagKind::Aim(words) } else { FlagKind::Breach(words) };
            flags.push(FlagLabel { name: name.clone(), kind });
        }
    }
    if flags.len() > MAX_FLAGS {
        reader.error(text.place("flags"), |l| l.check_scenario_too_many(&MAX_FLAGS));
        flags.truncate(MAX_FLAGS);
    }
    flags.sort_by_key(|flag| text.position(&flag.name));
    flags
}

fn read_rubric(rubric: &BTreeMap<String, i64>, text: &FrontText<'_>, reader: &mut Reader<'_, '_>) -> Vec<RubricLine> {
    const LARGEST_CAP: i64 = 10;
    let mut lines = Vec::new();
    for (name, cap) in rubric {
        let cap = u8::try_from(*cap).ok().filter(|cap| (1..=LARGEST_CAP).contains(&i64::from(*cap)));
        match (Dimension::from_id(name), cap) {
            (Some(dimension), Some(cap)) => lines.push(RubricLine { dimension, cap }),
            (Some(_), None) => reader.error(text.place(name), |l| l.check_scenario_cap(&LARGEST_CAP)),
            (None, _) => {
                let known = Dimension::ALL.map(Dimension::id).join(" ");
                reader.error(text.place(name), |l| l.check_scenario_dimension(&known, &name));
            }
        }
    }
    lines.sort_by_key(|line| line.dimension);
    lines
}

fn is_name(name: &str) -> bool {
    let reserved = ["and", "or", "not", "then", "set", "clear", "if", "else", "retry", "lost", "total"];
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    !name.is_empty() && plain && !reserved.contains(&name)
}

impl Front<'_> {
    /// The pass and the lost rule.
    pub(super) fn read_conditions(
        &self,
        names: &Names<'_>,
        places: &mut Places,
        reader: &mut Reader<'_, '_>,
    ) -> (Option<Vec<PassCondition>>, Option<Guard>) {
        if self.pass.is_empty() {
            reader.error(self.text.place("pass"), |l| l.check_scenario_pass_missing().into());
        }
        let mut pass = Vec::new();
        for written in &self.pass {
            let line = self.condition(written, "pass");
            places.pass.push(line.place());
            let guard = read_guard(line, names, reader);
            pass.push(guard.map(|guard| PassCondition { guard, written: written.clone() }));
        }
        let line = self.condition(&self.lost, "lost");
        places.lost = Some(line.place());
        (pass.into_iter().collect(), read_guard(line, names, reader))
    }

    /// The condition where it stands in the file, or behind its key if it is quoted there.
    fn condition<'c>(&'c self, written: &'c str, key: &str) -> Line<'c> {
        let place = self.text.place(key);
        self.text.find(written).unwrap_or(Line { number: place.line, column: place.column, text: written })
    }

    pub(super) fn places(&self, places: &mut Places) {
        places.flags = self.flags.iter().map(|flag| self.text.place(&flag.name)).collect();
        places.gauges = self.gauges.iter().map(|gauge| self.text.place(&gauge.name)).collect();
        let rubric = self.rubric.iter();
        places.rubric = rubric.map(|line| (line.dimension, self.text.place(line.dimension.id()))).collect();
    }
}
