//! A person's certificates, for themselves and for HR.

use crate::domain::id::PersonId;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::may_read;
use crate::server::state::AppState;
use crate::server::storage::certificate::{self, Issued};
use crate::server::visitor::Account;

/// The newest first.
pub async fn certificates_of(state: &AppState, by: &Account, person: PersonId) -> Result<Vec<Issued>, ServiceError> {
    may_read(by, person)?;
    let mut tx = state.db.read().await?;
    Ok(certificate::of_person(&mut tx, person).await?)
}
