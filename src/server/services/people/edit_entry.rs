//! A changed entry. What was verified is claimed again: nobody has checked the new words.

use super::add_entry::check;
use super::attach_evidence::{Coming, with_document};
use super::problem::ChangeError;
use super::standing::{Standing, may_write, must_not_be_issued};
use super::typed::Typed;
use super::upload::Upload;
use super::{entry_form, record};
use crate::domain::id::PersonId;
use crate::domain::staff_file::{Details, Entry, EntryId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::entry;
use crate::server::visitor::Account;

/// Replaces what an entry of somebody's file says, and its document if a new one comes. `version` is that of the entry as the caller saw it.
pub async fn edit_entry(
    state: &AppState,
    by: &Account,
    person: PersonId,
    id: EntryId,
    version: i64,
    typed: &Typed,
    upload: Option<Upload>,
) -> Result<(), ChangeError> {
    let mut tx = state.db.read().await?;
    let found = entry::find(&mut tx, id).await?.filter(|entry| entry.person == person).ok_or(ServiceError::NotFound)?;
    must_not_be_issued(&mut tx, id).await?;
    drop(tx);
    let standing = may_write(by, found.person)?;
    let (details, accepted) = with_document(entry_form::read(id.kind(), typed, state.clock.today()), upload)?;
    let details = owned(details, &found.details, standing);
    let coming = Coming::receive(state, accepted).await?;
    let edited = async {
        let now = state.clock.now();
        let mut tx = state.db.write().await?;
        let evidence = coming.insert(&mut tx, state, by, found.person).await?.or(found.evidence);
        let changed = Entry { details, evidence, version, ..found.clone() };
        let changed = changed.checked(check(standing, typed, by, now));
        entry::update(&mut tx, &changed).await?;
        record::entry(&mut tx, now, by.id, "entry.edit", &changed).await?;
        tx.commit().await?;
        Ok(())
    };
    let edited = edited.await;
    coming.settle(state, edited).await
}

/// Owners neither revoke a certificate nor undo that it was revoked.
fn owned(details: Details, before: &Details, standing: Standing) -> Details {
    match standing {
        Standing::Keeper => details,
        Standing::Owner => details.with_revocation_of(before),
    }
}
