//! HR opens a staff file.

use super::problem::{ChangeError, Why};
use super::standing::must;
use super::typed::Typed;
use super::{profile_form, record};
use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::server::ids::new_id;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, person};
use crate::server::visitor::Account;
use serde_json::json;

/// Opens a file with the profile of the form, and nothing in it yet.
pub async fn create_person(state: &AppState, by: &Account, typed: &Typed) -> Result<PersonId, ChangeError> {
    must(by, Permission::KeepPeople)?;
    let profile = profile_form::read(typed)?;
    let now = state.clock.now();
    let id = new_id(now);
    let mut tx = state.db.write().await?;
    person::insert(&mut tx, id, &profile, now).await.map_err(taken)?;
    record::person(&mut tx, now, by.id, "person.create", id, json!({})).await?;
    tx.commit().await?;
    Ok(id)
}

/// The staff number is the only thing of a profile that must be unique.
pub(super) fn taken(error: StoreError) -> ChangeError {
    match error {
        StoreError::Taken => ChangeError::at("staff_number", Why::Taken),
        other => other.into(),
    }
}
