//! An entry is taken out of a staff file.

use super::problem::ChangeError;
use super::record;
use super::standing::{Standing, may_write, must_not_be_issued};
use crate::domain::id::PersonId;
use crate::domain::staff_file::EntryId;
use crate::domain::verification::Verification;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::entry;
use crate::server::visitor::Account;

/// Takes it out of somebody's file. Owners withdraw what they claim; what HR has verified, HR takes out.
pub async fn withdraw_entry(
    state: &AppState,
    by: &Account,
    person: PersonId,
    id: EntryId,
    version: i64,
) -> Result<(), ChangeError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let found = entry::find(&mut tx, id).await?.filter(|entry| entry.person == person).ok_or(ServiceError::NotFound)?;
    must_not_be_issued(&mut tx, id).await?;
    match (may_write(by, found.person)?, found.check.status()) {
        (Standing::Owner, Verification::Verified) => return Err(ServiceError::Forbidden.into()),
        (Standing::Owner, Verification::Claimed | Verification::Rejected) | (Standing::Keeper, _) => {}
    }
    entry::delete(&mut tx, id, version).await?;
    record::entry(&mut tx, now, by.id, "entry.withdraw", &found).await?;
    tx.commit().await?;
    Ok(())
}
