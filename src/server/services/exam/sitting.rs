//! What the verbs of a sitting share: finding one's own, and what is fixed about it.

use super::refusal::ExamError;
use crate::domain::attempt::lease::Lease;
use crate::domain::attempt::state::{Attempt, PartStage, Running};
use crate::domain::attempt::timing::remaining_ms;
use crate::domain::attempt::view::Standing;
use crate::domain::id::{AttemptId, LeaseId};
use crate::server::exam::papers::Fixed;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::attempt::{self, Kept};
use crate::server::storage::{Tx, paper};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// How often a verb that lost a race is tried again.
pub(super) const MOST_TRIES: usize = 4;

/// A sitting of the caller's own. Anybody else's does not exist.
pub(super) async fn own(tx: &mut Tx, by: &Account, id: AttemptId) -> Result<Kept, ServiceError> {
    let kept = attempt::find(tx, id).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) { Ok(kept) } else { Err(ServiceError::NotFound) }
}

/// Paper and person of a sitting; from memory when it was read before.
pub(super) async fn fixed(state: &AppState, id: AttemptId) -> Result<Arc<Fixed>, ServiceError> {
    if let Some(fixed) = state.exam.papers.get(id) {
        return Ok(fixed);
    }
    let mut tx = state.db.glance().await?;
    fixed_in(state, &mut tx, id).await
}

/// The same within a transaction.
pub(super) async fn fixed_in(state: &AppState, tx: &mut Tx, id: AttemptId) -> Result<Arc<Fixed>, ServiceError> {
    if let Some(fixed) = state.exam.papers.get(id) {
        return Ok(fixed);
    }
    let kept = attempt::find(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let parts = paper::of_attempt(tx, id).await?;
    Ok(state.exam.papers.remember(id, Fixed { person: kept.person, locale: kept.locale, parts }))
}

/// The running sitting, if the caller's device holds the lease.
pub(super) fn held(kept: &Kept, lease: LeaseId) -> Result<(), ExamError> {
    match &kept.attempt {
        Attempt::InProgress(Running { lease: standing, .. }) => Ok(standing.admits(lease)?),
        Attempt::Registered
        | Attempt::Submitted(_)
        | Attempt::Expired(_)
        | Attempt::AwaitingScoring(_)
        | Attempt::Scored(_)
        | Attempt::Released(_) => Ok(()),
    }
}

/// Where a candidate stands.
pub(super) fn standing(attempt: &Attempt, now: DateTime<Utc>) -> Standing {
    let Attempt::InProgress(running) = attempt else { return Standing::Over { stage: attempt.stage() } };
    if let Some(part) = running.current()
        && let PartStage::Running { ends_at, .. } = part.stage
    {
        return Standing::Part { part: part.kind, remaining_ms: remaining_ms(ends_at, now) };
    }
    match running.parts.iter().find(|part| part.stage == PartStage::Waiting) {
        Some(next) => Standing::Pause { next: next.kind, remaining_ms: remaining_ms(running.due_at(), now) },
        None => Standing::Over { stage: attempt.stage() },
    }
}

/// The lease of a running sitting.
pub(super) fn lease(attempt: &Attempt) -> Option<&Lease> {
    match attempt {
        Attempt::InProgress(running) => Some(&running.lease),
        Attempt::Registered
        | Attempt::Submitted(_)
        | Attempt::Expired(_)
        | Attempt::AwaitingScoring(_)
        | Attempt::Scored(_)
        | Attempt::Released(_) => None,
    }
}
