//! Something new in a staff file: a claim of its owner, or a fact that HR writes down.

use super::attach_evidence::{Coming, with_document};
use super::problem::ChangeError;
use super::standing::{Standing, may_write};
use super::typed::Typed;
use super::upload::Upload;
use super::{entry_form, record};
use crate::domain::id::PersonId;
use crate::domain::staff_file::{Check, Details, Entry, EntryId, EntryKind};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{entry, person};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};

/// Adds the entry of the form, with its document if there is one. Only a keeper's tick at `verified` makes it more than a
/// claim.
pub async fn add_entry(
    state: &AppState,
    by: &Account,
    person: PersonId,
    kind: EntryKind,
    typed: &Typed,
    upload: Option<Upload>,
) -> Result<EntryId, ChangeError> {
    let standing = may_write(by, person)?;
    let (details, accepted) = with_document(entry_form::read(kind, typed, state.clock.today()), upload)?;
    let details = owned(details, standing);
    let coming = Coming::receive(state, accepted).await?;
    let added = async {
        let now = state.clock.now();
        let mut tx = state.db.write().await?;
        person::find(&mut tx, person).await?.ok_or(ServiceError::NotFound)?;
        let new = Entry {
            id: kind.entry(new_id(now)),
            person,
            details,
            check: Check::Claimed,
            evidence: coming.insert(&mut tx, state, by, person).await?,
            created_by: Some(by.id),
            created_at: now,
            version: 1,
        };
        let new = new.checked(check(standing, typed, by, now));
        entry::insert(&mut tx, &new).await?;
        record::entry(&mut tx, now, by.id, "entry.add", &new).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    let added = added.await;
    coming.settle(state, added).await
}

/// How far an entry is checked that was just written.
pub(super) fn check(standing: Standing, typed: &Typed, by: &Account, at: DateTime<Utc>) -> Check {
    match standing {
        Standing::Keeper if typed.is_ticked("verified") => Check::Verified { by: by.id, at },
        Standing::Keeper | Standing::Owner => Check::Claimed,
    }
}

/// Owners do not revoke certificates: what they send in those fields is left out.
fn owned(details: Details, standing: Standing) -> Details {
    match standing {
        Standing::Keeper => details,
        Standing::Owner => details.without_revocation(),
    }
}
