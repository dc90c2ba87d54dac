//! Sittings in lists: a person's, a session's, and what everybody's on-post exams came to.

use super::column::LevelNumber;
use super::{StoreResult, Tx, Word, sql};
use crate::domain::attempt::state::Stage;
use crate::domain::form::{FormId, FormKind, PartKind};
use crate::domain::id::{AttemptId, ExamSessionId, PersonId, RegistrationId};
use crate::domain::level::Level;
use chrono::{DateTime, Duration, Utc};

/// What lists need of a sitting.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    pub id: AttemptId,
    pub registration_id: RegistrationId,
    pub session_id: ExamSessionId,
    pub person_id: PersonId,
    kind: Word<FormKind>,
    level: LevelNumber,
    form_id: Word<FormId>,
    state: Word<Stage>,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    open_part: Option<Word<PartKind>>,
    pub open_until: Option<DateTime<Utc>>,
    grace_seconds: i64,
    pub lease_device: String,
    pub lease_number: i64,
    pub seen_at: DateTime<Utc>,
    /// Of the result that stands; nothing before there is one.
    pub passed: Option<bool>,
}

impl Line {
    pub fn kind(&self) -> FormKind {
        self.kind.0
    }

    pub fn level(&self) -> Level {
        self.level.0
    }

    pub fn form(&self) -> &FormId {
        &self.form_id.0
    }

    pub fn stage(&self) -> Stage {
        self.state.0
    }

    pub fn open_part(&self) -> Option<PartKind> {
        self.open_part.map(|part| part.0)
    }

    /// When the time of the running part is up, by the candidate's clock: the grace is not part of it.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.open_until.map(|until| until - Duration::seconds(self.grace_seconds))
    }
}

/// A person's sittings, the newest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Line>> {
    let text = "SELECT id, registration_id, session_id, person_id, kind, level, form_id, state, started_at, ended_at, open_part,
                open_until, grace_seconds, lease_device, lease_number, seen_at,
                (SELECT r.passed FROM attempt_result r WHERE r.attempt_id = attempt.id ORDER BY r.version DESC LIMIT 1) AS passed
                FROM attempt WHERE person_id = $1 ORDER BY started_at DESC, id DESC";
    sql!(all Line, tx, text, person)
}

/// What everybody's on-post exams came to, as far as it is released: whose, which, and whether it was passed.
pub async fn on_post_results(tx: &mut Tx) -> StoreResult<Vec<(PersonId, FormKind, bool)>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        person_id: PersonId,
        kind: Word<FormKind>,
        passed: bool,
    }
    let text = "SELECT a.person_id, a.kind, r.passed FROM attempt a JOIN attempt_result r ON r.attempt_id = a.id
                WHERE a.state = 'released' AND a.kind IN ('on-post-month-three', 'on-post-month-six')
                  AND r.version = (SELECT MAX(n.version) FROM attempt_result n WHERE n.attempt_id = a.id)";
    Ok(sql!(all Found, tx, text)?.into_iter().map(|found| (found.person_id, found.kind.0, found.passed)).collect())
}

/// The sittings of a session.
pub async fn of_session(tx: &mut Tx, session: ExamSessionId) -> StoreResult<Vec<Line>> {
    let text = "SELECT id, registration_id, session_id, person_id, kind, level, form_id, state, started_at, ended_at, open_part,
                open_until, grace_seconds, lease_device, lease_number, seen_at,
                (SELECT r.passed FROM attempt_result r WHERE r.attempt_id = attempt.id ORDER BY r.version DESC LIMIT 1) AS passed
                FROM attempt WHERE session_id = $1 ORDER BY started_at, id";
    sql!(all Line, tx, text, session)
}
