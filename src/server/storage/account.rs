//! Accounts and their roles.

use super::{StoreResult, Tx, changed_one, pattern, sql};
use crate::domain::access::Role;
use crate::domain::account::AccountState;
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
    /// None until somebody first comes in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    /// When the newest link that nobody has used runs out, or ran out.
    pub link_until: Option<DateTime<Utc>>,
    /// Words of roles, with commas.
    role_words: Option<String>,
}

impl AccountRow {
    /// A word that this version does not know opens nothing.
    pub fn roles(&self) -> BTreeSet<Role> {
        self.role_words.iter().flat_map(|words| words.split(',')).filter_map(|word| word.parse().ok()).collect()
    }

    pub fn state(&self) -> AccountState {
        AccountState::of(self.disabled_at.is_some(), self.password_hash.is_some())
    }
}

/// Which accounts a list asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A part of the name or of the sign-in name; empty: any.
    pub search: String,
    pub role: Option<Role>,
    pub state: Option<AccountState>,
}

/// The columns of `AccountRow`, and what follows.
macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT a.id, a.sign_in_name, a.display_name, a.password_hash, a.person_id, a.last_sign_in_at, a.disabled_at,
                 a.created_at, a.version,
                 (SELECT MAX(i.expires_at) FROM invitation i WHERE i.account_id = a.id AND i.used_at IS NULL) AS link_until,
                 (SELECT STRING_AGG(r.role, ',') FROM account_role r WHERE r.account_id = a.id) AS role_words
             FROM account a",
            $($rest),+
        )
    };
}

/// The condition that `Wanted` is: the search, its pattern twice, the role twice, the state twice.
macro_rules! is_wanted {
    () => {
        " WHERE ($1 = '' OR LOWER(a.display_name) LIKE $2 ESCAPE '!' OR a.sign_in_name LIKE $3 ESCAPE '!')
            AND ($4 = '' OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.role = $5))
            AND ($6 = '' OR $7 = CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled'
                                      WHEN a.password_hash IS NULL THEN 'invited' ELSE 'active' END)"
    };
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
        select!(" WHERE a.id = $1"),
        id,
    )
}

/// Sign-in names are kept folded: see `services::account::SignInName`.
pub async fn by_sign_in_name(tx: &mut Tx, name: &str) -> StoreResult<Option<AccountRow>> {
    sql!(
        maybe AccountRow,
        tx,
        select!(" WHERE a.sign_in_name = $1"),
        name,
    )
}

/// Every account, by sign-in name.
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<AccountRow>> {
    sql!(
        all AccountRow,
        tx,
        select!(" ORDER BY a.sign_in_name"),
    )
}

/// The account of a staff file.
pub async fn by_person(tx: &mut Tx, person: PersonId) -> StoreResult<Option<AccountRow>> {
    sql!(maybe AccountRow, tx, select!(" WHERE a.person_id = $1"), person)
}

/// Some of the wanted accounts, by sign-in name.
pub async fn page(tx: &mut Tx, wanted: &Wanted, limit: i64, offset: i64) -> StoreResult<Vec<AccountRow>> {
    let (search, role, state) = (pattern::of(&wanted.search), role_word(wanted), state_word(wanted));
    sql!(
        all AccountRow,
        tx,
        select!(is_wanted!(), " ORDER BY a.sign_in_name LIMIT $8 OFFSET $9"),
        &wanted.search,
        &search,
        &search,
        role,
        role,
        state,
        state,
        limit,
        offset,
    )
}

/// How many accounts are wanted.
pub async fn count_wanted(tx: &mut Tx, wanted: &Wanted) -> StoreResult<i64> {
    let (search, role, state) = (pattern::of(&wanted.search), role_word(wanted), state_word(wanted));
    sql!(
        value i64,
        tx,
        concat!("SELECT COUNT(*) FROM account a", is_wanted!()),
        &wanted.search,
        &search,
        &search,
        role,
        role,
        state,
        state,
    )
}

fn role_word(wanted: &Wanted) -> &'static str {
    wanted.role.map_or("", Role::word)
}

fn state_word(wanted: &Wanted) -> &'static str {
    wanted.state.map_or("", AccountState::word)
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

/// Notes that somebody came in. No version is asked: it is nobody's edit.
pub async fn set_last_sign_in(tx: &mut Tx, id: AccountId, at: DateTime<Utc>) -> StoreResult<()> {
    sql!(exec, tx, "UPDATE account SET last_sign_in_at = $1 WHERE id = $2", at, id)?;
    Ok(())
}

/// Gives an account its staff file.
pub async fn set_person(tx: &mut Tx, id: AccountId, version: i64, person: PersonId) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE account SET person_id = $1, version = version + 1 WHERE id = $2 AND version = $3",
        person,
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
