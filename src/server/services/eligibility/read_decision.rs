//! One decision as it was taken.

use crate::domain::access::Permission;
use crate::domain::id::DecisionId;
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::decision::{self, Recorded};
use crate::server::storage::{account, person};
use crate::server::visitor::Account;

/// A decision, about whom, and by whom.
#[derive(Debug, Clone)]
pub struct ReadDecision {
    pub recorded: Recorded,
    pub person: Person,
    pub decided_by: String,
}

pub async fn read_decision(state: &AppState, by: &Account, id: DecisionId) -> Result<ReadDecision, ServiceError> {
    must(by, Permission::Decide)?;
    let mut tx = state.db.read().await?;
    let recorded = decision::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let person = person::find(&mut tx, recorded.person).await?.ok_or(ServiceError::NotFound)?;
    let decided_by = account::by_id(&mut tx, recorded.decided_by).await?.ok_or(ServiceError::NotFound)?.display_name;
    Ok(ReadDecision { recorded, person, decided_by })
}
