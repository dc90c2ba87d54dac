//! What happened in a sitting, step by step, for HR: with what arrived too late and every result that was made.

use crate::domain::access::Permission;
use crate::domain::id::{AccountId, AttemptId};
use crate::domain::outcome::ResultVersion;
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::answer::Late;
use crate::server::storage::attempt::Kept;
use crate::server::storage::attempt_event::Logged;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::{account, answer, attempt, attempt_event, attempt_result, exam_session, person};
use crate::server::visitor::Account;
use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct AttemptLog {
    pub person: Person,
    pub attempt: Kept,
    /// In HR's words, and when it could be started.
    pub session: ExamSession,
    /// The names of those who did something, the candidate's own account left out.
    pub actors: HashMap<AccountId, String>,
    pub events: Vec<Logged>,
    pub late: Vec<Late>,
    /// The first one first; the last one stands.
    pub results: Vec<ResultVersion>,
}

pub async fn read_log(state: &AppState, by: &Account, id: AttemptId) -> Result<AttemptLog, ServiceError> {
    must(by, Permission::RunExams)?;
    let mut tx = state.db.read().await?;
    let attempt = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let events = attempt_event::of_attempt(&mut tx, id).await?;
    let mut actors = HashMap::new();
    for actor in events.iter().filter_map(|logged| logged.actor) {
        if !actors.contains_key(&actor)
            && let Some(row) = account::by_id(&mut tx, actor).await?
            && row.person_id != Some(attempt.person)
        {
            actors.insert(actor, row.display_name);
        }
    }
    Ok(AttemptLog {
        person: person::find(&mut tx, attempt.person).await?.ok_or(ServiceError::NotFound)?,
        session: exam_session::find(&mut tx, attempt.session).await?.ok_or(ServiceError::NotFound)?,
        actors,
        events,
        late: answer::late_of(&mut tx, id).await?,
        results: attempt_result::of_attempt(&mut tx, id).await?,
        attempt,
    })
}
