//! Exam sessions: when which exam can be sat, and how many places there are.

use super::column::LevelNumber;
use super::{StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::digest::Digest;
use crate::domain::form::{FormId, FormKind};
use crate::domain::id::{AccountId, ExamSessionId};
use crate::domain::level::Level;
use chrono::{DateTime, Utc};

/// A window in which an exam can be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamSession {
    pub id: ExamSessionId,
    pub kind: FormKind,
    pub level: Level,
    pub form: FormId,
    /// The version of the form that is sat.
    pub form_hash: Digest,
    /// In HR's words, for lists; may be empty.
    pub title: String,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub seats: u32,
    pub taken: u32,
    pub created_by: AccountId,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

impl ExamSession {
    /// Whether an attempt may be started at an instant.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opens_at <= now && now < self.closes_at
    }

    pub fn free_seats(&self) -> u32 {
        self.seats.saturating_sub(self.taken)
    }
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: ExamSessionId,
    kind: Word<FormKind>,
    level: LevelNumber,
    form_id: Word<FormId>,
    form_hash: Word<Digest>,
    title: String,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    seats: i64,
    taken: i64,
    created_by: AccountId,
    created_at: DateTime<Utc>,
    version: i64,
}

impl TryFrom<Row> for ExamSession {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let count = |found: i64| {
            let bad = |_| StoreError::Corrupt { place: format!("exam_session {}", row.id), reason: "seats".into() };
            u32::try_from(found).map_err(bad)
        };
        Ok(Self {
            seats: count(row.seats)?,
            taken: count(row.taken)?,
            id: row.id,
            kind: row.kind.0,
            level: row.level.0,
            form: row.form_id.0,
            form_hash: row.form_hash.0,
            title: row.title,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            created_by: row.created_by,
            created_at: row.created_at,
            version: row.version,
        })
    }
}

pub async fn insert(tx: &mut Tx, session: &ExamSession) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO exam_session (id, kind, level, form_id, form_hash, title, opens_at, closes_at, seats, taken, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        session.id,
        Word(session.kind),
        LevelNumber(session.level),
        Word(&session.form),
        Word(session.form_hash),
        &session.title,
        session.opens_at,
        session.closes_at,
        i64::from(session.seats),
        i64::from(session.taken),
        session.created_by,
        session.created_at,
    )
    .map(|_| ())
}

/// Changes title, window and seats of the version that was read.
pub async fn update(tx: &mut Tx, session: &ExamSession) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE exam_session SET title = $1, opens_at = $2, closes_at = $3, seats = $4, version = version + 1
         WHERE id = $5 AND version = $6 AND taken <= $7",
        &session.title,
        session.opens_at,
        session.closes_at,
        i64::from(session.seats),
        session.id,
        session.version,
        i64::from(session.seats),
    )?)
}

pub async fn find(tx: &mut Tx, id: ExamSessionId) -> StoreResult<Option<ExamSession>> {
    let text = "SELECT id, kind, level, form_id, form_hash, title, opens_at, closes_at, seats, taken, created_by,
                created_at, version FROM exam_session WHERE id = $1";
    sql!(maybe Row, tx, text, id)?.map(ExamSession::try_from).transpose()
}

/// Sessions that close after an instant, the next first.
pub async fn closing_after(tx: &mut Tx, at: DateTime<Utc>) -> StoreResult<Vec<ExamSession>> {
    let text = "SELECT id, kind, level, form_id, form_hash, title, opens_at, closes_at, seats, taken, created_by,
                created_at, version FROM exam_session WHERE closes_at > $1 ORDER BY opens_at, id";
    sql!(all Row, tx, text, at)?.into_iter().map(ExamSession::try_from).collect()
}

/// All sessions, the last to close first.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> StoreResult<Vec<ExamSession>> {
    let text = "SELECT id, kind, level, form_id, form_hash, title, opens_at, closes_at, seats, taken, created_by,
                created_at, version FROM exam_session ORDER BY closes_at DESC, id DESC LIMIT $1 OFFSET $2";
    sql!(all Row, tx, text, limit, offset)?.into_iter().map(ExamSession::try_from).collect()
}

pub async fn count(tx: &mut Tx) -> StoreResult<i64> {
    sql!(value i64, tx, "SELECT COUNT(*) FROM exam_session")
}

/// How far the sittings of a session are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Stages {
    /// Being sat now.
    pub running: i64,
    /// Over, and not scored yet.
    pub handed_in: i64,
    /// Something waits for a person to score it.
    pub awaiting: i64,
    /// With a result that nobody sees yet.
    pub scored: i64,
    pub released: i64,
    /// Passed level exams, released, without a certificate.
    pub uncertified: i64,
}

pub async fn stages(tx: &mut Tx, id: ExamSessionId) -> StoreResult<Stages> {
    let text = "SELECT COUNT(CASE WHEN a.state = 'in_progress' THEN 1 END) AS running,
                       COUNT(CASE WHEN a.state IN ('submitted', 'expired') THEN 1 END) AS handed_in,
                       COUNT(CASE WHEN a.state = 'awaiting_scoring' THEN 1 END) AS awaiting,
                       COUNT(CASE WHEN a.state = 'scored' THEN 1 END) AS scored,
                       COUNT(CASE WHEN a.state = 'released' THEN 1 END) AS released,
                       COUNT(CASE WHEN a.state = 'released' AND a.kind = 'level-exam'
                         AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.attempt_id = a.id)
                         AND (SELECT r.passed FROM attempt_result r WHERE r.attempt_id = a.id ORDER BY r.version DESC LIMIT 1)
                         THEN 1 END) AS uncertified
                FROM attempt a WHERE a.session_id = $1";
    sql!(one Stages, tx, text, id)
}

/// Takes a place. False when there is none: the count is checked by the same statement that raises it.
pub async fn take_seat(tx: &mut Tx, id: ExamSessionId) -> StoreResult<bool> {
    let text = "UPDATE exam_session SET taken = taken + 1 WHERE id = $1 AND taken < seats";
    Ok(sql!(exec, tx, text, id)? == 1)
}

/// Gives a place back.
pub async fn free_seat(tx: &mut Tx, id: ExamSessionId) -> StoreResult<()> {
    let text = "UPDATE exam_session SET taken = taken - 1 WHERE id = $1 AND taken > 0";
    changed_one(sql!(exec, tx, text, id)?)
}
