//! How far somebody has come in each lesson.

use super::{Json, StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::digest::Digest;
use crate::domain::id::PersonId;
use crate::domain::item::ItemId;
use crate::domain::lesson::{BlockKind, LessonId};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// One person's progress in one lesson, from the moment it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub lesson: LessonId,
    /// The version that was last read.
    pub hash: Digest,
    pub blocks_read: BTreeSet<BlockKind>,
    pub checks_answered: BTreeSet<ItemId>,
    pub completed_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
    /// 0: not yet kept.
    pub version: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    lesson_id: Word<LessonId>,
    lesson_hash: Word<Digest>,
    blocks_read: Json<BTreeSet<BlockKind>>,
    checks_answered: Json<BTreeSet<ItemId>>,
    completed_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    version: i64,
}

impl From<Row> for Kept {
    fn from(row: Row) -> Self {
        Self {
            lesson: row.lesson_id.0,
            hash: row.lesson_hash.0,
            blocks_read: row.blocks_read.0,
            checks_answered: row.checks_answered.0,
            completed_at: row.completed_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

/// Everything that a person has begun.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Kept>> {
    let text = "SELECT lesson_id, lesson_hash, blocks_read, checks_answered, completed_at, updated_at, version
                FROM lesson_progress WHERE person_id = $1 ORDER BY lesson_id";
    Ok(sql!(all Row, tx, text, person)?.into_iter().map(Kept::from).collect())
}

pub async fn find(tx: &mut Tx, person: PersonId, lesson: &LessonId) -> StoreResult<Option<Kept>> {
    let text = "SELECT lesson_id, lesson_hash, blocks_read, checks_answered, completed_at, updated_at, version
                FROM lesson_progress WHERE person_id = $1 AND lesson_id = $2";
    Ok(sql!(maybe Row, tx, text, person, lesson.as_str())?.map(Kept::from))
}

/// Keeps what was read, guarded by the version that the change began from. Somebody who was faster gives `Stale`.
pub async fn save(tx: &mut Tx, person: PersonId, kept: &Kept) -> StoreResult<()> {
    if kept.version == 0 {
        return insert(tx, person, kept).await;
    }
    changed_one(sql!(
        exec,
        tx,
        "UPDATE lesson_progress SET lesson_hash = $1, blocks_read = $2, checks_answered = $3, completed_at = $4,
         updated_at = $5, version = version + 1 WHERE person_id = $6 AND lesson_id = $7 AND version = $8",
        Word(kept.hash),
        Json(&kept.blocks_read),
        Json(&kept.checks_answered),
        kept.completed_at,
        kept.updated_at,
        person,
        kept.lesson.as_str(),
        kept.version,
    )?)
}

async fn insert(tx: &mut Tx, person: PersonId, kept: &Kept) -> StoreResult<()> {
    let inserted = sql!(
        exec,
        tx,
        "INSERT INTO lesson_progress (person_id, lesson_id, lesson_hash, blocks_read, checks_answered, completed_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        person,
        kept.lesson.as_str(),
        Word(kept.hash),
        Json(&kept.blocks_read),
        Json(&kept.checks_answered),
        kept.completed_at,
        kept.updated_at,
    );
    match inserted {
        Ok(_) => Ok(()),
        Err(StoreError::Taken) => Err(StoreError::Stale),
        Err(error) => Err(error),
    }
}
