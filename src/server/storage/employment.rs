//! Work in staff files.

use super::entry::{CheckColumns, Common, corrupt, entry_statements};
use super::{StoreError, StoreResult, Tx, changed_one, sql};
use crate::domain::employment::Employment;
use crate::domain::id::{EmploymentId, EvidenceId, PersonId};
use crate::domain::staff_file::{Check, Details, Entry, EntryId};
use chrono::NaiveDate;

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: EmploymentId,
    employer: String,
    title: String,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    related: bool,
    #[sqlx(flatten)]
    common: Common,
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let id = EntryId::Employment(row.id);
        let fact = Employment::new(row.started, row.ended, row.related, row.common.status())
            .map_err(|problem| corrupt(id, &problem))?;
        row.common.entry(id, Details::Employment { employer: row.employer, title: row.title, fact })
    }
}

entry_statements!(
    "employment",
    "id, person_id, employer, title, started, ended, related, status, verified_by, verified_at, reason, evidence_id, created_by, created_at, version",
    EmploymentId,
    Row
);

pub(super) async fn insert(tx: &mut Tx, id: EmploymentId, entry: &Entry) -> StoreResult<()> {
    let Details::Employment { employer, title, fact } = &entry.details else { return Err(StoreError::Missing) };
    let check = CheckColumns::from(&entry.check);
    sql!(
        exec,
        tx,
        "INSERT INTO employment (id, person_id, employer, title, started, ended, related, status, verified_by, verified_at,
         reason, evidence_id, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        entry.person,
        employer,
        title,
        fact.from(),
        fact.to(),
        fact.related(),
        check.status,
        check.by,
        check.at,
        check.reason,
        entry.evidence,
        entry.created_by,
        entry.created_at,
    )
    .map(|_| ())
}

pub(super) async fn update(tx: &mut Tx, id: EmploymentId, entry: &Entry) -> StoreResult<()> {
    let Details::Employment { employer, title, fact } = &entry.details else { return Err(StoreError::Missing) };
    let check = CheckColumns::from(&entry.check);
    changed_one(sql!(
        exec,
        tx,
        "UPDATE employment SET employer = $1, title = $2, started = $3, ended = $4, related = $5, status = $6,
         verified_by = $7, verified_at = $8, reason = $9, evidence_id = $10, version = version + 1
         WHERE id = $11 AND version = $12",
        employer,
        title,
        fact.from(),
        fact.to(),
        fact.related(),
        check.status,
        check.by,
        check.at,
        check.reason,
        entry.evidence,
        id,
        entry.version,
    )?)
}
