//! A document comes into a staff file, alone or with the entry that it proves.

use super::problem::{ChangeError, Problem};
use super::record;
use super::standing::{may_write, must_not_be_issued};
use super::upload::{Accepted, Kept, Upload};
use crate::domain::id::{EvidenceId, PersonId};
use crate::domain::staff_file::{Check, Entry, EntryId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{StoreError, Tx, entry, evidence};
use crate::server::visitor::Account;

/// Puts a document behind an entry that is there. By that the entry is claimed again: it was checked against another one.
pub async fn attach_evidence(
    state: &AppState,
    by: &Account,
    id: EntryId,
    version: i64,
    upload: Upload,
) -> Result<EvidenceId, ChangeError> {
    let mut tx = state.db.read().await?;
    let found = entry::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    must_not_be_issued(&mut tx, id).await?;
    drop(tx);
    may_write(by, found.person)?;
    let ((), accepted) = with_document(Ok(()), Some(upload))?;
    let coming = Coming::receive(state, accepted).await?;
    let kept = async {
        let now = state.clock.now();
        let mut tx = state.db.write().await?;
        let evidence = coming.insert(&mut tx, state, by, found.person).await?;
        let changed = Entry { evidence, version, ..found.clone().checked(Check::Claimed) };
        entry::update(&mut tx, &changed).await?;
        record::entry(&mut tx, now, by.id, "entry.attach", &changed).await?;
        tx.commit().await?;
        evidence.ok_or(ChangeError::Service(ServiceError::NotFound))
    };
    let kept = kept.await;
    coming.settle(state, kept).await
}

/// A document on its way in: its file is in its place, its row is not yet.
pub(super) struct Coming(Option<(Accepted, Kept)>);

impl Coming {
    /// Puts the document's file into its place, if there is one.
    pub(super) async fn receive(state: &AppState, accepted: Option<Accepted>) -> Result<Self, ChangeError> {
        let Some(accepted) = accepted else { return Ok(Self(None)) };
        let folder = state.config.data_dir.clone();
        // Writing and syncing ten megabytes would hold up everybody else on this thread.
        let (accepted, kept) = tokio::task::spawn_blocking(move || {
            let kept = accepted.keep(&folder);
            (accepted, kept)
        })
        .await
        .map_err(|stopped| StoreError::File(std::io::Error::other(stopped)))?;
        Ok(Self(Some((accepted, kept.map_err(StoreError::File)?))))
    }

    /// Writes the row.
    pub(super) async fn insert(
        &self,
        tx: &mut Tx,
        state: &AppState,
        by: &Account,
        person: PersonId,
    ) -> Result<Option<EvidenceId>, ChangeError> {
        let Some((accepted, _)) = &self.0 else { return Ok(None) };
        let now = state.clock.now();
        let row = Evidence {
            id: new_id(now),
            person,
            file_name: accepted.file_name.clone(),
            media_type: accepted.media_type.to_owned(),
            size: accepted.size(),
            sha256: accepted.sha256,
            uploaded_by: by.id,
            uploaded_at: now,
        };
        evidence::insert(tx, &row).await?;
        Ok(Some(row.id))
    }

    /// Passes the result on; where the row was not written, the file goes again, unless another row has the same bytes.
    pub(super) async fn settle<T>(self, state: &AppState, result: Result<T, ChangeError>) -> Result<T, ChangeError> {
        if let (Err(_), Some((accepted, kept))) = (&result, self.0) {
            let mut tx = state.db.read().await?;
            if !evidence::is_kept(&mut tx, accepted.sha256).await? {
                kept.undo();
            }
        }
        result
    }
}

/// What the form says and the document that came with it, or everything that is wrong with both.
pub(super) fn with_document<T>(
    read: Result<T, ChangeError>,
    upload: Option<Upload>,
) -> Result<(T, Option<Accepted>), ChangeError> {
    match (read, upload.map(Upload::accept).transpose()) {
        (Ok(value), Ok(accepted)) => Ok((value, accepted)),
        (Ok(_), Err(why)) => Err(ChangeError::at("evidence", why)),
        (Err(ChangeError::Refused(mut problems)), Err(why)) => {
            problems.push(Problem { field: "evidence", why });
            Err(ChangeError::Refused(problems))
        }
        (Err(error), _) => Err(error),
    }
}
