//! A copy of the SQLite database while it is in use, and whether a copy is whole.

use super::{Db, StoreError, StoreResult};
use std::path::Path;

/// Writes a compact copy to a file that does not exist yet. False on PostgreSQL, which has its own tools.
pub async fn copy_into(db: &Db, file: &Path) -> StoreResult<bool> {
    let Db::Sqlite { write, .. } = db else { return Ok(false) };
    let name = file.to_str().ok_or_else(|| StoreError::Corrupt {
        place: file.display().to_string(),
        reason: "the path is not text".to_owned(),
    })?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut *write.take().await?).await?;
    Ok(true)
}

/// Reads the whole database and tells the first thing that is wrong with its pages, indexes or references.
pub async fn check(db: &Db) -> StoreResult<Option<String>> {
    let Db::Sqlite { read, .. } = db else { return Ok(None) };
    let mut view = read.take().await?;
    let pages: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *view).await?;
    if pages != "ok" {
        return Ok(Some(pages));
    }
    let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *view).await?;
    Ok(dangling.map(|_| "a row refers to one that does not exist".to_owned()))
}
