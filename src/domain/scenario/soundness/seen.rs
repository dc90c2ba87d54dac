//! What was met on all paths together: nodes, guards both ways, lines and routes that got their turn.

use super::{FEWEST_ENDINGS, Fault, Finding, Site};
use crate::domain::scenario::atlas::Atlas;
use crate::domain::scenario::expression::Guard;
use crate::domain::scenario::model::{NodeIndex, NodeKind, Scenario};
use crate::domain::scenario::spot::{Choice, Spot};
use crate::domain::scenario::standing::Standing;
use std::collections::{BTreeMap, BTreeSet};

/// What was met on all paths together.
pub(super) struct Seen {
    pub nodes: BTreeSet<NodeIndex>,
    /// Whether each guard was ever false, and ever true.
    guards: BTreeMap<Site, [bool; 2]>,
    /// Customer's lines, routes and rules that got their turn.
    pub taken: BTreeSet<Site>,
}

impl Seen {
    pub fn over(scenario: &Scenario, atlas: &mut Atlas<'_>) -> Self {
        let mut seen = Self { nodes: BTreeSet::new(), guards: BTreeMap::new(), taken: BTreeSet::new() };
        let spots: Vec<Spot> = atlas.spots().copied().collect();
        for spot in spots {
            seen.nodes.insert(spot.node);
            if spot.is_ended(scenario) {
                for (index, condition) in scenario.pass.iter().enumerate() {
                    seen.guard(Site::Pass(index), Some(&condition.guard), &spot.standing);
                }
                continue;
            }
            seen.turn(scenario, &spot);
            for choice in atlas.choices(&spot) {
                if let Choice::Rule(index) = choice {
                    seen.taken.insert(Site::Rule(spot.node, index));
                }
                seen.arrival(scenario, &spot, choice);
            }
        }
        seen
    }

    fn guard(&mut self, site: Site, guard: Option<&Guard>, standing: &Standing) {
        if let Some(guard) = guard {
            self.guards.entry(site).or_default()[usize::from(standing.holds(guard))] = true;
        }
    }

    fn turn(&mut self, scenario: &Scenario, spot: &Spot) {
        let Some(turn) = spot.turn(scenario) else { return };
        for (index, line) in turn.lines.iter().enumerate() {
            self.guard(Site::Line(spot.node, index), line.guard.as_ref(), &spot.standing);
        }
        if let Some((index, _)) = spot.line(scenario) {
            self.taken.insert(Site::Line(spot.node, index));
        }
        for (index, reply) in turn.replies.iter().enumerate() {
            self.guard(Site::Reply(spot.node, index), reply.guard.as_ref(), &spot.standing);
        }
    }

    /// Routes are passed through, so they are looked at from the reply that leads there.
    fn arrival(&mut self, scenario: &Scenario, spot: &Spot, choice: Choice) {
        let (Some(outcome), Some(after)) = (spot.outcome(scenario, choice), spot.after(scenario, choice)) else {
            return;
        };
        self.guard(Site::Lost, Some(&scenario.lost), &after.standing);
        let stays = choice == Choice::Else && spot.retries_left(scenario) > 0;
        if after.standing.is_lost() || stays {
            return;
        }
        let node = outcome.target;
        let NodeKind::Routes(routes) = &scenario.node(node).kind else { return };
        self.nodes.insert(node);
        for (index, route) in routes.iter().enumerate() {
            self.guard(Site::Route(node, index), route.guard.as_ref(), &after.standing);
        }
        if let Some(index) = routes.iter().position(|route| after.standing.admits(route.guard.as_ref())) {
            self.taken.insert(Site::Route(node, index));
        }
    }

    pub fn judge(&self, scenario: &Scenario, findings: &mut Vec<Finding>) {
        for (site, met) in &self.guards {
            let fault = match met {
                [false, true] => Fault::GuardAlwaysTrue,
                [true, false] => Fault::GuardNeverTrue,
                _ => continue,
            };
            findings.push(Finding { site: *site, fault });
        }
        let mut endings = 0;
        for (index, node) in scenario.nodes.iter().enumerate() {
            let index = NodeIndex(index);
            if !self.nodes.contains(&index) {
                findings.push(Finding { site: Site::Node(index), fault: Fault::Unreachable });
                continue;
            }
            let parts: Vec<Site> = match &node.kind {
                NodeKind::Turn(turn) => (0..turn.lines.len()).map(|line| Site::Line(index, line)).collect(),
                NodeKind::Routes(routes) => (0..routes.len()).map(|route| Site::Route(index, route)).collect(),
                NodeKind::Ending(_) => {
                    endings += 1;
                    Vec::new()
                }
            };
            let ever_true = |site: &Site| self.guards.get(site).is_none_or(|met| met[1]);
            let untaken = parts.into_iter().filter(|site| !self.taken.contains(site) && ever_true(site));
            findings.extend(untaken.map(|site| Finding { site, fault: Fault::NeverTaken }));
        }
        if endings < FEWEST_ENDINGS {
            findings.push(Finding { site: Site::Whole, fault: Fault::FewEndings { found: endings } });
        }
    }
}
