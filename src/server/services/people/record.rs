//! The audit rows of staff files. They say what changed and how it was checked, and quote no names and no reasons: the
//! log is read by administrators, who read no staff file.

use crate::domain::id::{AccountId, PersonId};
use crate::domain::staff_file::Entry;
use crate::server::storage::{StoreResult, Tx, audit};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Something that happened to an entry.
pub(super) async fn entry(
    tx: &mut Tx,
    at: DateTime<Utc>,
    by: AccountId,
    action: &'static str,
    entry: &Entry,
) -> StoreResult<()> {
    let detail = json!({
        "person": entry.person,
        "entry": entry.id.kind().id(),
        "status": entry.check.status().id(),
        "evidence": entry.evidence,
        "version": entry.version,
    });
    let new = audit::NewEntry {
        at,
        actor: Some(by),
        action,
        subject_kind: entry.id.kind().id(),
        subject_id: entry.id.to_string(),
        detail,
    };
    audit::append(tx, &new).await.map(|_| ())
}

/// Something that happened to a person's profile.
pub(super) async fn person(
    tx: &mut Tx,
    at: DateTime<Utc>,
    by: AccountId,
    action: &'static str,
    person: PersonId,
    detail: Value,
) -> StoreResult<()> {
    let new =
        audit::NewEntry { at, actor: Some(by), action, subject_kind: "person", subject_id: person.to_string(), detail };
    audit::append(tx, &new).await.map(|_| ())
}
