//! A document goes out to whoever may see it: its owner and HR.

use super::standing::may_read;
use super::upload::place;
use crate::domain::id::EvidenceId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{StoreError, evidence};
use crate::server::visitor::Account;

/// What the document is, and its bytes.
pub async fn read_evidence(
    state: &AppState,
    by: &Account,
    id: EvidenceId,
) -> Result<(Evidence, Vec<u8>), ServiceError> {
    let mut tx = state.db.read().await?;
    let document = evidence::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    may_read(by, document.person)?;
    let path = place(&state.config.data_dir, document.sha256);
    let bytes = tokio::fs::read(path).await.map_err(StoreError::File)?;
    Ok((document, bytes))
}
