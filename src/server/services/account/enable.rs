//! Enabling a disabled account.

use crate::domain::id::AccountId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{account, audit};
use serde_json::json;

/// Enabling one that is enabled changes nothing. `by` is none on the command line.
pub async fn enable(state: &AppState, by: Option<AccountId>, id: AccountId) -> Result<(), ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let account = account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if account.disabled_at.is_none() {
        return Ok(());
    }
    account::set_disabled(&mut tx, id, account.version, None).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.enable",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({}),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(())
}
