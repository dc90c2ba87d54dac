//! A trainer publishes a version of an item, or gives the item back to its file. From the commit on it is what practice asks
//! and what new papers are drawn from, on every node; whoever sits an exam goes on with the version that the paper pins.

use super::draft::{Located, Typed, draft};
use crate::domain::access::Permission;
use crate::domain::item::ItemId;
use crate::domain::publication::Authority;
use crate::server::content::bank::hash;
use crate::server::content::draft::{Draft, check};
use crate::server::content::live::{Live, UnitId};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::content::{self, Current, Version};
use crate::server::storage::publication::{self, Publication, Told};
use crate::server::storage::{StoreError, Tx, audit, setting};
use crate::server::visitor::Account;
use serde_json::json;

/// Characters that a reason may have.
pub const REASON: usize = 200;

/// Why nothing was published. What was typed is the page's to keep.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A reason is missing.
    #[error("no reason")]
    NoReason,
    #[error("a reason of more than {REASON} characters")]
    LongReason,
    /// The version would break something.
    #[error("{} problems", .0.len())]
    Unsound(Vec<Located>),
    /// It says what the current version says.
    #[error("nothing is different")]
    Unchanged,
    /// Somebody has published since the trainer began.
    #[error("overtaken")]
    Overtaken(Box<Told>),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// Publishes what was typed. `base` is the number of the publication that the trainer saw, zero when there was none.
pub async fn publish(
    state: &AppState,
    by: &Account,
    id: &ItemId,
    typed: &Typed,
    base: u32,
    reason: &str,
) -> Result<u32, PublishError> {
    must(by, Permission::AuthorContent)?;
    let reason = read_reason(reason)?;
    let live = look(state).await?;
    let drafted = draft(&live, id, typed)?;
    let overtaken = overtaking(state, &drafted.unit, base).await?;
    if let Some(told) = overtaken {
        return Err(PublishError::Overtaken(Box::new(told)));
    }
    if !drafted.is_sound() {
        return Err(PublishError::Unsound(drafted.problems));
    }
    if is_same(&live, &drafted.unit, &drafted.draft) {
        return Err(PublishError::Unchanged);
    }
    keep(state, by, &live, &drafted.unit, drafted.draft, base, reason).await
}

/// Publishes what the file holds: from then on the item follows its file again.
pub async fn give_back(
    state: &AppState,
    by: &Account,
    id: &ItemId,
    base: u32,
    reason: &str,
) -> Result<u32, PublishError> {
    must(by, Permission::AuthorContent)?;
    let reason = read_reason(reason)?;
    let live = look(state).await?;
    let unit = live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let file = live.file(&unit).ok_or(ServiceError::NotFound)?;
    if live.standing(&unit).authority == Authority::File {
        return Err(PublishError::Unchanged);
    }
    let draft = check(&live, &unit, file.text.clone());
    keep(state, by, &live, &unit, draft, base, reason).await
}

fn read_reason(reason: &str) -> Result<String, PublishError> {
    let reason: String = reason.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match reason.chars().count() {
        0 => Err(PublishError::NoReason),
        1..=REASON => Ok(reason),
        _ => Err(PublishError::LongReason),
    }
}

async fn look(state: &AppState) -> Result<std::sync::Arc<Live>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(current::live(state, &mut tx).await?)
}

/// The publication that came in between, if one did.
async fn overtaking(state: &AppState, unit: &UnitId, base: u32) -> Result<Option<Told>, ServiceError> {
    let mut tx = state.db.read().await?;
    let last = publication::of_unit(&mut tx, unit.kind(), &unit.to_string()).await?.into_iter().next();
    Ok(last.filter(|told| told.publication.number != base))
}

/// Whether the draft says nothing new, however its text is laid out.
fn is_same(live: &Live, unit: &UnitId, draft: &Draft) -> bool {
    let same = |item: &crate::domain::item::Item| live.item(&item.id).is_some_and(|unit| unit.content == *item);
    let shared = match unit {
        UnitId::Item(_) => true,
        UnitId::Case(id) => live.case(id).map(|unit| &unit.content) == draft.case.as_ref(),
    };
    shared && draft.items.iter().all(same)
}

async fn keep(
    state: &AppState,
    by: &Account,
    live: &Live,
    unit: &UnitId,
    draft: Draft,
    base: u32,
    reason: String,
) -> Result<u32, PublishError> {
    let file = live.file(unit).ok_or(ServiceError::NotFound)?;
    let now = state.clock.now();
    let number = base + 1;
    let new = Publication {
        kind: unit.kind().to_owned(),
        content_id: unit.to_string(),
        number,
        hash: hash(&draft.text),
        file_hash: file.hash,
        reason,
        by: by.id,
        at: now,
    };
    let version = Version {
        hash: new.hash,
        kind: new.kind.clone(),
        content_id: new.content_id.clone(),
        source_path: file.path.clone(),
        body: draft.text.clone(),
    };
    let mut tx = state.db.write().await?;
    // First, because it holds whoever publishes at the same time.
    setting::put(&mut tx, current::LAST, &format!("{} {} {number}", new.kind, new.content_id), now).await?;
    content::insert(&mut tx, &version, now).await?;
    match publication::insert(&mut tx, &new).await {
        Ok(()) => {}
        Err(StoreError::Taken) => {
            drop(tx);
            let told = overtaking(state, unit, base).await?.ok_or(ServiceError::Stale)?;
            return Err(PublishError::Overtaken(Box::new(told)));
        }
        Err(error) => return Err(error.into()),
    }
    make_current(&mut tx, &new, &draft).await?;
    let detail = json!({ "number": number, "hash": new.hash, "file": new.file_hash });
    let entry = audit::NewEntry {
        at: now,
        actor: Some(by.id),
        action: "item.publish",
        subject_kind: "item",
        subject_id: new.content_id.clone(),
        detail,
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    look(state).await?;
    Ok(number)
}

/// The unit, and for a case the items in it.
async fn make_current(tx: &mut Tx, new: &Publication, draft: &Draft) -> Result<(), StoreError> {
    let current = |kind: &str, id: &str| Current { kind: kind.to_owned(), content_id: id.to_owned(), hash: new.hash };
    content::make_current(tx, &current(&new.kind, &new.content_id)).await?;
    for item in draft.items.iter().filter(|item| item.case.is_some()) {
        content::make_current(tx, &current("item", item.id.as_str())).await?;
    }
    Ok(())
}
