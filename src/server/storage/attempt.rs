//! Sittings with their parts. The running part, its end and when the server must act stand in the attempt's own row, so that
//! one row decides about a save.

use super::column::{LevelNumber, SeedBits};
use super::paper::NewPart;
use super::{Json, StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::attempt::lease::Lease;
use crate::domain::attempt::state::{Attempt, Closed, Ending, PartRun, PartStage, Running, Stage};
use crate::domain::digest::Digest;
use crate::domain::form::{FormId, FormKind, PartKind, Release};
use crate::domain::id::{AttemptId, ExamSessionId, LeaseId, PersonId, RegistrationId, SessionId};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::Transcript;
use crate::domain::seed::Seed;
use chrono::{DateTime, Duration, Utc};

/// A sitting as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: AttemptId,
    pub registration: RegistrationId,
    pub session: ExamSessionId,
    pub person: PersonId,
    pub kind: FormKind,
    pub level: Level,
    pub form: FormId,
    pub form_hash: Digest,
    pub seed: Seed,
    /// In which it was begun; typed answers are read in it.
    pub locale: Locale,
    /// What the form lets a candidate see of the result.
    pub release: Release,
    pub grace: Duration,
    pub attempt: Attempt,
    pub released_at: Option<DateTime<Utc>>,
    /// When a step was last taken, other than an answer.
    pub seen_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: AttemptId,
    registration_id: RegistrationId,
    session_id: ExamSessionId,
    person_id: PersonId,
    kind: Word<FormKind>,
    level: LevelNumber,
    form_id: Word<FormId>,
    form_hash: Word<Digest>,
    seed: SeedBits,
    locale: Word<Locale>,
    release_policy: Word<Release>,
    grace_seconds: i64,
    state: Word<Stage>,
    started_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    released_at: Option<DateTime<Utc>>,
    lease_id: LeaseId,
    lease_number: i64,
    lease_session: SessionId,
    lease_device: String,
    lease_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    version: i64,
}

/// A sitting comes with each of its parts: one question asks for all of them.
#[derive(Debug, sqlx::FromRow)]
struct PartRow {
    #[sqlx(flatten)]
    sitting: Row,
    part_kind: Word<PartKind>,
    allowed_seconds: i64,
    part_state: String,
    part_started_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    closed_by: Option<String>,
}

const WAITING: &str = "waiting";
const RUNNING: &str = "running";
const CLOSED: &str = "closed";

fn corrupt(id: AttemptId, reason: &str) -> StoreError {
    StoreError::Corrupt { place: format!("attempt {id}"), reason: reason.to_owned() }
}

fn ending(word: &str) -> Option<Ending> {
    [Ending::Submitted, Ending::Expired].into_iter().find(|ending| ending_word(*ending) == word)
}

fn ending_word(ending: Ending) -> &'static str {
    match ending {
        Ending::Submitted => "submitted",
        Ending::Expired => "expired",
    }
}

impl PartRow {
    fn read(&self, id: AttemptId) -> StoreResult<PartRun> {
        let stage = match (self.part_state.as_str(), self.part_started_at, self.ends_at, self.closed_at) {
            (WAITING, None, None, None) => PartStage::Waiting,
            (RUNNING, Some(started_at), Some(ends_at), None) => PartStage::Running { started_at, ends_at },
            (CLOSED, started_at, _, Some(at)) => {
                let by = self.closed_by.as_deref().and_then(ending);
                PartStage::Closed { started_at, at, by: by.ok_or_else(|| corrupt(id, "closed_by"))? }
            }
            _ => return Err(corrupt(id, "a part's state does not go with its other columns")),
        };
        Ok(PartRun { kind: self.part_kind.0, allowed: Duration::seconds(self.allowed_seconds), stage })
    }
}

impl Row {
    fn read(self, parts: Vec<PartRun>) -> StoreResult<Kept> {
        let id = self.id;
        let grace = Duration::seconds(self.grace_seconds);
        let attempt = match self.state.0 {
            Stage::Registered => return Err(corrupt(id, "a row before the start")),
            Stage::InProgress => {
                let number = u32::try_from(self.lease_number).map_err(|_| corrupt(id, "lease_number"))?;
                let lease = Lease {
                    id: self.lease_id,
                    number,
                    session: self.lease_session,
                    device: self.lease_device,
                    taken_at: self.lease_at,
                };
                Attempt::InProgress(Running { started_at: self.started_at, lease, parts, grace })
            }
            over => {
                let ended_at = self.ended_at.ok_or_else(|| corrupt(id, "over, but never ended"))?;
                let closed = Closed { started_at: self.started_at, ended_at, parts };
                match over {
                    Stage::Submitted => Attempt::Submitted(closed),
                    Stage::Expired => Attempt::Expired(closed),
                    Stage::AwaitingScoring => Attempt::AwaitingScoring(closed),
                    Stage::Scored => Attempt::Scored(closed),
                    Stage::Released | Stage::Registered | Stage::InProgress => Attempt::Released(closed),
                }
            }
        };
        Ok(Kept {
            id,
            registration: self.registration_id,
            session: self.session_id,
            person: self.person_id,
            kind: self.kind.0,
            level: self.level.0,
            form: self.form_id.0,
            form_hash: self.form_hash.0,
            seed: self.seed.0,
            locale: self.locale.0,
            release: self.release_policy.0,
            grace,
            attempt,
            released_at: self.released_at,
            seen_at: self.seen_at,
            version: self.version,
        })
    }
}

/// What a state means for the columns that decide about saves and closing.
struct Now<'a> {
    parts: &'a [PartRun],
    ended_at: Option<DateTime<Utc>>,
    open: Option<(PartKind, DateTime<Utc>)>,
    due_at: Option<DateTime<Utc>>,
    lease: Option<&'a Lease>,
}

impl<'a> Now<'a> {
    fn of(attempt: &'a Attempt) -> Self {
        match attempt {
            Attempt::Registered => Self { parts: &[], ended_at: None, open: None, due_at: None, lease: None },
            Attempt::InProgress(running) => {
                let open = running.current().map(|part| (part.kind, running.due_at()));
                let due_at = Some(running.due_at());
                Self { parts: &running.parts, ended_at: None, open, due_at, lease: Some(&running.lease) }
            }
            Attempt::Submitted(closed)
            | Attempt::Expired(closed)
            | Attempt::AwaitingScoring(closed)
            | Attempt::Scored(closed)
            | Attempt::Released(closed) => {
                Self { parts: &closed.parts, ended_at: Some(closed.ended_at), open: None, due_at: None, lease: None }
            }
        }
    }
}

/// Keeps a sitting that has just started. A second one for the same registration is `Taken`.
pub async fn insert(tx: &mut Tx, kept: &Kept, new_parts: &[NewPart]) -> StoreResult<()> {
    let now = Now::of(&kept.attempt);
    let lease = now.lease.ok_or_else(|| corrupt(kept.id, "kept before it was started"))?;
    sql!(
        exec,
        tx,
        "INSERT INTO attempt (id, registration_id, session_id, person_id, kind, level, form_id, form_hash, seed, locale,
         grace_seconds, release_policy, state, started_at, open_part, open_until, due_at, lease_id, lease_number,
         lease_session, lease_device, lease_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
        kept.id,
        kept.registration,
        kept.session,
        kept.person,
        Word(kept.kind),
        LevelNumber(kept.level),
        Word(&kept.form),
        Word(kept.form_hash),
        SeedBits(kept.seed),
        kept.locale.tag(),
        kept.grace.num_seconds(),
        kept.release.id(),
        Word(kept.attempt.stage()),
        lease.taken_at,
        now.open.map(|(part, _)| part.id()),
        now.open.map(|(_, until)| until),
        now.due_at,
        lease.id,
        i64::from(lease.number),
        lease.session,
        &lease.device,
        lease.taken_at,
        kept.seen_at,
    )?;
    for (place, (part, new)) in (1_i64..).zip(now.parts.iter().zip(new_parts)) {
        let columns = PartColumns::of(part);
        sql!(
            exec,
            tx,
            "INSERT INTO attempt_part (attempt_id, place, kind, allowed_seconds, cut_percent, paper, state, started_at, ends_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            kept.id,
            place,
            part.kind.id(),
            part.allowed.num_seconds(),
            i64::from(new.cut_percent),
            Json(&new.paper),
            columns.state,
            columns.started_at,
            columns.ends_at,
        )?;
    }
    Ok(())
}

struct PartColumns {
    state: &'static str,
    started_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    closed_by: Option<&'static str>,
}

impl PartColumns {
    fn of(part: &PartRun) -> Self {
        let none = Self { state: WAITING, started_at: None, ends_at: None, closed_at: None, closed_by: None };
        match part.stage {
            PartStage::Waiting => none,
            PartStage::Running { started_at, ends_at } => {
                Self { state: RUNNING, started_at: Some(started_at), ends_at: Some(ends_at), ..none }
            }
            PartStage::Closed { started_at, at, by } => Self {
                state: CLOSED,
                started_at,
                ends_at: started_at.map(|started_at| started_at + part.allowed),
                closed_at: Some(at),
                closed_by: Some(ending_word(by)),
            },
        }
    }
}

pub async fn find(tx: &mut Tx, id: AttemptId) -> StoreResult<Option<Kept>> {
    let text = "SELECT a.id, a.registration_id, a.session_id, a.person_id, a.kind, a.level, a.form_id, a.form_hash, a.seed,
                a.locale, a.release_policy, a.grace_seconds, a.state, a.started_at, a.ended_at, a.released_at, a.lease_id,
                a.lease_number, a.lease_session, a.lease_device, a.lease_at, a.seen_at, a.version, p.kind AS part_kind,
                p.allowed_seconds, p.state AS part_state, p.started_at AS part_started_at, p.ends_at, p.closed_at, p.closed_by
                FROM attempt a JOIN attempt_part p ON p.attempt_id = a.id WHERE a.id = $1 ORDER BY p.place";
    let rows = sql!(all PartRow, tx, text, id)?;
    let parts = rows.iter().map(|row| row.read(id)).collect::<StoreResult<Vec<_>>>()?;
    rows.into_iter().next().map(|row| row.sitting.read(parts)).transpose()
}

pub async fn of_registration(tx: &mut Tx, registration: RegistrationId) -> StoreResult<Option<Kept>> {
    let text = "SELECT id FROM attempt WHERE registration_id = $1";
    match sql!(maybe_value AttemptId, tx, text, registration)? {
        Some(id) => find(tx, id).await,
        None => Ok(None),
    }
}

/// Writes the next state of a sitting over the version that was read. From here to the end of the transaction nobody else
/// writes into the sitting, saves included.
pub async fn update(tx: &mut Tx, kept: &Kept, next: &Attempt, now: DateTime<Utc>) -> StoreResult<()> {
    let columns = Now::of(next);
    let lease = columns.lease;
    let released_at = (next.stage() == Stage::Released).then_some(now);
    changed_one(sql!(
        exec,
        tx,
        "UPDATE attempt SET state = $1, ended_at = $2, released_at = COALESCE(released_at, $3), open_part = $4, open_until = $5,
         due_at = $6, lease_id = COALESCE($7, lease_id), lease_number = COALESCE($8, lease_number),
         lease_session = COALESCE($9, lease_session), lease_device = COALESCE($10, lease_device),
         lease_at = COALESCE($11, lease_at), version = version + 1
         WHERE id = $12 AND version = $13",
        Word(next.stage()),
        columns.ended_at,
        released_at,
        columns.open.map(|(part, _)| part.id()),
        columns.open.map(|(_, until)| until),
        columns.due_at,
        lease.map(|lease| lease.id),
        lease.map(|lease| i64::from(lease.number)),
        lease.map(|lease| lease.session),
        lease.map(|lease| lease.device.as_str()),
        lease.map(|lease| lease.taken_at),
        kept.id,
        kept.version,
    )?)?;
    let before = Now::of(&kept.attempt).parts;
    for (place, (part, before)) in (1_i64..).zip(columns.parts.iter().zip(before)) {
        if part != before {
            let columns = PartColumns::of(part);
            changed_one(sql!(
                exec,
                tx,
                "UPDATE attempt_part SET state = $1, started_at = $2, ends_at = $3, closed_at = $4, closed_by = $5
                 WHERE attempt_id = $6 AND place = $7",
                columns.state,
                columns.started_at,
                columns.ends_at,
                columns.closed_at,
                columns.closed_by,
                kept.id,
                place,
            )?)?;
        }
    }
    Ok(())
}

/// The conversation of the role-play part; none before the first reply.
pub async fn transcript(tx: &mut Tx, id: AttemptId) -> StoreResult<Option<Transcript>> {
    let text = "SELECT transcript FROM attempt_part WHERE attempt_id = $1 AND kind = 'role-play'";
    let found = sql!(maybe_value Option<Json<Transcript>>, tx, text, id)?;
    Ok(found.flatten().map(|transcript| transcript.0))
}

pub async fn put_transcript(tx: &mut Tx, id: AttemptId, transcript: &Transcript) -> StoreResult<()> {
    let text = "UPDATE attempt_part SET transcript = $1 WHERE attempt_id = $2 AND kind = 'role-play'";
    changed_one(sql!(exec, tx, text, Json(transcript), id)?)
}

/// Takes the row for the rest of the transaction: whoever writes into the sitting queues.
pub async fn touch(tx: &mut Tx, id: AttemptId, now: DateTime<Utc>) -> StoreResult<()> {
    changed_one(sql!(exec, tx, "UPDATE attempt SET seen_at = $1 WHERE id = $2", now, id)?)
}
