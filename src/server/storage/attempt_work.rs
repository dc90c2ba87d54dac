//! Sittings that the server itself must see to: those whose time is up, and those that wait for their score.

use super::{StoreResult, Tx, sql};
use crate::domain::id::AttemptId;
use chrono::{DateTime, Utc};

/// Sittings that the server must close, the longest overdue first.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<AttemptId>> {
    let text = "SELECT id FROM attempt WHERE state = 'in_progress' AND due_at <= $1 ORDER BY due_at LIMIT $2";
    sql!(values AttemptId, tx, text, now, limit)
}

/// Sittings that are over and have no result, and that nobody works on.
pub async fn unscored(tx: &mut Tx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<AttemptId>> {
    let text = "SELECT id FROM attempt WHERE state IN ('submitted', 'expired') AND (claimed_until IS NULL OR claimed_until <= $1)
                ORDER BY ended_at LIMIT $2";
    sql!(values AttemptId, tx, text, now, limit)
}

/// Takes an unscored sitting to work on until an instant. False when another worker was faster.
pub async fn claim(
    tx: &mut Tx,
    id: AttemptId,
    worker: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> StoreResult<bool> {
    let text = "UPDATE attempt SET claimed_by = $1, claimed_until = $2
                WHERE id = $3 AND state IN ('submitted', 'expired') AND (claimed_until IS NULL OR claimed_until <= $4)";
    Ok(sql!(exec, tx, text, worker, until, id, now)? == 1)
}
