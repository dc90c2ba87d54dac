//! `rungs eligibility`: who qualifies for which level, for one person or for many.
//!
//! Nothing is printed unless the whole input is good: it is read twice, first to check it, then to answer. What cannot be
//! read twice (a pipe) is kept in an unnamed temporary file meanwhile. So memory does not grow with the number of people,
//! and a partial result cannot be taken for a whole one.

mod explain;
mod input;
mod output;
mod person;
mod schema;
mod tree;

use crate::domain::day;
use crate::domain::eligibility::rule_set::{RuleSet, RuleSetId};
use crate::domain::locale::Locale;
use crate::domain::verification::Basis;
use crate::server::content::bundled;
use crate::server::content::diagnostic::Report;
use crate::server::content::rules::load_rules;
use chrono::NaiveDate;
use clap::ValueEnum;
use explain::Problem;
use input::Input;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

const EXIT_FAILED: u8 = 1;
const EXIT_BAD_INPUT: u8 = 2;
/// More problems than these are counted, not listed.
const MOST_PROBLEMS: usize = 20;

/// Tell which of the five levels a person qualifies for, by which route, what is missing, and when at the earliest.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Tell which of the five levels a person qualifies for, by which route, what is missing, and when at the \
earliest.

The input is one JSON object, or JSON Lines: an object a line, a person a line. The output has a line a person, in the same \
order. Memory does not grow with the number of people.",
    after_long_help = "INPUT
  {\"id\":\"p1\",
   \"education\":[{\"level\":\"bachelor\",\"completed\":\"2019-07-01\",\"major\":\"Law\",\"major_related\":false,\"status\":\"verified\"}],
   \"employment\":[{\"from\":\"2018-01-01\",\"to\":\"2020-06-30\",\"related\":true,\"status\":\"verified\"}],
   \"credentials\":[{\"level\":1,\"issued\":\"2020-03-01\",\"expires\":null,\"revoked\":false,\"status\":\"claimed\"}]}

  education level  junior_secondary, secondary, college, bachelor, postgraduate
  status           claimed, verified, rejected
  dates            YYYY-MM-DD. `from` and `to` are the first and the last day worked; without `to` the person still works
                   there. A certificate is valid on the days before `expires`. Education without `completed` is not completed.
  The three lists, completed, major, major_related, to, expires and revoked may be left out. Any other field is an error.

OUTPUT
  {\"id\":\"p1\",\"as_of\":\"…\",\"rule_set\":\"…\",\"basis\":\"…\",\"levels\":[{\"level\":1,\"eligible\":true,\"earliest\":\"…\",
   \"routes\":[{\"id\":\"1a\",\"holds\":true,\"earliest\":\"…\",\"conditions\":[{\"condition\":…,\"state\":\"met\",\"earliest\":\"…\",\"finding\":…}]}]}]}

  earliest     the first date on which it holds or will hold, if open employment goes on and nothing else changes; null if
               it never will. It may lie in the past, even where a certificate has expired since and it holds no longer.
  again        only where a certificate expired in between: since when it holds again, or when it will
  if_verified  only on the verified basis: what claimed facts would change, were they verified
  Facts dated after --as-of count as plans: they give dates, never a right on that day.

EXIT STATUS
  0  every person was answered
  1  the results could not be written
  2  the input is wrong; nothing was printed but the problems, on standard error, each with line, field and what was expected

EXAMPLES
  rungs eligibility --facts staff.jsonl --as-of 2026-12-01 > answers.jsonl
  rungs eligibility --facts - --as-of 2026-12-01 --basis claimed --format text < me.json"
)]
pub struct Arguments {
    /// File with the facts, or - for standard input
    #[arg(long, value_name = "FILE|-")]
    facts: PathBuf,

    /// Date to evaluate as of, such as the exam's, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: NaiveDate,

    /// Which facts count: the verified ones, or the claimed ones as well
    #[arg(long, value_enum, default_value_t = Facts::Verified)]
    basis: Facts,

    /// Rule set to apply. Without it, the newest one in force on the date, or else the oldest
    #[arg(long, value_name = "ID")]
    rule_set: Option<RuleSetId>,

    /// JSON for programs, text for people
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Facts {
    Verified,
    Claimed,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// Why there is no result.
enum Failure {
    Input {
        listed: Vec<Problem>,
        more: usize,
    },
    RuleSetUnknown {
        id: RuleSetId,
        known: String,
    },
    Unreadable(io::Error),
    Unwritable(io::Error),
    /// Reading stopped because answering or writing had; theirs is the reason to tell.
    Abandoned,
}

pub fn run(arguments: &Arguments, locale: Locale) -> ExitCode {
    match answer(arguments, locale) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let source = if arguments.facts.as_os_str() == "-" {
                locale.eligibility_input_standard_input().to_owned()
            } else {
                arguments.facts.display().to_string()
            };
            failure.tell(&source, locale)
        }
    }
}

fn answer(arguments: &Arguments, locale: Locale) -> Result<(), Failure> {
    let rule_set = rule_set(arguments.rule_set.as_ref(), arguments.as_of)?;
    let input = Input::open(&arguments.facts).map_err(Failure::Unreadable)?;
    check(&input)?;
    let question = output::Question {
        rule_set: &rule_set,
        as_of: arguments.as_of,
        basis: match arguments.basis {
            Facts::Verified => Basis::Verified,
            Facts::Claimed => Basis::Claimed,
        },
        text_in: match arguments.format {
            Format::Json => None,
            Format::Text => Some(locale),
        },
    };
    output::answer_all(&question, &input)
}

/// Reads everything once and gives the problems found.
fn check(input: &Input) -> Result<(), Failure> {
    let (mut listed, mut more) = (Vec::new(), 0);
    input.for_each(|record| {
        if person::Person::read(record.bytes).is_err() {
            for problem in explain::explain(record) {
                if listed.len() < MOST_PROBLEMS {
                    listed.push(problem);
                } else {
                    more += 1;
                }
            }
        }
        Ok(())
    })?;
    if listed.is_empty() { Ok(()) } else { Err(Failure::Input { listed, more }) }
}

/// The rule set that was asked for, or the newest one in force on the date, or else the oldest.
fn rule_set(id: Option<&RuleSetId>, as_of: NaiveDate) -> Result<RuleSet, Failure> {
    let mut rule_sets = load_rules(&bundled::sources("rules/"), &mut Report::default());
    rule_sets.sort_by_key(|rule_set| rule_set.effective_from);
    let chosen = match id {
        Some(id) => rule_sets.iter().position(|rule_set| rule_set.id == *id),
        None => Some(rule_sets.iter().rposition(|rule_set| rule_set.effective_from <= as_of).unwrap_or(0)),
    };
    match (chosen.filter(|index| *index < rule_sets.len()), id) {
        (Some(index), _) => Ok(rule_sets.swap_remove(index)),
        (None, id) => {
            let known: Vec<_> = rule_sets.iter().map(|rule_set| rule_set.id.as_str()).collect();
            let id = id.cloned().unwrap_or_else(|| rule_sets[0].id.clone());
            Err(Failure::RuleSetUnknown { id, known: known.join(", ") })
        }
    }
}

fn date(text: &str) -> Result<NaiveDate, &'static str> {
    day::parse(text).ok_or_else(|| Locale::En.eligibility_expected_date())
}

impl Failure {
    /// Tells it on standard error and gives the exit status.
    fn tell(self, source: &str, locale: Locale) -> ExitCode {
        let code = match self {
            Self::Input { listed, more } => {
                for problem in listed {
                    eprintln!("{}", problem.words(source, locale));
                }
                if more > 0 {
                    eprintln!("{}", locale.eligibility_input_more(i64::try_from(more).unwrap_or(i64::MAX)));
                }
                eprintln!("{}", locale.eligibility_input_refused());
                EXIT_BAD_INPUT
            }
            Self::RuleSetUnknown { id, known } => {
                eprintln!("{}", locale.eligibility_input_rule_set_unknown(&id, &known));
                EXIT_BAD_INPUT
            }
            Self::Unreadable(error) => {
                eprintln!("{}", locale.eligibility_input_unreadable(&error, &source));
                EXIT_BAD_INPUT
            }
            Self::Abandoned => EXIT_FAILED,
            // Whoever reads the results has gone, as `head` does: nobody is left to tell.
            Self::Unwritable(error) if error.kind() == io::ErrorKind::BrokenPipe => EXIT_FAILED,
            Self::Unwritable(error) => {
                eprintln!("{}", locale.eligibility_input_unwritable(&error));
                EXIT_FAILED
            }
        };
        ExitCode::from(code)
    }
}
