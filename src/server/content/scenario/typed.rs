//! What a turn declares for typed replies: the prompt, moves as phrases, rules, else, tests.

use super::Reader;
use super::blocks::Block;
use super::expression::read_judgement;
use super::names::Names;
use super::places::NodePlaces;
use super::turn::{leading_code, read_link, read_reason, spans_as_effects};
use crate::domain::locale::{Locale, Text};
use crate::domain::scenario::model::Outcome;
use crate::domain::scenario::spot::Choice;
use crate::domain::scenario::typed::{
    LONGEST_LINE, MAX_MOVES, Move, Otherwise, Phrase, PhraseList, PhraseProblem, Rule, Test, TypedTurn,
};
use crate::server::content::markup::{Line, read_pair, split_reason, split_trailing_code};

const MOST_RETRIES: u8 = 3;

/// The blocks of one turn that are about typing.
#[derive(Default)]
pub(super) struct Parts<'b, 'a> {
    pub prompts: Vec<&'b Block<'a>>,
    pub moves: Vec<&'b Block<'a>>,
    pub rules: Vec<&'b Block<'a>>,
    pub tests: Vec<&'b Block<'a>>,
}

impl<'a> Parts<'_, 'a> {
    /// Whether anything is typed at this turn.
    pub(super) fn is_used(&self) -> bool {
        [&self.prompts, &self.moves, &self.rules, &self.tests].into_iter().any(|blocks| !blocks.is_empty())
    }

    /// `None` if what is there cannot be used.
    pub(super) fn read(
        &self,
        heading: Line<'a>,
        names: &Names<'_>,
        places: &mut NodePlaces,
        reader: &mut Reader<'_, '_>,
    ) -> Option<TypedTurn> {
        for extra in self.prompts.iter().skip(1) {
            reader.error(extra.head.place(), |l| l.check_scenario_twice().into());
        }
        let prompt = if let Some(block) = self.prompts.first() {
            reader.text(block)
        } else {
            reader.error(heading.place(), |l| l.check_scenario_prompt_missing().into());
            None
        };
        let moves = self.read_moves(names, reader);
        let mut rules: Vec<Option<Rule>> = Vec::new();
        let mut otherwise = None;
        for block in &self.rules {
            let (Some(code), rest) = leading_code(block.rest) else { continue };
            if otherwise.is_some() {
                reader.error(block.head.place(), |l| l.check_scenario_else_last().into());
            } else if code.text.trim() == "else" {
                otherwise = Some(read_else(block, rest, names, reader));
            } else {
                places.rules.push(block.head.place());
                rules.push(read_rule(block, code, rest, names, &moves, reader));
            }
        }
        if otherwise.is_none() {
            reader.error(heading.place(), |l| l.check_scenario_else_missing().into());
        }
        let rules: Vec<Rule> = rules.into_iter().collect::<Option<_>>()?;
        if rules.is_empty() || moves.is_empty() {
            reader.error(heading.place(), |l| l.check_scenario_rules_missing().into());
            return None;
        }
        let mut tests = Vec::new();
        for block in &self.tests {
            read_tests(block, &rules, &mut tests, places, reader);
        }
        Some(TypedTurn { prompt: prompt?, moves, rules, otherwise: otherwise??, tests })
    }

    fn read_moves(&self, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Vec<Move> {
        let mut moves: Vec<Move> = Vec::new();
        for block in &self.moves {
            let Some((name, phrases)) = block.rest.text.split_once(':') else {
                reader.error(block.head.place(), |l| l.check_scenario_move_form().into());
                continue;
            };
            let trimmed = name.trim();
            let plain = trimmed.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let reserved = matches!(trimmed, "" | "and" | "or" | "not" | "then" | "else" | "if");
            if !plain || reserved || names.named(trimmed, &moves).is_some() {
                reader.error(block.rest.place_of(name), |l| l.check_scenario_name_bad(&trimmed));
                continue;
            }
            moves.push(read_move(trimmed, block.rest.with(phrases), reader));
        }
        if let Some(extra) = self.moves.get(MAX_MOVES) {
            reader.error(extra.head.place(), |l| l.check_scenario_too_many(&MAX_MOVES));
            moves.truncate(MAX_MOVES);
        }
        moves
    }
}

/// `甲 / 乙 unless 丙 || a / b unless c`
fn read_move(name: &str, line: Line<'_>, reader: &mut Reader<'_, '_>) -> Move {
    let [zh, en] = halves(line, reader).map_or([None, None], |halves| halves.map(Some));
    Move {
        name: name.to_owned(),
        zh: zh.map(|half| read_phrases(half, Locale::ZhCn, reader)).unwrap_or_default(),
        en: en.map(|half| read_phrases(half, Locale::En, reader)).unwrap_or_default(),
    }
}

fn read_phrases(line: Line<'_>, locale: Locale, reader: &mut Reader<'_, '_>) -> PhraseList {
    let (phrases, unless) = match line.text.split_once(" unless ") {
        Some((phrases, unless)) => (phrases, Some(unless)),
        None => (line.text, None),
    };
    let mut list = |text: &str| -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for part in text.split(" / ") {
            match Phrase::parse(part, locale) {
                Ok(phrase) => phrases.push(phrase),
                Err(problem) => {
                    let place = if part.trim().is_empty() { line.place() } else { line.place_of(part.trim()) };
                    reader.error(place, |l| match &problem {
                        PhraseProblem::Empty => l.check_scenario_phrase_empty().into(),
                        PhraseProblem::GapAtEdge => l.check_scenario_phrase_gap().into(),
                        PhraseProblem::UnknownKind(kind) => l.check_scenario_phrase_kind(&kind),
                        PhraseProblem::LooseBrace => l.check_scenario_phrase_brace().into(),
                    });
                }
            }
        }
        phrases
    };
    PhraseList { phrases: list(phrases), unless: unless.map(&mut list).unwrap_or_default() }
}

/// The two halves of a pair as parts of their line.
fn halves<'a>(line: Line<'a>, reader: &mut Reader<'_, '_>) -> Option<[Line<'a>; 2]> {
    read_pair(reader.source, line, reader.report)?;
    let (zh, en) = line.text.split_once(" || ")?;
    Some([line.with(zh.trim()), line.with(en.trim())])
}

/// `` `time and act` → [close](#close) `promise+3` > reason ``
fn read_rule(
    block: &Block<'_>,
    code: Line<'_>,
    rest: Line<'_>,
    names: &Names<'_>,
    moves: &[Move],
    reader: &mut Reader<'_, '_>,
) -> Option<Rule> {
    let when = read_judgement(code, names, moves, reader);
    let (line, reason) = split_reason(rest);
    let outcome = strip_arrow(line, reader).and_then(|line| read_outcome(block, line, reason, names, reader));
    Some(Rule { when: when?, written: words(code.text), outcome: outcome? })
}

/// `` `else` → retry 1, then [close](#close) `patience-1` says 几点？ || What time? > reason ``
fn read_else(block: &Block<'_>, rest: Line<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Option<Otherwise> {
    let (line, reason) = split_reason(rest);
    let line = strip_arrow(line, reader)?;
    let (retries, line) = match line.text.strip_prefix("retry ") {
        Some(after) => read_retries(line.with(after), reader)?,
        None => (0, line),
    };
    let (line, says) = match line.text.split_once(" says ") {
        Some((before, says)) => (line.with(before), Some(line.with(says))),
        None => (line, None),
    };
    let says = says.map(|says| (says, reader.pair(says)));
    if let Some((line, _)) = &says
        && retries == 0
    {
        reader.error(line.place(), |l| l.check_scenario_says_needless().into());
    }
    let outcome = read_outcome(block, line, reason, names, reader)?;
    let says: Option<Text> = match says {
        Some((_, says)) => Some(says?),
        None => None,
    };
    Some(Otherwise { retries, says, outcome })
}

/// `1, then [close](#close) …`
fn read_retries<'a>(line: Line<'a>, reader: &mut Reader<'_, '_>) -> Option<(u8, Line<'a>)> {
    let parts =
        line.text.split_once(", then ").and_then(|(number, rest)| Some((number.trim().parse::<u8>().ok()?, rest)));
    if let Some((retries @ 1..=MOST_RETRIES, rest)) = parts {
        Some((retries, line.with(rest.trim_start())))
    } else {
        reader.error(line.place(), |l| l.check_scenario_retry(&MOST_RETRIES));
        None
    }
}

fn strip_arrow<'a>(line: Line<'a>, reader: &mut Reader<'_, '_>) -> Option<Line<'a>> {
    let text = line.text.trim_start();
    if let Some(rest) = text.strip_prefix('→').or_else(|| text.strip_prefix("->")) {
        Some(line.with(rest.trim()))
    } else {
        reader.error(line.place(), |l| l.check_scenario_arrow().into());
        None
    }
}

fn read_outcome(
    block: &Block<'_>,
    line: Line<'_>,
    reason: Option<Line<'_>>,
    names: &Names<'_>,
    reader: &mut Reader<'_, '_>,
) -> Option<Outcome> {
    let (bracket, spans) = split_trailing_code(line);
    let effects = spans_as_effects(&spans, names, reader);
    let reason = read_reason(block, reason, reader);
    let (_, target) = read_link(bracket.with(bracket.text.trim()), names, reader)?;
    Some(Outcome { target, effects, reason: reason? })
}

/// `11:30 前我打给您 = time and act; 我会尽快 = else || …`
fn read_tests(
    block: &Block<'_>,
    rules: &[Rule],
    tests: &mut Vec<Test>,
    places: &mut NodePlaces,
    reader: &mut Reader<'_, '_>,
) {
    let Some(halves) = halves(block.rest, reader) else { return };
    for (half, locale) in halves.into_iter().zip(Locale::ALL) {
        for part in half.text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let place = half.place_of(part);
            let Some((line, expected)) = part.rsplit_once(" = ") else {
                reader.error(place, |l| l.check_scenario_test_form().into());
                continue;
            };
            let wanted = words(expected);
            let rule = rules.iter().position(|rule| rule.written == wanted).map(Choice::Rule);
            let Some(expected) = rule.or((wanted == "else").then_some(Choice::Else)) else {
                reader.error(half.place_of(expected), |l| l.check_scenario_test_rule(&wanted));
                continue;
            };
            if line.chars().count() > LONGEST_LINE {
                reader.error(place, |l| l.check_scenario_test_form().into());
                continue;
            }
            places.tests.push(place);
            tests.push(Test { locale, line: line.trim().to_owned(), expected });
        }
    }
}

/// Words with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
