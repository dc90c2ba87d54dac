//! Draws the paper of a sitting. What was asked lately, and what the person was asked before, only steer the draw; the paper
//! that comes out is pinned.

use super::refusal::{ExamError, Refusal};
use crate::domain::assembly::assemble;
use crate::domain::assembly::paper::{Paper, PaperPart};
use crate::domain::assembly::stock::History;
use crate::domain::digest::Digest;
use crate::domain::form::Form;
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::seed::Seed;
use crate::server::exam::papers::Counts;
use crate::server::services::content::current;
use crate::server::state::AppState;
use crate::server::storage::{StoreResult, Tx, paper};
use std::sync::Arc;

/// So many of a level's newest sittings are counted.
const RECENT: i64 = 100;

pub(super) async fn draw(
    state: &AppState,
    tx: &mut Tx,
    form: &Form,
    hash: Digest,
    person: PersonId,
    seed: Seed,
) -> Result<Paper, ExamError> {
    let counts = counts(state, tx, form.level).await?;
    let mut history = History {
        attempts: counts.attempts,
        appearances: counts.appearances.clone(),
        neighbours: counts.neighbours.clone(),
        ..History::default()
    };
    for part in paper::of_person(tx, person).await? {
        history.met.extend(part.items().iter().map(|pinned| pinned.item.clone()));
        if let PaperPart::RolePlay { scenario } = part {
            history.played.insert(scenario.scenario);
        }
    }
    let live = current::live(state, tx).await?;
    let paper = assemble(form, hash, live.stock(), &history, seed).map_err(Refusal::Shortage)?.paper;
    state.exam.papers.count(form.level, paper.item_ids());
    Ok(paper)
}

async fn counts(state: &AppState, tx: &mut Tx, level: Level) -> StoreResult<Arc<Counts>> {
    let now = state.clock.now();
    if let Some(counts) = state.exam.papers.counts(level, now) {
        return Ok(counts);
    }
    let mut counts = Counts::default();
    let parts = paper::recent(tx, level, RECENT).await?;
    for sitting in parts.chunk_by(|(one, _), (other, _)| one == other) {
        let items = sitting.iter().flat_map(|(_, part)| part.items());
        counts.add(items.map(|pinned| pinned.item.clone()).collect());
    }
    Ok(state.exam.papers.remember_counts(level, now, counts))
}
