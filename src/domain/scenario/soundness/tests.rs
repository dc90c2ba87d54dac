use super::*;
use crate::domain::scenario::model::{Reply, Turn};
use crate::domain::scenario::sample::{self, OPENING, OUTCOME, PROMISE};
use crate::domain::scenario::standing::FlagSet;

fn turn(scenario: &mut Scenario, node: usize) -> &mut Turn {
    match &mut scenario.nodes[node].kind {
        NodeKind::Turn(turn) => turn,
        NodeKind::Routes(_) | NodeKind::Ending(_) => panic!("node {node} is no turn"),
    }
}

fn routes(scenario: &mut Scenario) -> &mut Vec<super::super::model::Route> {
    match &mut scenario.nodes[OUTCOME].kind {
        NodeKind::Routes(routes) => routes,
        NodeKind::Turn(_) | NodeKind::Ending(_) => panic!("no routes"),
    }
}

/// Everything that is wrong beside the missing tests.
fn faults(scenario: &Scenario) -> Vec<Fault> {
    let findings = prove(scenario).findings;
    findings.into_iter().map(|finding| finding.fault).filter(|fault| !fault.is_slight()).collect()
}

#[test]
fn a_sound_scenario_has_no_finding_and_a_best_path() {
    let scenario = sample::scenario();
    let proof = prove(&scenario);
    assert_eq!(faults(&scenario), []);
    assert_eq!((proof.best.total, proof.worst.total, proof.longest), (5, 0, 4));
    let said: Vec<PathSaid> = proof.best.steps.into_iter().map(|step| step.said).collect();
    assert_eq!(said, [PathSaid::Chosen(sample::text("When do you need it?")), PathSaid::Typed("time and act".into())]);
}

#[test]
fn each_fault_is_found() {
    type Spoil = fn(&mut Scenario);
    let cases: [(&str, Spoil, Fault); 14] = [
        ("a node that nothing leads to", |s| turn(s, OPENING).replies.truncate(1), Fault::Unreachable),
        (
            "a conversation that goes round",
            |s| turn(s, OPENING).replies[0].outcome.effects.gauges.clear(),
            Fault::Endless,
        ),
        ("a turn where nothing can be said", |s| turn(s, PROMISE).typed = None, Fault::Stuck),
        (
            "a guard that never holds",
            |s| turn(s, OPENING).replies[0].guard = Some(Expression::Atom(Fact::Lost)),
            Fault::GuardNeverTrue,
        ),
        (
            "a guard that always holds",
            |s| {
                let never = Box::new(Expression::Atom(Fact::Lost));
                turn(s, OPENING).replies[0].guard = Some(Expression::Not(never));
            },
            Fault::GuardAlwaysTrue,
        ),
        ("a line behind one that is always said", |s| turn(s, PROMISE).lines.reverse(), Fault::NeverTaken),
        (
            "a flag that is never set",
            |s| turn(s, OPENING).replies[1].outcome.effects.set = FlagSet::default(),
            Fault::FlagNeverSet,
        ),
        (
            "a flag that is never read",
            |s| {
                turn(s, PROMISE).lines.remove(0);
                routes(s)[0].guard = Some(Expression::Atom(Fact::Flag(sample::DATED)));
            },
            Fault::FlagNeverRead,
        ),
        ("a pass that is out of reach", |s| s.rubric[2].cap = 1, Fault::NoPass),
        ("a pass that everybody gets", |s| s.pass.clear(), Fault::NoFail),
        ("a pass that asks too little", |s| s.rubric[0].cap = 9, Fault::PassTotalLow { bound: 4, least: 9 }),
        ("a cap out of reach", |s| s.rubric[0].cap = 3, Fault::CapNeverAttained { most: 2, cap: 3 }),
        (
            "a state variable that decides nothing",
            |s| s.gauges.push(super::super::model::GaugeStart { name: "trust".into(), start: 3 }),
            Fault::GaugeNeverRead,
        ),
        (
            "a pass for the first reply",
            |s| {
                let (promise, listening) = (Dimension::Promise, Dimension::Listening);
                let effects = &mut turn(s, OPENING).replies[0].outcome.effects;
                effects.scores = vec![(promise, 3), (listening, 2)];
                effects.gauges.clear();
                turn(s, OPENING).replies[0].outcome.target = NodeIndex(PROMISE);
            },
            Fault::RobotPasses(Robot::First),
        ),
    ];
    for (name, spoil, fault) in cases {
        let mut scenario = sample::scenario();
        spoil(&mut scenario);
        let found = faults(&scenario);
        assert!(found.contains(&fault), "{name}: {found:?}");
    }
}

#[test]
fn a_rule_that_an_earlier_one_always_takes_is_found() {
    let mut scenario = sample::scenario();
    let typed = turn(&mut scenario, PROMISE).typed.as_mut().expect("a typed turn");
    let again = typed.rules[0].clone();
    typed.rules.push(again);
    assert!(faults(&scenario).contains(&Fault::NeverTaken));
}

#[test]
fn a_test_that_is_judged_otherwise_is_found() {
    let mut scenario = sample::scenario();
    let typed = turn(&mut scenario, PROMISE).typed.as_mut().expect("a typed turn");
    let test = |line: &str, expected| super::super::typed::Test { locale: Locale::En, line: line.into(), expected };
    typed.tests = vec![test("I'll call you by 5 pm", Choice::Rule(0)), test("I'll call you soon", Choice::Rule(0))];
    let wrong = Fault::TestJudgedOtherwise {
        line: "I'll call you soon".into(),
        expected: "time and act".into(),
        found: "else".into(),
    };
    assert_eq!(faults(&scenario), [wrong]);
}

#[test]
fn random_players_seldom_pass() {
    let mut scenario = sample::scenario();
    scenario.pass.remove(0);
    let opening: &mut Vec<Reply> = &mut turn(&mut scenario, OPENING).replies;
    opening[1].outcome.effects.scores.push((Dimension::Promise, 3));
    assert!(faults(&scenario).iter().any(|fault| matches!(fault, Fault::RandomPasses { percent: 30..=60 })));
}
