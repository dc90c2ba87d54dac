//! One item of every kind, for tests. Reasons and keys that must stay hidden hold the word "canary".

use super::interaction::{
    Choice, Cloze, Criterion, Entry, Essay, Gap, GapKind, Interaction, Label, Matching, Multiple, MultipleScoring,
    Numeric, NumericKey, Ordering, Phrases, Short, Single, TrueFalse,
};
use super::number::Number;
use super::secret::{AnswerKey, Mistake, Rationale, Slip};
use super::variables::{Variable, Variables};
use super::{Case, Difficulty, Item, Usage};
use crate::domain::competency::Competency;
use crate::domain::level::Level;
use crate::domain::locale::Text;

pub fn all() -> Vec<Item> {
    vec![single(), multiple(), true_false(), numeric(), short(), cloze(), matching(), ordering(), essay()]
}

fn item(slug: &str, stem: &str, interaction: Interaction) -> Item {
    Item {
        id: format!("l1-process-{slug}").parse().expect("an id"),
        level: Level::One,
        competency: Competency::Process,
        difficulty: Difficulty::percent(60).expect("a difficulty"),
        usage: Usage::Practice,
        source: "002 flow".into(),
        law_as_of: None,
        negative: false,
        case: None,
        stem: Text::new(format!("{stem}（中）"), stem),
        interaction,
    }
}

fn label(mark: char) -> Label {
    Label::new(mark).expect("a label")
}

fn rationale() -> Rationale {
    Rationale::new(Text::new("因为 canary", "because canary"))
}

fn choices(marks: &str, right: &str) -> Vec<Choice> {
    marks
        .chars()
        .map(|mark| Choice {
            label: label(mark),
            text: Text::new(format!("做法 {mark}"), format!("Act {mark}")),
            rationale: rationale().of_slip((!right.contains(mark)).then_some(Slip::Early)),
        })
        .collect()
}

fn entries(marks: &str) -> Vec<Entry> {
    marks
        .chars()
        .map(|mark| Entry { label: label(mark), text: Text::new(format!("步骤 {mark}"), format!("Step {mark}")) })
        .collect()
}

pub fn single() -> Item {
    let mut item = item(
        "single",
        "Which?",
        Interaction::Single(Single { options: choices("ABCD", "B"), fixed: false, key: AnswerKey::new(label('B')) }),
    );
    item.case = Some(Case { id: "l1-process-case".parse().expect("an id"), stimulus: Text::new("案情", "The case") });
    item
}

/// Six options, three of them right: A, C and E.
pub fn multiple() -> Item {
    item(
        "multiple",
        "Which ones?",
        Interaction::Multiple(Multiple {
            options: choices("ABCDEF", "ACE"),
            fixed: false,
            scoring: MultipleScoring::Partial,
            key: AnswerKey::new("ACE".chars().map(label).collect()),
        }),
    )
}

pub fn true_false() -> Item {
    item(
        "true-false",
        "It holds.",
        Interaction::TrueFalse(TrueFalse { key: AnswerKey::new(false), if_true: rationale(), if_false: rationale() }),
    )
}

/// `spend × 52 × years`, with the mistake of counting months.
pub fn numeric() -> Item {
    let values = |numbers: &[i64]| numbers.iter().copied().map(Number::whole).collect();
    let variables = [Variable::new("spend", values(&[60, 80, 100])), Variable::new("years", values(&[5, 8, 10]))];
    item(
        "numeric",
        "She spends {spend} a week for {years} years. How much?",
        Interaction::Numeric(Numeric {
            variables: Variables(variables.into_iter().flatten().collect()),
            unit: Some(Text::new("元", "yuan")),
            round: None,
            key: AnswerKey::new(NumericKey {
                answer: "spend * 52 * years".parse().expect("a formula"),
                tolerance: Number::ZERO,
            }),
            mistakes: vec![Mistake {
                answer: AnswerKey::new("spend * 12 * years".parse().expect("a formula")),
                rationale: rationale(),
            }],
            rationale: Rationale::new(Text::new("canary {spend} × 52 = {answer}", "canary {spend} × 52 = {answer}")),
        }),
    )
}

fn phrases(zh: &[&str], en: &[&str]) -> Phrases {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Phrases { zh: owned(zh), en: owned(en) }
}

pub fn short() -> Item {
    item(
        "short",
        "Name it.",
        Interaction::Short(Short {
            key: AnswerKey::new(phrases(&["复述", "复述一遍"], &["restate", "say it back"])),
            mistakes: vec![Mistake { answer: AnswerKey::new(phrases(&["猜"], &["guess"])), rationale: rationale() }],
            rationale: rationale(),
        }),
    )
}

/// A typed gap and a gap to choose for.
pub fn cloze() -> Item {
    item(
        "cloze",
        "I'll 〔1〕 now and 〔2〕.",
        Interaction::Cloze(Cloze {
            gaps: vec![
                Gap {
                    kind: GapKind::Typed(AnswerKey::new(phrases(&["帮您转接"], &["put you through", "transfer you"]))),
                    rationale: rationale(),
                },
                Gap {
                    kind: GapKind::Chosen {
                        choices: vec![Text::new("甲", "a"), Text::new("乙", "b"), Text::new("丙", "c")],
                        key: AnswerKey::new(1),
                    },
                    rationale: rationale(),
                },
            ],
        }),
    )
}

pub fn matching() -> Item {
    let pairs = [('1', 'C'), ('2', 'E'), ('3', 'A'), ('4', 'D')];
    item(
        "match",
        "Match.",
        Interaction::Matching(Matching {
            lefts: choices("1234", "1234"),
            rights: entries("ABCDE"),
            key: AnswerKey::new(pairs.into_iter().map(|(left, right)| (label(left), label(right))).collect()),
        }),
    )
}

pub fn ordering() -> Item {
    item(
        "order",
        "Put in order.",
        Interaction::Ordering(Ordering {
            steps: entries("ABCDE"),
            key: AnswerKey::new("DBEAC".chars().map(label).collect()),
            rationale: rationale(),
        }),
    )
}

pub fn essay() -> Item {
    item(
        "essay",
        "Write.",
        Interaction::Essay(Essay {
            minutes: 25,
            length_zh: (300, 500),
            length_en: (200, 350),
            rubric: AnswerKey::new(vec![Criterion {
                name: "cause".into(),
                anchors: Text::new("canary 2 1 0", "canary 2 1 0"),
            }]),
            rationale: rationale(),
        }),
    )
}

pub use super::perfect::right_answer;
