//! Who qualifies for what, and why: the evaluation of one staff file.

use crate::domain::digest::Digest;
use crate::domain::eligibility::evaluate;
use crate::domain::eligibility::proof::Proof;
use crate::domain::eligibility::rule_set::RuleSet;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::rung::Rung;
use crate::domain::staff_file::StaffFile;
use crate::domain::verification::Basis;
use crate::server::digest::sha256;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::may_read;
use crate::server::state::AppState;
use crate::server::storage::{entry, person};
use crate::server::visitor::Account;
use chrono::NaiveDate;

/// An evaluation with all that it rests on.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub file: StaffFile,
    pub facts: Facts,
    pub facts_digest: Digest,
    pub rules: &'static RuleSet,
    pub proof: Proof,
    /// From the first level to the fifth.
    pub rungs: Vec<Rung>,
}

/// Evaluates a person's file as of a date.
pub async fn assess(
    state: &AppState,
    by: &Account,
    id: PersonId,
    as_of: NaiveDate,
    basis: Basis,
) -> Result<Assessment, ServiceError> {
    may_read(by, id)?;
    let mut tx = state.db.read().await?;
    let person = person::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let entries = entry::of_person(&mut tx, id).await?;
    drop(tx);
    let file = StaffFile { person, entries };
    let facts = file.facts();
    let rules = super::rules::published(state);
    let proof = evaluate(rules, &facts, as_of, basis);
    Ok(Assessment {
        rungs: proof.levels.iter().map(|level| Rung::of(&facts, level, as_of)).collect(),
        facts_digest: sha256(&facts.canonical()),
        file,
        facts,
        rules,
        proof,
    })
}
