//! What a player learns after the ending: points with reasons, better wording, what was never asked, why it failed.

use super::atlas::{Atlas, Worth};
use super::expression::{Comparison, Expression, Fact, Quantity};
use super::model::{Dimension, Flag, FlagKind, Gauge, NodeId, PassCondition, Scenario};
use super::play::{Play, Step};
use super::soundness::floor;
use super::spot::{Choice, Spot};
use super::standing::{FlagSet, Standing};
use super::view::{DimensionView, Mood, Speaker, dimensions, reply_text, spoken};
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use serde::{Deserialize, Serialize};

/// Everything about a conversation that has ended, in one language. Points are whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefView {
    pub title: String,
    pub customer: String,
    /// The whole description, with what upsets and what settles.
    pub persona: String,
    /// What the customer tells only when asked.
    pub hidden: String,
    pub ending: NodeId,
    /// What happened next.
    pub story: String,
    pub passed: bool,
    pub total: u16,
    pub of: u16,
    /// The total that the pass asks for.
    pub needed: Option<u16>,
    /// The highest total of any path that passes.
    pub best_possible: u16,
    /// The highest total of earlier plays of this scenario.
    pub earlier_best: Option<u16>,
    pub dimensions: Vec<DimensionDebrief>,
    /// Why it is no pass. Empty if it is one.
    pub shortfalls: Vec<Shortfall>,
    pub lines: Vec<DebriefLine>,
    /// What was never asked, offered or promised.
    pub missed: Vec<String>,
    /// What went wrong and was not put right.
    pub breaches: Vec<String>,
    /// Some typed line was judged by no rule.
    pub unjudged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionDebrief {
    #[serde(flatten)]
    pub score: DimensionView,
    /// Which of the lines brought or cost points: indices into `DebriefView::lines`.
    pub lines: Vec<usize>,
}

/// A condition of the pass that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Shortfall {
    Total {
        needed: i16,
        got: i16,
    },
    Floor {
        dimension: Dimension,
        needed: i16,
        got: i16,
    },
    /// Something that must not stand at the end.
    Breach {
        what: String,
    },
    /// Something that must have been done.
    Missing {
        what: String,
    },
    /// The customer left.
    Lost,
    /// Any other condition, as the author wrote it.
    Other {
        written: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefLine {
    pub who: Speaker,
    pub text: String,
    /// The customer's mood: at a customer's line as it was, at a player's line as it became.
    pub mood: Mood,
    /// What the line brought or cost, after caps.
    pub points: Vec<PointChange>,
    /// How patience changed.
    pub patience: i8,
    pub reason: Option<String>,
    pub better: Option<Better>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointChange {
    pub dimension: Dimension,
    pub change: i16,
}

/// The reply that would have led further.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Better {
    /// Words to say; for a typed turn an example that the rule takes, if the author gave one.
    pub text: Option<String>,
    pub reason: String,
}

impl DebriefView {
    /// Nothing before the ending.
    pub fn of(scenario: &Scenario, play: &Play, earlier_best: Option<Points>, locale: Locale) -> Option<Self> {
        let result = play.result(scenario)?;
        let (ending, story) = play.ending(scenario)?;
        let standing = play.standing();
        let atlas = Atlas::survey(scenario);
        let lines: Vec<DebriefLine> = spoken(scenario, play, locale)
            .into_iter()
            .map(|line| match line.step {
                Some(step) => player_line(scenario, &atlas, step, line.text, locale),
                None => customer_line(scenario, line.spot, line.text),
            })
            .collect();
        let start = atlas.outlook(&Spot::start(scenario));
        Some(Self {
            title: scenario.title.get(locale).to_owned(),
            customer: scenario.persona.name.get(locale).to_owned(),
            persona: scenario.persona.description.get(locale).to_owned(),
            hidden: scenario.hidden.get(locale).to_owned(),
            ending: ending.clone(),
            story: story.get(locale).to_owned(),
            passed: result.passed,
            total: standing.total(),
            of: scenario.cap_total(),
            needed: floor(scenario, Quantity::Total).and_then(|(_, bound)| u16::try_from(bound).ok()),
            best_possible: start.map_or(scenario.cap_total(), |outlook| outlook.best.ending.total),
            earlier_best: earlier_best
                .and_then(|points| u16::try_from(points.as_hundredths() / Points::ONE.as_hundredths()).ok()),
            dimensions: dimensions(scenario, standing)
                .into_iter()
                .map(|score| DimensionDebrief { lines: moving(&lines, score.dimension), score })
                .collect(),
            shortfalls: shortfalls(scenario, standing, locale),
            missed: missed(scenario, play, locale),
            breaches: standing_breaches(scenario, standing, locale),
            lines,
            unjudged: result.unjudged,
        })
    }
}

fn customer_line(scenario: &Scenario, spot: &Spot, text: String) -> DebriefLine {
    DebriefLine {
        who: Speaker::Customer,
        text,
        mood: Mood::of(scenario, &spot.standing),
        points: Vec::new(),
        patience: 0,
        reason: None,
        better: None,
    }
}

fn player_line(scenario: &Scenario, atlas: &Atlas<'_>, step: &Step, text: String, locale: Locale) -> DebriefLine {
    let (before, after) = (&step.before.standing, &step.after.standing);
    let change = |dimension| {
        let change = i16::from(after.score(dimension)) - i16::from(before.score(dimension));
        (change != 0).then_some(PointChange { dimension, change })
    };
    let patience = scenario.gauge_named(super::model::PATIENCE);
    let felt = |standing: &Standing| patience.map_or(0, |gauge: Gauge| standing.gauge(gauge));
    let outcome = step.before.outcome(scenario, step.choice);
    DebriefLine {
        who: Speaker::Player,
        text,
        mood: Mood::of(scenario, after),
        points: scenario.rubric.iter().filter_map(|line| change(line.dimension)).collect(),
        patience: felt(after) - felt(before),
        reason: outcome.map(|outcome| outcome.reason.get(locale).to_owned()),
        better: better(scenario, atlas, step, locale),
    }
}

/// The best reply at this decision, if it would have led further than the one that was given, or if what was typed said
/// nothing.
fn better(scenario: &Scenario, atlas: &Atlas<'_>, step: &Step, locale: Locale) -> Option<Better> {
    let (had, kept) = (atlas.outlook(&step.before)?, atlas.outlook(&step.after)?);
    let ends = |worth: &Worth| (worth.passes, worth.total);
    let further = ends(&had.best.ending) > ends(&kept.best.ending) || step.choice == Choice::Else;
    let choice = had.best.choice.filter(|choice| *choice != step.choice && further)?;
    let reason = step.before.outcome(scenario, choice)?.reason.get(locale).to_owned();
    let text =
        reply_text(scenario, &step.before, choice, locale).or_else(|| example(scenario, &step.before, choice, locale));
    Some(Better { text, reason })
}

/// A line that the author wrote to test the rule.
fn example(scenario: &Scenario, spot: &Spot, choice: Choice, locale: Locale) -> Option<String> {
    let tests = &spot.turn(scenario)?.typed.as_ref()?.tests;
    let test = tests.iter().find(|test| test.locale == locale && test.expected == choice)?;
    Some(test.line.clone())
}

fn moving(lines: &[DebriefLine], dimension: Dimension) -> Vec<usize> {
    let moves = |line: &DebriefLine| line.points.iter().any(|change| change.dimension == dimension);
    lines.iter().enumerate().filter(|(_, line)| moves(line)).map(|(index, _)| index).collect()
}

fn shortfalls(scenario: &Scenario, standing: &Standing, locale: Locale) -> Vec<Shortfall> {
    let failing = scenario.pass.iter().filter(|condition| !standing.holds(&condition.guard));
    failing.map(|condition| shortfall(scenario, condition, standing, locale)).collect()
}

fn shortfall(scenario: &Scenario, condition: &PassCondition, standing: &Standing, locale: Locale) -> Shortfall {
    let label = |flag: Flag| scenario.flag(flag).words(locale).to_owned();
    let other = || Shortfall::Other { written: condition.written.clone() };
    match &condition.guard {
        Expression::Atom(Fact::Compare { quantity, comparison: Comparison::AtLeast, bound }) => {
            let got = standing.quantity(*quantity);
            match quantity {
                Quantity::Total => Shortfall::Total { needed: *bound, got },
                Quantity::Dimension(dimension) => Shortfall::Floor { dimension: *dimension, needed: *bound, got },
                Quantity::Gauge(_) => other(),
            }
        }
        Expression::Atom(Fact::Flag(flag)) => Shortfall::Missing { what: label(*flag) },
        Expression::Not(inner) => match inner.as_ref() {
            Expression::Atom(Fact::Flag(flag)) => Shortfall::Breach { what: label(*flag) },
            Expression::Atom(Fact::Lost) => Shortfall::Lost,
            Expression::Atom(Fact::Compare { .. }) | Expression::Not(_) | Expression::And(_) | Expression::Or(_) => {
                other()
            }
        },
        Expression::Atom(Fact::Lost | Fact::Compare { .. }) | Expression::And(_) | Expression::Or(_) => other(),
    }
}

fn missed(scenario: &Scenario, play: &Play, locale: Locale) -> Vec<String> {
    let outcomes = play.steps().iter().filter_map(|step| step.before.outcome(scenario, step.choice));
    let ever = outcomes.fold(FlagSet::default(), |flags, outcome| flags.and(outcome.effects.set));
    labels(scenario, locale, |flag, kind| matches!(kind, FlagKind::Aim(_)) && !ever.contains(flag))
}

fn standing_breaches(scenario: &Scenario, standing: &Standing, locale: Locale) -> Vec<String> {
    let flags = standing.flags();
    labels(scenario, locale, |flag, kind| matches!(kind, FlagKind::Breach(_)) && flags.contains(flag))
}

fn labels(scenario: &Scenario, locale: Locale, wanted: impl Fn(Flag, &FlagKind) -> bool) -> Vec<String> {
    let flags = (0_u8..).map(Flag).zip(&scenario.flags);
    let chosen = flags.filter(|(flag, label)| wanted(*flag, &label.kind));
    chosen.map(|(_, label)| label.words(locale).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scenario::play::Reply;
    use crate::domain::scenario::sample;
    use crate::domain::seed::Seed;

    fn play(scenario: &Scenario, said: &[&str]) -> Play {
        said.iter().fold(Play::start(scenario, Seed(5)), |play, words| {
            let offered = play.offered(scenario).into_iter().find(|(_, text)| text.en == *words);
            let reply = offered.map_or_else(|| Reply::Typed((*words).into()), |(id, _)| Reply::Chosen(id));
            play.reply(scenario, reply, Locale::En).expect("a reply")
        })
    }

    #[test]
    fn there_is_no_debrief_before_the_ending() {
        let scenario = sample::scenario();
        assert_eq!(DebriefView::of(&scenario, &play(&scenario, &["So sorry."]), None, Locale::En), None);
    }

    #[test]
    fn a_failed_play_is_told_why_line_by_line() {
        let scenario = sample::scenario();
        let ended = play(&scenario, &["So sorry.", "soon", "I'll call you by 5 pm"]);
        let view = DebriefView::of(&scenario, &ended, Some(Points::hundredths(300)), Locale::En).expect("a debrief");
        assert_eq!((view.total, view.of, view.needed, view.best_possible), (4, 6, Some(4), 5));
        assert_eq!((view.passed, view.earlier_best, view.ending.0.as_str()), (true, Some(3), "fragile"));
        assert_eq!(view.missed, ["asked"]);
        let better: Vec<_> = view.lines.iter().filter_map(|line| line.better.as_ref()?.text.clone()).collect();
        assert_eq!(better, ["When do you need it?"]);
        let promise = view.dimensions.iter().find(|line| line.score.dimension == Dimension::Promise).expect("a line");
        assert_eq!((promise.score.points, promise.lines.as_slice()), (3, [5].as_slice()));
    }

    #[test]
    fn every_condition_that_fails_is_named() {
        let scenario = sample::scenario();
        let ended = play(&scenario, &["Calm down.", "Calm down."]);
        let view = DebriefView::of(&scenario, &ended, None, Locale::En).expect("a debrief");
        let expected = [
            Shortfall::Total { needed: 4, got: 0 },
            Shortfall::Floor { dimension: Dimension::Promise, needed: 2, got: 0 },
            Shortfall::Lost,
        ];
        assert_eq!(view.shortfalls, expected);
    }
}
