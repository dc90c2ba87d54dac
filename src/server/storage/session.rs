//! Signed-in browsers.

use super::{StoreResult, Tx, sql};
use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId, SessionId};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// A session that holds, with its account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    pub token_hash: String,
    pub session: SessionId,
    pub last_seen_at: DateTime<Utc>,
    pub account: AccountId,
    pub sign_in_name: String,
    pub display_name: String,
    pub person_id: Option<PersonId>,
    pub locale: Option<String>,
    pub theme: Option<String>,
    /// Words of roles, with commas.
    pub role_words: Option<String>,
}

impl SessionRow {
    /// A word that this version does not know opens nothing.
    pub fn roles(&self) -> BTreeSet<Role> {
        self.role_words.iter().flat_map(|words| words.split(',')).filter_map(|word| word.parse().ok()).collect()
    }
}

/// So many tokens are looked up by one statement.
pub const MOST_AT_ONCE: usize = 8;

/// The sessions behind tokens, at most `MOST_AT_ONCE`; without those that are over, were idle since before `idle_since`, or
/// whose account is disabled.
pub async fn find_all(
    tx: &mut Tx,
    token_hashes: &[&str],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> StoreResult<Vec<SessionRow>> {
    // One text however many there are, so that it is prepared once; nobody's hash is empty.
    let hash = |index: usize| token_hashes.get(index).copied().unwrap_or_default();
    sql!(
        all SessionRow,
        tx,
        "SELECT s.token_hash, s.id AS session, s.last_seen_at, a.id AS account, a.sign_in_name, a.display_name, a.person_id,
             a.locale, a.theme,
             (SELECT STRING_AGG(r.role, ',') FROM account_role r WHERE r.account_id = a.id) AS role_words
         FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash IN ($1, $2, $3, $4, $5, $6, $7, $8)
             AND s.expires_at > $9 AND s.last_seen_at > $10 AND a.disabled_at IS NULL",
        hash(0),
        hash(1),
        hash(2),
        hash(3),
        hash(4),
        hash(5),
        hash(6),
        hash(7),
        now,
        idle_since,
    )
}

pub async fn insert(
    tx: &mut Tx,
    id: SessionId,
    token_hash: &str,
    account: AccountId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO session (id, token_hash, account_id, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $4, $5)",
        id,
        token_hash,
        account,
        now,
        expires_at,
    )?;
    Ok(())
}

pub async fn touch(tx: &mut Tx, id: SessionId, now: DateTime<Utc>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE session SET last_seen_at = $1 WHERE id = $2", now, id)?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: SessionId) -> StoreResult<()> {
    sql!(exec, tx, "DELETE FROM session WHERE id = $1", id)?;
    Ok(())
}

/// Ends the session behind a token that a browser still held when it signed in anew.
pub async fn delete_by_token(tx: &mut Tx, token_hash: &str) -> StoreResult<()> {
    sql!(exec, tx, "DELETE FROM session WHERE token_hash = $1", token_hash)?;
    Ok(())
}

/// Ends every session of an account; returns how many there were.
pub async fn delete_all(tx: &mut Tx, account: AccountId) -> StoreResult<u64> {
    sql!(exec, tx, "DELETE FROM session WHERE account_id = $1", account)
}

/// How many sessions of an account hold.
pub async fn count(tx: &mut Tx, account: AccountId, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> StoreResult<i64> {
    sql!(
        value i64,
        tx,
        "SELECT COUNT(*) FROM session WHERE account_id = $1 AND expires_at > $2 AND last_seen_at > $3",
        account,
        now,
        idle_since,
    )
}

/// Removes what nobody can use any more.
pub async fn sweep(tx: &mut Tx, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> StoreResult<u64> {
    sql!(exec, tx, "DELETE FROM session WHERE expires_at <= $1 OR last_seen_at <= $2", now, idle_since)
}
