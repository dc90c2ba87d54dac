//! The answers, in the order of the people.

use super::input::{Input, Record};
use super::person::Person;
use super::{Failure, explain};
use crate::domain::day;
use crate::domain::eligibility::evaluate;
use crate::domain::eligibility::proof::{ConditionProof, LevelProof, Proof, Standing, State};
use crate::domain::eligibility::rule_set::{RuleSet, RuleSetId};
use crate::domain::locale::Locale;
use crate::domain::verification::Basis;
use crate::i18n::eligibility as words;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::{self, Write};
use std::mem;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// What is asked about every person.
pub struct Question<'a> {
    pub rule_set: &'a RuleSet,
    pub as_of: NaiveDate,
    pub basis: Basis,
    /// Text in this language; JSON without it.
    pub text_in: Option<Locale>,
}

/// One person's answer as a line of JSON.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    #[serde(with = "day")]
    as_of: NaiveDate,
    rule_set: &'a RuleSetId,
    basis: Basis,
    levels: &'a [LevelProof],
}

/// More threads would only wait for the one that writes.
const MOST_WORKERS: usize = 4;
/// Batches that may wait before and behind a worker; with their size they bound the memory.
const AHEAD: usize = 2;
const BATCH_BYTES: usize = 1 << 15;

/// Some people's records, one behind the other.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Where each record ends, its line, and whether it may go over several lines.
    records: Vec<(usize, u64, bool)>,
}

/// Writes every person's answer to standard output.
///
/// One thread reads, some evaluate, this one writes. Batch k goes to worker k modulo their number and is taken from it in
/// turn, so that the answers stand in the order of the people.
pub fn answer_all(question: &Question<'_>, input: &Input) -> Result<(), Failure> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_WORKERS);
    thread::scope(|scope| {
        let (mut feeds, mut answers) = (Vec::new(), Vec::new());
        for _ in 0..workers {
            let (feed, batches) = sync_channel::<Batch>(AHEAD);
            let (give, answer) = sync_channel(AHEAD);
            scope.spawn(move || batches.into_iter().all(|batch| give.send(question.answer_batch(&batch)).is_ok()));
            feeds.push(feed);
            answers.push(answer);
        }
        let reading = scope.spawn(move || read_batches(input, &feeds));
        let written = write_in_turn(&answers);
        // Should the writing have failed, nobody waits for it any more.
        drop(answers);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        written.and(read)
    })
}

fn read_batches(input: &Input, feeds: &[SyncSender<Batch>]) -> Result<(), Failure> {
    let mut turn = feeds.iter().cycle();
    // A worker that has gone took its reason to the writer.
    let mut hand_over = |batch| turn.next().is_some_and(|feed| feed.send(batch).is_ok());
    let mut batch = Batch::default();
    let mut going = true;
    input.for_each(|record| {
        batch.bytes.extend_from_slice(record.bytes);
        batch.records.push((batch.bytes.len(), record.line, record.whole));
        if batch.bytes.len() >= BATCH_BYTES && going {
            going = hand_over(mem::take(&mut batch));
        }
        if going { Ok(()) } else { Err(Failure::Abandoned) }
    })?;
    if hand_over(batch) { Ok(()) } else { Err(Failure::Abandoned) }
}

fn write_in_turn(answers: &[Receiver<Result<Vec<u8>, Failure>>]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for answer in answers.iter().cycle() {
        // Without a further batch, the worker whose turn it is has ended.
        let Ok(answer) = answer.recv() else { break };
        out.write_all(&answer?).map_err(Failure::Unwritable)?;
    }
    out.flush().map_err(Failure::Unwritable)
}

impl Question<'_> {
    fn answer_batch(&self, batch: &Batch) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::with_capacity(10 * batch.bytes.len());
        let mut begin = 0;
        for &(end, line, whole) in &batch.records {
            let record = Record { line, bytes: &batch.bytes[begin..end], whole };
            begin = end;
            let Ok(person) = Person::read(record.bytes) else {
                // Checked before; it is another file by now.
                return Err(Failure::Input { listed: explain::explain(record), more: 0 });
            };
            self.answer(&person, &mut out).map_err(Failure::Unwritable)?;
        }
        Ok(out)
    }

    fn answer(&self, person: &Person<'_>, out: &mut impl Write) -> io::Result<()> {
        let proof = evaluate(self.rule_set, &person.facts, self.as_of, self.basis);
        match self.text_in {
            None => {
                let Proof { as_of, rule_set, basis, levels } = &proof;
                let answer = Answer { id: &person.id, as_of: *as_of, rule_set, basis: *basis, levels };
                serde_json::to_writer(&mut *out, &answer)?;
                out.write_all(b"\n")
            }
            Some(locale) => self.tell(&person.id, &proof, locale, out),
        }
    }

    /// The answer for people: a paragraph a person, the highest level first.
    fn tell(&self, id: &str, proof: &Proof, locale: Locale, out: &mut impl Write) -> io::Result<()> {
        let basis = words::basis_name(locale, proof.basis);
        let title = self.rule_set.title.get(locale);
        writeln!(out, "{}", locale.eligibility_text_head(&proof.as_of, &basis, &id, &title))?;
        for (level, rules) in proof.levels.iter().zip(&self.rule_set.levels).rev() {
            let standing = level.standing(proof.as_of);
            let name = format!("{} {}", locale.level(level.level), rules.name.get(locale));
            writeln!(out, "\n{name}  {}", joined(words::level_standing(locale, standing), locale, standing))?;
            for route in &level.routes {
                let standing = route.standing(proof.as_of);
                writeln!(out, "  {} {}", route.id, joined(words::route_standing(locale, standing), locale, standing))?;
                for condition in &route.conditions {
                    tell_condition(condition, locale, out)?;
                }
            }
        }
        writeln!(out)
    }
}

fn tell_condition(proof: &ConditionProof, locale: Locale, out: &mut impl Write) -> io::Result<()> {
    let mark = match proof.state {
        State::Met => '✓',
        State::Unmet => '○',
        State::Unverified => '?',
    };
    let (title, finding) = (words::condition_title(locale, proof.condition), words::finding(locale, proof));
    writeln!(out, "     {mark} {}", locale.eligibility_text_condition(&finding, &title))?;
    let Some(answer) = proof.when.if_verified else { return Ok(()) };
    for claim in &proof.claims {
        writeln!(out, "       {}", words::claim(locale, proof.condition, *claim))?;
    }
    writeln!(out, "       {}", words::if_verified(locale, answer))
}

fn joined(name: &str, locale: Locale, standing: Standing) -> String {
    words::standing_date(locale, standing).map_or_else(|| name.to_owned(), |date| format!("{name}  {date}"))
}
