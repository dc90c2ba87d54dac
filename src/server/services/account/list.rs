//! Every account, for administrators.

use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::account::{self, AccountRow};

/// By sign-in name.
pub async fn list(state: &AppState) -> Result<Vec<AccountRow>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(account::all(&mut tx).await?)
}
