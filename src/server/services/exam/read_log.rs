//! What happened in a sitting, step by step, for HR: with what arrived too late and every result that was made.

use crate::domain::access::Permission;
use crate::domain::id::AttemptId;
use crate::domain::outcome::ResultVersion;
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::answer::Late;
use crate::server::storage::attempt::Kept;
use crate::server::storage::attempt_event::Logged;
use crate::server::storage::{answer, attempt, attempt_event, attempt_result, person};
use crate::server::visitor::Account;

#[derive(Debug, Clone)]
pub struct AttemptLog {
    pub person: Person,
    pub attempt: Kept,
    pub events: Vec<Logged>,
    pub late: Vec<Late>,
    /// The first one first; the last one stands.
    pub results: Vec<ResultVersion>,
}

pub async fn read_log(state: &AppState, by: &Account, id: AttemptId) -> Result<AttemptLog, ServiceError> {
    must(by, Permission::RunExams)?;
    let mut tx = state.db.read().await?;
    let attempt = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    Ok(AttemptLog {
        person: person::find(&mut tx, attempt.person).await?.ok_or(ServiceError::NotFound)?,
        events: attempt_event::of_attempt(&mut tx, id).await?,
        late: answer::late_of(&mut tx, id).await?,
        results: attempt_result::of_attempt(&mut tx, id).await?,
        attempt,
    })
}
