//! Signing out, here or everywhere.

use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{audit, session};
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
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let ended = session::delete_all(&mut tx, account.id).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: Some(account.id),
        action: "account.sign_out_everywhere",
        subject_kind: "account",
        subject_id: account.id.to_string(),
        detail: json!({ "sessions": ended }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(())
}
