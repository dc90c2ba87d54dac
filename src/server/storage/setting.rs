//! Settings of the whole service, by name: one value that all nodes share.

use super::{StoreResult, Tx, sql};
use chrono::{DateTime, Utc};

pub async fn find(tx: &mut Tx, name: &str) -> StoreResult<Option<String>> {
    sql!(maybe_value String, tx, "SELECT value FROM setting WHERE name = $1", name)
}

/// Sets a value. Whoever does so first in a transaction holds others who set the same one until its end.
pub async fn put(tx: &mut Tx, name: &str, value: &str, at: DateTime<Utc>) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at,
         version = setting.version + 1",
        name,
        value,
        at,
    )
    .map(|_| ())
}

/// Sets a value unless there is one, and gives the one that holds.
pub async fn put_once(tx: &mut Tx, name: &str, value: &str, at: DateTime<Utc>) -> StoreResult<String> {
    let text = "INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING";
    sql!(exec, tx, text, name, value, at)?;
    sql!(value String, tx, "SELECT value FROM setting WHERE name = $1", name)
}
