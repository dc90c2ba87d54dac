//! An item on the trainer's desk: its text, how its versions came about, and what hangs on it.

use super::effects::{Effects, effects};
use crate::domain::access::Permission;
use crate::domain::digest::Digest;
use crate::domain::item::{Item, ItemId};
use crate::server::content::bank::Origin;
use crate::server::content::live::{Live, Standing, UnitId};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::publication::{self, Told};
use crate::server::visitor::Account;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct Opened {
    pub live: Arc<Live>,
    pub item: Item,
    pub unit: UnitId,
    /// The items of the unit: one, or those of its case.
    pub items: Vec<Item>,
    pub standing: Standing,
    /// The text that counts, where it comes from, and its version.
    pub text: String,
    pub path: String,
    pub hash: Digest,
    /// What the file holds; none for what a trainer has written and no file holds.
    pub file: Option<Origin>,
    /// The newest first; the file's own version is not among them.
    pub history: Vec<Told>,
    pub effects: Effects,
}

pub async fn open(state: &AppState, by: &Account, id: &ItemId) -> Result<Opened, ServiceError> {
    must(by, Permission::SeeAnswers)?;
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    let item = live.item(id).ok_or(ServiceError::NotFound)?.content.clone();
    let unit = live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let origin = live.origin(&unit).ok_or(ServiceError::NotFound)?.clone();
    let file = live.file(&unit).cloned();
    let ids: Vec<ItemId> = match &unit {
        UnitId::Item(id) => vec![id.clone()],
        UnitId::Case(id) => live.case(id).map(|case| case.content.items.clone()).unwrap_or_default(),
    };
    let items: Vec<Item> = ids.iter().filter_map(|id| live.item(id)).map(|unit| unit.content.clone()).collect();
    let history = publication::of_unit(&mut tx, unit.kind(), &unit.to_string()).await?;
    let effects = effects(&mut tx, &live, &items).await?;
    drop(tx);
    Ok(Opened {
        item,
        items,
        standing: live.standing(&unit),
        text: origin.text,
        path: origin.path,
        hash: origin.hash,
        file,
        history,
        effects,
        unit,
        live,
    })
}
