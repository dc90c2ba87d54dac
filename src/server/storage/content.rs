//! Content as text: versions that never change, and which of them are current.

use super::{StoreResult, Tx, Word, sql};
use crate::domain::digest::Digest;
use chrono::{DateTime, Utc};

/// One version of a unit of content. Units that share a text (the items of a case group) share its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Of the body.
    pub hash: Digest,
    /// `lesson`, `items` or `scenario`, as front matter says it.
    pub kind: String,
    pub content_id: String,
    /// Below `quizzes/`.
    pub source_path: String,
    pub body: String,
}

/// Which version of a unit is current.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Current {
    pub kind: String,
    pub content_id: String,
    pub hash: Digest,
}

#[derive(Debug, sqlx::FromRow)]
struct VersionRow {
    hash: Word<Digest>,
    kind: String,
    content_id: String,
    source_path: String,
    body: String,
}

#[derive(Debug, sqlx::FromRow)]
struct CurrentRow {
    kind: String,
    content_id: String,
    hash: Word<Digest>,
}

/// Keeps a version; one that is there stays as it is.
pub async fn insert(tx: &mut Tx, version: &Version, at: DateTime<Utc>) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO content_version (hash, kind, content_id, source_path, body, imported_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (hash) DO NOTHING",
        Word(version.hash),
        &version.kind,
        &version.content_id,
        &version.source_path,
        &version.body,
        at,
    )
    .map(|_| ())
}

/// The version with that hash, current or not.
pub async fn find(tx: &mut Tx, hash: Digest) -> StoreResult<Option<Version>> {
    let text = "SELECT hash, kind, content_id, source_path, body FROM content_version WHERE hash = $1";
    let row = sql!(maybe VersionRow, tx, text, Word(hash))?;
    Ok(row.map(|row| Version {
        hash: row.hash.0,
        kind: row.kind,
        content_id: row.content_id,
        source_path: row.source_path,
        body: row.body,
    }))
}

/// Everything that is current, by kind and id.
pub async fn current(tx: &mut Tx) -> StoreResult<Vec<Current>> {
    let text = "SELECT kind, content_id, hash FROM content_current ORDER BY kind, content_id";
    let rows = sql!(all CurrentRow, tx, text)?;
    Ok(rows.into_iter().map(|row| Current { kind: row.kind, content_id: row.content_id, hash: row.hash.0 }).collect())
}

pub async fn make_current(tx: &mut Tx, current: &Current) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO content_current (kind, content_id, hash) VALUES ($1, $2, $3)
         ON CONFLICT (kind, content_id) DO UPDATE SET hash = excluded.hash",
        &current.kind,
        &current.content_id,
        Word(current.hash),
    )
    .map(|_| ())
}

/// Takes a unit out of use. Its versions stay.
pub async fn withdraw(tx: &mut Tx, current: &Current) -> StoreResult<()> {
    let text = "DELETE FROM content_current WHERE kind = $1 AND content_id = $2";
    sql!(exec, tx, text, &current.kind, &current.content_id).map(|_| ())
}
