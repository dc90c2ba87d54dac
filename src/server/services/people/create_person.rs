//! HR opens a staff file.

use super::attach_evidence::{Coming, with_document};
use super::problem::{ChangeError, Why};
use super::standing::must;
use super::typed::Typed;
use super::upload::Upload;
use super::{profile_form, record};
use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::server::ids::new_id;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, person};
use crate::server::visitor::Account;
use serde_json::json;

/// Opens a file with the profile of the form and the document behind its on-post date, and nothing else in it yet.
pub async fn create_person(
    state: &AppState,
    by: &Account,
    typed: &Typed,
    upload: Option<Upload>,
) -> Result<PersonId, ChangeError> {
    must(by, Permission::KeepPeople)?;
    let (profile, accepted) = with_document(profile_form::read(typed, upload.is_some()), upload)?;
    let coming = Coming::receive(state, accepted).await?;
    let created = async {
        let now = state.clock.now();
        let id = new_id(now);
        let mut tx = state.db.write().await?;
        person::insert(&mut tx, id, &profile, now).await.map_err(taken)?;
        let evidence = coming.insert(&mut tx, state, by, id).await?;
        person::prove_on_post(&mut tx, id, evidence).await?;
        record::person(&mut tx, now, by.id, "person.create", id, json!({ "evidence": evidence })).await?;
        tx.commit().await?;
        Ok(id)
    };
    let created = created.await;
    coming.settle(state, created).await
}

/// The staff number is the only thing of a profile that must be unique.
pub(super) fn taken(error: StoreError) -> ChangeError {
    match error {
        StoreError::Taken => ChangeError::at("staff_number", Why::Taken),
        other => other.into(),
    }
}
