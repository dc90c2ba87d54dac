//! What people must score: an essay, or a conversation with a line that no rule judged. A script does not say whose it is.

use super::column::LevelNumber;
use super::{Json, StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::digest::Digest;
use crate::domain::id::{AccountId, AttemptId, PersonId, ScriptId};
use crate::domain::level::Level;
use crate::domain::marks::Marks;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Something that waits for a scorer, or has been scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub id: ScriptId,
    /// Only for finding the answer; never shown to a scorer.
    pub attempt: AttemptId,
    /// The id of an item or of a scenario.
    pub subject: String,
    /// The version of it that was answered.
    pub hash: Digest,
    pub level: Level,
    pub scored: bool,
}

/// What a person decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HumanScore {
    pub version: u32,
    pub marks: Marks,
    pub note: String,
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: ScriptId,
    attempt_id: AttemptId,
    subject: String,
    content_hash: Word<Digest>,
    level: LevelNumber,
    scored: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct ScoreRow {
    version: i64,
    marks: Json<Marks>,
    note: String,
    scored_by: AccountId,
    scored_at: DateTime<Utc>,
}

impl From<Row> for Script {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            attempt: row.attempt_id,
            subject: row.subject,
            hash: row.content_hash.0,
            level: row.level.0,
            scored: row.scored,
        }
    }
}

/// Keeps a script; one that is there already stays as it is.
pub async fn insert(tx: &mut Tx, script: &Script) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO script (id, attempt_id, subject, content_hash, level, scored) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (attempt_id, subject) DO NOTHING",
        script.id,
        script.attempt,
        &script.subject,
        Word(script.hash),
        LevelNumber(script.level),
        script.scored,
    )
    .map(|_| ())
}

pub async fn find(tx: &mut Tx, id: ScriptId) -> StoreResult<Option<Script>> {
    let text = "SELECT id, attempt_id, subject, content_hash, level, scored FROM script WHERE id = $1";
    Ok(sql!(maybe Row, tx, text, id)?.map(Script::from))
}

/// Scripts of a subject, the unscored first. Ordered by their drawn ids: the order tells nothing about anybody.
pub async fn of_subject(tx: &mut Tx, subject: &str) -> StoreResult<Vec<Script>> {
    let text = "SELECT id, attempt_id, subject, content_hash, level, scored FROM script WHERE subject = $1 ORDER BY scored, id";
    Ok(sql!(all Row, tx, text, subject)?.into_iter().map(Script::from).collect())
}

pub async fn of_attempt(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Vec<Script>> {
    let text = "SELECT id, attempt_id, subject, content_hash, level, scored FROM script WHERE attempt_id = $1 ORDER BY subject";
    Ok(sql!(all Row, tx, text, attempt)?.into_iter().map(Script::from).collect())
}

/// How much waits, by subject.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    pub subject: String,
    level: LevelNumber,
    pub waiting: i64,
    pub scored: i64,
}

impl Waiting {
    pub fn level(&self) -> Level {
        self.level.0
    }
}

/// Subjects whose attempts are not released yet. What a scorer has written does not count for that scorer.
pub async fn waiting(tx: &mut Tx, scorer: Option<PersonId>) -> StoreResult<Vec<Waiting>> {
    sql!(
        all Waiting,
        tx,
        "SELECT s.subject, s.level, SUM(CASE WHEN s.scored THEN 0 ELSE 1 END) AS waiting,
                SUM(CASE WHEN s.scored THEN 1 ELSE 0 END) AS scored
         FROM script s JOIN attempt a ON a.id = s.attempt_id
         WHERE a.state IN ('awaiting_scoring', 'scored') AND a.person_id <> $1
         GROUP BY s.subject, s.level ORDER BY s.level, s.subject",
        somebody(scorer),
    )
}

/// The scripts of a subject that can be scored by somebody: not released, not their own. By their drawn ids, so that the
/// order tells nothing and stays as it is while they are scored.
pub async fn open_of_subject(tx: &mut Tx, subject: &str, scorer: Option<PersonId>) -> StoreResult<Vec<Script>> {
    let text = "SELECT s.id, s.attempt_id, s.subject, s.content_hash, s.level, s.scored
                FROM script s JOIN attempt a ON a.id = s.attempt_id
                WHERE s.subject = $1 AND a.state IN ('awaiting_scoring', 'scored') AND a.person_id <> $2 ORDER BY s.id";
    Ok(sql!(all Row, tx, text, subject, somebody(scorer))?.into_iter().map(Script::from).collect())
}

/// Whoever scores; without a staff file they are nobody who sits exams.
fn somebody(scorer: Option<PersonId>) -> PersonId {
    scorer.unwrap_or_else(|| Uuid::nil().into())
}

/// Adds a score as the given version; a version that is there already is `Taken`.
pub async fn add_score(tx: &mut Tx, id: ScriptId, score: &HumanScore) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO human_score (script_id, version, marks, note, scored_by, scored_at) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        i64::from(score.version),
        Json(&score.marks),
        &score.note,
        score.by,
        score.at,
    )?;
    changed_one(sql!(exec, tx, "UPDATE script SET scored = TRUE WHERE id = $1", id)?)
}

/// The score that stands.
pub async fn score(tx: &mut Tx, id: ScriptId) -> StoreResult<Option<HumanScore>> {
    let text = "SELECT version, marks, note, scored_by, scored_at FROM human_score WHERE script_id = $1 ORDER BY version DESC LIMIT 1";
    let read = |row: ScoreRow| {
        let bad = |_| StoreError::Corrupt { place: format!("human_score of {id}"), reason: "version".into() };
        let version = u32::try_from(row.version).map_err(bad)?;
        Ok(HumanScore { version, marks: row.marks.0, note: row.note, by: row.scored_by, at: row.scored_at })
    };
    sql!(maybe ScoreRow, tx, text, id)?.map(read).transpose()
}
