//! After the pause, the candidate begins the next part; its clock starts now.

use super::refusal::ExamError;
use super::sitting::{MOST_TRIES, held, own, standing};
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::{Attempt, Refused};
use crate::domain::attempt::view::Standing;
use crate::domain::id::{AttemptId, LeaseId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{attempt, attempt_event};
use crate::server::visitor::Account;

/// Begins the part. One that runs already goes on: a doubled click begins once.
pub async fn begin_part(state: &AppState, by: &Account, id: AttemptId, lease: LeaseId) -> Result<Standing, ExamError> {
    let mut tries = 1;
    loop {
        match try_to_begin(state, by, id, lease).await {
            Err(ExamError::Service(ServiceError::Stale | ServiceError::Busy)) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_begin(state: &AppState, by: &Account, id: AttemptId, lease: LeaseId) -> Result<Standing, ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = own(&mut tx, by, id).await?;
    held(&kept, lease)?;
    let next = match kept.attempt.begin_part(now) {
        Err(Refused::PartRuns) => return Ok(standing(&kept.attempt, now)),
        other => other?,
    };
    attempt::update(&mut tx, &kept, &next, now).await?;
    if let Attempt::InProgress(running) = &next
        && let Some(part) = running.current()
    {
        let event = Event::PartBegun { part: part.kind };
        attempt_event::append(&mut tx, id, now, Some(by.id), &event).await?;
    }
    tx.commit().await?;
    Ok(standing(&next, now))
}
