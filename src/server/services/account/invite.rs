//! An administrator makes an account and hands its link to the new colleague.

use super::link::{self, OneTimeLink};
use super::sign_in_name::SignInName;
use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::account::NewAccount;
use crate::server::storage::{StoreError, account, audit, person};
use serde_json::json;
use std::collections::BTreeSet;

/// Who is to come in, and as what.
#[derive(Debug, Clone)]
pub struct Invite {
    pub sign_in_name: SignInName,
    pub display_name: String,
    pub roles: BTreeSet<Role>,
    /// A staff file that exists already. Without it, staff get a new one under their display name.
    pub person: Option<PersonId>,
}

#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("an account has no use without a role")]
    NoRole,
    #[error("the sign-in name, or the staff file, has an account already")]
    Taken,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for InviteError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Taken,
            other => Self::Service(other.into()),
        }
    }
}

/// The new account, without a password, and the link that sets one. `by` is none on the command line.
pub async fn invite(
    state: &AppState,
    by: Option<AccountId>,
    invite: &Invite,
) -> Result<(AccountId, OneTimeLink), InviteError> {
    if invite.roles.is_empty() {
        return Err(InviteError::NoRole);
    }
    let now = state.clock.now();
    let id: AccountId = new_id(now);
    let mut tx = state.db.write().await?;
    let person = match invite.person {
        Some(person) => Some(person),
        None if invite.roles.iter().any(|role| role.has_staff_file()) => {
            let person: PersonId = new_id(now);
            account::insert_staff_file(&mut tx, person, &invite.display_name, now).await?;
            Some(person)
        }
        None => None,
    };
    let name = invite.sign_in_name.as_str();
    let new = NewAccount { id, sign_in_name: name, display_name: &invite.display_name, person, created_at: now };
    account::insert(&mut tx, &new).await?;
    account::set_roles(&mut tx, id, 1, &invite.roles).await?;
    let link = link::make(&mut tx, Some(id), by, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: by,
        action: "account.invite",
        subject_kind: "account",
        subject_id: id.to_string(),
        detail: json!({ "sign_in_name": name, "roles": invite.roles, "person": person }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok((id, link))
}

/// The staff file of a number, to be linked to an account.
pub async fn staff_file(state: &AppState, number: &str) -> Result<PersonId, StaffFileError> {
    let mut tx = state.db.read().await?;
    let person = person::by_staff_number(&mut tx, number).await?.ok_or(StaffFileError::Unknown)?;
    if account::by_person(&mut tx, person).await?.is_some() {
        return Err(StaffFileError::HasAccount);
    }
    Ok(person)
}

#[derive(Debug, thiserror::Error)]
pub enum StaffFileError {
    #[error("nobody has this staff number")]
    Unknown,
    #[error("the staff file has an account already")]
    HasAccount,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for StaffFileError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}
