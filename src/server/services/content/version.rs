//! One version of a unit of content: from memory if it is current or was read before, else from the database.

use crate::domain::digest::Digest;
use crate::domain::form::{Form, FormId};
use crate::domain::item::{Item, ItemId};
use crate::domain::scenario::model::{Scenario, ScenarioId};
use crate::server::content::diagnostic::Source;
use crate::server::content::{form as form_file, item as item_file, scenario as scenario_file};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, content};
use std::sync::Arc;

/// The version of an item that somebody was shown.
pub async fn item(state: &AppState, id: &ItemId, hash: Digest) -> Result<Arc<Item>, ServiceError> {
    if let Some(item) = state.curriculum.item(id, hash) {
        return Ok(item);
    }
    let source = source(state, hash).await?;
    let (file, _) = item_file::read(&source);
    let found = file.items.into_iter().find(|read| read.content.id == *id).ok_or(ServiceError::NotFound)?;
    Ok(state.curriculum.remember_item(hash, found.content))
}

/// The version of a scenario that somebody plays.
pub async fn scenario(state: &AppState, id: &ScenarioId, hash: Digest) -> Result<Arc<Scenario>, ServiceError> {
    if let Some(scenario) = state.curriculum.scenario(hash) {
        return Ok(scenario);
    }
    let source = source(state, hash).await?;
    let found = scenario_file::read(&source).0.map(|read| read.content).filter(|scenario| scenario.id == *id);
    // It was sound when it came in, so it reads, unless the program has forgotten an older grammar.
    let unreadable =
        || StoreError::Corrupt { place: format!("content_version {hash}"), reason: "does not read".into() };
    Ok(state.curriculum.remember_scenario(hash, found.ok_or_else(unreadable)?))
}

/// The version of a form that a session was opened with.
pub async fn form(state: &AppState, id: &FormId, hash: Digest) -> Result<Arc<Form>, ServiceError> {
    if let Some(current) = state.curriculum.bank.form(id).filter(|unit| unit.origin.hash == hash) {
        return Ok(Arc::new(current.content.clone()));
    }
    let source = source(state, hash).await?;
    let found = form_file::read(&source).0.map(|read| read.content).filter(|form| form.id == *id);
    found.map(Arc::new).ok_or(ServiceError::NotFound)
}

async fn source(state: &AppState, hash: Digest) -> Result<Source, ServiceError> {
    let mut tx = state.db.read().await?;
    let version = content::find(&mut tx, hash).await?.ok_or(ServiceError::NotFound)?;
    Ok(Source { path: version.source_path, text: version.body })
}
