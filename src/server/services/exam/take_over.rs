//! The candidate goes on at another device, or in another tab. The old one's saves are refused from then on.

use super::read_sitting::state_view;
use super::refusal::ExamError;
use super::sitting::{MOST_TRIES, lease, own};
use super::start::short;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::lease::Holder;
use crate::domain::attempt::view::StateView;
use crate::domain::id::AttemptId;
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{attempt, attempt_event};
use crate::server::visitor::Account;

/// Gives the caller a new lease, with what is kept so far: the numbers from which the new device goes on.
pub async fn take_over(state: &AppState, by: &Account, id: AttemptId, device: &str) -> Result<StateView, ExamError> {
    let mut tries = 1;
    loop {
        match try_to_take_over(state, by, id, device).await {
            Err(ExamError::Service(ServiceError::Stale | ServiceError::Busy)) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_take_over(state: &AppState, by: &Account, id: AttemptId, device: &str) -> Result<StateView, ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = own(&mut tx, by, id).await?;
    let holder = Holder { id: new_id(now), session: by.session, device: short(device) };
    let next = kept.attempt.take_over(holder, now)?;
    attempt::update(&mut tx, &kept, &next, now).await?;
    let from = lease(&kept.attempt).map(|lease| lease.device.clone()).unwrap_or_default();
    let event = Event::TakenOver { device: short(device), from };
    attempt_event::append(&mut tx, id, now, Some(by.id), &event).await?;
    let view = state_view(&mut tx, by, id, &next, None, now).await?;
    tx.commit().await?;
    Ok(view)
}
