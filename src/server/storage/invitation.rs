//! One-time links: a first password, a new one, or the first administrator.

use super::{StoreResult, Tx, sql};
use crate::domain::id::{AccountId, InvitationId};
use chrono::{DateTime, Utc};

/// A link that can still be used.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct InvitationRow {
    pub id: InvitationId,
    /// None: whoever opens it becomes the first administrator.
    pub account_id: Option<AccountId>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert(
    tx: &mut Tx,
    row: &InvitationRow,
    token_hash: &str,
    created_by: Option<AccountId>,
    created_at: DateTime<Utc>,
) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO invitation (id, account_id, token_hash, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        row.id,
        row.account_id,
        token_hash,
        created_by,
        created_at,
        row.expires_at,
    )?;
    Ok(())
}

/// The link behind a token, unless it is used or over.
pub async fn find(tx: &mut Tx, token_hash: &str, now: DateTime<Utc>) -> StoreResult<Option<InvitationRow>> {
    sql!(
        maybe InvitationRow,
        tx,
        "SELECT id, account_id, expires_at FROM invitation
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        token_hash,
        now,
    )
}

/// Uses a link up; false if somebody was faster.
pub async fn spend(tx: &mut Tx, id: InvitationId, now: DateTime<Utc>) -> StoreResult<bool> {
    let spent = sql!(exec, tx, "UPDATE invitation SET used_at = $1 WHERE id = $2 AND used_at IS NULL", now, id)?;
    Ok(spent == 1)
}

/// Ends the links of an account that nobody used yet: a newer one replaces them.
pub async fn withdraw_all(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE invitation SET used_at = $1 WHERE account_id = $2 AND used_at IS NULL", now, account)?;
    Ok(())
}

/// Ends every link to the first administrator that nobody used yet.
pub async fn withdraw_first(tx: &mut Tx, now: DateTime<Utc>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE invitation SET used_at = $1 WHERE account_id IS NULL AND used_at IS NULL", now)?;
    Ok(())
}
