//! Answers come in, many in one request. The reply comes when they are durable, and is the same for right and wrong.

use super::refusal::ExamError;
use super::sitting::fixed;
use crate::domain::attempt::saving::{MOST_SAVES, Save};
use crate::domain::attempt::timing::remaining_ms;
use crate::domain::attempt::view::{Acknowledged, Fate, SaveBatch, SaveReply, Standing};
use crate::domain::form::PartKind;
use crate::domain::item::presentation::present;
use crate::domain::item::response::ResponseProblem;
use crate::server::exam::papers::Fixed;
use crate::server::exam::writer::Request;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::visitor::Account;

/// Saves a batch. What is no answer to an item of the paper is named and left out; the rest is saved.
pub async fn save_answers(state: &AppState, by: &Account, batch: SaveBatch) -> Result<SaveReply, ExamError> {
    let arrived = state.clock.now();
    let fixed = fixed(state, batch.attempt).await?;
    if by.person != Some(fixed.person) {
        return Err(ServiceError::NotFound.into());
    }
    let (mut saves, mut unfit) = (Vec::new(), Vec::new());
    for save in batch.saves.into_iter().take(MOST_SAVES) {
        match part_of(state, &fixed, &save).await? {
            Some(part) => saves.push((part, save)),
            None => unfit.push(Acknowledged { item: save.item, fate: Fate::Unfit }),
        }
    }
    let request = Request { attempt: batch.attempt, lease: batch.lease, saves, arrived };
    let (mut acknowledged, ends_at) = match state.exam.writer.save(&state.db, request).await? {
        Ok(written) => written,
        Err(elsewhere) => {
            return Ok(SaveReply::Elsewhere { device: elsewhere.device, since: elsewhere.since });
        }
    };
    acknowledged.append(&mut unfit);
    let standing = match ends_at {
        // The row that was locked for the save knows what is left of the running part.
        Some((part, ends_at)) => Standing::Part { part, remaining_ms: remaining_ms(ends_at, arrived) },
        None => super::read_sitting::where_it_stands(state, batch.attempt).await?,
    };
    Ok(SaveReply::Done { acknowledged, standing })
}

/// The part that a save's item belongs to, if the save can be an answer to it.
async fn part_of(state: &AppState, fixed: &Fixed, save: &Save) -> Result<Option<PartKind>, ServiceError> {
    let Some((part, pinned)) = fixed.pinned(&save.item) else { return Ok(None) };
    let Some(response) = &save.response else { return Ok(Some(part)) };
    let item = version::item(state, &pinned.item, pinned.hash).await?;
    match response.fits(&present(&item, pinned.seed, fixed.locale)) {
        // An answer is saved while it grows: a number may still be half typed.
        Ok(()) | Err(ResponseProblem::NotANumber) => Ok(Some(part)),
        Err(
            ResponseProblem::WrongKind
            | ResponseProblem::UnknownChoice(_)
            | ResponseProblem::RepeatedChoice(_)
            | ResponseProblem::UnknownGap(_)
            | ResponseProblem::StepsMissing
            | ResponseProblem::TooLong { .. },
        ) => Ok(None),
    }
}
