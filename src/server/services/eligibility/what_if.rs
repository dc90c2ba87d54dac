//! The same evaluation over edited facts. Nothing is stored.

use super::assess::{Assessment, assess};
use crate::domain::eligibility::change::{LevelChange, changes};
use crate::domain::eligibility::evaluate;
use crate::domain::eligibility::proof::Proof;
use crate::domain::eligibility::suppose::{Supposition, supposing};
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::verification::Basis;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::visitor::Account;
use chrono::NaiveDate;

/// What would be, beside what is.
#[derive(Debug, Clone)]
pub struct Supposed {
    pub today: Assessment,
    pub facts: Facts,
    pub proof: Proof,
    pub changes: Vec<LevelChange>,
}

/// Evaluates a person's file as if the suppositions were facts.
pub async fn what_if(
    state: &AppState,
    by: &Account,
    id: PersonId,
    suppositions: &[Supposition],
    as_of: NaiveDate,
    basis: Basis,
) -> Result<Supposed, ServiceError> {
    let today = assess(state, by, id, as_of, basis).await?;
    let facts = supposing(&today.facts, suppositions);
    let proof = evaluate(today.rules, &facts, as_of, basis);
    Ok(Supposed { changes: changes(&today.proof, &proof), today, facts, proof })
}
