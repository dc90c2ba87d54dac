//! One step of a conversation, as a pure function: from a spot and what was said to the next spot. Playing and proving
//! both stand on it, so what is proved is what is played.

use super::model::{NodeIndex, NodeKind, Outcome, Scenario, Turn};
use super::standing::Standing;

/// Where a conversation is: a turn or an ending, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot {
    pub node: NodeIndex,
    pub standing: Standing,
    /// How many typed lines at this turn nothing could be made of.
    pub misses: u8,
}

/// What was said, as the scenario sees it. The numbers are indices in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    Reply(usize),
    Rule(usize),
    /// A typed line that no rule judges.
    Else,
}

impl Spot {
    pub fn start(scenario: &Scenario) -> Self {
        Self::at(scenario, NodeIndex(0), Standing::start(scenario))
    }

    /// The turn, unless the conversation has ended.
    pub fn turn<'s>(&self, scenario: &'s Scenario) -> Option<&'s Turn> {
        match &scenario.node(self.node).kind {
            NodeKind::Turn(turn) => Some(turn),
            NodeKind::Routes(_) | NodeKind::Ending(_) => None,
        }
    }

    /// The replies that are offered here, in the order of the file.
    pub fn offered(&self, scenario: &Scenario) -> Vec<usize> {
        let Some(turn) = self.turn(scenario) else { return Vec::new() };
        let holding =
            |(index, reply): (usize, &super::model::Reply)| self.standing.admits(reply.guard.as_ref()).then_some(index);
        turn.replies.iter().enumerate().filter_map(holding).collect()
    }

    /// The customer's line here: the first whose guard holds.
    pub fn line<'s>(&self, scenario: &'s Scenario) -> Option<(usize, &'s super::model::CustomerLine)> {
        let turn = self.turn(scenario)?;
        turn.lines.iter().enumerate().find(|(_, line)| self.standing.admits(line.guard.as_ref()))
    }

    /// What a choice brings about here. `None` if there is no such reply or rule.
    pub fn outcome<'s>(&self, scenario: &'s Scenario, choice: Choice) -> Option<&'s Outcome> {
        let turn = self.turn(scenario)?;
        match choice {
            Choice::Reply(index) => turn.replies.get(index).map(|reply| &reply.outcome),
            Choice::Rule(index) => turn.typed.as_ref()?.rules.get(index).map(|rule| &rule.outcome),
            Choice::Else => turn.typed.as_ref().map(|typed| &typed.otherwise.outcome),
        }
    }

    /// Where the conversation goes. A line that no rule judges stays here while retries are left; it costs its effects
    /// every time.
    pub fn after(&self, scenario: &Scenario, choice: Choice) -> Option<Self> {
        let outcome = self.outcome(scenario, choice)?;
        let standing = self.standing.after(&outcome.effects, scenario);
        if standing.holds(&scenario.lost) {
            return Some(Self { node: scenario.lost_node, standing: standing.lost(), misses: 0 });
        }
        if choice == Choice::Else && self.retries_left(scenario) > 0 {
            return Some(Self { node: self.node, standing, misses: self.misses + 1 });
        }
        Some(Self::at(scenario, outcome.target, standing))
    }

    /// How many more lines that nothing can be made of are met with a second question.
    pub fn retries_left(&self, scenario: &Scenario) -> u8 {
        let typed = self.turn(scenario).and_then(|turn| turn.typed.as_ref());
        typed.map_or(0, |typed| typed.otherwise.retries.saturating_sub(self.misses))
    }

    pub fn is_ended(&self, scenario: &Scenario) -> bool {
        matches!(scenario.node(self.node).kind, NodeKind::Ending(_))
    }

    /// Arriving at a node; routes are followed at once.
    fn at(scenario: &Scenario, node: NodeIndex, standing: Standing) -> Self {
        let node = match &scenario.node(node).kind {
            NodeKind::Turn(_) | NodeKind::Ending(_) => node,
            NodeKind::Routes(routes) => {
                let taken = routes.iter().find(|route| standing.admits(route.guard.as_ref()));
                taken.map_or(scenario.lost_node, |route| route.target)
            }
        };
        Self { node, standing, misses: 0 }
    }
}
