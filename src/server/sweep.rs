//! Removes what nobody can use any more: sessions that are over, failures that no longer count.

use super::services::ServiceError;
use super::session::IDLE;
use super::state::AppState;
use super::storage::{session, throttle};
use super::throttle::{PER_ACCOUNT, PER_ADDRESS};
use std::time::Duration;

const EVERY: Duration = Duration::from_hours(1);

/// Sweeps now and every hour. On several nodes each does; the work is the same whoever does it.
pub async fn regularly(state: AppState) {
    loop {
        if let Err(error) = sweep(&state).await {
            tracing::warn!(%error, "sweeping failed; trying again in an hour");
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn sweep(state: &AppState) -> Result<(), ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    session::sweep(&mut tx, now, now - IDLE).await?;
    throttle::sweep(&mut tx, now - PER_ACCOUNT.forget_after.max(PER_ADDRESS.forget_after)).await?;
    tx.commit().await?;
    Ok(())
}
