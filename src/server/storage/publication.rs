//! What trainers have published over the files' versions. Rows never change; the highest number of a unit stands.

use super::{StoreResult, Tx, Word, sql};
use crate::domain::attempt::state::Stage;
use crate::domain::digest::Digest;
use crate::domain::id::AccountId;
use crate::domain::item::ItemId;
use chrono::{DateTime, Utc};

/// One time that somebody published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// `item` or `case`.
    pub kind: String,
    pub content_id: String,
    /// Counts the unit's publications from 1.
    pub number: u32,
    pub hash: Digest,
    /// The version that the file held then; none when no file held the unit.
    pub file_hash: Option<Digest>,
    /// Takes the unit out of use.
    pub retired: bool,
    pub reason: String,
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

/// A publication with the name of whoever made it, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub publication: Publication,
    pub by_name: String,
    /// The file that the unit belongs into, below `quizzes/`.
    pub path: String,
    pub body: String,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    kind: String,
    content_id: String,
    number: i64,
    hash: Word<Digest>,
    file_hash: Option<Word<Digest>>,
    retired: bool,
    reason: String,
    published_by: AccountId,
    published_at: DateTime<Utc>,
    display_name: String,
    source_path: String,
    body: String,
}

impl From<Row> for Told {
    fn from(row: Row) -> Self {
        Self {
            publication: Publication {
                kind: row.kind,
                content_id: row.content_id,
                number: u32::try_from(row.number).unwrap_or(u32::MAX),
                hash: row.hash.0,
                file_hash: row.file_hash.map(|hash| hash.0),
                retired: row.retired,
                reason: row.reason,
                by: row.published_by,
                at: row.published_at,
            },
            by_name: row.display_name,
            path: row.source_path,
            body: row.body,
        }
    }
}

/// Adds one. `Taken` when the number is: somebody was faster.
pub async fn insert(tx: &mut Tx, new: &Publication) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO publication
         (kind, content_id, number, hash, file_hash, retired, reason, published_by, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &new.kind,
        &new.content_id,
        i64::from(new.number),
        Word(new.hash),
        new.file_hash.map(|hash| hash.to_string()).unwrap_or_default(),
        new.retired,
        &new.reason,
        new.by,
        new.at,
    )
    .map(|_| ())
}

/// The last publication of every unit that has one.
pub async fn standing(tx: &mut Tx) -> StoreResult<Vec<Told>> {
    let text = "SELECT p.kind, p.content_id, p.number, p.hash, NULLIF(p.file_hash, '') AS file_hash, p.retired, p.reason,
                p.published_by, p.published_at, a.display_name, v.source_path, v.body
         FROM publication p
         JOIN account a ON a.id = p.published_by
         JOIN content_version v ON v.hash = p.hash
         WHERE p.number = (SELECT MAX(q.number) FROM publication q WHERE q.kind = p.kind AND q.content_id = p.content_id)
         ORDER BY p.kind, p.content_id";
    Ok(sql!(all Row, tx, text)?.into_iter().map(Told::from).collect())
}

/// All publications of a unit, the newest first.
pub async fn of_unit(tx: &mut Tx, kind: &str, content_id: &str) -> StoreResult<Vec<Told>> {
    let text =
        "SELECT p.kind, p.content_id, p.number, p.hash, NULLIF(p.file_hash, '') AS file_hash, p.retired, p.reason,
                p.published_by, p.published_at, a.display_name, v.source_path, v.body
         FROM publication p
         JOIN account a ON a.id = p.published_by
         JOIN content_version v ON v.hash = p.hash
         WHERE p.kind = $1 AND p.content_id = $2
         ORDER BY p.number DESC";
    Ok(sql!(all Row, tx, text, kind, content_id)?.into_iter().map(Told::from).collect())
}

/// How many sittings go on in which an item is asked.
pub async fn sittings_asking(tx: &mut Tx, item: &ItemId) -> StoreResult<i64> {
    // An id holds letters, digits and hyphens only, so neither the pattern nor the quotes can be broken out of.
    let asked = format!("%\"item\":\"{item}\"%");
    let text = "SELECT COUNT(DISTINCT p.attempt_id) FROM attempt_part p JOIN attempt a ON a.id = p.attempt_id
         WHERE a.state = $1 AND p.paper LIKE $2";
    sql!(value i64, tx, text, Word(Stage::InProgress), asked)
}
