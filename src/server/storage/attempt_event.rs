//! The log of each sitting. Rows never change.

use super::{Json, StoreResult, Tx, sql};
use crate::domain::attempt::event::Event;
use crate::domain::id::{AccountId, AttemptId};
use chrono::{DateTime, Utc};

/// A step, as HR reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    pub at: DateTime<Utc>,
    /// Nobody: the server by itself.
    pub actor: Option<AccountId>,
    pub event: Event,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    at: DateTime<Utc>,
    actor: Option<AccountId>,
    detail: Json<Event>,
}

/// Adds a step. Whoever does has written the attempt's row in the same transaction, so that numbers are given one by one.
pub async fn append(
    tx: &mut Tx,
    attempt: AttemptId,
    at: DateTime<Utc>,
    actor: Option<AccountId>,
    event: &Event,
) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO attempt_event (attempt_id, seq, at, actor, kind, detail)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5 FROM attempt_event WHERE attempt_id = $1",
        attempt,
        at,
        actor,
        event.id(),
        Json(event),
    )
    .map(|_| ())
}

pub async fn of_attempt(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Vec<Logged>> {
    let text = "SELECT at, actor, detail FROM attempt_event WHERE attempt_id = $1 ORDER BY seq";
    let read = |row: Row| Logged { at: row.at, actor: row.actor, event: row.detail.0 };
    Ok(sql!(all Row, tx, text, attempt)?.into_iter().map(read).collect())
}
