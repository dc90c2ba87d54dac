//! The candidate hands in a part, or everything. Handed in a hundred times at once, it is one result.

use super::refusal::ExamError;
use super::score::score_in;
use super::sitting::{MOST_TRIES, held, own, standing};
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::{Attempt, Ending, PartRun, PartStage};
use crate::domain::attempt::view::Standing;
use crate::domain::form::PartKind;
use crate::domain::id::{AccountId, AttemptId, LeaseId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::attempt::{self, Kept};
use crate::server::storage::{StoreError, StoreResult, Tx, attempt_event};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};

/// Hands in the running part. After the last one the sitting is over and scored as far as a machine can.
pub async fn submit_part(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    lease: LeaseId,
    part: PartKind,
) -> Result<Standing, ExamError> {
    hand_in(state, by, id, lease, Some(part)).await
}

/// Hands in everything, parts that were not begun included.
pub async fn submit(state: &AppState, by: &Account, id: AttemptId, lease: LeaseId) -> Result<Standing, ExamError> {
    hand_in(state, by, id, lease, None).await
}

async fn hand_in(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    lease: LeaseId,
    part: Option<PartKind>,
) -> Result<Standing, ExamError> {
    let mut tries = 1;
    loop {
        match try_to_hand_in(state, by, id, lease, part).await {
            Err(ExamError::Service(
                ServiceError::Stale | ServiceError::Busy | ServiceError::Store(StoreError::Taken),
            )) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_hand_in(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    lease: LeaseId,
    part: Option<PartKind>,
) -> Result<Standing, ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = own(&mut tx, by, id).await?;
    let Attempt::InProgress(running) = &kept.attempt else { return Ok(standing(&kept.attempt, now)) };
    let is_closed = |run: &PartRun| matches!(run.stage, PartStage::Closed { .. });
    if part.is_some_and(|part| running.parts.iter().any(|run| run.kind == part && is_closed(run))) {
        return Ok(standing(&kept.attempt, now));
    }
    held(&kept, lease)?;
    let next = match part {
        Some(part) => kept.attempt.submit_part(part, now)?,
        None => kept.attempt.submit(now)?,
    };
    let closed = close_in(&mut tx, kept, next, Some(by.id), now).await?;
    let attempt =
        if is_over(&closed.attempt) { score_in(state, &mut tx, &closed, None, now).await? } else { closed.attempt };
    tx.commit().await?;
    Ok(standing(&attempt, now))
}

/// Writes a closing with its lines in the log.
pub(in crate::server) async fn close_in(
    tx: &mut Tx,
    kept: Kept,
    next: Attempt,
    actor: Option<AccountId>,
    now: DateTime<Utc>,
) -> StoreResult<Kept> {
    attempt::update(tx, &kept, &next, now).await?;
    let (before, after) = (parts(&kept.attempt), parts(&next));
    for (before, after) in before.iter().zip(after) {
        if let (PartStage::Waiting | PartStage::Running { .. }, PartStage::Closed { by, .. }) =
            (before.stage, after.stage)
        {
            let event = Event::PartClosed { part: after.kind, by };
            attempt_event::append(tx, kept.id, now, actor, &event).await?;
        }
    }
    let by = match &next {
        Attempt::Submitted(_) => Some(Ending::Submitted),
        Attempt::Expired(_) => Some(Ending::Expired),
        Attempt::Registered
        | Attempt::InProgress(_)
        | Attempt::AwaitingScoring(_)
        | Attempt::Scored(_)
        | Attempt::Released(_) => None,
    };
    if let Some(by) = by {
        attempt_event::append(tx, kept.id, now, actor, &Event::Closed { by }).await?;
    }
    Ok(Kept { attempt: next, version: kept.version + 1, ..kept })
}

pub(super) fn is_over(attempt: &Attempt) -> bool {
    !matches!(attempt, Attempt::Registered | Attempt::InProgress(_))
}

fn parts(attempt: &Attempt) -> &[PartRun] {
    match attempt {
        Attempt::Registered => &[],
        Attempt::InProgress(running) => &running.parts,
        Attempt::Submitted(closed)
        | Attempt::Expired(closed)
        | Attempt::AwaitingScoring(closed)
        | Attempt::Scored(closed)
        | Attempt::Released(closed) => &closed.parts,
    }
}
