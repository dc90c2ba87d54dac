//! Signing out, here or everywhere.

use crate::domain::id::AccountId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{account, audit, session};
use crate::server::visitor::Account;
use serde_json::json;

/// Ends the session that the request came with.
pub async fn here(state: &AppState, account: &Account) -> Result<(), ServiceError> {
    let mut tx = state.db.write().await?;
    session::delete(&mut tx, account.session).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the account, this one included.
pub async fn everywhere(state: &AppState, account: &Account) -> Result<(), ServiceError> {
    end_all(state, Some(account.id), account.id).await
}

/// Ends every session of an account: a device was lost. `by` is none on the command line.
pub async fn end_all(state: &AppState, by: Option<AccountId>, id: AccountId) -> Result<(), ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let ended = session::delete_all(&mut tx, id).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.sign_out_everywhere",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({ "sessions": ended }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(())
}
