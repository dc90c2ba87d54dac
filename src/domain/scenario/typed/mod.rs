//! Judging a typed reply: the same words always get the same judgement, and an author can foresee it.
//!
//! The grammar, exactly:
//!
//! 1. **Reading.** A line is cut into units (see `words`): each Han character is one, each run of Latin letters, each number
//!    (with `:` `.` `-` `/` between its digits). Case, spaces, full and half width make no difference; 您 reads as 你;
//!    `can't`, `cannot` and `can not` read alike, as do `I'll` and `I will`. `。！？；` end a sentence, `，、：——` a clause.
//! 2. **Phrases.** A phrase is found where its units stand one behind the other within a clause. `…` is a gap of at most six
//!    units in a Chinese phrase and three in an English one; it may cross a comma, never the end of a sentence. `{time}`,
//!    `{date}` and `{money}` stand for what `builtin` recognises.
//! 3. **Moves.** `move name: 甲 / 乙 unless 丙 || a / b unless c`: made when any phrase of either language is found in a clause
//!    that has no phrase behind `unless`.
//! 4. **Rules.** Expressions over moves, flags, state and points with `and`, `or`, `not`, parentheses, comparisons, and
//!    `a then b` (some phrase of a ends before some phrase of b begins). The first rule that holds judges.
//! 5. **Else.** A line that no rule judges is met with the customer's second question while retries are left, then with the
//!    `else` outcome; its effects count every time.
//!
//! A line has at most `LONGEST_LINE` characters; the work is proportional to its length times that of the phrases.

mod builtin;
mod phrase;
mod words;

pub use phrase::{Phrase, PhraseProblem};

use super::expression::{Judgement, Mark};
use super::model::Outcome;
use super::spot::Choice;
use super::standing::Standing;
use crate::domain::locale::{Locale, Text};
use phrase::Span;
use words::Words;

/// In characters.
pub const LONGEST_LINE: usize = 500;
/// At most this many moves a turn, so that every combination can be looked at.
pub const MAX_MOVES: usize = 10;

/// An index into `TypedTurn::moves`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MoveIndex(pub usize);

/// A turn at which the player writes.
#[derive(Debug, Clone)]
pub struct TypedTurn {
    /// What the player is asked to write.
    pub prompt: Text,
    pub moves: Vec<Move>,
    pub rules: Vec<Rule>,
    pub otherwise: Otherwise,
    pub tests: Vec<Test>,
}

/// Something that a line can do, known by its phrases.
#[derive(Debug, Clone)]
pub struct Move {
    pub name: String,
    pub zh: PhraseList,
    pub en: PhraseList,
}

#[derive(Debug, Clone, Default)]
pub struct PhraseList {
    pub phrases: Vec<Phrase>,
    /// A match counts for nothing in a clause that has one of these.
    pub unless: Vec<Phrase>,
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub when: Judgement,
    /// As the author wrote it; tests name it so.
    pub written: String,
    pub outcome: Outcome,
}

#[derive(Debug, Clone)]
pub struct Otherwise {
    pub retries: u8,
    /// What the customer says to a line that nothing can be made of, while retries are left.
    pub says: Option<Text>,
    pub outcome: Outcome,
}

/// A line that an author wrote to be sure of its judgement.
#[derive(Debug, Clone)]
pub struct Test {
    pub locale: Locale,
    pub line: String,
    pub expected: Choice,
}

/// Where the phrases of each move stand in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found(Vec<Vec<Span>>);

impl TypedTurn {
    pub fn read(&self, line: &str) -> Found {
        let words = Words::read(line);
        Found(self.moves.iter().map(|found| found.spans(&words)).collect())
    }

    /// The first rule that holds, or `Else`.
    pub fn judge(&self, line: &str, standing: &Standing) -> Choice {
        let found = self.read(line);
        self.first_rule(&|mark| match mark {
            Mark::Move(_) | Mark::Then(..) => found.makes(mark),
            Mark::Fact(fact) => standing.fact(fact),
        })
    }

    pub(super) fn first_rule(&self, mark: &impl Fn(&Mark) -> bool) -> Choice {
        self.rules.iter().position(|rule| rule.when.holds(mark)).map_or(Choice::Else, Choice::Rule)
    }

    /// What the author calls a judgement.
    pub fn written(&self, choice: Choice) -> &str {
        match choice {
            Choice::Rule(index) => self.rules.get(index).map_or("", |rule| &rule.written),
            Choice::Else | Choice::Reply(_) => "else",
        }
    }
}

impl Found {
    /// Whether a move was made, or two in order. Facts are not in a line.
    pub(super) fn makes(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Move(made) => self.has(*made),
            Mark::Then(first, second) => self.in_order(*first, *second),
            Mark::Fact(_) => false,
        }
    }

    fn has(&self, made: MoveIndex) -> bool {
        !self.0[made.0].is_empty()
    }

    fn in_order(&self, first: MoveIndex, second: MoveIndex) -> bool {
        let earliest_end = self.0[first.0].iter().map(|span| span.end).min();
        let latest_start = self.0[second.0].iter().map(|span| span.start).max();
        earliest_end.zip(latest_start).is_some_and(|(end, start)| end <= start)
    }
}

impl Move {
    fn spans(&self, words: &Words) -> Vec<Span> {
        let mut spans = self.zh.spans(words);
        spans.extend(self.en.spans(words));
        spans
    }
}

impl PhraseList {
    fn spans(&self, words: &Words) -> Vec<Span> {
        let voided: Vec<Span> = self.unless.iter().flat_map(|phrase| phrase.spans(words)).collect();
        let counts = |span: &Span| !voided.iter().any(|void| words.share_clause(*span, *void));
        self.phrases.iter().flat_map(|phrase| phrase.spans(words)).filter(counts).collect()
    }
}

#[cfg(test)]
mod tests;
