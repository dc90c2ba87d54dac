//! Sessions for HR and trainers: who is registered, who sits where, and how far.

use crate::domain::access::Permission;
use crate::domain::id::ExamSessionId;
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::answer::Progress;
use crate::server::storage::attempt::Line;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::registration::Registration;
use crate::server::storage::{answer, attempt, exam_session, person, registration};
use crate::server::visitor::Account;
use std::collections::HashMap;

/// A session with everybody in it.
#[derive(Debug, Clone)]
pub struct SessionBoard {
    pub session: ExamSession,
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
}

/// All sessions, the last to close first.
pub async fn list_sessions(
    state: &AppState,
    by: &Account,
    limit: i64,
    offset: i64,
) -> Result<Vec<ExamSession>, ServiceError> {
    may_see(by)?;
    let mut tx = state.db.read().await?;
    Ok(exam_session::list(&mut tx, limit, offset).await?)
}

/// One session: who is where.
pub async fn read_session(state: &AppState, by: &Account, id: ExamSessionId) -> Result<SessionBoard, ServiceError> {
    may_see(by)?;
    let mut tx = state.db.read().await?;
    let session = exam_session::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let mut attempts: HashMap<_, Line> =
        attempt::of_session(&mut tx, id).await?.into_iter().map(|line| (line.registration_id, line)).collect();
    let progress = answer::progress_in(&mut tx, id).await?;
    let mut places = Vec::new();
    for registration in registration::of_session(&mut tx, id).await? {
        let person =
            if by.may(Permission::RunExams) { person::find(&mut tx, registration.person).await? } else { None };
        let attempt = attempts.remove(&registration.id);
        let progress = attempt.as_ref().and_then(|line| progress.get(&line.id)).copied();
        places.push(Place { registration, person, attempt, progress });
    }
    Ok(SessionBoard { session, places })
}

fn may_see(by: &Account) -> Result<(), ServiceError> {
    if by.may(Permission::RunExams) || by.may(Permission::ScoreExams) { Ok(()) } else { Err(ServiceError::Forbidden) }
}
