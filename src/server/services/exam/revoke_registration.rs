//! HR takes a place away, with a reason; or the candidate gives it back.

use super::record::record;
use super::refusal::{ExamError, Refusal};
use crate::domain::access::Permission;
use crate::domain::id::RegistrationId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::exam_session;
use crate::server::storage::registration::{self, Registration};
use crate::server::visitor::Account;
use serde_json::json;

/// Frees the seat of an exam that has not been started. HR must give a reason; candidates give back their own place.
pub async fn revoke_registration(
    state: &AppState,
    by: &Account,
    id: RegistrationId,
    reason: &str,
) -> Result<(), ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let found = registration::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let own = by.person == Some(found.person);
    if !own && !by.may(Permission::RunExams) {
        return Err(ServiceError::NotFound.into());
    }
    if !own && reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    let revoked =
        Registration { state: found.state.revoke()?, revoked_reason: reason.trim().to_owned(), ..found.clone() };
    registration::update(&mut tx, &revoked).await?;
    exam_session::free_seat(&mut tx, found.session).await?;
    let detail = json!({ "session": found.session, "person": found.person, "own": own });
    record(&mut tx, now, Some(by.id), "registration.revoke", ("registration", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(())
}
