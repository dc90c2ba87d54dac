//! An administrator makes a new one-time link for somebody who forgot the password.

use super::link::{self, OneTimeLink};
use crate::domain::id::AccountId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{account, audit};
use serde_json::json;

/// The old password holds until the link is used. `by` is none on the command line.
pub async fn reset_password(
    state: &AppState,
    by: Option<AccountId>,
    id: AccountId,
) -> Result<OneTimeLink, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let account = account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if account.disabled_at.is_some() {
        return Err(ServiceError::Forbidden);
    }
    let link = link::make(&mut tx, Some(id), by, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.reset_password",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({ "expires_at": link.expires_at }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(link)
}
