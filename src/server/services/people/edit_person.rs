//! HR changes a person's profile.

use super::create_person::taken;
use super::problem::ChangeError;
use super::standing::must;
use super::typed::Typed;
use super::{profile_form, record};
use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::domain::staff_file::Profile;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::person;
use crate::server::visitor::Account;
use serde_json::json;

/// Replaces the profile. `version` is that of the person as the caller saw it.
pub async fn edit_person(
    state: &AppState,
    by: &Account,
    id: PersonId,
    version: i64,
    typed: &Typed,
) -> Result<(), ChangeError> {
    must(by, Permission::KeepPeople)?;
    let profile = profile_form::read(typed)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let before = person::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?.profile;
    person::update(&mut tx, id, version, &profile).await.map_err(taken)?;
    let detail = json!({ "changed": changed(&before, &profile), "version": version + 1 });
    record::person(&mut tx, now, by.id, "person.edit", id, detail).await?;
    tx.commit().await?;
    Ok(())
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
