//! Paths that a proof shows: what is said from the opening to an ending, and the points it ends with.

use crate::domain::locale::{Locale, Text};
use crate::domain::scenario::atlas::{Atlas, Outlook};
use crate::domain::scenario::model::{NodeId, Scenario};
use crate::domain::scenario::spot::{Choice, Spot};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    pub total: u16,
    pub steps: Vec<PathStep>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    pub node: NodeId,
    pub said: PathSaid,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSaid {
    Chosen(Text),
    /// The rule that the typed line must meet, as written.
    Typed(String),
}

/// A path with all that it passes.
pub(super) struct Walk {
    said: Vec<(Spot, Choice)>,
    end: Spot,
}

impl Walk {
    /// From the opening on, as each outlook leads.
    pub fn along(scenario: &Scenario, atlas: &Atlas<'_>, lead: impl Fn(&Outlook) -> Option<Choice>) -> Self {
        let mut walk = Self { said: Vec::new(), end: Spot::start(scenario) };
        while let Some(choice) = atlas.outlook(&walk.end).and_then(&lead)
            && let Some(after) = walk.end.after(scenario, choice)
        {
            walk.said.push((walk.end, choice));
            walk.end = after;
        }
        walk
    }

    pub fn told(&self, scenario: &Scenario) -> Path {
        let steps = self.said.iter().filter_map(|(spot, choice)| step(scenario, spot, *choice));
        Path { total: self.end.standing.total(), steps: steps.collect() }
    }

    /// How often what is chosen is the longest of the replies offered, of how many.
    pub fn longest(&self, scenario: &Scenario, locale: Locale) -> (Locale, usize, usize) {
        let (mut longest, mut of) = (0, 0);
        for (spot, choice) in &self.said {
            let (Choice::Reply(chosen), Some(turn)) = (choice, spot.turn(scenario)) else { continue };
            let length = |index: usize| turn.replies[index].text.get(locale).chars().count();
            of += 1;
            longest += usize::from(spot.offered(scenario).into_iter().all(|index| length(index) <= length(*chosen)));
        }
        (locale, longest, of)
    }
}

fn step(scenario: &Scenario, spot: &Spot, choice: Choice) -> Option<PathStep> {
    let turn = spot.turn(scenario)?;
    let said = match choice {
        Choice::Reply(index) => PathSaid::Chosen(turn.replies.get(index)?.text.clone()),
        Choice::Rule(_) | Choice::Else => PathSaid::Typed(turn.typed.as_ref()?.written(choice).to_owned()),
    };
    Some(PathStep { node: scenario.node(spot.node).id.clone(), said })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scenario::expression::{Comparison, Expression, Fact, Quantity};
    use crate::domain::scenario::sample;
    use crate::domain::scenario::soundness::prove;

    /// The sample under other rules for the pass, and how many of its thirteen paths then pass.
    fn samples() -> Vec<(&'static str, u64, Scenario)> {
        let sample = sample::scenario();
        let from = |least| {
            let mut changed = sample.clone();
            changed.pass.truncate(1);
            changed.pass[0].guard = Expression::Atom(Fact::Compare {
                quantity: Quantity::Total,
                comparison: Comparison::AtLeast,
                bound: least,
            });
            changed
        };
        vec![
            ("as written", 8, sample.clone()),
            ("two points pass", 10, from(2)),
            ("five points pass", 4, from(5)),
            ("everything passes", 13, from(0)),
            ("nothing passes", 0, from(9)),
        ]
    }

    /// Where every path ends, followed one by one, with what was said on it.
    fn endings(scenario: &Scenario) -> Vec<(Vec<PathStep>, Spot)> {
        let mut atlas = Atlas::survey(scenario);
        let mut open = vec![(Vec::new(), Spot::start(scenario))];
        let mut ended = Vec::new();
        while let Some((steps, spot)) = open.pop() {
            if spot.is_ended(scenario) {
                ended.push((steps, spot));
                continue;
            }
            for choice in atlas.choices(&spot) {
                let said = step(scenario, &spot, choice).expect("a step");
                let after = spot.after(scenario, choice).expect("a next spot");
                open.push(([steps.as_slice(), &[said]].concat(), after));
            }
        }
        ended
    }

    #[test]
    fn paths_are_counted_as_if_each_were_followed() {
        for (name, passing, scenario) in samples() {
            let ended = endings(&scenario);
            let found = ended.iter().filter(|(_, end)| end.standing.passes(&scenario)).count();
            assert_eq!((found as u64, ended.len()), (passing, 13), "{name}");
            let proof = prove(&scenario);
            assert_eq!((proof.passing, proof.paths), (passing, 13), "{name}");
        }
    }

    #[test]
    fn the_paths_shown_lead_to_the_worst_score_and_to_the_lowest_that_passes() {
        for (name, _, scenario) in samples() {
            let ended = endings(&scenario);
            let end_of = |path: &Path| {
                let (_, end) = ended.iter().find(|(steps, _)| *steps == path.steps).expect("a path of the scenario");
                assert_eq!(end.standing.total(), path.total, "{name}");
                *end
            };
            let proof = prove(&scenario);
            let lowest = ended.iter().map(|(_, end)| end.standing.total()).min().expect("an ending");
            assert_eq!(end_of(&proof.worst).standing.total(), lowest, "{name}");
            let passes = ended.iter().map(|(_, end)| end.standing).filter(|standing| standing.passes(&scenario));
            let narrowest = proof.narrowest.as_ref().map(|path| {
                let end = end_of(path).standing;
                assert!(end.passes(&scenario), "{name}");
                end.total()
            });
            assert_eq!(narrowest, passes.map(|standing| standing.total()).min(), "{name}");
        }
    }
}
