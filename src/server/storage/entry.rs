//! What the three tables of staff-file entries have in common: the columns of a check, and dispatch by kind of entry.

use super::{StoreError, StoreResult, Tx, Word, credential, education, employment};
use crate::domain::id::{AccountId, EvidenceId, PersonId};
use crate::domain::level::Level;
use crate::domain::staff_file::{Check, Details, Entry, EntryId};
use crate::domain::verification::Verification;
use chrono::{DateTime, NaiveDate, Utc};

/// The columns that every entry has besides what it says.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Common {
    person_id: PersonId,
    status: Word<Verification>,
    verified_by: Option<AccountId>,
    verified_at: Option<DateTime<Utc>>,
    reason: String,
    evidence_id: Option<EvidenceId>,
    created_by: Option<AccountId>,
    created_at: DateTime<Utc>,
    version: i64,
}

impl Common {
    pub(super) fn status(&self) -> Verification {
        self.status.0
    }

    pub(super) fn entry(self, id: EntryId, details: Details) -> StoreResult<Entry> {
        let check = match (self.status.0, self.verified_by, self.verified_at) {
            (Verification::Claimed, _, _) => Check::Claimed,
            (Verification::Verified, Some(by), Some(at)) => Check::Verified { by, at },
            (Verification::Rejected, Some(by), Some(at)) => Check::Rejected { by, at, reason: self.reason },
            (Verification::Verified | Verification::Rejected, _, _) => {
                return Err(corrupt(id, &"checked by nobody or at no time"));
            }
        };
        Ok(Entry {
            id,
            person: self.person_id,
            details,
            check,
            evidence: self.evidence_id,
            created_by: self.created_by,
            created_at: self.created_at,
            version: self.version,
        })
    }
}

/// A stored entry that this program cannot have written.
pub(super) fn corrupt(id: EntryId, reason: &impl ToString) -> StoreError {
    StoreError::Corrupt { place: format!("{} {id}", id.kind()), reason: reason.to_string() }
}

/// The columns of a check, as they are written.
pub(super) struct CheckColumns<'a> {
    pub(super) status: Word<&'static str>,
    pub(super) by: Option<AccountId>,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) reason: &'a str,
}

impl<'a> From<&'a Check> for CheckColumns<'a> {
    fn from(check: &'a Check) -> Self {
        let status = Word(check.status().id());
        match check {
            Check::Claimed => Self { status, by: None, at: None, reason: "" },
            Check::Verified { by, at } => Self { status, by: Some(*by), at: Some(*at), reason: "" },
            Check::Rejected { by, at, reason } => Self { status, by: Some(*by), at: Some(*at), reason },
        }
    }
}

/// The statements that are the same for each of the three tables but for its name.
macro_rules! entry_statements {
    ($table:literal, $columns:literal, $id:ty, $row:ty) => {
        pub(super) async fn find(tx: &mut Tx, id: $id) -> StoreResult<Option<Entry>> {
            let text = concat!("SELECT ", $columns, " FROM ", $table, " WHERE id = $1");
            sql!(maybe $row, tx, text, id)?.map(Entry::try_from).transpose()
        }

        pub(super) async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Entry>> {
            let text = concat!("SELECT ", $columns, " FROM ", $table, " WHERE person_id = $1");
            sql!(all $row, tx, text, person)?.into_iter().map(Entry::try_from).collect()
        }

        pub(super) async fn of_everybody(tx: &mut Tx) -> StoreResult<Vec<Entry>> {
            let text = concat!("SELECT ", $columns, " FROM ", $table);
            sql!(all $row, tx, text)?.into_iter().map(Entry::try_from).collect()
        }

        pub(super) async fn claimed(tx: &mut Tx) -> StoreResult<Vec<Entry>> {
            let text = concat!("SELECT ", $columns, " FROM ", $table, " WHERE status = 'claimed'");
            sql!(all $row, tx, text)?.into_iter().map(Entry::try_from).collect()
        }

        pub(super) async fn check(tx: &mut Tx, id: $id, version: i64, check: &Check) -> StoreResult<()> {
            let check = CheckColumns::from(check);
            let text = concat!(
                "UPDATE ", $table, " SET status = $1, verified_by = $2, verified_at = $3, reason = $4, ",
                "version = version + 1 WHERE id = $5 AND version = $6"
            );
            changed_one(sql!(exec, tx, text, check.status, check.by, check.at, check.reason, id, version)?)
        }

        pub(super) async fn attach(tx: &mut Tx, id: $id, version: i64, evidence: EvidenceId) -> StoreResult<()> {
            let text = concat!(
                "UPDATE ", $table, " SET evidence_id = $1, version = version + 1 WHERE id = $2 AND version = $3"
            );
            changed_one(sql!(exec, tx, text, evidence, id, version)?)
        }

        pub(super) async fn delete(tx: &mut Tx, id: $id, version: i64) -> StoreResult<()> {
            let text = concat!("DELETE FROM ", $table, " WHERE id = $1 AND version = $2");
            changed_one(sql!(exec, tx, text, id, version)?)
        }
    };
}
pub(super) use entry_statements;

/// Runs the statement of the table that the entry's kind belongs to.
macro_rules! by_kind {
    ($id:expr, $statement:ident($tx:expr $(, $argument:expr)*)) => {
        match $id {
            EntryId::Education(id) => education::$statement($tx, id $(, $argument)*).await,
            EntryId::Employment(id) => employment::$statement($tx, id $(, $argument)*).await,
            EntryId::Credential(id) => credential::$statement($tx, id $(, $argument)*).await,
        }
    };
}

/// The highest level that a person holds a verified certificate of which is valid on a day.
pub async fn certified_level(tx: &mut Tx, person: PersonId, today: NaiveDate) -> StoreResult<Option<Level>> {
    credential::certified_level(tx, person, today).await
}

/// Keeps a new entry.
pub async fn insert(tx: &mut Tx, entry: &Entry) -> StoreResult<()> {
    by_kind!(entry.id, insert(tx, entry))
}

/// Replaces what an entry says, how far it is checked and its evidence, if nobody was faster. The entry names the version
/// that was read.
pub async fn update(tx: &mut Tx, entry: &Entry) -> StoreResult<()> {
    by_kind!(entry.id, update(tx, entry))
}

/// Records a check.
pub async fn check(tx: &mut Tx, id: EntryId, version: i64, check: &Check) -> StoreResult<()> {
    by_kind!(id, check(tx, version, check))
}

/// Puts a document behind an entry.
pub async fn attach(tx: &mut Tx, id: EntryId, version: i64, evidence: EvidenceId) -> StoreResult<()> {
    by_kind!(id, attach(tx, version, evidence))
}

/// Takes an entry out of the file.
pub async fn delete(tx: &mut Tx, id: EntryId, version: i64) -> StoreResult<()> {
    by_kind!(id, delete(tx, version))
}

pub async fn find(tx: &mut Tx, id: EntryId) -> StoreResult<Option<Entry>> {
    by_kind!(id, find(tx))
}

/// One person's entries: education, work, certificates, each list by its dates.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Entry>> {
    let mut entries = education::of_person(tx, person).await?;
    entries.extend(employment::of_person(tx, person).await?);
    entries.extend(credential::of_person(tx, person).await?);
    entries.sort_by_key(|entry| (entry.id.kind(), begins(&entry.details), entry.created_at, entry.id));
    Ok(entries)
}

/// Everybody's entries, in no order: for a board that evaluates all.
pub async fn of_everybody(tx: &mut Tx) -> StoreResult<Vec<Entry>> {
    let mut entries = education::of_everybody(tx).await?;
    entries.extend(employment::of_everybody(tx).await?);
    entries.extend(credential::of_everybody(tx).await?);
    Ok(entries)
}

/// The entries that wait for a check, the oldest first.
pub async fn claimed(tx: &mut Tx) -> StoreResult<Vec<Entry>> {
    let mut entries = education::claimed(tx).await?;
    entries.extend(employment::claimed(tx).await?);
    entries.extend(credential::claimed(tx).await?);
    entries.sort_by_key(|entry| (entry.created_at, entry.id));
    Ok(entries)
}

/// The day by which a list is ordered; an education without a date comes last.
fn begins(details: &Details) -> NaiveDate {
    match details {
        Details::Education { fact, .. } => fact.completed.unwrap_or(NaiveDate::MAX),
        Details::Employment { fact, .. } => fact.from(),
        Details::Credential { fact, .. } => fact.issued(),
    }
}
