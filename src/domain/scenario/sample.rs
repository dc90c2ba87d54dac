//! A small scenario for tests: one decision, a repair, a typed promise, three endings. Every secret in it says so.

use super::expression::{Comparison, Expression, Fact, Guard, Mark, Quantity};
use super::model::{
    Covers, CustomerLine, Dimension, Flag, FlagKind, FlagLabel, Gauge, GaugeStart, Node, NodeId, NodeIndex, NodeKind,
    Outcome, PassCondition, Persona, Reply, Route, RubricLine, Scenario, Turn,
};
use super::standing::{Effects, FlagSet};
use super::typed::{Move, MoveIndex, Otherwise, Phrase, PhraseList, Rule, TypedTurn};
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};

pub(super) const OPENING: usize = 0;
pub(super) const PROMISE: usize = 1;
pub(super) const OUTCOME: usize = 2;
const SETTLED: usize = 3;
const FRAGILE: usize = 4;
const LOST: usize = 5;

pub(super) fn text(words: &str) -> Text {
    Text::new(format!("（{words}）"), words)
}

pub(super) fn outcome(target: usize) -> Outcome {
    Outcome { target: NodeIndex(target), effects: Effects::default(), reason: text("SECRET reason") }
}

fn reply(words: &str, target: usize, effects: Effects) -> Reply {
    let outcome = Outcome { effects, ..outcome(target) };
    Reply { guard: None, text: text(words), outcome }
}

fn at_least(quantity: Quantity, bound: i16) -> Guard {
    Expression::Atom(Fact::Compare { quantity, comparison: Comparison::AtLeast, bound })
}

fn phrases(zh: &[&str], en: &[&str]) -> [PhraseList; 2] {
    let list = |phrases: &[&str], locale| PhraseList {
        phrases: phrases.iter().map(|phrase| Phrase::parse(phrase, locale).expect("a phrase")).collect(),
        unless: Vec::new(),
    };
    [list(zh, Locale::ZhCn), list(en, Locale::En)]
}

const PATIENCE: Gauge = Gauge(0);
const ASKED: Flag = Flag(0);
pub(super) const DATED: Flag = Flag(1);

pub(super) fn scenario() -> Scenario {
    let asked = FlagSet::default().with(ASKED);
    let dated = FlagSet::default().with(DATED);
    let calm_down = Effects { gauges: vec![(PATIENCE, -2)], ..Effects::default() };
    let sorry = Effects { scores: vec![(Dimension::Empathy, 1)], gauges: vec![(PATIENCE, -1)], ..Effects::default() };
    let ask = Effects { scores: vec![(Dimension::Listening, 2)], set: asked, ..Effects::default() };
    let promise = Effects { scores: vec![(Dimension::Promise, 3)], set: dated, ..Effects::default() };
    let [time_zh, time_en] = phrases(&["{time}"], &["{time}"]);
    let [act_zh, act_en] = phrases(&["打给您"], &["call you"]);
    let made = |index| Expression::Atom(Mark::Move(MoveIndex(index)));
    let typed = TypedTurn {
        prompt: text("Promise in one sentence."),
        moves: vec![
            Move { name: "time".into(), zh: time_zh, en: time_en },
            Move { name: "act".into(), zh: act_zh, en: act_en },
        ],
        rules: vec![Rule {
            when: Expression::And(vec![made(0), made(1)]),
            written: "time and act".into(),
            outcome: Outcome { effects: promise, ..outcome(OUTCOME) },
        }],
        otherwise: Otherwise { retries: 1, says: Some(text("Who, and when?")), outcome: outcome(OUTCOME) },
        tests: Vec::new(),
    };
    let line = |words: &str| CustomerLine { guard: None, text: text(words) };
    let turn = |lines, replies, typed| NodeKind::Turn(Box::new(Turn { lines, replies, typed }));
    let asked_line =
        CustomerLine { guard: Some(Expression::Atom(Fact::Flag(ASKED))), text: text("By noon. Your word?") };
    let settled = Expression::And(vec![Expression::Atom(Fact::Flag(ASKED)), Expression::Atom(Fact::Flag(DATED))]);
    let nodes = [
        (
            "opening",
            turn(
                vec![line("Where is it?")],
                vec![
                    reply("Calm down.", OPENING, calm_down),
                    reply("When do you need it?", PROMISE, ask),
                    reply("So sorry.", PROMISE, sorry),
                ],
                None,
            ),
        ),
        ("promise", turn(vec![asked_line, line("Your word?")], Vec::new(), Some(typed))),
        (
            "outcome",
            NodeKind::Routes(vec![
                Route { guard: Some(settled), target: NodeIndex(SETTLED) },
                Route { guard: None, target: NodeIndex(FRAGILE) },
            ]),
        ),
        ("settled", NodeKind::Ending(text("It arrived."))),
        ("fragile", NodeKind::Ending(text("She called again."))),
        ("lost", NodeKind::Ending(text("She hung up."))),
    ];
    let cap = |dimension, cap| RubricLine { dimension, cap };
    let flag = |name: &str| FlagLabel { name: name.into(), kind: FlagKind::Aim(text(name)) };
    Scenario {
        id: "l1-process-sample".parse().expect("an id"),
        level: Level::One,
        competencies: Vec::new(),
        minutes: 3,
        covers: Covers {
            situation: "late parcel".into(),
            customer_type: "impatient".into(),
            mood: "anxious".into(),
            channel: "phone".into(),
        },
        title: text("A late parcel"),
        persona: Persona {
            name: text("Luo Min"),
            introduction: text("Luo Min, calling from work."),
            description: text("SECRET persona"),
        },
        facts: text("Order 3807. It left on Tuesday."),
        hidden: text("SECRET need"),
        gauges: vec![GaugeStart { name: "patience".into(), start: 4 }],
        flags: vec![flag("asked"), flag("dated")],
        rubric: vec![cap(Dimension::Listening, 2), cap(Dimension::Empathy, 1), cap(Dimension::Promise, 3)],
        pass: vec![
            PassCondition { guard: at_least(Quantity::Total, 4), written: "total >= 4".into() },
            PassCondition {
                guard: at_least(Quantity::Dimension(Dimension::Promise), 2),
                written: "promise >= 2".into(),
            },
            PassCondition {
                guard: Expression::Not(Box::new(Expression::Atom(Fact::Lost))),
                written: "not lost".into(),
            },
        ],
        lost: Expression::Atom(Fact::Compare {
            quantity: Quantity::Gauge(PATIENCE),
            comparison: Comparison::AtMost,
            bound: 0,
        }),
        lost_node: NodeIndex(LOST),
        nodes: nodes.map(|(id, kind)| Node { id: NodeId(id.into()), kind }).into(),
    }
}
