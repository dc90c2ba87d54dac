//! Results of sittings, version beside version. Rows never change.

use super::{Json, StoreError, StoreResult, Tx, sql};
use crate::domain::id::{AccountId, AttemptId};
use crate::domain::outcome::{Outcome, ResultVersion};
use chrono::{DateTime, Utc};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    version: i64,
    outcome: Json<Outcome>,
    reason: String,
    made_by: Option<AccountId>,
    made_at: DateTime<Utc>,
}

impl Row {
    fn read(self, attempt: AttemptId) -> StoreResult<ResultVersion> {
        let bad = |_| StoreError::Corrupt { place: format!("attempt_result of {attempt}"), reason: "version".into() };
        Ok(ResultVersion {
            version: u32::try_from(self.version).map_err(bad)?,
            made_at: self.made_at,
            made_by: self.made_by,
            reason: self.reason,
            outcome: self.outcome.0,
        })
    }
}

/// Adds a version; one that is there already is `Taken`: a result is made once.
pub async fn insert(tx: &mut Tx, attempt: AttemptId, result: &ResultVersion) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO attempt_result (attempt_id, version, outcome, passed, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        attempt,
        i64::from(result.version),
        Json(&result.outcome),
        result.outcome.passed() == Some(true),
        &result.reason,
        result.made_by,
        result.made_at,
    )
    .map(|_| ())
}

/// All versions, the first one first.
pub async fn of_attempt(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Vec<ResultVersion>> {
    let text =
        "SELECT version, outcome, reason, made_by, made_at FROM attempt_result WHERE attempt_id = $1 ORDER BY version";
    sql!(all Row, tx, text, attempt)?.into_iter().map(|row| row.read(attempt)).collect()
}

/// The version that stands.
pub async fn standing(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Option<ResultVersion>> {
    let text = "SELECT version, outcome, reason, made_by, made_at FROM attempt_result WHERE attempt_id = $1
                ORDER BY version DESC LIMIT 1";
    sql!(maybe Row, tx, text, attempt)?.map(|row| row.read(attempt)).transpose()
}

/// The standing results of the newest sittings that have one.
pub async fn recent(tx: &mut Tx, limit: i64) -> StoreResult<Vec<Outcome>> {
    let text = "SELECT r.outcome FROM attempt_result r JOIN attempt a ON a.id = r.attempt_id
                WHERE a.state IN ('scored', 'released')
                  AND r.version = (SELECT MAX(n.version) FROM attempt_result n WHERE n.attempt_id = r.attempt_id)
                ORDER BY a.started_at DESC LIMIT $1";
    Ok(sql!(values Json<Outcome>, tx, text, limit)?.into_iter().map(|outcome| outcome.0).collect())
}
