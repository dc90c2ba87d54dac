//! Somebody opens a one-time link and sets a password; by the first link they also name themselves.

use super::sign_in::{self, SignedIn};
use super::sign_in_name::SignInName;
use crate::domain::access::Role;
use crate::domain::id::AccountId;
use crate::server::ids::new_id;
use crate::server::password::Password;
use crate::server::services::ServiceError;
use crate::server::session::Token;
use crate::server::state::AppState;
use crate::server::storage::account::{AccountRow, NewAccount};
use crate::server::storage::invitation::InvitationRow;
use crate::server::storage::{StoreError, Tx, account, audit, invitation, session};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeSet;

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// Nobody has an account yet: choose a name.
    FirstAdministrator,
    /// An account waits for a password, its first or a new one.
    Account { sign_in_name: String, display_name: String },
}

/// How somebody enters by the first link.
#[derive(Debug, Clone)]
pub struct FirstAdministrator {
    pub sign_in_name: SignInName,
    pub display_name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Used, over, withdrawn, or never made: the same answer for all.
    #[error("the link does not hold")]
    NoSuchLink,
    #[error("the sign-in name is taken")]
    Taken,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for AcceptError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Taken,
            other => Self::Service(other.into()),
        }
    }
}

/// What the page behind a link shows.
pub async fn look_at(state: &AppState, token: &Token) -> Result<Invited, AcceptError> {
    let mut tx = state.db.read().await?;
    let (_, account) = find(&mut tx, token, state.clock.now()).await?;
    Ok(match account {
        None => Invited::FirstAdministrator,
        Some(AccountRow { sign_in_name, display_name, .. }) => Invited::Account { sign_in_name, display_name },
    })
}

/// Uses the link up, sets the password, ends the account's other sessions, and signs in.
/// `first` counts only for the first administrator's link, and is needed there.
pub async fn accept_invitation(
    state: &AppState,
    token: &Token,
    password: Password,
    first: Option<FirstAdministrator>,
) -> Result<SignedIn, AcceptError> {
    // Look before hashing: a link that does not hold must not cost the service a hash.
    look_at(state, token).await?;
    let hash = state.hasher.hash(password).await.map_err(ServiceError::from)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let (link, account) = find(&mut tx, token, now).await?;
    if !invitation::spend(&mut tx, link.id, now).await? {
        return Err(AcceptError::NoSuchLink);
    }
    let account = match account {
        Some(account) => account,
        None => make_first(&mut tx, first.ok_or(AcceptError::NoSuchLink)?, now).await?,
    };
    account::set_password(&mut tx, account.id, account.version, &hash).await?;
    session::delete_all(&mut tx, account.id).await?;
    let signed_in = sign_in::open_session(&mut tx, account.id, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: Some(account.id),
        action: "account.accept_invitation",
        subject_kind: "account",
        subject_id: account.id.to_string(),
        detail: json!({ "sign_in_name": account.sign_in_name }),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(signed_in)
}

async fn find(
    tx: &mut Tx,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<(InvitationRow, Option<AccountRow>), AcceptError> {
    let link = invitation::find(tx, &token.hash(), now).await?.ok_or(AcceptError::NoSuchLink)?;
    let Some(id) = link.account_id else {
        // The first administrator's link is worth nothing once there is an account.
        let nobody_yet = account::count(tx).await? == 0;
        return if nobody_yet { Ok((link, None)) } else { Err(AcceptError::NoSuchLink) };
    };
    let account = account::by_id(tx, id).await?.filter(|account| account.disabled_at.is_none());
    let account = account.ok_or(AcceptError::NoSuchLink)?;
    Ok((link, Some(account)))
}

async fn make_first(tx: &mut Tx, first: FirstAdministrator, now: DateTime<Utc>) -> Result<AccountRow, AcceptError> {
    let id: AccountId = new_id(now);
    let new = NewAccount {
        id,
        sign_in_name: first.sign_in_name.as_str(),
        display_name: &first.display_name,
        person: None,
        created_at: now,
    };
    account::insert(tx, &new).await?;
    account::set_roles(tx, id, 1, &BTreeSet::from([Role::Administrator])).await?;
    account::by_id(tx, id).await?.ok_or(AcceptError::NoSuchLink)
}
