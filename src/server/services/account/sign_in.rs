//! Signing in: the same answer and the same time for a wrong password, an unknown name and a disabled account.

use super::sign_in_name::SignInName;
use crate::domain::id::{AccountId, SessionId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::session::{LONGEST, Token};
use crate::server::state::AppState;
use crate::server::storage::account::AccountRow;
use crate::server::storage::{StoreError, Tx, account, audit, session, throttle as store};
use crate::server::throttle::{PER_ACCOUNT, PER_ADDRESS, account_subject, address_subject};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::net::IpAddr;

/// A session that has just begun; the token goes into the cookie and nowhere else.
#[derive(Clone)]
pub struct SignedIn {
    pub account: AccountId,
    pub token: Token,
}

/// An attempt as it comes from the form.
pub struct Attempt {
    pub sign_in_name: String,
    pub password: String,
    pub address: IpAddr,
    /// The session that the browser still holds: it ends, whoever's it was.
    pub former: Option<Token>,
}

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name or password do not fit: never said which.
    #[error("name or password do not fit")]
    Wrong,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

pub async fn sign_in(state: &AppState, attempt: Attempt) -> Result<SignedIn, SignInError> {
    // A text that cannot be a name is counted and answered like an unknown one.
    let name = attempt.sign_in_name.parse::<SignInName>().map(|name| name.to_string()).unwrap_or_default();
    let known = compare(state, &name, attempt.password, attempt.address).await?;
    let now = state.clock.now();
    let (mut tx, account) = enter(state, known, attempt.address, now).await?;
    if let Some(former) = attempt.former {
        session::delete_by_token(&mut tx, &former.hash()).await?;
    }
    let signed_in = open_session(&mut tx, account.id, now).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: Some(account.id),
        action: "account.sign_in",
        subject_kind: "account",
        subject_id: account.id.to_string(),
        detail: json!({}),
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Counts the attempt, then compares the password: the account's if both fit.
pub(super) async fn compare(
    state: &AppState,
    name: &str,
    password: String,
    address: IpAddr,
) -> Result<Option<AccountRow>, SignInError> {
    let account = count_attempt(state, name, address, state.clock.now()).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let fits = state.hasher.verify(password, stored).await.map_err(ServiceError::from)?;
    Ok(account.filter(|_| fits))
}

/// Begins the change that the password was compared for. Nobody known counts as a failure of the address.
pub(super) async fn enter(
    state: &AppState,
    known: Option<AccountRow>,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<(Tx, AccountRow), SignInError> {
    let mut tx = state.db.write().await?;
    // Read again: the account may have been disabled while the password was being hashed.
    let account = match known {
        Some(account) => account::by_id(&mut tx, account.id).await?,
        None => None,
    };
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
        count_failure(&mut tx, address, now).await?;
        tx.commit().await?;
        return Err(SignInError::Wrong);
    };
    store::forget(&mut tx, &account_subject(&account.sign_in_name)).await?;
    Ok((tx, account))
}

/// Begins a session with a token that nobody has seen before.
pub(super) async fn open_session(tx: &mut Tx, id: AccountId, now: DateTime<Utc>) -> Result<SignedIn, ServiceError> {
    let token = Token::new();
    session::insert(tx, new_id::<SessionId>(now), &token.hash(), id, now, now + LONGEST).await?;
    account::set_last_sign_in(tx, id, now).await?;
    Ok(SignedIn { account: id, token })
}

/// Counts the attempt before the password is looked at; refuses while the account or the address must wait.
async fn count_attempt(
    state: &AppState,
    name: &str,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<Option<AccountRow>, SignInError> {
    let subject = account_subject(name);
    let mut tx = state.db.write().await?;
    if let Some(until) = store::blocked_until(&mut tx, &address_subject(address), now).await? {
        return Err(ServiceError::TooMany { until }.into());
    }
    let Some(count) = store::count(&mut tx, &subject, now, now - PER_ACCOUNT.forget_after).await? else {
        let until = store::blocked_until(&mut tx, &subject, now).await?.unwrap_or(now);
        return Err(ServiceError::TooMany { until }.into());
    };
    store::block(&mut tx, &subject, PER_ACCOUNT.pause_after(count).map(|pause| now + pause)).await?;
    let account = account::by_sign_in_name(&mut tx, name).await?;
    tx.commit().await?;
    Ok(account)
}

async fn count_failure(tx: &mut Tx, address: IpAddr, now: DateTime<Utc>) -> Result<(), SignInError> {
    let subject = address_subject(address);
    if let Some(count) = store::count(tx, &subject, now, now - PER_ADDRESS.forget_after).await? {
        store::block(tx, &subject, PER_ADDRESS.pause_after(count).map(|pause| now + pause)).await?;
    }
    Ok(())
}
