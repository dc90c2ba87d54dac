//! The kinds of question: what each is made of, with its key and reasons held in secret types.

use super::expression::Expression;
use super::folding::fold;
use super::number::Number;
use super::secret::{AnswerKey, Mistake, Rationale};
use super::variables::Variables;
use crate::domain::locale::{Locale, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a learner is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    Single(Single),
    Multiple(Multiple),
    TrueFalse(TrueFalse),
    Numeric(Numeric),
    Short(Short),
    Cloze(Cloze),
    Matching(Matching),
    Ordering(Ordering),
    Essay(Essay),
}

/// The kinds of interaction by name, as files, statistics and tables use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InteractionKind {
    Single,
    Multiple,
    TrueFalse,
    Numeric,
    Short,
    Cloze,
    Match,
    Order,
    Essay,
}

impl InteractionKind {
    pub const ALL: [Self; 9] = [
        Self::Single,
        Self::Multiple,
        Self::TrueFalse,
        Self::Numeric,
        Self::Short,
        Self::Cloze,
        Self::Match,
        Self::Order,
        Self::Essay,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::TrueFalse => "true-false",
            Self::Numeric => "numeric",
            Self::Short => "short",
            Self::Cloze => "cloze",
            Self::Match => "match",
            Self::Order => "order",
            Self::Essay => "essay",
        }
    }
}

impl Interaction {
    pub fn kind(&self) -> InteractionKind {
        match self {
            Self::Single(_) => InteractionKind::Single,
            Self::Multiple(_) => InteractionKind::Multiple,
            Self::TrueFalse(_) => InteractionKind::TrueFalse,
            Self::Numeric(_) => InteractionKind::Numeric,
            Self::Short(_) => InteractionKind::Short,
            Self::Cloze(_) => InteractionKind::Cloze,
            Self::Matching(_) => InteractionKind::Match,
            Self::Ordering(_) => InteractionKind::Order,
            Self::Essay(_) => InteractionKind::Essay,
        }
    }

    /// Whether an answer is compared with words, which are those of one language.
    pub fn asks_for_words(&self) -> bool {
        match self {
            Self::Short(_) | Self::Cloze(_) => true,
            Self::Single(_)
            | Self::Multiple(_)
            | Self::TrueFalse(_)
            | Self::Numeric(_)
            | Self::Matching(_)
            | Self::Ordering(_)
            | Self::Essay(_) => false,
        }
    }
}

/// An author's mark for a part of an item: `A` to `Z` before options, `1` to `9` before lefts. Learners never see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(char);

impl Label {
    pub fn new(mark: char) -> Option<Self> {
        matches!(mark, 'A'..='Z' | '1'..='9').then_some(Self(mark))
    }

    /// Reads a label that stands alone in a text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut characters = text.trim().chars();
        let mark = characters.next()?;
        characters.next().is_none().then(|| Self::new(mark)).flatten()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Something to choose, with the reason that is shown after the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub label: Label,
    pub text: Text,
    pub rationale: Rationale,
}

/// One option is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    pub options: Vec<Choice>,
    /// The order means something (numbers, times): it is not shuffled.
    pub fixed: bool,
    pub key: AnswerKey<Label>,
}

/// Some options are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiple {
    pub options: Vec<Choice>,
    pub fixed: bool,
    pub scoring: MultipleScoring,
    pub key: AnswerKey<BTreeSet<Label>>,
}

/// How a set of ticks becomes points. `scoring.rs` has the formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultipleScoring {
    AllOrNothing,
    Partial,
    Negative,
}

/// A proposition that holds or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueFalse {
    pub key: AnswerKey<bool>,
    pub if_true: Rationale,
    pub if_false: Rationale,
}

/// A number to be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeric {
    pub variables: Variables,
    /// Shown behind the answer field.
    pub unit: Option<Text>,
    /// Decimals that the answer is rounded to, half away from zero. A learner who gives more of them is not wrong.
    pub round: Option<u8>,
    pub key: AnswerKey<NumericKey>,
    pub mistakes: Vec<Mistake<Expression>>,
    pub rationale: Rationale,
}

#[derive(Clone, PartialEq, Eq)]
pub struct NumericKey {
    pub answer: Expression,
    /// How far an answer may be off and still be right; not negative.
    pub tolerance: Number,
}

/// A few words to be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub key: AnswerKey<Phrases>,
    pub mistakes: Vec<Mistake<Phrases>>,
    pub rationale: Rationale,
}

/// What counts as the same answer, per language: answers are written for each, not translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    pub zh: Vec<String>,
    pub en: Vec<String>,
}

impl Phrases {
    pub fn get(&self, locale: Locale) -> &[String] {
        match locale {
            Locale::ZhCn => &self.zh,
            Locale::En => &self.en,
        }
    }

    /// Whether typed words are one of the phrases, once both are folded.
    pub fn accepts(&self, typed: &str, locale: Locale) -> bool {
        let typed = fold(typed);
        !typed.is_empty() && self.get(locale).iter().any(|phrase| fold(phrase) == typed)
    }
}

/// A text with gaps, marked 〔1〕, 〔2〕 … in the stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloze {
    /// In the order of their numbers, from 1.
    pub gaps: Vec<Gap>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub kind: GapKind,
    pub rationale: Rationale,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapKind {
    Typed(AnswerKey<Phrases>),
    /// The key is the index of the right choice, the same in both languages.
    Chosen {
        choices: Vec<Text>,
        key: AnswerKey<usize>,
    },
}

/// Each left takes one right; each right is used at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    pub lefts: Vec<Choice>,
    pub rights: Vec<Entry>,
    pub key: AnswerKey<BTreeMap<Label, Label>>,
}

/// Something that is only placed, and has no reason of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub label: Label,
    pub text: Text,
}

/// Steps to be put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordering {
    pub steps: Vec<Entry>,
    pub key: AnswerKey<Vec<Label>>,
    pub rationale: Rationale,
}

/// A piece of writing that a person scores by a rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Essay {
    pub minutes: u16,
    /// Han characters, from and to.
    pub length_zh: (u16, u16),
    /// English words, from and to.
    pub length_en: (u16, u16),
    pub rubric: AnswerKey<Vec<Criterion>>,
    /// A full and a middling sample.
    pub rationale: Rationale,
}

/// What scores in an essay: 2, 1 or 0, each with its observable anchor.
#[derive(Clone, PartialEq, Eq)]
pub struct Criterion {
    pub name: String,
    pub anchors: Text,
}
