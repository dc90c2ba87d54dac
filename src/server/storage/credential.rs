//! Certificates in staff files.

use super::column::LevelNumber;
use super::entry::{CheckColumns, Common, corrupt, entry_statements};
use super::{StoreError, StoreResult, Tx, changed_one, sql};
use crate::domain::credential::Credential;
use crate::domain::id::{CredentialId, EvidenceId, PersonId};
use crate::domain::level::Level;
use crate::domain::staff_file::{Check, Details, Entry, EntryId, Revocation};
use chrono::NaiveDate;

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: CredentialId,
    level: LevelNumber,
    number: String,
    issuer: String,
    issued: NaiveDate,
    expires: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    revoked_reason: String,
    #[sqlx(flatten)]
    common: Common,
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let id = EntryId::Credential(row.id);
        let revoked = row.revoked_on.map(|on| Revocation { on, reason: row.revoked_reason });
        let fact = Credential::new(row.level.0, row.issued, row.expires, revoked.is_some(), row.common.status())
            .map_err(|problem| corrupt(id, &problem))?;
        row.common.entry(id, Details::Credential { number: row.number, issuer: row.issuer, revoked, fact })
    }
}

entry_statements!(
    "credential",
    "id, person_id, level, number, issuer, issued, expires, revoked_on, revoked_reason, status, verified_by, verified_at, reason, evidence_id, created_by, created_at, version",
    CredentialId,
    Row
);

pub(super) async fn certified_level(tx: &mut Tx, person: PersonId, today: NaiveDate) -> StoreResult<Option<Level>> {
    let text = "SELECT level FROM credential WHERE person_id = $1 AND status = 'verified' AND revoked_on IS NULL
                AND issued <= $2 AND (expires IS NULL OR expires > $2) ORDER BY level DESC LIMIT 1";
    Ok(sql!(maybe_value LevelNumber, tx, text, person, today)?.map(|level| level.0))
}

pub(super) async fn insert(tx: &mut Tx, id: CredentialId, entry: &Entry) -> StoreResult<()> {
    let Details::Credential { number, issuer, revoked, fact } = &entry.details else {
        return Err(StoreError::Missing);
    };
    let check = CheckColumns::from(&entry.check);
    sql!(
        exec,
        tx,
        "INSERT INTO credential (id, person_id, level, number, issuer, issued, expires, revoked_on, revoked_reason, status,
         verified_by, verified_at, reason, evidence_id, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        id,
        entry.person,
        LevelNumber(fact.level()),
        number,
        issuer,
        fact.issued(),
        fact.expires(),
        revoked.as_ref().map(|revocation| revocation.on),
        revoked.as_ref().map_or("", |revocation| revocation.reason.as_str()),
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

pub(super) async fn update(tx: &mut Tx, id: CredentialId, entry: &Entry) -> StoreResult<()> {
    let Details::Credential { number, issuer, revoked, fact } = &entry.details else {
        return Err(StoreError::Missing);
    };
    let check = CheckColumns::from(&entry.check);
    changed_one(sql!(
        exec,
        tx,
        "UPDATE credential SET level = $1, number = $2, issuer = $3, issued = $4, expires = $5, revoked_on = $6,
         revoked_reason = $7, status = $8, verified_by = $9, verified_at = $10, reason = $11, evidence_id = $12,
         version = version + 1
         WHERE id = $13 AND version = $14",
        LevelNumber(fact.level()),
        number,
        issuer,
        fact.issued(),
        fact.expires(),
        revoked.as_ref().map(|revocation| revocation.on),
        revoked.as_ref().map_or("", |revocation| revocation.reason.as_str()),
        check.status,
        check.by,
        check.at,
        check.reason,
        entry.evidence,
        id,
        entry.version,
    )?)
}
