//! The audit log: what happened, chained by hash. `append` belongs into the transaction of the change itself.

use super::{StoreResult, Tx, changed_one, sql};
use crate::domain::id::AccountId;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Something that happened.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub at: DateTime<Utc>,
    /// Who did it; none for the command line and the service itself.
    pub actor: Option<AccountId>,
    /// `family.verb`, such as `account.disable`.
    pub action: &'static str,
    /// What kind of thing changed, and which one.
    pub subject_kind: &'static str,
    pub subject_id: String,
    /// What is worth knowing about the change. No secrets, and no more personal data than needed.
    pub detail: serde_json::Value,
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryRow {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor: Option<AccountId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub detail: String,
    pub previous_hash: String,
    pub hash: String,
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, sqlx::FromRow)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

/// Adds an entry and returns the chain's new end.
///
/// Taking a number locks the head's row, so that writers queue here until the one before has committed. Call it last in a
/// transaction: then nobody waits long, and nobody waits crosswise.
pub async fn append(tx: &mut Tx, entry: &NewEntry) -> StoreResult<Head> {
    let before = sql!(one Head, tx, "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")?;
    let mut row = EntryRow {
        seq: before.seq,
        at: entry.at,
        actor: entry.actor,
        action: entry.action.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        subject_id: entry.subject_id.clone(),
        detail: entry.detail.to_string(),
        previous_hash: before.hash,
        hash: String::new(),
    };
    row.hash = row.computed_hash();
    sql!(
        exec,
        tx,
        "INSERT INTO audit_entry (seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        row.seq,
        row.at,
        row.actor,
        &row.action,
        &row.subject_kind,
        &row.subject_id,
        &row.detail,
        &row.previous_hash,
        &row.hash,
    )?;
    changed_one(sql!(exec, tx, "UPDATE audit_head SET hash = $1 WHERE id = 1 AND seq = $2", &row.hash, row.seq)?)?;
    Ok(Head { seq: row.seq, hash: row.hash })
}

impl EntryRow {
    /// SHA-256 over the hash before and the entry as canonical JSON: fixed keys in a fixed order, time in microseconds.
    pub fn computed_hash(&self) -> String {
        #[derive(Serialize)]
        struct Canonical<'a> {
            seq: i64,
            at: String,
            actor: Option<AccountId>,
            action: &'a str,
            subject_kind: &'a str,
            subject_id: &'a str,
            detail: &'a str,
        }
        let canonical = Canonical {
            seq: self.seq,
            at: self.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            actor: self.actor,
            action: &self.action,
            subject_kind: &self.subject_kind,
            subject_id: &self.subject_id,
            detail: &self.detail,
        };
        let mut hasher = Sha256::new();
        hasher.update(self.previous_hash.as_bytes());
        // Numbers, texts and an id always serialise; were it not so, the empty text would fail verification.
        hasher.update(serde_json::to_vec(&canonical).unwrap_or_default());
        hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Where the chain says that it ends.
pub async fn head(tx: &mut Tx) -> StoreResult<Head> {
    sql!(one Head, tx, "SELECT seq, hash FROM audit_head WHERE id = 1")
}

/// Up to `limit` entries after a number, in order: for walking the chain.
pub async fn after(tx: &mut Tx, seq: i64, limit: i64) -> StoreResult<Vec<EntryRow>> {
    sql!(
        all EntryRow,
        tx,
        "SELECT seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash
         FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2",
        seq,
        limit,
    )
}

/// Up to `limit` entries before a number, newest first: for reading.
pub async fn before(tx: &mut Tx, seq: i64, limit: i64) -> StoreResult<Vec<EntryRow>> {
    sql!(
        all EntryRow,
        tx,
        "SELECT seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash
         FROM audit_entry WHERE seq < $1 ORDER BY seq DESC LIMIT $2",
        seq,
        limit,
    )
}

/// Which entries somebody reads. Empty and none: any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub actor: Option<AccountId>,
    /// The ids of one thing: a colleague is an account and a staff file.
    pub subject: Option<[String; 2]>,
    pub action: String,
}

/// Up to `limit` wanted entries before a number, newest first.
pub async fn find(tx: &mut Tx, wanted: &Wanted, before: i64, limit: i64) -> StoreResult<Vec<EntryRow>> {
    let [first, second] = wanted.subject.clone().unwrap_or_default();
    sql!(
        all EntryRow,
        tx,
        "SELECT seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash
         FROM audit_entry
         WHERE seq < $1 AND ($2 IS NULL OR actor = $2) AND ($3 = '' OR subject_id = $3 OR subject_id = $4)
           AND ($5 = '' OR action = $5)
         ORDER BY seq DESC LIMIT $6",
        before,
        wanted.actor,
        &first,
        &second,
        &wanted.action,
        limit,
    )
}

/// Up to `limit` entries about one thing, newest first.
pub async fn about(tx: &mut Tx, kind: &str, id: &str, limit: i64) -> StoreResult<Vec<EntryRow>> {
    sql!(
        all EntryRow,
        tx,
        "SELECT seq, at, actor, action, subject_kind, subject_id, detail, previous_hash, hash
         FROM audit_entry WHERE subject_kind = $1 AND subject_id = $2 ORDER BY seq DESC LIMIT $3",
        kind,
        id,
        limit,
    )
}
