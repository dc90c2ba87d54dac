//! A decision is computed once more from its own facts and the rule set that it names.

use super::read_decision::ReadDecision;
use super::rules;
use crate::domain::eligibility::decision::{Decision, ReplayError};
use crate::domain::eligibility::rule_set::{RuleSet, RuleSetId};
use crate::server::digest::sha256;

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// The same tree.
    Same,
    Differs(ReplayError),
    /// The program does not have the rule set any more.
    RuleSetGone(RuleSetId),
}

/// Replays the decision. Nothing is written: the record stays as it is, whatever comes out.
pub fn replay_decision(read: &ReadDecision) -> Replay {
    let decision = &read.recorded.decision;
    replay(decision, rules::by_id(decision.rule_set()))
}

fn replay(decision: &Decision, rules: Option<&RuleSet>) -> Replay {
    let Some(rules) = rules else { return Replay::RuleSetGone(decision.rule_set().clone()) };
    match decision.replay(rules, sha256) {
        Ok(_) => Replay::Same,
        Err(error) => Replay::Differs(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::eligibility::published::ladder;
    use crate::domain::facts::Facts;
    use crate::domain::verification::Basis;

    #[test]
    fn a_replay_says_what_is_different() {
        let decision = Decision::make(&ladder(), Facts::default(), day::FIRST, Basis::Verified, sha256);
        assert_eq!(replay(&decision, Some(&ladder())), Replay::Same);
        assert_eq!(replay(&decision, None), Replay::RuleSetGone(ladder().id));
        let changed = RuleSet { effective_from: day::LAST, ..ladder() };
        assert_eq!(replay(&decision, Some(&changed)), Replay::Differs(ReplayError::RuleSetChanged(ladder().id)));
        let forged = Decision::recorded(
            decision.rule_set_digest(),
            Facts::default(),
            sha256(b"other facts"),
            decision.proof().clone(),
        );
        assert_eq!(replay(&forged, Some(&ladder())), Replay::Differs(ReplayError::FactsChanged));
    }
}
