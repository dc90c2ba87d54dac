//! Content as text: versions that never change, and which of them are current.

use super::many::{SIZES, cut, insert as insert_text, insert_rows};
use super::{StoreResult, Tx, Word, sql};
use crate::domain::digest::Digest;
use chrono::{DateTime, Utc};
use std::sync::LazyLock;

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

static INSERTS: LazyLock<[String; SIZES.len()]> = LazyLock::new(|| {
    let columns = ["hash", "kind", "content_id", "source_path", "body"];
    SIZES.map(|size| insert_text(size, "content_version", &columns, Some("imported_at"), "(hash) DO NOTHING"))
});

/// Keeps a version; one that is there stays as it is.
pub async fn insert(tx: &mut Tx, version: &Version, at: DateTime<Utc>) -> StoreResult<()> {
    insert_all(tx, std::slice::from_ref(version), at).await
}

/// Keeps versions as `insert` does, many by one statement.
pub async fn insert_all(tx: &mut Tx, versions: &[Version], at: DateTime<Utc>) -> StoreResult<()> {
    for piece in cut(versions) {
        insert_rows!(tx, INSERTS, [at], piece, |query, version: &Version| query
            .bind(version.map(|version| Word(version.hash)))
            .bind(version.map(|version| &version.kind))
            .bind(version.map(|version| &version.content_id))
            .bind(version.map(|version| &version.source_path))
            .bind(version.map(|version| &version.body)))?;
    }
    Ok(())
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

static CURRENT: LazyLock<[String; SIZES.len()]> = LazyLock::new(|| {
    let columns = ["kind", "content_id", "hash"];
    let conflict = "(kind, content_id) DO UPDATE SET hash = excluded.hash";
    SIZES.map(|size| insert_text(size, "content_current", &columns, None, conflict))
});

pub async fn make_current(tx: &mut Tx, current: &Current) -> StoreResult<()> {
    make_all_current(tx, std::slice::from_ref(current)).await
}

/// Makes units current, each of them once in the list, many by one statement.
pub async fn make_all_current(tx: &mut Tx, all: &[Current]) -> StoreResult<()> {
    for piece in cut(all) {
        insert_rows!(tx, CURRENT, [], piece, |query, current: &Current| query
            .bind(current.map(|current| &current.kind))
            .bind(current.map(|current| &current.content_id))
            .bind(current.map(|current| Word(current.hash))))?;
    }
    Ok(())
}

/// Takes a unit out of use. Its versions stay.
pub async fn withdraw(tx: &mut Tx, current: &Current) -> StoreResult<()> {
    let text = "DELETE FROM content_current WHERE kind = $1 AND content_id = $2";
    sql!(exec, tx, text, &current.kind, &current.content_id).map(|_| ())
}
