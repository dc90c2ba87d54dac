//! One place in a session: for HR, whose it is and how it stands; for whoever has it, which one it is.

use crate::domain::access::Permission;
use crate::domain::id::{AttemptId, ExamSessionId, PersonId, RegistrationId};
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::exam_session::{self, ExamSession};
use crate::server::storage::registration::{self, Registration};
use crate::server::storage::{attempt, person};
use crate::server::visitor::Account;

#[derive(Debug, Clone)]
pub struct PlaceOfOne {
    pub session: ExamSession,
    pub registration: Registration,
    pub person: Person,
    /// The sitting, once it has been started.
    pub attempt: Option<AttemptId>,
}

/// A place of that session; one of another session does not exist.
pub async fn read_place(
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    place: RegistrationId,
) -> Result<PlaceOfOne, ServiceError> {
    must(by, Permission::RunExams)?;
    let mut tx = state.db.read().await?;
    let found = registration::find(&mut tx, place).await?.filter(|place| place.session == session);
    let registration = found.ok_or(ServiceError::NotFound)?;
    let session = exam_session::find(&mut tx, session).await?.ok_or(ServiceError::NotFound)?;
    let person = person::find(&mut tx, registration.person).await?.ok_or(ServiceError::NotFound)?;
    let attempt = attempt::of_registration(&mut tx, place).await?.map(|kept| kept.id);
    Ok(PlaceOfOne { session, registration, person, attempt })
}

/// A person's own place in a session.
pub async fn own_place(
    state: &AppState,
    person: PersonId,
    session: ExamSessionId,
) -> Result<RegistrationId, ServiceError> {
    let mut tx = state.db.glance().await?;
    let found = registration::of_person_in(&mut tx, session, person).await?;
    found.map(|place| place.id).ok_or(ServiceError::NotFound)
}
