//! The audit rows of exams. They quote no names, no answers and no reasons.

use crate::domain::id::AccountId;
use crate::server::storage::{StoreResult, Tx, audit};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Appends a row; the last thing in a transaction.
pub(super) async fn record(
    tx: &mut Tx,
    at: DateTime<Utc>,
    actor: Option<AccountId>,
    action: &'static str,
    subject: (&'static str, String),
    detail: Value,
) -> StoreResult<()> {
    let (subject_kind, subject_id) = subject;
    let entry = audit::NewEntry { at, actor, action, subject_kind, subject_id, detail };
    audit::append(tx, &entry).await.map(|_| ())
}
