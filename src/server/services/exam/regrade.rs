//! A corrected key leads to a new result beside the old one. What it would change can be looked at first.

use super::record::record;
use super::refusal::{ExamError, Refusal};
use super::score::{By, outcome};
use crate::domain::access::Permission;
use crate::domain::attempt::event::Event;
use crate::domain::id::AttemptId;
use crate::domain::outcome::{Outcome, ResultVersion};
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::{Tx, attempt, attempt_event, attempt_result};
use crate::server::visitor::Account;
use serde_json::json;

/// A result as it stands, and as it would be by the items' current versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regraded {
    pub before: ResultVersion,
    pub after: Outcome,
}

impl Regraded {
    /// Whether anything is different.
    pub fn changes(&self) -> bool {
        self.before.outcome != self.after
    }

    /// The verdict turns: pass to fail, or fail to pass.
    pub fn flips(&self) -> bool {
        self.before.outcome.passed() != self.after.passed()
    }
}

/// What a regrade would give. Changes nothing.
pub async fn preview(state: &AppState, by: &Account, id: AttemptId) -> Result<Regraded, ExamError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    compare(state, &mut tx, id).await
}

/// Makes a new version, with the reason for it. One that would be equal to the standing one is not made.
pub async fn regrade(state: &AppState, by: &Account, id: AttemptId, reason: &str) -> Result<Regraded, ExamError> {
    must(by, Permission::ScoreExams)?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) {
        return Err(Refusal::Own.into());
    }
    attempt::touch(&mut tx, id, now).await?;
    let regraded = compare(state, &mut tx, id).await?;
    if !regraded.changes() {
        return Ok(regraded);
    }
    let version = regraded.before.version + 1;
    let result = ResultVersion {
        version,
        made_at: now,
        made_by: Some(by.id),
        reason: reason.trim().to_owned(),
        outcome: regraded.after.clone(),
    };
    attempt_result::insert(&mut tx, id, &result).await?;
    let event = Event::Regraded { version, reason: result.reason };
    attempt_event::append(&mut tx, id, now, Some(by.id), &event).await?;
    let passed = |outcome: &Outcome| outcome.passed() == Some(true);
    let detail = json!({
        "person": kept.person, "version": version, "passed_before": passed(&regraded.before.outcome),
        "passed": passed(&regraded.after),
    });
    record(&mut tx, now, Some(by.id), "result.regrade", ("attempt", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(regraded)
}

async fn compare(state: &AppState, tx: &mut Tx, id: AttemptId) -> Result<Regraded, ExamError> {
    let kept = attempt::find(tx, id).await?.ok_or(ServiceError::NotFound)?;
    kept.attempt.regrade()?;
    let before = attempt_result::standing(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let after = outcome(state, tx, &kept, By::Current).await?;
    Ok(Regraded { before, after })
}
