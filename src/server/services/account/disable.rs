//! Disabling an account: it is signed out everywhere, at its next request at the latest, and its open links end.

use super::last_administrator;
use crate::domain::id::AccountId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, account, audit, invitation, session};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub enum DisableError {
    /// Nobody could administer any more.
    #[error("the last administrator stays")]
    LastAdministrator,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for DisableError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// Disabling one that is disabled changes nothing. `by` is none on the command line.
pub async fn disable(state: &AppState, by: Option<AccountId>, id: AccountId) -> Result<(), DisableError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let account = account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if account.disabled_at.is_some() {
        return Ok(());
    }
    account::set_disabled(&mut tx, id, account.version, Some(now)).await?;
    session::delete_all(&mut tx, id).await?;
    invitation::withdraw_all(&mut tx, id, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.disable",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({}),
    };
    audit::append(&mut tx, &entry).await?;
    if !last_administrator::remains(&mut tx, &account).await? {
        return Err(DisableError::LastAdministrator);
    }
    tx.commit().await?;
    Ok(())
}
