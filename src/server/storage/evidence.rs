//! Documents behind staff-file entries. Their bytes lie in the data folder; here stands what they are and whose.

use super::{StoreError, StoreResult, Tx, sql};
use crate::domain::digest::Digest;
use crate::domain::id::{AccountId, EvidenceId, PersonId};
use crate::server::storage::Word;
use chrono::{DateTime, Utc};

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub id: EvidenceId,
    pub person: PersonId,
    /// As the uploader's device called it, without path.
    pub file_name: String,
    /// Found from the content, never taken from the uploader.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub sha256: Digest,
    pub uploaded_by: AccountId,
    pub uploaded_at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: EvidenceId,
    person_id: PersonId,
    file_name: String,
    media_type: String,
    size: i64,
    sha256: Word<Digest>,
    uploaded_by: AccountId,
    uploaded_at: DateTime<Utc>,
}

impl TryFrom<Row> for Evidence {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let size = u64::try_from(row.size).map_err(|problem| StoreError::Corrupt {
            place: format!("evidence {}", row.id),
            reason: problem.to_string(),
        })?;
        Ok(Self {
            id: row.id,
            person: row.person_id,
            file_name: row.file_name,
            media_type: row.media_type,
            size,
            sha256: row.sha256.0,
            uploaded_by: row.uploaded_by,
            uploaded_at: row.uploaded_at,
        })
    }
}

pub async fn insert(tx: &mut Tx, evidence: &Evidence) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO evidence (id, person_id, file_name, media_type, size, sha256, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        evidence.id,
        evidence.person,
        &evidence.file_name,
        &evidence.media_type,
        i64::try_from(evidence.size).unwrap_or(i64::MAX),
        Word(evidence.sha256),
        evidence.uploaded_by,
        evidence.uploaded_at,
    )
    .map(|_| ())
}

pub async fn find(tx: &mut Tx, id: EvidenceId) -> StoreResult<Option<Evidence>> {
    let text = "SELECT id, person_id, file_name, media_type, size, sha256, uploaded_by, uploaded_at FROM evidence WHERE id = $1";
    sql!(maybe Row, tx, text, id)?.map(Evidence::try_from).transpose()
}

/// One person's documents, the newest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Evidence>> {
    let text = "SELECT id, person_id, file_name, media_type, size, sha256, uploaded_by, uploaded_at FROM evidence
                WHERE person_id = $1 ORDER BY uploaded_at DESC, id DESC";
    sql!(all Row, tx, text, person)?.into_iter().map(Evidence::try_from).collect()
}

/// Whether any document has these bytes: then they must stay.
pub async fn is_kept(tx: &mut Tx, sha256: Digest) -> StoreResult<bool> {
    Ok(sql!(value i64, tx, "SELECT COUNT(*) FROM evidence WHERE sha256 = $1", Word(sha256))? > 0)
}
