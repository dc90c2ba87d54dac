//! What a player may see while the conversation runs: never points, reasons, guards, or which reply is better.

use super::model::{Dimension, PATIENCE, Scenario};
use super::play::{Play, ReplyId, Said, Step};
use super::spot::{Choice, Spot};
use super::standing::Standing;
use super::typed::LONGEST_LINE;
use crate::domain::id::PlayId;
use crate::domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// How the customer feels, read from patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Patience 8 to 10.
    Calm,
    /// 6 and 7.
    Easing,
    /// 4 and 5.
    Anxious,
    /// 2 and 3.
    Angry,
    /// 0 and 1: about to leave.
    Leaving,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Customer,
    Player,
}

/// Whether points so far may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Practice,
    Exam,
}

/// What a player is told before the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefingView {
    pub title: String,
    pub customer: String,
    pub introduction: String,
    /// What stands on the player's screen, sentence by sentence.
    pub facts: Vec<String>,
    /// What is scored, and the most that it can bring.
    pub dimensions: Vec<(Dimension, u8)>,
    pub of: u16,
    pub minutes: u8,
}

/// A play as its player sees it, with what an answer to it must name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayView {
    pub id: PlayId,
    pub version: i64,
    pub turn: TurnView,
    pub coach: Option<CoachView>,
}

/// The conversation so far, and what the player can do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnView {
    pub title: String,
    /// The customer's name.
    pub customer: String,
    pub introduction: String,
    /// What stands on the player's screen, sentence by sentence.
    pub facts: Vec<String>,
    /// The last one is the customer's current line, unless the conversation has ended.
    pub lines: Vec<LineView>,
    /// How the customer feels now.
    pub mood: Mood,
    /// In the order to show.
    pub replies: Vec<ReplyView>,
    /// What to write, if something can be written here.
    pub prompt: Option<String>,
    /// The most characters that a typed line takes.
    pub longest: usize,
    pub ended: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    pub who: Speaker,
    pub text: String,
    /// How the customer felt when the line was said.
    pub mood: Mood,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyView {
    pub id: ReplyId,
    pub text: String,
}

/// The points so far. Only practice shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoachView {
    pub dimensions: Vec<DimensionView>,
    pub total: u16,
    pub of: u16,
}

/// Whole points in one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionView {
    pub dimension: Dimension,
    pub points: u8,
    pub cap: u8,
}

impl BriefingView {
    pub fn of(scenario: &Scenario, locale: Locale) -> Self {
        Self {
            title: scenario.title.get(locale).to_owned(),
            customer: scenario.persona.name.get(locale).to_owned(),
            introduction: scenario.persona.introduction.get(locale).to_owned(),
            facts: sentences(scenario.facts.get(locale)),
            dimensions: scenario.rubric.iter().map(|line| (line.dimension, line.cap)).collect(),
            of: scenario.cap_total(),
            minutes: scenario.minutes,
        }
    }
}

impl TurnView {
    pub fn of(scenario: &Scenario, play: &Play, locale: Locale) -> Self {
        let lines = spoken(scenario, play, locale).into_iter();
        let lines = lines.map(|line| LineView {
            who: line.who,
            text: line.text,
            mood: Mood::of(scenario, &line.spot.standing),
        });
        let offered = play.offered(scenario).into_iter();
        let typed = play.spot().turn(scenario).and_then(|turn| turn.typed.as_ref());
        Self {
            title: scenario.title.get(locale).to_owned(),
            customer: scenario.persona.name.get(locale).to_owned(),
            introduction: scenario.persona.introduction.get(locale).to_owned(),
            facts: sentences(scenario.facts.get(locale)),
            lines: lines.collect(),
            mood: Mood::of(scenario, play.standing()),
            replies: offered.map(|(id, text)| ReplyView { id, text: text.get(locale).to_owned() }).collect(),
            prompt: typed.map(|typed| typed.prompt.get(locale).to_owned()),
            longest: LONGEST_LINE,
            ended: play.spot().is_ended(scenario),
        }
    }
}

impl CoachView {
    /// Nothing in an exam.
    pub fn of(scenario: &Scenario, play: &Play, mode: Mode) -> Option<Self> {
        match mode {
            Mode::Practice => Some(Self {
                dimensions: dimensions(scenario, play.standing()),
                total: play.standing().total(),
                of: scenario.cap_total(),
            }),
            Mode::Exam => None,
        }
    }
}

pub(super) fn dimensions(scenario: &Scenario, standing: &Standing) -> Vec<DimensionView> {
    let view = |line: &super::model::RubricLine| DimensionView {
        dimension: line.dimension,
        points: standing.score(line.dimension),
        cap: line.cap,
    };
    scenario.rubric.iter().map(view).collect()
}

impl Mood {
    pub const ALL: [Self; 5] = [Self::Calm, Self::Easing, Self::Anxious, Self::Angry, Self::Leaving];

    pub fn of(scenario: &Scenario, standing: &Standing) -> Self {
        match scenario.gauge_named(PATIENCE).map_or(0, |gauge| standing.gauge(gauge)) {
            8.. => Self::Calm,
            6.. => Self::Easing,
            4.. => Self::Anxious,
            2.. => Self::Angry,
            _ => Self::Leaving,
        }
    }
}

/// A line that was said, with the spot at which it was.
pub(super) struct Spoken<'p> {
    pub who: Speaker,
    pub text: String,
    pub spot: &'p Spot,
    /// The reply itself, for a player's line.
    pub step: Option<&'p Step>,
}

/// The whole conversation, line by line.
pub(super) fn spoken<'p>(scenario: &Scenario, play: &'p Play, locale: Locale) -> Vec<Spoken<'p>> {
    let mut lines = Vec::new();
    for step in play.steps() {
        lines.extend(customer(scenario, &step.before, locale));
        let text = match (&step.said, step.choice) {
            (Said::Typed { text, .. }, _) => text.clone(),
            (Said::Chosen { .. }, choice) => reply_text(scenario, &step.before, choice, locale).unwrap_or_default(),
        };
        lines.push(Spoken { who: Speaker::Player, text, spot: &step.before, step: Some(step) });
    }
    lines.extend(customer(scenario, play.spot(), locale));
    lines
}

/// What the customer says here: the second question after a line that nothing could be made of.
fn customer<'p>(scenario: &Scenario, spot: &'p Spot, locale: Locale) -> Option<Spoken<'p>> {
    let typed = spot.turn(scenario)?.typed.as_ref();
    let again = typed.and_then(|typed| typed.otherwise.says.as_ref()).filter(|_| spot.misses > 0);
    let text = again.or_else(|| spot.line(scenario).map(|(_, line)| &line.text))?;
    Some(Spoken { who: Speaker::Customer, text: text.get(locale).to_owned(), spot, step: None })
}

pub(super) fn reply_text(scenario: &Scenario, spot: &Spot, choice: Choice, locale: Locale) -> Option<String> {
    match choice {
        Choice::Reply(index) => Some(spot.turn(scenario)?.replies.get(index)?.text.get(locale).to_owned()),
        Choice::Rule(_) | Choice::Else => None,
    }
}

/// A text cut behind each sentence; lines stay apart.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        for (index, character) in line.char_indices() {
            let after = &line[index + character.len_utf8()..];
            let ends = match character {
                '。' | '！' | '？' => !after.starts_with(['”', '’', '）']),
                '.' | '!' | '?' => after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase)),
                _ => false,
            };
            // “Mr. Li” is no end: a single short word with a capital before the stop.
            let title =
                line[start..index].rsplit(' ').next().is_some_and(|word| matches!(word, "Mr" | "Ms" | "Mrs" | "Dr"));
            if ends && !title {
                let end = index + character.len_utf8();
                sentences.push(line[start..end].trim().to_owned());
                start = end;
            }
        }
        sentences.push(line[start..].trim().to_owned());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scenario::play::Reply;
    use crate::domain::scenario::sample;
    use crate::domain::seed::Seed;
    use proptest::prelude::*;

    #[test]
    fn facts_are_cut_into_sentences() {
        let cases = [
            ("周四 10:20。订单 3807，写“周二到。”没到。", vec!["周四 10:20。", "订单 3807，写“周二到。”没到。"]),
            ("Order 3.5 kg. Mr. Li paid ¥20. It left!", vec!["Order 3.5 kg.", "Mr. Li paid ¥20.", "It left!"]),
            ("一\n二。", vec!["一", "二。"]),
        ];
        for (text, expected) in cases {
            assert_eq!(sentences(text), expected);
        }
    }

    #[test]
    fn the_customer_asks_again_after_a_line_that_says_nothing() {
        let scenario = sample::scenario();
        let play = Play::start(&scenario, Seed(3));
        let (id, _) = play.offered(&scenario).into_iter().find(|(_, text)| text.en == "So sorry.").expect("a reply");
        let play = play.reply(&scenario, Reply::Chosen(id), Locale::En).expect("a reply");
        let play = play.reply(&scenario, Reply::Typed("soon".into()), Locale::En).expect("a reply");
        let view = TurnView::of(&scenario, &play, Locale::En);
        let said: Vec<&str> = view.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(said, ["Where is it?", "So sorry.", "Your word?", "soon", "Who, and when?"]);
        assert_eq!((view.mood, view.ended, view.replies.len()), (Mood::Angry, false, 0));
        assert_eq!(view.prompt.as_deref(), Some("Promise in one sentence."));
    }

    proptest! {
        #[test]
        fn nothing_that_a_player_sees_before_the_ending_holds_a_secret(seed: u64, picks in prop::collection::vec(0_usize..4, 0..6)) {
            let scenario = sample::scenario();
            let mut play = Play::start(&scenario, Seed(seed));
            for pick in picks {
                let offered = play.offered(&scenario);
                let reply = offered.get(pick % offered.len().max(1)).map_or(Reply::Typed("soon".into()), |(id, _)| Reply::Chosen(id.clone()));
                play = play.reply(&scenario, reply, Locale::En).unwrap_or(play);
                for locale in Locale::ALL {
                    let shown = format!("{:?}", TurnView::of(&scenario, &play, locale));
                    prop_assert!(!shown.contains("SECRET"), "{shown}");
                    prop_assert!(!shown.contains(&play.seed().0.to_string()) || play.seed().0 < 1_000_000, "{shown}");
                }
            }
            prop_assert!(CoachView::of(&scenario, &play, Mode::Exam).is_none());
            prop_assert!(CoachView::of(&scenario, &play, Mode::Practice).is_some());
        }
    }
}
