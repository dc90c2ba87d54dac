//! Somebody who is signed in chooses a new password.

use super::sign_in::{self, SignInError, SignedIn};
use crate::server::password::Password;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{account, audit, session};
use crate::server::visitor::Account;
use serde_json::json;
use std::net::IpAddr;

/// A change as it comes from the form.
pub struct Change {
    /// A browser that was left open must not be enough to take the account over.
    pub current: String,
    pub new: Password,
    pub address: IpAddr,
}

/// Sets the new password, ends every session of the account, and begins a new one for whoever asked. A wrong current
/// password counts as a failed sign-in does, so that it cannot be guessed here either.
pub async fn change_password(state: &AppState, account: &Account, change: Change) -> Result<SignedIn, SignInError> {
    let known = sign_in::compare(state, &account.sign_in_name, change.current, change.address).await?;
    let hash = match known {
        Some(_) => Some(state.hasher.hash(change.new).await.map_err(ServiceError::from)?),
        None => None,
    };
    let now = state.clock.now();
    let (mut tx, row) = sign_in::enter(state, known, change.address, now).await?;
    let hash = hash.ok_or(SignInError::Wrong)?;
    account::set_password(&mut tx, row.id, row.version, &hash).await?;
    let ended = session::delete_all(&mut tx, row.id).await?;
    let signed_in = sign_in::open_session(&mut tx, row.id, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: Some(row.id),
        action: "account.change_password",
        subject_kind: "account",
        subject_id: row.id.to_string(),
        detail: json!({ "sessions": ended }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(signed_in)
}
