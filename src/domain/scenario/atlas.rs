//! Every place that a conversation can get to, and what can still become of it from there.
//!
//! Visits each spot (turn, state variables, flags, points, retries) once. For a typed turn the possible judgements are those
//! that some combination of moves brings about; moves are taken as free of each other.

use super::expression::Mark;
use super::model::{NodeIndex, Scenario};
use super::spot::{Choice, Spot};
use super::typed::TypedTurn;
use std::collections::{HashMap, HashSet};

/// Beyond this many spots the search gives up. Scenarios of nine decisions stay below a hundredth of it.
pub const MOST_SPOTS: usize = 400_000;
/// A path is followed no further than this many replies.
const DEEPEST: usize = 80;

/// What can become of a conversation from one spot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    pub best: Lead<Worth>,
    /// The lowest total of any ending.
    pub worst: Lead<u16>,
    /// The lowest total of an ending that is a pass.
    pub narrowest: Option<Lead<u16>>,
    /// How many paths lead to an ending from here; what exceeds the type counts as its most.
    pub paths: u64,
    /// How many of them end in a pass.
    pub passing: u64,
    /// Some ending from here is no pass.
    pub can_fail: bool,
    /// Replies on the longest path from here.
    pub replies: usize,
    /// The share of passes when every reply is drawn evenly and nothing typed matches: 0 to 1.
    pub random_share: f64,
}

/// What an ending is worth, and the reply here that leads to it; `None` at the ending itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lead<T> {
    pub ending: T,
    pub choice: Option<Choice>,
}

/// How good an ending is: a pass before a fail, then points, then how the customer feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    pub passes: bool,
    pub total: u16,
    pub warmth: i16,
}

/// Why the search could not see everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Blind {
    /// A conversation can come back to the same spot at this node, and so never end.
    Endless(NodeIndex),
    /// Nothing can be said at this node.
    Stuck(NodeIndex),
    /// There are more spots than `MOST_SPOTS`.
    TooMany,
}

/// The truth of every fact in a typed turn's rules, in the order of writing.
type Truths = Vec<bool>;

#[derive(Debug)]
pub struct Atlas<'s> {
    scenario: &'s Scenario,
    outlooks: HashMap<Spot, Outlook>,
    open: HashSet<Spot>,
    judgements: HashMap<(NodeIndex, Truths), Vec<Choice>>,
    blind: Vec<Blind>,
}

impl<'s> Atlas<'s> {
    /// Looks at everything that can be reached from the opening.
    pub fn survey(scenario: &'s Scenario) -> Self {
        let mut atlas = Self {
            scenario,
            outlooks: HashMap::new(),
            open: HashSet::new(),
            judgements: HashMap::new(),
            blind: Vec::new(),
        };
        atlas.visit(Spot::start(scenario), 0);
        atlas.blind.sort();
        atlas.blind.dedup();
        atlas
    }

    pub fn outlook(&self, spot: &Spot) -> Option<&Outlook> {
        self.outlooks.get(spot)
    }

    /// In no order.
    pub fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.outlooks.keys()
    }

    pub fn blind(&self) -> &[Blind] {
        &self.blind
    }

    /// Every set of truths that a typed turn's facts were met with.
    pub(super) fn contexts(&self, node: NodeIndex) -> impl Iterator<Item = &Truths> {
        self.judgements.keys().filter(move |(at, _)| *at == node).map(|(_, truths)| truths)
    }

    /// What can be said here: the offered replies, then the judgements that a typed line can get.
    pub fn choices(&mut self, spot: &Spot) -> Vec<Choice> {
        let mut choices: Vec<Choice> = spot.offered(self.scenario).into_iter().map(Choice::Reply).collect();
        if let Some(typed) = spot.turn(self.scenario).and_then(|turn| turn.typed.as_ref()) {
            let truths = truths(typed, spot);
            let judged =
                self.judgements.entry((spot.node, truths)).or_insert_with_key(|(_, truths)| judged(typed, truths));
            choices.extend(judged.iter().copied());
        }
        choices
    }

    fn visit(&mut self, spot: Spot, depth: usize) -> Option<Outlook> {
        if let Some(known) = self.outlooks.get(&spot) {
            return Some(*known);
        }
        if self.outlooks.len() + self.open.len() >= MOST_SPOTS {
            self.blind.push(Blind::TooMany);
            return None;
        }
        let outlook = if spot.is_ended(self.scenario) {
            self.ended(&spot)
        } else {
            if depth >= DEEPEST || !self.open.insert(spot) {
                self.blind.push(Blind::Endless(spot.node));
                return None;
            }
            let outlook = self.open_ended(&spot, depth);
            self.open.remove(&spot);
            outlook?
        };
        self.outlooks.insert(spot, outlook);
        Some(outlook)
    }

    fn ended(&self, spot: &Spot) -> Outlook {
        let total = spot.standing.total();
        let passes = spot.standing.passes(self.scenario);
        let gauges = (0_u8..).zip(&self.scenario.gauges);
        let warmth = gauges.map(|(index, _)| i16::from(spot.standing.gauge(super::model::Gauge(index)))).sum();
        let points = Lead { ending: total, choice: None };
        Outlook {
            best: Lead { ending: Worth { passes, total, warmth }, choice: None },
            worst: points,
            narrowest: passes.then_some(points),
            paths: 1,
            passing: u64::from(passes),
            can_fail: !passes,
            replies: 0,
            random_share: if passes { 1.0 } else { 0.0 },
        }
    }

    fn open_ended(&mut self, spot: &Spot, depth: usize) -> Option<Outlook> {
        let choices = self.choices(spot);
        if choices.is_empty() {
            self.blind.push(Blind::Stuck(spot.node));
        }
        let mut seen: Vec<(Choice, Spot, Outlook)> = Vec::new();
        for choice in choices {
            let Some(after) = spot.after(self.scenario, choice) else { continue };
            if let Some(outlook) = self.visit(after, depth + 1) {
                seen.push((choice, after, outlook));
            }
        }
        // Of equally good replies the one that brings more at once, then the earlier one.
        let (best_choice, _, best) =
            seen.iter().rev().max_by_key(|(_, after, outlook)| (outlook.best.ending, after.standing.total()))?;
        let lowest = |of: fn(&Outlook) -> Option<Lead<u16>>| {
            let leads =
                seen.iter().filter_map(|(choice, _, outlook)| Some(Lead { choice: Some(*choice), ..of(outlook)? }));
            leads.min_by_key(|lead| lead.ending)
        };
        let sum = |of: fn(&Outlook) -> u64| seen.iter().map(|(_, _, outlook)| of(outlook)).fold(0, u64::saturating_add);
        let drawn = |choice: &Choice| matches!(choice, Choice::Reply(_) | Choice::Else);
        let shares: Vec<f64> =
            seen.iter().filter(|(choice, ..)| drawn(choice)).map(|(_, _, outlook)| outlook.random_share).collect();
        let count = u32::try_from(shares.len()).unwrap_or(u32::MAX).max(1);
        Some(Outlook {
            best: Lead { ending: best.best.ending, choice: Some(*best_choice) },
            worst: lowest(|outlook| Some(outlook.worst))?,
            narrowest: lowest(|outlook| outlook.narrowest),
            paths: sum(|outlook| outlook.paths),
            passing: sum(|outlook| outlook.passing),
            can_fail: seen.iter().any(|(_, _, outlook)| outlook.can_fail),
            replies: 1 + seen.iter().map(|(_, _, outlook)| outlook.replies).max()?,
            random_share: shares.iter().sum::<f64>() / f64::from(count),
        })
    }
}

/// The facts in a typed turn's rules, in the order of writing.
pub(super) fn facts(typed: &TypedTurn) -> Vec<&super::expression::Fact> {
    let marks = typed.rules.iter().flat_map(|rule| rule.when.atoms());
    marks.filter_map(|mark| if let Mark::Fact(fact) = mark { Some(fact) } else { None }).collect()
}

fn truths(typed: &TypedTurn, spot: &Spot) -> Truths {
    facts(typed).into_iter().map(|fact| spot.standing.fact(fact)).collect()
}

/// The judgement under given truths, for given moves.
pub(super) fn judge_under(typed: &TypedTurn, truths: &Truths, made: &impl Fn(&Mark) -> bool) -> Choice {
    let facts = facts(typed);
    typed.first_rule(&|mark| match mark {
        Mark::Move(_) | Mark::Then(..) => made(mark),
        Mark::Fact(fact) => facts.iter().position(|known| *known == fact).is_some_and(|index| truths[index]),
    })
}

/// Every judgement that some combination of moves gets, in the order of the rules.
fn judged(typed: &TypedTurn, truths: &Truths) -> Vec<Choice> {
    let mut orders: Vec<&Mark> = Vec::new();
    for mark in typed.rules.iter().flat_map(|rule| rule.when.atoms()) {
        if matches!(mark, Mark::Then(..)) && !orders.contains(&mark) {
            orders.push(mark);
        }
    }
    let mut found = HashSet::new();
    for moves in 0_u32..1 << typed.moves.len() {
        for order in 0_u32..1 << orders.len() {
            let made = |index: usize| moves & 1 << index != 0;
            found.insert(judge_under(typed, truths, &|mark| match mark {
                Mark::Move(index) => made(index.0),
                Mark::Then(first, second) => {
                    let ordered = orders.iter().position(|known| *known == mark);
                    made(first.0) && made(second.0) && ordered.is_some_and(|index| order & 1 << index != 0)
                }
                Mark::Fact(_) => false,
            }));
        }
    }
    let rules = (0..typed.rules.len()).map(Choice::Rule).chain([Choice::Else]);
    rules.filter(|choice| found.contains(choice)).collect()
}
