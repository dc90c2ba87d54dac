//! The proof that a scenario is sound: over all its paths, every node is reached, every path ends, guards decide something,
//! a pass and a fail exist, the caps can be attained, and no thoughtless player passes.

mod paths;
mod seen;

use super::atlas::{Atlas, Blind, facts, judge_under};
use super::expression::{Comparison, Expression, Fact, Mark, Quantity};
use super::model::{Dimension, Flag, Gauge, NodeIndex, NodeKind, Outcome, Scenario};
use super::robot::Robot;
use super::spot::{Choice, Spot};
use super::typed::TypedTurn;
use crate::domain::locale::Locale;
use paths::Walk;
pub use paths::{Path, PathSaid, PathStep};
use seen::Seen;
use std::collections::BTreeSet;

/// Every path ends within this many replies.
pub const MOST_TURNS: usize = 20;
/// A player who draws replies evenly may pass in at most this share of plays.
pub const RANDOM_SHARE: f64 = 0.10;
/// At least this many endings, the lost one included.
pub const FEWEST_ENDINGS: usize = 3;

/// What the proof found.
#[derive(Debug, Clone)]
pub struct Soundness {
    /// How many different situations there are.
    pub situations: usize,
    pub best: Path,
    pub worst: Path,
    /// The pass with the fewest points, if there is a pass.
    pub narrowest: Option<Path>,
    /// How many different paths there are, from the opening to an ending.
    pub paths: u64,
    /// How many of them pass.
    pub passing: u64,
    pub cap_total: u16,
    /// Replies on the longest path.
    pub longest: usize,
    /// The share of passes when every reply is drawn evenly: 0 to 1.
    pub random_share: f64,
    /// How often the best reply is the longest of those offered, on the best path, of how many: for each language.
    pub best_is_longest: [(Locale, usize, usize); 2],
    /// Nothing in here: the scenario is sound.
    pub findings: Vec<Finding>,
}

/// A part of a scenario's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    Node(NodeIndex),
    Line(NodeIndex, usize),
    Reply(NodeIndex, usize),
    Rule(NodeIndex, usize),
    Route(NodeIndex, usize),
    /// The n-th test of a typed turn.
    Test(NodeIndex, usize),
    Pass(usize),
    Lost,
    Flag(Flag),
    Gauge(Gauge),
    Rubric(Dimension),
    Whole,
}

/// Something that keeps a scenario from being sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub site: Site,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    TooManySituations,
    /// A conversation can go on for ever here.
    Endless,
    /// Nothing can be said here in some situation.
    Stuck,
    TooLong {
        replies: usize,
    },
    Unreachable,
    FewEndings {
        found: usize,
    },
    GuardAlwaysTrue,
    GuardNeverTrue,
    /// A line, route or rule never gets its turn, since an earlier one always takes it.
    NeverTaken,
    /// A fact inside a rule is the same in every situation.
    RuleFactConstant,
    FlagNeverSet,
    FlagNeverRead,
    GaugeNeverRead,
    NoPass,
    NoFail,
    PassWithoutTotal,
    PassTotalLow {
        bound: i16,
        least: i16,
    },
    FloorMissing,
    CapNeverAttained {
        most: u8,
        cap: u8,
    },
    RobotPasses(Robot),
    RandomPasses {
        percent: u32,
    },
    TestJudgedOtherwise {
        line: String,
        expected: String,
        found: String,
    },
    RuleUntested {
        locale: Locale,
    },
}

impl Fault {
    /// Worth a look, but nothing that a player would meet.
    pub fn is_slight(&self) -> bool {
        matches!(self, Self::RuleUntested { .. })
    }
}

/// Proves a scenario, or says what is wrong with it.
pub fn prove(scenario: &Scenario) -> Soundness {
    let mut atlas = Atlas::survey(scenario);
    let seen = Seen::over(scenario, &mut atlas);
    let mut findings = Vec::new();
    blind_spots(&atlas, &mut findings);
    // A search that saw only a part proves nothing about what it did not see.
    if !atlas.blind().contains(&Blind::TooMany) {
        seen.judge(scenario, &mut findings);
        typed_turns(scenario, &atlas, &seen, &mut findings);
        outcomes(scenario, &atlas, &mut findings);
        caps(scenario, &atlas, &mut findings);
    }
    wiring(scenario, &mut findings);
    pass_rule(scenario, &mut findings);
    robots(scenario, &mut findings);
    findings.sort_by_key(|finding| finding.site);
    let start = atlas.outlook(&Spot::start(scenario)).copied();
    let best = Walk::along(scenario, &atlas, |outlook| outlook.best.choice);
    Soundness {
        situations: atlas.spots().count(),
        best: best.told(scenario),
        worst: Walk::along(scenario, &atlas, |outlook| outlook.worst.choice).told(scenario),
        narrowest: start.and_then(|outlook| outlook.narrowest).map(|_| {
            Walk::along(scenario, &atlas, |outlook| outlook.narrowest.and_then(|lead| lead.choice)).told(scenario)
        }),
        paths: start.map_or(0, |outlook| outlook.paths),
        passing: start.map_or(0, |outlook| outlook.passing),
        cap_total: scenario.cap_total(),
        longest: start.map_or(0, |outlook| outlook.replies),
        random_share: start.map_or(0.0, |outlook| outlook.random_share),
        best_is_longest: Locale::ALL.map(|locale| best.longest(scenario, locale)),
        findings,
    }
}

fn blind_spots(atlas: &Atlas<'_>, findings: &mut Vec<Finding>) {
    findings.extend(atlas.blind().iter().map(|blind| match blind {
        Blind::Endless(node) => Finding { site: Site::Node(*node), fault: Fault::Endless },
        Blind::Stuck(node) => Finding { site: Site::Node(*node), fault: Fault::Stuck },
        Blind::TooMany => Finding { site: Site::Whole, fault: Fault::TooManySituations },
    }));
}

fn typed_turns(scenario: &Scenario, atlas: &Atlas<'_>, seen: &Seen, findings: &mut Vec<Finding>) {
    for (index, node) in scenario.nodes.iter().enumerate() {
        let index = NodeIndex(index);
        let NodeKind::Turn(turn) = &node.kind else { continue };
        let Some(typed) = turn.typed.as_ref().filter(|_| seen.nodes.contains(&index)) else { continue };
        for rule in 0..typed.rules.len() {
            let site = Site::Rule(index, rule);
            if !seen.taken.contains(&site) {
                findings.push(Finding { site, fault: Fault::NeverTaken });
            } else if constant_fact(typed, rule, atlas, index) {
                findings.push(Finding { site, fault: Fault::RuleFactConstant });
            }
        }
        tests(typed, atlas, index, findings);
    }
}

fn constant_fact(typed: &TypedTurn, rule: usize, atlas: &Atlas<'_>, node: NodeIndex) -> bool {
    let all = facts(typed);
    let own = typed.rules[rule].when.atoms().into_iter();
    let own = own.filter_map(|mark| if let Mark::Fact(fact) = mark { Some(fact) } else { None });
    own.filter_map(|fact| all.iter().position(|known| *known == fact)).any(|fact| {
        let values: BTreeSet<bool> = atlas.contexts(node).map(|truths| truths[fact]).collect();
        values.len() == 1
    })
}

/// A test holds if its line gets the expected judgement in some situation that a conversation can be in.
fn tests(typed: &TypedTurn, atlas: &Atlas<'_>, node: NodeIndex, findings: &mut Vec<Finding>) {
    for (index, test) in typed.tests.iter().enumerate() {
        let found = typed.read(&test.line);
        let judged: Vec<Choice> =
            atlas.contexts(node).map(|truths| judge_under(typed, truths, &|mark| found.makes(mark))).collect();
        if !judged.contains(&test.expected) {
            let got = judged.first().map_or_else(String::new, |choice| typed.written(*choice).to_owned());
            let expected = typed.written(test.expected).to_owned();
            let fault = Fault::TestJudgedOtherwise { line: test.line.clone(), expected, found: got };
            findings.push(Finding { site: Site::Test(node, index), fault });
        }
    }
    for rule in 0..typed.rules.len() {
        for locale in Locale::ALL {
            let tested = |test: &super::typed::Test| test.locale == locale && test.expected == Choice::Rule(rule);
            if !typed.tests.iter().any(tested) {
                findings.push(Finding { site: Site::Rule(node, rule), fault: Fault::RuleUntested { locale } });
            }
        }
    }
}

fn outcomes(scenario: &Scenario, atlas: &Atlas<'_>, findings: &mut Vec<Finding>) {
    let Some(start) = atlas.outlook(&Spot::start(scenario)) else { return };
    let mut add = |fault| findings.push(Finding { site: Site::Whole, fault });
    if !start.best.ending.passes {
        add(Fault::NoPass);
    }
    if !start.can_fail {
        add(Fault::NoFail);
    }
    if start.replies > MOST_TURNS {
        add(Fault::TooLong { replies: start.replies });
    }
    if start.random_share > RANDOM_SHARE {
        let percent = (1..=100_u32).find(|percent| f64::from(*percent) >= start.random_share * 100.0).unwrap_or(100);
        add(Fault::RandomPasses { percent });
    }
}

fn caps(scenario: &Scenario, atlas: &Atlas<'_>, findings: &mut Vec<Finding>) {
    for line in &scenario.rubric {
        let ended = atlas.spots().filter(|spot| spot.is_ended(scenario));
        let most = ended.map(|spot| spot.standing.score(line.dimension)).max().unwrap_or(0);
        if most < line.cap {
            let fault = Fault::CapNeverAttained { most, cap: line.cap };
            findings.push(Finding { site: Site::Rubric(line.dimension), fault });
        }
    }
}

/// Flags that are set are read, flags that are read are set, state variables decide something.
fn wiring(scenario: &Scenario, findings: &mut Vec<Finding>) {
    let mut read: Vec<&Fact> = scenario.lost.atoms();
    read.extend(scenario.pass.iter().flat_map(|condition| condition.guard.atoms()));
    let mut outcomes: Vec<&Outcome> = Vec::new();
    for node in &scenario.nodes {
        match &node.kind {
            NodeKind::Turn(turn) => {
                read.extend(turn.lines.iter().filter_map(|line| line.guard.as_ref()).flat_map(Expression::atoms));
                read.extend(turn.replies.iter().filter_map(|reply| reply.guard.as_ref()).flat_map(Expression::atoms));
                outcomes.extend(turn.replies.iter().map(|reply| &reply.outcome));
                if let Some(typed) = &turn.typed {
                    read.extend(facts(typed));
                    outcomes.extend(typed.rules.iter().map(|rule| &rule.outcome));
                    outcomes.push(&typed.otherwise.outcome);
                }
            }
            NodeKind::Routes(routes) => {
                read.extend(routes.iter().filter_map(|route| route.guard.as_ref()).flat_map(Expression::atoms));
            }
            NodeKind::Ending(_) => {}
        }
    }
    for (index, _) in (0_u8..).zip(&scenario.flags) {
        let flag = Flag(index);
        let site = Site::Flag(flag);
        if !outcomes.iter().any(|outcome| outcome.effects.set.contains(flag)) {
            findings.push(Finding { site, fault: Fault::FlagNeverSet });
        }
        if !read.contains(&&Fact::Flag(flag)) {
            findings.push(Finding { site, fault: Fault::FlagNeverRead });
        }
    }
    for (index, _) in (0_u8..).zip(&scenario.gauges) {
        let reads = |fact: &&Fact| matches!(fact, Fact::Compare { quantity: Quantity::Gauge(gauge), .. } if *gauge == Gauge(index));
        if !read.iter().any(reads) {
            findings.push(Finding { site: Site::Gauge(Gauge(index)), fault: Fault::GaugeNeverRead });
        }
    }
}

/// The pass asks for two thirds of the caps, and for a floor on solution and promise.
fn pass_rule(scenario: &Scenario, findings: &mut Vec<Finding>) {
    let least = i16::try_from((scenario.cap_total() * 2).div_ceil(3)).unwrap_or(i16::MAX);
    match floor(scenario, Quantity::Total) {
        None => findings.push(Finding { site: Site::Pass(0), fault: Fault::PassWithoutTotal }),
        Some((index, bound)) if bound < least => {
            findings.push(Finding { site: Site::Pass(index), fault: Fault::PassTotalLow { bound, least } });
        }
        Some(_) => {}
    }
    for dimension in [Dimension::Solution, Dimension::Promise] {
        if scenario.cap(dimension) > 0 && floor(scenario, Quantity::Dimension(dimension)).is_none() {
            findings.push(Finding { site: Site::Rubric(dimension), fault: Fault::FloorMissing });
        }
    }
}

/// The least that the pass rule asks of a quantity, and by which of its conditions.
pub fn floor(scenario: &Scenario, of: Quantity) -> Option<(usize, i16)> {
    scenario.pass.iter().enumerate().find_map(|(index, condition)| match &condition.guard {
        Expression::Atom(Fact::Compare { quantity, comparison, bound }) if *quantity == of => match comparison {
            Comparison::AtLeast | Comparison::Equal => Some((index, *bound)),
            Comparison::More => Some((index, bound + 1)),
            Comparison::Less | Comparison::AtMost | Comparison::Unequal => None,
        },
        _ => None,
    })
}

fn robots(scenario: &Scenario, findings: &mut Vec<Finding>) {
    for robot in Robot::ALL {
        if robot.play(scenario).is_some_and(|spot| spot.standing.passes(scenario)) {
            findings.push(Finding { site: Site::Whole, fault: Fault::RobotPasses(robot) });
        }
    }
}

#[cfg(test)]
mod tests;
