//! Noting how far somebody has read in a lesson, so that they can go on there another day.

use super::progress::{self, begun};
use crate::domain::id::PersonId;
use crate::domain::lesson::completion::{Standing, standing};
use crate::domain::lesson::{Block, BlockKind, LessonId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, lesson_progress};

/// Notes that the lesson was read up to a block and through it. Gives the block that follows, if there is one.
pub async fn record_progress(
    state: &AppState,
    learner: PersonId,
    id: &LessonId,
    through: BlockKind,
) -> Result<Option<BlockKind>, ServiceError> {
    match record(state, learner, id, through).await {
        // The same learner in another window was faster: what was noted there stays.
        Err(ServiceError::Stale) => record(state, learner, id, through).await,
        recorded => recorded,
    }
}

async fn record(
    state: &AppState,
    learner: PersonId,
    id: &LessonId,
    through: BlockKind,
) -> Result<Option<BlockKind>, ServiceError> {
    let unit = state.curriculum.bank.lesson(id).ok_or(ServiceError::NotFound)?;
    let kinds: Vec<BlockKind> = unit.content.blocks.iter().map(Block::kind).collect();
    let place = kinds.iter().position(|kind| *kind == through).ok_or(ServiceError::NotFound)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let (all, progress) = progress::read(&mut tx, learner, state.clock.today()).await?;
    if let Standing::Locked { .. } = standing(&unit.content, &progress) {
        return Err(ServiceError::Forbidden);
    }
    let own = all.into_iter().find(|kept| kept.lesson == *id);
    let mut own = own.unwrap_or_else(|| begun(unit, now));
    own.blocks_read.extend(&kinds[..=place]);
    own.hash = unit.origin.hash;
    own.updated_at = now;
    if unit.content.checks.is_empty() && kinds.iter().all(|kind| own.blocks_read.contains(kind)) {
        own.completed_at = own.completed_at.or(Some(now));
    }
    match lesson_progress::save(&mut tx, learner, &own).await {
        Err(StoreError::Stale) => return Err(ServiceError::Stale),
        saved => saved?,
    }
    tx.commit().await?;
    Ok(kinds.get(place + 1).copied())
}
