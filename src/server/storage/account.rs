//! Accounts and their roles.

use super::{StoreResult, Tx, changed_one, sql};
use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    pub id: AccountId,
    pub sign_in_name: String,
    pub display_name: String,
    /// None until an invitation is accepted.
    pub password_hash: Option<String>,
    pub person_id: Option<PersonId>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    /// Words of roles, with commas.
    role_words: Option<String>,
}

impl AccountRow {
    /// A word that this version does not know opens nothing.
    pub fn roles(&self) -> BTreeSet<Role> {
        self.role_words.iter().flat_map(|words| words.split(',')).filter_map(|word| word.parse().ok()).collect()
    }
}

/// An account that is about to exist, without a password.
#[derive(Debug, Clone)]
pub struct NewAccount<'a> {
    pub id: AccountId,
    pub sign_in_name: &'a str,
    pub display_name: &'a str,
    pub person: Option<PersonId>,
    pub created_at: DateTime<Utc>,
}

pub async fn by_id(tx: &mut Tx, id: AccountId) -> StoreResult<Option<AccountRow>> {
    sql!(
        maybe AccountRow,
        tx,
        "SELECT a.id, a.sign_in_name, a.display_name, a.password_hash, a.person_id, a.disabled_at, a.created_at, a.version,
             (SELECT STRING_AGG(r.role, ',') FROM account_role r WHERE r.account_id = a.id) AS role_words
         FROM account a WHERE a.id = $1",
        id,
    )
}

/// Sign-in names are kept folded: see `services::account::SignInName`.
pub async fn by_sign_in_name(tx: &mut Tx, name: &str) -> StoreResult<Option<AccountRow>> {
    sql!(
        maybe AccountRow,
        tx,
        "SELECT a.id, a.sign_in_name, a.display_name, a.password_hash, a.person_id, a.disabled_at, a.created_at, a.version,
             (SELECT STRING_AGG(r.role, ',') FROM account_role r WHERE r.account_id = a.id) AS role_words
         FROM account a WHERE a.sign_in_name = $1",
        name,
    )
}

/// Every account, by sign-in name.
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<AccountRow>> {
    sql!(
        all AccountRow,
        tx,
        "SELECT a.id, a.sign_in_name, a.display_name, a.password_hash, a.person_id, a.disabled_at, a.created_at, a.version,
             (SELECT STRING_AGG(r.role, ',') FROM account_role r WHERE r.account_id = a.id) AS role_words
         FROM account a ORDER BY a.sign_in_name",
    )
}

/// How many accounts exist, whoever may use them.
pub async fn count(tx: &mut Tx) -> StoreResult<i64> {
    sql!(value i64, tx, "SELECT COUNT(*) FROM account")
}

/// How many can sign in now and hold the role.
pub async fn count_active(tx: &mut Tx, role: Role) -> StoreResult<i64> {
    sql!(
        value i64,
        tx,
        "SELECT COUNT(*) FROM account a JOIN account_role r ON r.account_id = a.id
         WHERE r.role = $1 AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL",
        role.word(),
    )
}

pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO account (id, sign_in_name, display_name, person_id, created_at) VALUES ($1, $2, $3, $4, $5)",
        account.id,
        account.sign_in_name,
        account.display_name,
        account.person,
        account.created_at,
    )?;
    Ok(())
}

/// The staff file that comes with a colleague's account: a name, and everything else still to be written.
pub async fn insert_staff_file(tx: &mut Tx, id: PersonId, name: &str, created_at: DateTime<Utc>) -> StoreResult<()> {
    sql!(exec, tx, "INSERT INTO person (id, name, created_at) VALUES ($1, $2, $3)", id, name, created_at)?;
    Ok(())
}

pub async fn set_password(tx: &mut Tx, id: AccountId, version: i64, hash: &str) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE account SET password_hash = $1, version = version + 1 WHERE id = $2 AND version = $3",
        hash,
        id,
        version,
    )?)
}

/// Disables at an instant, or enables with none.
pub async fn set_disabled(tx: &mut Tx, id: AccountId, version: i64, at: Option<DateTime<Utc>>) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE account SET disabled_at = $1, version = version + 1 WHERE id = $2 AND version = $3",
        at,
        id,
        version,
    )?)
}

/// Replaces the roles. The version guards the set as a whole.
pub async fn set_roles(tx: &mut Tx, id: AccountId, version: i64, roles: &BTreeSet<Role>) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE account SET version = version + 1 WHERE id = $1 AND version = $2",
        id,
        version,
    )?)?;
    sql!(exec, tx, "DELETE FROM account_role WHERE account_id = $1", id)?;
    for role in roles {
        sql!(exec, tx, "INSERT INTO account_role (account_id, role) VALUES ($1, $2)", id, role.word())?;
    }
    Ok(())
}

/// Language and theme. The last wish wins: no version is asked.
pub async fn set_preferences(tx: &mut Tx, id: AccountId, locale: &str, theme: Option<&str>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE account SET locale = $1, theme = $2 WHERE id = $3", locale, theme, id)?;
    Ok(())
}
