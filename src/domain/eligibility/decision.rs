//! A decision on record: which facts met which rules on which date, with what result. It can be replayed for ever.

use super::evaluate;
use super::proof::Proof;
use super::rule_set::{RuleSet, RuleSetId};
use crate::domain::digest::Digest;
use crate::domain::facts::Facts;
use crate::domain::verification::Basis;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was decided. Who decided, when and about whom is the record's business, not the evaluation's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Of the rule set's canonical bytes: a changed text under the same id is found out.
    rule_set_digest: Digest,
    facts: Facts,
    /// Of the facts' canonical bytes.
    facts_digest: Digest,
    /// The tree, which also names rule set, date and basis.
    proof: Proof,
}

/// Why a decision does not replay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    #[error("the decision was made under {expected}, not under {found}")]
    OtherRuleSet { expected: RuleSetId, found: RuleSetId },
    #[error("the rule set {0} is not the text that the decision was made under")]
    RuleSetChanged(RuleSetId),
    #[error("the facts are not those that the decision was made on")]
    FactsChanged,
    #[error("the same facts and rules give another tree now")]
    OtherTree { now: Box<Proof> },
}

impl Decision {
    /// Evaluates and keeps everything that a replay needs. `digest` is the edge's hash function.
    pub fn make(
        rule_set: &RuleSet,
        facts: Facts,
        as_of: NaiveDate,
        basis: Basis,
        digest: impl Fn(&[u8]) -> Digest,
    ) -> Self {
        let proof = evaluate(rule_set, &facts, as_of, basis);
        Self { rule_set_digest: digest(&rule_set.canonical()), facts_digest: digest(&facts.canonical()), facts, proof }
    }

    /// A decision as a record kept it. A replay finds out whether the parts still belong together.
    pub fn recorded(rule_set_digest: Digest, facts: Facts, facts_digest: Digest, proof: Proof) -> Self {
        Self { rule_set_digest, facts, facts_digest, proof }
    }

    /// Evaluates once more and gives the tree, which is the recorded one.
    ///
    /// # Errors
    /// When the rule set, the facts or the tree are not the recorded ones.
    pub fn replay(&self, rule_set: &RuleSet, digest: impl Fn(&[u8]) -> Digest) -> Result<&Proof, ReplayError> {
        if rule_set.id != self.proof.rule_set {
            return Err(ReplayError::OtherRuleSet {
                expected: self.proof.rule_set.clone(),
                found: rule_set.id.clone(),
            });
        }
        if digest(&rule_set.canonical()) != self.rule_set_digest {
            return Err(ReplayError::RuleSetChanged(rule_set.id.clone()));
        }
        if digest(&self.facts.canonical()) != self.facts_digest {
            return Err(ReplayError::FactsChanged);
        }
        let now = evaluate(rule_set, &self.facts, self.proof.as_of, self.proof.basis);
        if now == self.proof { Ok(&self.proof) } else { Err(ReplayError::OtherTree { now: Box::new(now) }) }
    }

    pub fn rule_set(&self) -> &RuleSetId {
        &self.proof.rule_set
    }

    pub fn rule_set_digest(&self) -> Digest {
        self.rule_set_digest
    }

    pub fn as_of(&self) -> NaiveDate {
        self.proof.as_of
    }

    pub fn basis(&self) -> Basis {
        self.proof.basis
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    pub fn facts_digest(&self) -> Digest {
        self.facts_digest
    }

    pub fn proof(&self) -> &Proof {
        &self.proof
    }
}
