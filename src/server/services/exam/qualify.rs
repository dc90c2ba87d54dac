//! What a released on-post exam means for whoever sat it.

use super::record::record;
use crate::domain::id::AccountId;
use crate::domain::on_post::after_result;
use crate::domain::staff_file::Profile;
use crate::server::services::ServiceError;
use crate::server::storage::attempt::Kept;
use crate::server::storage::{Tx, person};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Gives the on-post qualification to whoever has earned it, in the transaction that releases the result or makes it anew.
pub(super) async fn qualify(
    tx: &mut Tx,
    kept: &Kept,
    passed: bool,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let found = person::find(tx, kept.person).await?.ok_or(ServiceError::NotFound)?;
    let Some(next) = after_result(found.profile.on_post_state, kept.kind, passed) else { return Ok(()) };
    let profile = Profile { on_post_state: next, ..found.profile };
    person::update(tx, kept.person, found.version, &profile).await?;
    let detail = json!({ "attempt": kept.id, "on_post_state": next });
    record(tx, now, Some(by), "person.qualify", ("person", kept.person.to_string()), detail).await?;
    Ok(())
}
