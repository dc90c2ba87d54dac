//! Failed attempts, counted under hashed names.

use super::{StoreResult, Tx, sql};
use chrono::{DateTime, Utc};

/// Until when a subject must wait, if it must.
pub async fn blocked_until(tx: &mut Tx, subject: &str, now: DateTime<Utc>) -> StoreResult<Option<DateTime<Utc>>> {
    sql!(
        maybe_value DateTime<Utc>,
        tx,
        "SELECT blocked_until FROM sign_in_failure WHERE subject = $1 AND blocked_until > $2",
        subject,
        now,
    )
}

/// Counts one more attempt and returns the count, or None if the subject must wait. Counting begins anew if the last one
/// lies before `forget_before`. The row stays locked until the transaction ends: attempts at the same time queue.
pub async fn count(
    tx: &mut Tx,
    subject: &str,
    now: DateTime<Utc>,
    forget_before: DateTime<Utc>,
) -> StoreResult<Option<i64>> {
    sql!(
        maybe_value i64,
        tx,
        "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (subject) DO UPDATE SET
             failures = CASE WHEN sign_in_failure.last_at < $3 THEN 1 ELSE sign_in_failure.failures + 1 END,
             last_at = $2
         WHERE sign_in_failure.blocked_until IS NULL OR sign_in_failure.blocked_until <= $2
         RETURNING failures",
        subject,
        now,
        forget_before,
    )
}

pub async fn block(tx: &mut Tx, subject: &str, until: Option<DateTime<Utc>>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE sign_in_failure SET blocked_until = $1 WHERE subject = $2", until, subject)?;
    Ok(())
}

pub async fn forget(tx: &mut Tx, subject: &str) -> StoreResult<()> {
    sql!(exec, tx, "DELETE FROM sign_in_failure WHERE subject = $1", subject)?;
    Ok(())
}

/// Removes what no longer counts.
pub async fn sweep(tx: &mut Tx, before: DateTime<Utc>) -> StoreResult<u64> {
    sql!(exec, tx, "DELETE FROM sign_in_failure WHERE last_at < $1", before)
}
