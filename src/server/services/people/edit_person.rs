//! HR changes a person's profile.

use super::attach_evidence::{Coming, with_document};
use super::create_person::taken;
use super::problem::ChangeError;
use super::standing::must;
use super::typed::Typed;
use super::upload::Upload;
use super::{profile_form, record};
use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::domain::staff_file::Profile;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::person;
use crate::server::visitor::Account;
use serde_json::json;

/// Replaces the profile, and the document behind its on-post date if a new one comes. `version` is that of the person
/// as the caller saw it.
pub async fn edit_person(
    state: &AppState,
    by: &Account,
    id: PersonId,
    version: i64,
    typed: &Typed,
    upload: Option<Upload>,
) -> Result<(), ChangeError> {
    must(by, Permission::KeepPeople)?;
    let (profile, accepted) = with_document(profile_form::read(typed, upload.is_some()), upload)?;
    let coming = Coming::receive(state, accepted).await?;
    let edited = async {
        let now = state.clock.now();
        let mut tx = state.db.write().await?;
        let before = person::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
        person::update(&mut tx, id, version, &profile).await.map_err(taken)?;
        // Without a day there is nothing that a document could prove.
        let kept = before.on_post_evidence.filter(|_| profile.on_post_on.is_some());
        let evidence = coming.insert(&mut tx, state, by, id).await?.or(kept);
        person::prove_on_post(&mut tx, id, evidence).await?;
        let mut changed = changed(&before.profile, &profile);
        changed.extend((evidence != before.on_post_evidence).then_some("on_post_evidence"));
        let detail = json!({ "changed": changed, "evidence": evidence, "version": version + 1 });
        record::person(&mut tx, now, by.id, "person.edit", id, detail).await?;
        tx.commit().await?;
        Ok(())
    };
    let edited = edited.await;
    coming.settle(state, edited).await
}

/// The names of the fields that differ: enough to know what happened, and no personal data.
fn changed(before: &Profile, after: &Profile) -> Vec<&'static str> {
    [
        ("name", before.name != after.name),
        ("latin_name", before.latin_name != after.latin_name),
        ("staff_number", before.staff_number != after.staff_number),
        ("department", before.department != after.department),
        ("email", before.email != after.email),
        ("hired_on", before.hired_on != after.hired_on),
        ("on_post_on", before.on_post_on != after.on_post_on),
        ("on_post_state", before.on_post_state != after.on_post_state),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}
