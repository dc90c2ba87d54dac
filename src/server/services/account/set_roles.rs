//! Giving and taking roles, effective at the account's next request. Whoever becomes staff gets a staff file.

use super::last_administrator;
use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, account, audit};
use serde_json::json;
use std::collections::BTreeSet;

#[derive(Debug, thiserror::Error)]
pub enum SetRolesError {
    #[error("an account has no use without a role")]
    NoRole,
    /// Nobody could administer any more.
    #[error("the last administrator stays")]
    LastAdministrator,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for SetRolesError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// Replaces the roles. `version` is that of the account as the caller saw it.
pub async fn set_roles(
    state: &AppState,
    by: Option<AccountId>,
    id: AccountId,
    version: i64,
    roles: &BTreeSet<Role>,
) -> Result<(), SetRolesError> {
    if roles.is_empty() {
        return Err(SetRolesError::NoRole);
    }
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let account = account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    account::set_roles(&mut tx, id, version, roles).await?;
    let mut person = account.person_id;
    if person.is_none() && roles.iter().any(|role| role.has_staff_file()) {
        let new: PersonId = new_id(now);
        account::insert_staff_file(&mut tx, new, &account.display_name, now).await?;
        account::set_person(&mut tx, id, version + 1, new).await?;
        person = Some(new);
    }
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.set_roles",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({ "before": account.roles(), "after": roles, "person": person }),
    };
    audit::append(&mut tx, &entry).await?;
    if !last_administrator::remains(&mut tx, &account).await? {
        return Err(SetRolesError::LastAdministrator);
    }
    tx.commit().await?;
    Ok(())
}
