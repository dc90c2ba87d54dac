//! HR gives somebody more time, in percent of every part, before the exam is started.

use super::record::record;
use super::refusal::{ExamError, Refusal};
use crate::domain::access::Permission;
use crate::domain::attempt::timing::ExtraTime;
use crate::domain::id::RegistrationId;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::registration::{self, Registration};
use crate::server::visitor::Account;
use serde_json::json;

/// Sets the extra time. A sitting that has begun keeps what it began with; the own time is a colleague's to set.
pub async fn grant_extra_time(
    state: &AppState,
    by: &Account,
    id: RegistrationId,
    percent: u8,
) -> Result<(), ExamError> {
    must(by, Permission::RunExams)?;
    let extra = ExtraTime::try_from(percent)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let found = registration::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(found.person) {
        return Err(Refusal::Own.into());
    }
    // Only a place that could still be used.
    found.state.start()?;
    registration::update(&mut tx, &Registration { extra, ..found.clone() }).await?;
    let detail = json!({ "person": found.person, "percent": percent });
    record(&mut tx, now, Some(by.id), "registration.extra_time", ("registration", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(())
}
