//! Decisions on record, the newest first.

use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::decision::{self, Line};
use crate::server::visitor::Account;

/// A page of decisions.
#[derive(Debug, Clone)]
pub struct Decisions {
    pub lines: Vec<Line>,
    pub total: u64,
}

/// How many lines a page has.
pub const PAGE: u32 = 25;

/// The decisions of one page, counted from 1, about anybody or about one person.
pub async fn list_decisions(
    state: &AppState,
    by: &Account,
    person: Option<PersonId>,
    page: u32,
) -> Result<Decisions, ServiceError> {
    must(by, Permission::Decide)?;
    let offset = i64::from(page.saturating_sub(1)) * i64::from(PAGE);
    let mut tx = state.db.read().await?;
    let lines = decision::list(&mut tx, person, i64::from(PAGE), offset).await?;
    Ok(Decisions { total: decision::count(&mut tx, person).await?, lines })
}
