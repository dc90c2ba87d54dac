//! Education in staff files.

use super::entry::{CheckColumns, Common, entry_statements};
use super::{StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::education::{Education, EducationLevel};
use crate::domain::id::{EducationId, EvidenceId, PersonId};
use crate::domain::staff_file::{Check, Details, Entry, EntryId};
use chrono::NaiveDate;

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: EducationId,
    level: Word<EducationLevel>,
    school: String,
    major: String,
    major_related: bool,
    completed: Option<NaiveDate>,
    #[sqlx(flatten)]
    common: Common,
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let fact = Education {
            level: row.level.0,
            completed: row.completed,
            major: (!row.major.is_empty()).then_some(row.major),
            major_related: row.major_related,
            status: row.common.status(),
        };
        row.common.entry(EntryId::Education(row.id), Details::Education { school: row.school, fact })
    }
}

entry_statements!(
    "education",
    "id, person_id, level, school, major, major_related, completed, status, verified_by, verified_at, reason, evidence_id, created_by, created_at, version",
    EducationId,
    Row
);

pub(super) async fn insert(tx: &mut Tx, id: EducationId, entry: &Entry) -> StoreResult<()> {
    let Details::Education { school, fact } = &entry.details else { return Err(StoreError::Missing) };
    let check = CheckColumns::from(&entry.check);
    sql!(
        exec,
        tx,
        "INSERT INTO education (id, person_id, level, school, major, major_related, completed, status, verified_by,
         verified_at, reason, evidence_id, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        entry.person,
        Word(fact.level),
        school,
        fact.major.as_deref().unwrap_or_default(),
        fact.major_related,
        fact.completed,
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

pub(super) async fn update(tx: &mut Tx, id: EducationId, entry: &Entry) -> StoreResult<()> {
    let Details::Education { school, fact } = &entry.details else { return Err(StoreError::Missing) };
    let check = CheckColumns::from(&entry.check);
    changed_one(sql!(
        exec,
        tx,
        "UPDATE education SET level = $1, school = $2, major = $3, major_related = $4, completed = $5, status = $6,
         verified_by = $7, verified_at = $8, reason = $9, evidence_id = $10, version = version + 1
         WHERE id = $11 AND version = $12",
        Word(fact.level),
        school,
        fact.major.as_deref().unwrap_or_default(),
        fact.major_related,
        fact.completed,
        check.status,
        check.by,
        check.at,
        check.reason,
        entry.evidence,
        id,
        entry.version,
    )?)
}
