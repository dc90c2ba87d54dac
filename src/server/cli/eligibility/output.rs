//! The answers, in the order of the people.

use super::input::Input;
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
use std::io::{self, BufWriter, Write};

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

/// Writes every person's answer to standard output.
pub fn answer_all(question: &Question<'_>, input: &Input) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    input.for_each(|record| {
        let Ok(person) = Person::read(record.bytes) else {
            // Checked before; it is another file by now.
            return Err(Failure::Input { listed: explain::explain(record), more: 0 });
        };
        question.answer(&person, &mut out).map_err(Failure::Unwritable)
    })?;
    out.flush().map_err(Failure::Unwritable)
}

impl Question<'_> {
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
