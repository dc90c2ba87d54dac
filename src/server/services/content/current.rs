//! The items as they stand, on whichever node: one look at which publication was the last, and a new reading when it is not
//! the one in memory. Whoever draws or asks looks first, so a version counts on every node from its commit on.

use crate::domain::publication::Published;
use crate::server::content::live::{Live, Over, UnitId};
use crate::server::state::AppState;
use crate::server::storage::publication::{self, Told};
use crate::server::storage::{StoreResult, Tx, setting};
use std::sync::Arc;

/// The setting that names the last publication.
pub(in crate::server::services) const LAST: &str = "publication";

/// The items as they stand within a transaction.
pub async fn live(state: &AppState, tx: &mut Tx) -> StoreResult<Arc<Live>> {
    let known = state.curriculum.live();
    // Before the rows: what comes in between makes the next look read again, and is never missed.
    let revision = setting::find(tx, LAST).await?;
    if known.revision == revision {
        return Ok(known);
    }
    let published = publication::standing(tx).await?.into_iter().filter_map(over).collect();
    let (live, unread) = Live::new(state.curriculum.bank.clone(), revision, published);
    for unit in unread {
        tracing::error!(%unit, "a published version does not read: the file's stands in for it");
    }
    Ok(state.curriculum.renew(live))
}

fn over(told: Told) -> Option<Over> {
    let Told { publication, path, body, .. } = told;
    Some(Over {
        unit: UnitId::read(&publication.kind, &publication.content_id)?,
        number: publication.number,
        path,
        published: Published { hash: publication.hash, file: publication.file_hash, retired: publication.retired },
        text: body,
    })
}
