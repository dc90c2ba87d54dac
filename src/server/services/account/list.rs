//! Accounts, for administrators.

use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::account::{self, AccountRow, Wanted};

/// By sign-in name.
pub async fn list(state: &AppState) -> Result<Vec<AccountRow>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(account::all(&mut tx).await?)
}

/// One page of the wanted accounts, by sign-in name; pages count from 1. With how many there are in all.
pub async fn find(
    state: &AppState,
    wanted: &Wanted,
    page: u32,
    size: u32,
) -> Result<(Vec<AccountRow>, u32), ServiceError> {
    let mut tx = state.db.read().await?;
    let total = account::count_wanted(&mut tx, wanted).await?;
    let offset = i64::from(page.saturating_sub(1)) * i64::from(size);
    let rows = account::page(&mut tx, wanted, i64::from(size), offset).await?;
    Ok((rows, u32::try_from(total).unwrap_or(u32::MAX)))
}
