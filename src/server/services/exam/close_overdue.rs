//! Closes what the time has run out for, though nobody comes back, and scores what is over. Every node does; claims and
//! guards make the work happen once. Killed at any point, another node or the next start goes on.

use super::refusal::ExamError;
use super::score::score_in;
use super::submit::close_in;
use crate::domain::attempt::state::Refused;
use crate::domain::id::AttemptId;
use crate::server::services::ServiceError;
use crate::server::services::exam::refusal::Refusal;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, attempt, attempt_work};
use chrono::Duration as Period;
use std::time::Duration;

/// The grace is at least a few seconds, so looking once a second closes nothing late.
const EVERY: Duration = Duration::from_secs(1);
/// So many sittings are looked at in one round.
const ROUND: i64 = 100;
/// Who claims a sitting has so long to score it; then another one may.
const CLAIM: Period = Period::seconds(60);

/// Looks for work now and every second.
pub async fn regularly(state: AppState) {
    loop {
        match close_overdue(&state).await {
            Ok(done) if done >= usize::try_from(ROUND).unwrap_or(usize::MAX) => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "exams could not be closed; trying again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// One round. Gives how many sittings were closed or scored.
pub async fn close_overdue(state: &AppState) -> Result<usize, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.read().await?;
    let due = attempt_work::due(&mut tx, now, ROUND).await?;
    drop(tx);
    let mut done = 0;
    for id in due {
        done += usize::from(settled(id, close(state, id).await)?);
    }
    let mut tx = state.db.read().await?;
    let unscored = attempt_work::unscored(&mut tx, now, ROUND).await?;
    drop(tx);
    for id in unscored {
        done += usize::from(settled(id, claim_and_score(state, id).await)?);
    }
    Ok(done)
}

/// Closes the part or the sitting whose time is over.
pub(super) async fn close(state: &AppState, id: AttemptId) -> Result<(), ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let next = kept.attempt.expire(now)?;
    close_in(&mut tx, kept, next, None, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn claim_and_score(state: &AppState, id: AttemptId) -> Result<(), ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    if !attempt_work::claim(&mut tx, id, state.exam.node(), now, now + CLAIM).await? {
        return Err(ServiceError::Stale.into());
    }
    tx.commit().await?;
    let mut tx = state.db.write().await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    score_in(state, &mut tx, &kept, None, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether something was done. What somebody else has done meanwhile is no failure; one sitting that cannot be scored does
/// not stop the others.
fn settled(id: AttemptId, done: Result<(), ExamError>) -> Result<bool, ServiceError> {
    match done {
        Ok(()) => Ok(true),
        Err(
            ExamError::Refused(Refusal::State(Refused::NotDue | Refused::Over | Refused::AlreadyScored))
            | ExamError::Service(ServiceError::Stale | ServiceError::Store(StoreError::Taken)),
        ) => Ok(false),
        Err(ExamError::Service(ServiceError::Busy)) => Err(ServiceError::Busy),
        Err(error) => {
            tracing::error!(%error, attempt = %id, "an exam could not be closed or scored");
            Ok(false)
        }
    }
}
