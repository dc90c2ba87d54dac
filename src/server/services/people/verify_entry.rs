//! HR has seen the proof of a claim.

use super::problem::ChangeError;
use super::record;
use super::standing::{may_check, must_not_be_issued};
use crate::domain::staff_file::{Check, Entry, EntryId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::entry;
use crate::server::visitor::Account;

/// Verifies the entry in the version that the caller saw.
pub async fn verify_entry(state: &AppState, by: &Account, id: EntryId, version: i64) -> Result<Entry, ChangeError> {
    let at = state.clock.now();
    record_check(state, by, id, version, Check::Verified { by: by.id, at }, "entry.verify").await
}

/// Records what a check found.
pub(super) async fn record_check(
    state: &AppState,
    by: &Account,
    id: EntryId,
    version: i64,
    check: Check,
    action: &'static str,
) -> Result<Entry, ChangeError> {
    let mut tx = state.db.write().await?;
    let found = entry::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    must_not_be_issued(&mut tx, id).await?;
    may_check(by, found.person)?;
    entry::check(&mut tx, id, version, &check).await?;
    let checked = Entry { version: version + 1, ..found.checked(check) };
    record::entry(&mut tx, state.clock.now(), by.id, action, &checked).await?;
    tx.commit().await?;
    Ok(checked)
}
