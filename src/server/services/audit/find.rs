//! Finding entries of the audit log by who did what to whom, with the names that administrators know.

use crate::domain::id::{AccountId, PersonId};
use crate::server::services::ServiceError;
use crate::server::services::account::SignInName;
use crate::server::state::AppState;
use crate::server::storage::account::{self, AccountRow};
use crate::server::storage::audit::{self, EntryRow, Wanted};
use crate::server::storage::{Tx, person};
use std::collections::BTreeMap;

/// Entries on a page.
const PAGE: usize = 50;

/// What somebody asks of the log, as typed. Empty: any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Who did it: a sign-in name or an account's id.
    pub actor: String,
    /// To whom or what: a sign-in name, a staff number or any id.
    pub subject: String,
    /// `family.verb`.
    pub action: String,
    /// Only entries with a lower number.
    pub before: Option<i64>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone)]
pub struct Found {
    pub entries: Vec<Entry>,
    /// There are older ones: ask for those before this number.
    pub older: Option<i64>,
    /// Nobody is known by what was typed as the actor.
    pub unknown_actor: bool,
    /// Nothing is known by what was typed as the subject.
    pub unknown_subject: bool,
}

/// An entry with names in the place of ids.
#[derive(Debug, Clone)]
pub struct Entry {
    pub row: EntryRow,
    /// None for the command line and the service itself.
    pub actor: Option<Named>,
    /// None for what has no account: it stays an id.
    pub subject: Option<Named>,
}

/// An account, or the account of a staff file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub account: AccountId,
    pub sign_in_name: String,
    pub display_name: String,
}

impl From<AccountRow> for Named {
    fn from(row: AccountRow) -> Self {
        Self { account: row.id, sign_in_name: row.sign_in_name, display_name: row.display_name }
    }
}

pub async fn find(state: &AppState, query: &Query) -> Result<Found, ServiceError> {
    let mut tx = state.db.read().await?;
    let actor = match query.actor.as_str() {
        "" => None,
        typed => Some(account_of(&mut tx, typed).await?.map(|account| account.id)),
    };
    let subject = match query.subject.as_str() {
        "" => None,
        typed => Some(subject_of(&mut tx, typed).await?),
    };
    let (unknown_actor, unknown_subject) = (actor == Some(None), subject == Some(None));
    if unknown_actor || unknown_subject {
        return Ok(Found { entries: Vec::new(), older: None, unknown_actor, unknown_subject });
    }
    let wanted = Wanted { actor: actor.flatten(), subject: subject.flatten(), action: query.action.clone() };
    // One more than fits says whether there are older ones.
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = audit::find(&mut tx, &wanted, query.before.unwrap_or(i64::MAX), limit).await?;
    let has_older = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().map(|row| row.seq).filter(|_| has_older);
    let entries = with_names(&mut tx, rows).await?;
    Ok(Found { entries, older, unknown_actor, unknown_subject })
}

async fn account_of(tx: &mut Tx, typed: &str) -> Result<Option<AccountRow>, ServiceError> {
    if let Ok(id) = typed.parse::<AccountId>() {
        return Ok(account::by_id(tx, id).await?);
    }
    match typed.parse::<SignInName>() {
        Ok(name) => Ok(account::by_sign_in_name(tx, name.as_str()).await?),
        Err(_) => Ok(None),
    }
}

/// The account and the staff file of a colleague; or the thing of an id, twice.
async fn subject_of(tx: &mut Tx, typed: &str) -> Result<Option<[String; 2]>, ServiceError> {
    if let Some(account) = account_of(tx, typed).await? {
        let id = account.id.to_string();
        return Ok(Some([id.clone(), account.person_id.map_or(id, |person| person.to_string())]));
    }
    let by_number = person::by_staff_number(tx, typed).await?;
    if let Some(person) = by_number.or_else(|| typed.parse::<PersonId>().ok()) {
        let account = account::by_person(tx, person).await?;
        let id = person.to_string();
        return Ok(Some([id.clone(), account.map_or(id, |account| account.id.to_string())]));
    }
    Ok(None)
}

async fn with_names(tx: &mut Tx, rows: Vec<EntryRow>) -> Result<Vec<Entry>, ServiceError> {
    let mut known: BTreeMap<String, Option<Named>> = BTreeMap::new();
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let actor = match row.actor {
            Some(id) => name_of(tx, &mut known, "account", &id.to_string()).await?,
            None => None,
        };
        let subject = name_of(tx, &mut known, &row.subject_kind, &row.subject_id).await?;
        entries.push(Entry { row, actor, subject });
    }
    Ok(entries)
}

/// Asks once for each id on the page.
async fn name_of(
    tx: &mut Tx,
    known: &mut BTreeMap<String, Option<Named>>,
    kind: &str,
    id: &str,
) -> Result<Option<Named>, ServiceError> {
    if let Some(named) = known.get(id) {
        return Ok(named.clone());
    }
    let account = match (kind, id.parse::<AccountId>(), id.parse::<PersonId>()) {
        ("account", Ok(id), _) => account::by_id(tx, id).await?,
        ("person", _, Ok(id)) => account::by_person(tx, id).await?,
        _ => None,
    };
    let named = account.map(Named::from);
    known.insert(id.to_owned(), named.clone());
    Ok(named)
}
