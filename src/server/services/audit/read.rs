//! Reading the audit log, newest first.

use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::audit::{self, EntryRow, Head};

/// Up to `limit` entries before a number; from the newest without one.
pub async fn page(state: &AppState, before: Option<i64>, limit: i64) -> Result<Vec<EntryRow>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(audit::before(&mut tx, before.unwrap_or(i64::MAX), limit).await?)
}

/// The end of the chain: kept elsewhere, it shows a later truncation.
pub async fn head(state: &AppState) -> Result<Head, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(audit::head(&mut tx).await?)
}
