//! A trainer publishes a version of an item or a new item, gives an item back to its file, or takes it out of use. From the
//! commit on it is what practice asks and what new papers are drawn from, on every node; whoever sits an exam goes on with
//! the version that the paper pins.

use super::draft::{Located, Typed, draft};
use super::new::draft_new;
use crate::domain::access::Permission;
use crate::domain::item::ItemId;
use crate::domain::locale::Text;
use crate::domain::publication::Authority;
use crate::server::content::bank::hash;
use crate::server::content::draft::{Draft, check, needed};
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
use std::sync::Arc;

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
    /// What keeps it in use, in words.
    #[error("needed by {} others", .0.len())]
    Needed(Vec<Text>),
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
    let publishing = Publishing::begin(state, by, reason).await?;
    let drafted = draft(&publishing.live, id, typed)?;
    if let Some(told) = overtaking(state, &drafted.unit, base).await? {
        return Err(PublishError::Overtaken(Box::new(told)));
    }
    if !drafted.is_sound() {
        return Err(PublishError::Unsound(drafted.problems));
    }
    if is_same(&publishing.live, &drafted.unit, &drafted.draft) {
        return Err(PublishError::Unchanged);
    }
    publishing.keep(&drafted.unit, drafted.draft, base).await
}

/// Publishes a unit that is not there yet, and gives its first item. No file holds it until an author carries it there.
pub async fn create(state: &AppState, by: &Account, typed: &Typed, reason: &str) -> Result<ItemId, PublishError> {
    let publishing = Publishing::begin(state, by, reason).await?;
    let drafted = draft_new(&publishing.live, typed)?;
    let first = drafted.draft.items.first().map(|item| item.id.clone());
    match first.filter(|_| drafted.is_sound()) {
        Some(first) => publishing.keep(&drafted.unit, drafted.draft, 0).await.map(|_| first),
        None => Err(PublishError::Unsound(drafted.problems)),
    }
}

/// Publishes what the file holds: from then on the item follows its file again.
pub async fn give_back(
    state: &AppState,
    by: &Account,
    id: &ItemId,
    base: u32,
    reason: &str,
) -> Result<u32, PublishError> {
    let publishing = Publishing::begin(state, by, reason).await?;
    let unit = publishing.live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let file = publishing.live.file(&unit).ok_or(ServiceError::NotFound)?;
    if publishing.live.standing(&unit).authority == Authority::File {
        return Err(PublishError::Unchanged);
    }
    let draft = check(&publishing.live, &unit, file.text.clone());
    publishing.keep(&unit, draft, base).await
}

/// Takes an item out of use, a case with all its items: nothing new asks it. Refused while a lesson checks with it or an
/// exam form could not be drawn without it.
pub async fn retire(state: &AppState, by: &Account, id: &ItemId, base: u32, reason: &str) -> Result<u32, PublishError> {
    let publishing = Publishing::begin(state, by, reason).await?;
    let unit = publishing.live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let origin = publishing.live.origin(&unit).ok_or(ServiceError::NotFound)?;
    if publishing.live.standing(&unit).authority == Authority::Retired {
        return Err(PublishError::Unchanged);
    }
    let needed = needed(&publishing.live, &unit);
    if !needed.is_empty() {
        return Err(PublishError::Needed(needed));
    }
    let draft = check(&publishing.live, &unit, origin.text.clone());
    publishing.put(&unit, draft, base, true).await
}

/// Brings an item that is out of use back as it was.
pub async fn restore(
    state: &AppState,
    by: &Account,
    id: &ItemId,
    base: u32,
    reason: &str,
) -> Result<u32, PublishError> {
    let publishing = Publishing::begin(state, by, reason).await?;
    let unit = publishing.live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let origin = publishing.live.origin(&unit).ok_or(ServiceError::NotFound)?;
    if publishing.live.standing(&unit).authority != Authority::Retired {
        return Err(PublishError::Unchanged);
    }
    let draft = check(&publishing.live, &unit, origin.text.clone());
    publishing.keep(&unit, draft, base).await
}

fn read_reason(reason: &str) -> Result<String, PublishError> {
    let reason: String = reason.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match reason.chars().count() {
        0 => Err(PublishError::NoReason),
        1..=REASON => Ok(reason),
        _ => Err(PublishError::LongReason),
    }
}

async fn look(state: &AppState) -> Result<Arc<Live>, ServiceError> {
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

/// Somebody who may publish, with a reason, over the items as they stand.
struct Publishing<'p> {
    state: &'p AppState,
    by: &'p Account,
    reason: String,
    live: Arc<Live>,
}

impl<'p> Publishing<'p> {
    async fn begin(state: &'p AppState, by: &'p Account, reason: &str) -> Result<Self, PublishError> {
        must(by, Permission::AuthorContent)?;
        let reason = read_reason(reason)?;
        Ok(Self { state, by, reason, live: look(state).await? })
    }

    async fn keep(self, unit: &UnitId, draft: Draft, base: u32) -> Result<u32, PublishError> {
        self.put(unit, draft, base, false).await
    }

    /// The version, its publication and the audit row, in one transaction.
    async fn put(self, unit: &UnitId, draft: Draft, base: u32, retired: bool) -> Result<u32, PublishError> {
        let Self { state, by, reason, live } = self;
        let now = state.clock.now();
        let number = base + 1;
        let new = Publication {
            kind: unit.kind().to_owned(),
            content_id: unit.to_string(),
            number,
            hash: hash(&draft.text),
            file_hash: live.file(unit).map(|file| file.hash),
            retired,
            reason,
            by: by.id,
            at: now,
        };
        let version = Version {
            hash: new.hash,
            kind: new.kind.clone(),
            content_id: new.content_id.clone(),
            source_path: live.origin(unit).map_or_else(|| path_of(&draft), |origin| origin.path.clone()),
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
        let detail = json!({ "number": number, "hash": new.hash, "file": new.file_hash, "retired": retired });
        let entry = audit::NewEntry {
            at: now,
            actor: Some(by.id),
            action: if retired { "item.retire" } else { "item.publish" },
            subject_kind: "item",
            subject_id: new.content_id.clone(),
            detail,
        };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        look(state).await?;
        Ok(number)
    }
}

/// The file that a new unit belongs into: of its level and competency.
fn path_of(draft: &Draft) -> String {
    let first = draft.items.first();
    first.map(|item| format!("items/l{}/{}.md", item.level.number(), item.competency.id())).unwrap_or_default()
}

/// The unit, and for a case the items in it, come into use or go out of it.
async fn make_current(tx: &mut Tx, new: &Publication, draft: &Draft) -> Result<(), StoreError> {
    let current = |kind: &str, id: &str| Current { kind: kind.to_owned(), content_id: id.to_owned(), hash: new.hash };
    let in_case = draft.items.iter().filter(|item| item.case.is_some()).map(|item| current("item", item.id.as_str()));
    for unit in std::iter::once(current(&new.kind, &new.content_id)).chain(in_case) {
        if new.retired {
            content::withdraw(tx, &unit).await?;
        } else {
            content::make_current(tx, &unit).await?;
        }
    }
    Ok(())
}
