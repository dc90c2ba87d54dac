//! Sessions for HR and trainers: who is registered, who sits where, and how far.

use super::sitting::fixed_in;
use crate::domain::access::Permission;
use crate::domain::form::FormKind;
use crate::domain::id::{ExamSessionId, PersonId};
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::answer::Progress;
use crate::server::storage::attempt_line::Line;
use crate::server::storage::certificate::Earned;
use crate::server::storage::exam_session::{ExamSession, Stages};
use crate::server::storage::registration::Registration;
use crate::server::storage::{answer, attempt_line, certificate, exam_session, person, registration};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    pub session: ExamSession,
    pub stages: Stages,
}

/// A session with everybody in it.
#[derive(Debug, Clone)]
pub struct SessionBoard {
    pub session: ExamSession,
    pub stages: Stages,
    /// The instant that it shows.
    pub at: DateTime<Utc>,
    pub places: Vec<Place>,
}

#[derive(Debug, Clone)]
pub struct Place {
    pub registration: Registration,
    /// None for trainers: they score and release without names.
    pub person: Option<Person>,
    pub attempt: Option<Line>,
    /// How far the sitting is; nothing before the first answer.
    pub progress: Option<Progress>,
    /// How many items the paper of a running sitting asks.
    pub asked: Option<usize>,
    pub certificate: Option<Earned>,
}

impl Place {
    /// A released pass of a level exam without a certificate. Whether it is the viewer's own stands elsewhere.
    pub fn deserves_certificate(&self, kind: FormKind) -> bool {
        use crate::domain::attempt::state::Stage;
        let passed =
            self.attempt.as_ref().is_some_and(|line| line.stage() == Stage::Released && line.passed == Some(true));
        kind == FormKind::LevelExam && passed && self.certificate.is_none()
    }
}

/// Sessions, the last to close first, and how many there are.
pub async fn list_sessions(
    state: &AppState,
    by: &Account,
    limit: i64,
    offset: i64,
) -> Result<(Vec<SessionLine>, i64), ServiceError> {
    must(by, Permission::SeeSessions)?;
    let mut tx = state.db.read().await?;
    let mut lines = Vec::new();
    for session in exam_session::list(&mut tx, limit, offset).await? {
        let stages = exam_session::stages(&mut tx, session.id).await?;
        lines.push(SessionLine { session, stages });
    }
    Ok((lines, exam_session::count(&mut tx).await?))
}

/// One session: who is where.
pub async fn read_session(state: &AppState, by: &Account, id: ExamSessionId) -> Result<SessionBoard, ServiceError> {
    must(by, Permission::SeeSessions)?;
    let mut tx = state.db.read().await?;
    let session = exam_session::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let stages = exam_session::stages(&mut tx, id).await?;
    let mut attempts: HashMap<_, Line> =
        attempt_line::of_session(&mut tx, id).await?.into_iter().map(|line| (line.registration_id, line)).collect();
    let progress = answer::progress_in(&mut tx, id).await?;
    let mut people: HashMap<PersonId, Person> = HashMap::new();
    if by.may(Permission::RunExams) {
        people.extend(person::in_session(&mut tx, id).await?.into_iter().map(|person| (person.id, person)));
    }
    let earned = certificate::earned_in(&mut tx, id).await?.into_iter();
    let mut earned: HashMap<_, _> = earned.map(|earned| (earned.attempt, earned)).collect();
    let mut places = Vec::new();
    for registration in registration::of_session(&mut tx, id).await? {
        let person = people.remove(&registration.person);
        let attempt = attempts.remove(&registration.id);
        let progress = attempt.as_ref().and_then(|line| progress.get(&line.id)).copied();
        let certificate = attempt.as_ref().and_then(|line| earned.remove(&line.id));
        let asked = match attempt.as_ref().filter(|line| line.ended_at.is_none()) {
            Some(line) => {
                let fixed = fixed_in(state, &mut tx, line.id).await?;
                Some(fixed.parts.iter().map(|part| part.paper.items().len()).sum())
            }
            None => None,
        };
        places.push(Place { registration, person, attempt, progress, asked, certificate });
    }
    Ok(SessionBoard { session, stages, at: state.clock.now(), places })
}
