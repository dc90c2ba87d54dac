//! The link by which the first administrator comes in.

use super::link::{self, OneTimeLink};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{account, audit};
use serde_json::json;

/// Makes a one-time link while there is no account at all; None once there is one. The links before it end.
pub async fn bootstrap(state: &AppState) -> Result<Option<OneTimeLink>, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    if account::count(&mut tx).await? > 0 {
        return Ok(None);
    }
    let link = link::make(&mut tx, None, None, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: None,
        action: "account.bootstrap",
        subject_kind: "invitation",
        subject_id: "first administrator".to_owned(),
        detail: json!({ "expires_at": link.expires_at }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(Some(link))
}
