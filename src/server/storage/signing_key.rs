//! The public halves of signing keys. They are never deleted: what they signed can be checked for ever.

use super::{StoreResult, Tx, changed_one, sql};
use chrono::{DateTime, Utc};

/// A key that signs or signed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeyRow {
    /// Thumbprint of the public half.
    pub id: String,
    pub public_key: String,
    pub created_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut Tx, id: &str, public_key: &str, at: DateTime<Utc>) -> StoreResult<()> {
    let text = "INSERT INTO signing_key (id, public_key, created_at) VALUES ($1, $2, $3)";
    sql!(exec, tx, text, id, public_key, at).map(|_| ())
}

pub async fn find(tx: &mut Tx, id: &str) -> StoreResult<Option<KeyRow>> {
    sql!(maybe KeyRow, tx, "SELECT id, public_key, created_at, retired_at FROM signing_key WHERE id = $1", id)
}

/// The newest first.
pub async fn all(tx: &mut Tx) -> StoreResult<Vec<KeyRow>> {
    sql!(all KeyRow, tx, "SELECT id, public_key, created_at, retired_at FROM signing_key ORDER BY created_at DESC, id")
}

/// From now on it signs nothing.
pub async fn retire(tx: &mut Tx, id: &str, at: DateTime<Utc>) -> StoreResult<()> {
    let text = "UPDATE signing_key SET retired_at = $1 WHERE id = $2 AND retired_at IS NULL";
    changed_one(sql!(exec, tx, text, at, id)?)
}
